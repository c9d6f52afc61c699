"""Statements as banks of several countries print them: what stands where on paper stands where in a string.

Made-up banks, people and figures; each with its signed amounts and the day of its first and last movement.
"""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

SIZE, LEADING = 8, 11
"""Points: 118 characters across a page of A4."""


@dataclass(frozen=True)
class Printed:
    """A statement as text, and what is true of it."""

    text: str
    amounts: tuple[str, ...]
    first: str
    last: str
    opening: str | None
    closing: str | None
    proven: bool = True

    @property
    def decimals(self) -> list[Decimal]:
        """Return the amounts as decimals."""
        return [Decimal(amount) for amount in self.amounts]


def printed_pdf(text: str) -> bytes:
    """Return a PDF of *text* in typewriter letters, a page for each part between form feeds."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in text.strip("\n").split("\f"):
        canvas.setFont("Courier", SIZE)
        for row, line in enumerate(page.splitlines()):
            if line.strip():
                indent = len(line) - len(line.lstrip())
                canvas.drawString(20 + indent * SIZE * 0.6, A4[1] - 40 - row * LEADING, line.strip())
        canvas.showPage()
    canvas.save()
    return out.getvalue()


SPANISH = Printed(
    text="""
BANCO EJEMPLO, S.A.                                  Extracto de movimientos
Titular: FERRETERÍA EJEMPLO, S.L.                    Periodo: 01/03/2026 - 31/03/2026
IBAN: ES91 2100 0418 4502 0005 1332                  Divisa: EUR

F.Oper.   F.Valor   Concepto                                        Importe           Saldo
                    SALDO ANTERIOR                                                 1.250,40
02/03     02/03     RECIBO LUZ ENERGIA EJEMPLO                       -84,31        1.166,09
                    N.REF 00123 CONTRATO 99
05/03     04/03     TRANSFERENCIA DE CLIENTE UNO                  1.210,00         2.376,09
16/03     16/03     PAGO CON TARJETA BAR SOL                        -12,10         2.363,99
31/03     31/03     COMISION MANTENIMIENTO                           -3,00         2.360,99
                    SALDO FINAL                                                    2.360,99
""",
    amounts=("-84.31", "1210.00", "-12.10", "-3.00"),
    first="2026-03-02",
    last="2026-03-31",
    opening="1250.40",
    closing="2360.99",
)

AMERICAN = Printed(
    text="""
EXAMPLE COMMUNITY BANK                               Statement of Account
                                                     October 1, 2025 through October 31, 2025
                                                     Account Number: 000000123456789
CHECKING SUMMARY
Beginning Balance                                          $2,500.00
Deposits and Additions                                      3,075.25
Electronic Withdrawals                                       -640.10
Fees                                                          -12.00
Ending Balance                                             $4,923.15

DEPOSITS AND ADDITIONS
DATE         DESCRIPTION                                           AMOUNT
10/03        Direct Deposit Example Payroll                     $3,000.00
10/20        Remote Deposit                                         75.25
Total Deposits and Additions                                    $3,075.25

ELECTRONIC WITHDRAWALS
DATE         DESCRIPTION                                           AMOUNT
10/06        Orig CO Name: Example Power Descr: Utility           $140.10
             Trace#: 021000021234567 Eed: 251006
10/15        Example Rent LLC                                      500.00
Total Electronic Withdrawals                                      $640.10

FEES
DATE         DESCRIPTION                                           AMOUNT
10/31        Monthly Service Fee                                   $12.00
Total Fees                                                         $12.00

DAILY ENDING BALANCE
DATE               AMOUNT
10/03            5,500.00
""",
    amounts=("3000.00", "75.25", "-140.10", "-500.00", "-12.00"),
    first="2025-10-03",
    last="2025-10-31",
    opening="2500.00",
    closing="4923.15",
)

BRITISH = Printed(
    text="""
Example Bank plc                                      Your account statement
Sort code 00-00-00   Account number 12345678          1 January to 31 January 2026

Date     Description                               Money out    Money in     Balance
01 Jan   BALANCE BROUGHT FORWARD                                              820.55
02 Jan   Card payment to EXAMPLE STORES
         LONDON GB                                     25.40
         Direct Debit EXAMPLE COUNCIL                 150.00                  645.15
05 Jan   Bank credit A CUSTOMER LTD                             1,200.00    1,845.15
30 Jan   Standing order EXAMPLE RENT                  900.00
         Account fee                                    5.00                  940.15
31 Jan   BALANCE CARRIED FORWARD                                              940.15
""",
    amounts=("-25.40", "-150.00", "1200.00", "-900.00", "-5.00"),
    first="2026-01-02",
    last="2026-01-30",
    opening="820.55",
    closing="940.15",
)

GERMAN = Printed(
    text="""
Beispiel Sparkasse                                   Kontoauszug 4/2026
Kontokorrent IBAN DE89 3704 0044 0532 0130 00        vom 01.04.2026 bis 30.04.2026

Buchung   Wert      Verwendungszweck                               Soll            Haben
                    alter Kontostand vom 31.03.2026                             1.000,00 H
02.04.    02.04.    Miete April Beispiel GmbH                    750,00 S
                    DATUM 02.04.2026, 06.12 UHR
07.04.    07.04.    Gutschrift Kunde Muster                                     2.380,00 H
28.04.    28.04.    Lastschrift Stadtwerke                       119,50 S
                    neuer Kontostand vom 30.04.2026                             2.510,50 H
""",
    amounts=("-750.00", "2380.00", "-119.50"),
    first="2026-04-02",
    last="2026-04-28",
    opening="1000.00",
    closing="2510.50",
)

GERMAN_LETTERS = Printed(
    text="""
Beispielbank eG                                      Kontoauszug Nr. 2 vom 27.02.2026

Bu-Tag   Valuta   Vorgang                                           Betrag EUR
                  Kontostand am 30.01.2026                            145,20 S
03.02.   03.02.   Zahlungseingang Beispiel AG                        1.500,00 H
12.02.   12.02.   Basislastschrift Telefon                              39,99 S
27.02.   27.02.   Abschluss                                             14,25 S
                  Kontostand am 27.02.2026                           1.300,56 H
""",
    amounts=("1500.00", "-39.99", "-14.25"),
    first="2026-02-03",
    last="2026-02-27",
    opening="-145.20",
    closing="1300.56",
)

ECUADORIAN = Printed(
    text="""
BANCO DEL EJEMPLO C.A.                               ESTADO DE CUENTA CORRIENTE
CLIENTE: FERRETERIA EJEMPLO                          FECHA DE CORTE: 28/02/2026
MONEDA: USD
SALDO ANTERIOR: 3,100.00    TOTAL DEBITOS: 1,245.50    TOTAL CREDITOS: 980.00    SALDO ACTUAL: 2,834.50

FECHA        DOCUMENTO    DETALLE                          DEBITOS      CREDITOS        SALDO
2026/02/03   000001234    CHEQUE PAGADO                     345.50                   2,754.50
2026/02/10   000001235    DEPOSITO EN EFECTIVO                            980.00     3,734.50
2026/02/17   000001236    TRANSFERENCIA INTERBANCARIA       900.00                   2,834.50
""",
    amounts=("-345.50", "980.00", "-900.00"),
    first="2026-02-03",
    last="2026-02-17",
    opening="3100.00",
    closing="2834.50",
)

CARD = Printed(
    text="""
EXAMPLE BANK                                        CREDIT CARD STATEMENT
STATEMENT DATE      PAYMENT DUE DATE      TOTAL CREDIT LIMIT      TOTAL MINIMUM DUE
15 JAN 2026         05 FEB 2026           S$10,000.00             S$50.00

DATE       DESCRIPTION                                             AMOUNT (S$)
           PREVIOUS BALANCE                                             310.20
20 DEC     PAYMENT VIA GIRO                                             310.20 CR
22 DEC     EXAMPLE BOOKS SINGAPORE SG                                    45.90
28 DEC     AIRLINE OF EXAMPLE
           FOREIGN CURRENCY USD 120.00                                  161.35
03 JAN     REFUND EXAMPLE BOOKS                                          12.00 CR
           TOTAL BALANCE FOR EXAMPLE CARD                               195.25
           NEW BALANCE                                                  195.25
""",
    amounts=("310.20", "-45.90", "-161.35", "12.00"),
    first="2025-12-20",
    last="2026-01-03",
    opening="-310.20",
    closing="-195.25",
)

FRENCH = Printed(
    text="""
Banque d'Exemple                                     RELEVÉ DE COMPTE
                                                     du 1er au 31 mars 2026
Date     Libellé                          Valeur         Débit        Crédit
         Solde précédent au 28/02/2026                                 512,30
02.03    VIR SALAIRE EXEMPLE              02.03                      1 840,00
05.03    PRLV LOYER                       05.03         790,00
19.03    CB EXEMPLE MARCHE 18/03          19.03          63,45
         Total des mouvements                           853,45       1 840,00
         Solde au 31/03/2026                                         1 498,85
""",
    amounts=("1840.00", "-790.00", "-63.45"),
    first="2026-03-02",
    last="2026-03-19",
    opening="512.30",
    closing="1498.85",
)

NEWEST_FIRST = Printed(
    text="""
Caja de Ejemplo                  Últimos movimientos          Consulta: 20/05/2026
Fecha         Descripción                            Importe           Saldo
18/05/2026    TRANSFERENCIA RECIBIDA                +500,00 €       1.430,00 €
12/05/2026    RECIBO SEGURO                         -120,00 €         930,00 €
04/05/2026    COMPRA TARJETA                         -50,00 €       1.050,00 €
""",
    amounts=("500.00", "-120.00", "-50.00"),
    first="2026-05-18",
    last="2026-05-04",
    opening=None,
    closing=None,
)

TWO_PAGES = Printed(
    text="""
Example Savings Bank                                 Account statement
Statement period: 12/16/2025 - 01/15/2026

Date      Description                         Withdrawals      Deposits       Balance
          Opening balance                                                      100.00
12/18     ATM WITHDRAWAL                            40.00                       60.00
12/30     PAYROLL                                               900.00         960.00
                                                                       Page 1 of 2
\fExample Savings Bank                                 Account statement
Date      Description                         Withdrawals      Deposits       Balance
          Balance brought forward                                              960.00
01/02     CHECK 1001                               260.00                      700.00
01/15     INTEREST                                                0.45         700.45
          Closing balance                                                      700.45
                                                                       Page 2 of 2
""",
    amounts=("-40.00", "900.00", "-260.00", "0.45"),
    first="2025-12-18",
    last="2026-01-15",
    opening="100.00",
    closing="700.45",
)

PORTUGUESE = Printed(
    text="""
Banco do Exemplo                                     EXTRATO DE CONTA
Período: 01-06-2026 a 30-06-2026                     Moeda: EUR
Data Mov.   Data Valor   Descrição                    Débito       Crédito       Saldo
                         SALDO INICIAL                                          900,00
01-06-2026  01-06-2026   TRF DE CLIENTE                           1.000,00    1.900,00
15-06-2026  15-06-2026   DD SEGURO                    230,15                  1.669,85
                         SALDO FINAL                                          1.669,85
""",
    amounts=("1000.00", "-230.15"),
    first="2026-06-01",
    last="2026-06-15",
    opening="900.00",
    closing="1669.85",
)

LAYOUTS = {
    "spanish": SPANISH,
    "american": AMERICAN,
    "british": BRITISH,
    "german": GERMAN,
    "german_letters": GERMAN_LETTERS,
    "ecuadorian": ECUADORIAN,
    "card": CARD,
    "french": FRENCH,
    "newest_first": NEWEST_FIRST,
    "two_pages": TWO_PAGES,
    "portuguese": PORTUGUESE,
}
