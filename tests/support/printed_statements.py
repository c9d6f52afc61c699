"""Statements as banks of several countries print them: what stands where on paper stands where in a string.

Made-up banks, people and figures; each with its signed amounts and the day of its first and last movement.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Printed:
    """A statement as text, and what is true of it."""

    text: str
    amounts: tuple[str, ...]
    first: str
    last: str
    opening: str | None
    closing: str | None

    @property
    def decimals(self) -> list[Decimal]:
        """Return the amounts as decimals."""
        return [Decimal(amount) for amount in self.amounts]


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

AMERICAN_ONE_TABLE = Printed(
    text="""
Example Everyday Checking
February 28, 2026  Page 1 of 3
Transaction history
              Check                                          Deposits/     Withdrawals/    Ending daily
Date          Number     Description                         Additions     Subtractions    balance
2/3                      Purchase authorized on 02/01                            45.10
                         Example Store Springfield IL
2/3                      Direct Dep Example Inc               900.00                           1,854.90
2/17          1002       Check                                                  300.00         1,554.90
Ending balance on 2/28                                                                         1,554.90
Totals                                                       $900.00           $345.10
Statement period activity summary
Beginning balance on 2/1                                   $1,000.00
Deposits/Additions                                            900.00
Withdrawals/Subtractions                                    - 345.10
Ending balance on 2/28                                     $1,554.90
""",
    amounts=("-45.10", "900.00", "-300.00"),
    first="2026-02-03",
    last="2026-02-17",
    opening="1000.00",
    closing="1554.90",
)

AMERICAN_SIGNED = Printed(
    text="""
Example Bank                                           Your checking account
P.O. Box 15284                                         for January 1, 2026 to January 31, 2026
                                                       Account number: 0000 1111 2222
Account summary
Beginning balance on January 1, 2026                   $5,000.00
Deposits and other additions                            1,200.00
Withdrawals and other subtractions                       -450.25
Checks                                                   -100.00
Service fees                                               -0.00
Ending balance on January 31, 2026                     $5,649.75

Deposits and other additions
Date       Description                                                      Amount
01/02/26   EXAMPLE PAYROLL DES:DIRECT DEP ID:XXXX                          1,000.00
01/15/26   Zelle payment from A PERSON                                       200.00
Total deposits and other additions                                        $1,200.00

Withdrawals and other subtractions
Date       Description                                                      Amount
01/05/26   CHECKCARD 0104 EXAMPLE MARKET                                     -50.25
01/20/26   EXAMPLE UTILITY BILL PAYMENT                                     -400.00
Total withdrawals and other subtractions                                   -$450.25

Checks
Date       Check #                                                          Amount
01/09/26   1201                                                             -100.00
Total checks                                                               -$100.00
""",
    amounts=("1000.00", "200.00", "-50.25", "-400.00", "-100.00"),
    first="2026-01-02",
    last="2026-01-09",
    opening="5000.00",
    closing="5649.75",
)

AMERICAN_CARD = Printed(
    text="""
EXAMPLE CARD SERVICES                    Account Statement
Opening/Closing Date 01/15/26 - 02/14/26   Payment Due Date 03/11/26
Previous Balance                    $200.00
Payment, Credits                   -$200.00
Purchases                          +$150.75
New Balance                         $150.75
Minimum Payment Due                  $35.00
ACCOUNT ACTIVITY
Date of
Transaction      Merchant Name or Transaction Description              $ Amount
PAYMENTS AND OTHER CREDITS
01/20            Payment Thank You                                      -200.00
PURCHASE
01/18            EXAMPLE COFFEE                                            5.75
02/01            EXAMPLE AIR                                             145.00
""",
    amounts=("200.00", "-5.75", "-145.00"),
    first="2026-01-20",
    last="2026-02-01",
    opening="-200.00",
    closing="-150.75",
)

SINGAPOREAN = Printed(
    text="""
EXAMPLE BANK LTD                         Consolidated Statement
                                         As at 31 Mar 2026
Savings Account  123-45678-9
Date         Description                          Withdrawal ($)   Deposit ($)    Balance ($)
             Balance Brought Forward                                                 1,000.00
02/03/2026   Advice FAST Payment                          25.00                        975.00
             PAYNOW OTHER
             REF 12345
15/03/2026   Salary                                                 3,000.00         3,975.00
             Balance Carried Forward                                                 3,975.00
             Total                                        25.00     3,000.00
""",
    amounts=("-25.00", "3000.00"),
    first="2026-03-02",
    last="2026-03-15",
    opening="1000.00",
    closing="3975.00",
)

MEXICAN = Printed(
    text="""
BANCO EJEMPLO MEXICO      ESTADO DE CUENTA     Periodo DEL 01/02/2026 AL 28/02/2026
Saldo anterior  10,000.00   Depósitos / Abonos (+) 1  500.00   Retiros / Cargos (-) 1  300.00   Saldo Final 10,200.00
OPER       LIQ       DESCRIPCION                       CARGOS         ABONOS        SALDO
05/FEB     05/FEB    SPEI RECIBIDO                                    500.00     10,500.00
                     0000123 REF
10/FEB     10/FEB    PAGO TARJETA                      300.00                    10,200.00
""",
    amounts=("500.00", "-300.00"),
    first="2026-02-05",
    last="2026-02-10",
    opening="10000.00",
    closing="10200.00",
)

ITALIAN = Printed(
    text="""
Banca Esempio SpA      ESTRATTO CONTO AL 31/03/2026
DATA        VALUTA      DESCRIZIONE                       DARE          AVERE
            SALDO INIZIALE AL 28/02/2026                                 1.000,00
03/03/26    03/03/26    PAGAMENTO POS                       30,00
10/03/26    10/03/26    BONIFICO A VOSTRO FAVORE                           500,00
            SALDO FINALE AL 31/03/2026                                   1.470,00
""",
    amounts=("-30.00", "500.00"),
    first="2026-03-03",
    last="2026-03-10",
    opening="1000.00",
    closing="1470.00",
)

TRAILING_MINUS = Printed(
    text="""
Banco Ejemplo                                        Extracto nº 3
Cuenta Corriente   IBAN ES91 2100 0418 4502 0005 1332         Fecha: 31-03-2026
Fecha operación   Fecha valor   Concepto                        Importe EUR     Saldo EUR
                                Saldo anterior                                    2.000,00
01-03-2026        01-03-2026    Compra Supermercado, Tarjeta        23,45-        1.976,55
                                4000********1234
05-03-2026        06-03-2026    Bizum de Juan                       40,00         2.016,55
                                Saldo a 31-03-2026                                2.016,55
""",
    amounts=("-23.45", "40.00"),
    first="2026-03-01",
    last="2026-03-05",
    opening="2000.00",
    closing="2016.55",
)

UNTITLED = Printed(
    text="""
Banco Ejemplo S.A.    Extracto de cuenta   01/03/2026 a 31/03/2026
Saldo anterior                                      500,00
02/03/2026  Recibo luz                   -50,00     450,00
03/03/2026  Nomina                      1.000,00  1.450,00
10/03/2026  Compra                       -20,00   1.430,00
Saldo final                                       1.430,00
""",
    amounts=("-50.00", "1000.00", "-20.00"),
    first="2026-03-02",
    last="2026-03-10",
    opening="500.00",
    closing="1430.00",
)

YEARS_BETWEEN = Printed(
    text="""
Example Building Society        Statement      Sheet number 12
Statement period 28 Nov 2025 to 27 Jan 2026
Date         Payments description           Paid out        Paid in         Balance
2025
28 Nov       Start balance                                                    100.00
15 Dec       DD EXAMPLE GAS                   30.00                            70.00
2026
02 Jan       FPI CUSTOMER                                     50.00           120.00
27 Jan       End balance                                                      120.00
""",
    amounts=("-30.00", "50.00"),
    first="2025-12-15",
    last="2026-01-02",
    opening="100.00",
    closing="120.00",
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
    "american_one_table": AMERICAN_ONE_TABLE,
    "american_signed": AMERICAN_SIGNED,
    "american_card": AMERICAN_CARD,
    "singaporean": SINGAPOREAN,
    "mexican": MEXICAN,
    "italian": ITALIAN,
    "trailing_minus": TRAILING_MINUS,
    "untitled": UNTITLED,
    "years_between": YEARS_BETWEEN,
}
