"""Exports of banks whose columns say the amount twice, or money in and out in a word of their own. Figures made up."""

from decimal import Decimal

import pytest

from made_tables.runs import posted, sent

CARD = """\
sep=;
Numéro de compte;Numéro de carte;Titulaire de compte/carte;Date d'achat;Texte comptable;Secteur;Montant;\
Monnaie originale;Cours;Monnaie;Débit;Crédit;Ecriture
0123 4567 8901;XXXX XXXX XXXX 4321;JEAN EXEMPLE;28.10.2025;Kiosque de la Gare;Kiosques;15.00;CHF;;CHF;15.00;;29.10.2025
0123 4567 8901;XXXX XXXX XXXX 4321;JEAN EXEMPLE;02.11.2025;Librairie du Lac;Livres;25.40;EUR;0.95;CHF;24.13;;04.11.2025
0123 4567 8901;XXXX XXXX XXXX 4321;JEAN EXEMPLE;04.11.2025;Billets SA, retour;Loisirs;60.00;CHF;;CHF;;60.00;05.11.2025

;;;;Total par monnaie;;;;;;;;Total
;;;;Total des écritures de carte;;;;;CHF;39.13;60.00;20.87
"""
"""The export of a card: what was paid in the shop's currency stands beside what the account was debited."""

ONE_WORD = """\
KNAB EXPORT;;;;;;;;;;;;;;;;
Rekeningnummer;Transactiedatum;Valutacode;CreditDebet;Bedrag;Tegenrekeningnummer;Tegenrekeninghouder;Valutadatum;\
Betaalwijze;Omschrijving;Type betaling;Machtigingsnummer;Incassant ID;Adres;Referentie;Boekdatum;
"NL91ABNA0417164300";"21-04-2026";"EUR";"D";"127,75";"NL20INGB0001234567";"De Vries";"21-04-2026";"Overboeking";\
"Huur";"";"";"";"";"X1";"21-04-2026";
"NL91ABNA0417164300";"23-04-2026";"EUR";"C";"827,75";"NL20INGB0001234567";"Bakker BV";"23-04-2026";"Ontvangen";\
"Factuur 12";"";"";"";"";"X2";"23-04-2026";
"NL91ABNA0417164300";"24-04-2026";"EUR";"D";"15";"NL20INGB0001234567";"Winkel";"24-04-2026";"Betaalautomaat";\
"Pin";"";"";"";"";"X3";"24-04-2026";
"""
"""The title of the column that says D or C holds the names of two other columns."""

UNSIGNED = """\
Fecha;Fecha valor;Concepto;Importe
14/04/2026;14/04/2026;Recibo de la luz;87,40
15/04/2026;15/04/2026;Transferencia de Cliente, S.L.;1.250,00
16/04/2026;16/04/2026;Pago con tarjeta;32,10
17/04/2026;17/04/2026;Compra en tienda;9,95
"""
"""Nothing tells money in from money out."""

IN_OUT = """\
Datum;Omschrijving;Af;Bij;Saldo
24/04/2026;Huur;546,69;;953,56
27/04/2026;Klant;;190,73;1144,29
28/04/2026;Winkel;206,38;;937,91
"""
"""Money out and money in by their Dutch names; the balance is no amount."""


def test_the_side_of_the_account_comes_before_an_amount_without_a_sign() -> None:
    """What moved is in the columns of debit and credit, in their currency, and the lines of totals are none."""
    ended = sent(CARD, "CH")
    assert [Decimal(amount) for amount in posted(ended, "amount")] == [Decimal(-15), Decimal("-24.13"), Decimal(60)]
    assert set(posted(ended, "currency")) == {"CHF"}


def test_a_column_of_letters_gives_the_sign_whatever_its_title() -> None:
    """`CreditDebet` is no column of credits: it holds D and C."""
    ended = sent(ONE_WORD)
    assert [Decimal(amount) for amount in posted(ended, "amount")] == [
        Decimal("-127.75"),
        Decimal("827.75"),
        Decimal(-15),
    ]
    assert posted(ended, "booked_on") == ["2026-04-21", "2026-04-23", "2026-04-24"]


def test_a_statement_without_signs_is_held() -> None:
    """Posted as money in, each payment would be wrong by twice its amount."""
    (end,) = sent(UNSIGNED)
    assert end.state == "held", end
    assert end.reason.startswith("unsigned_amounts"), end.reason


def test_a_balance_is_no_amount() -> None:
    """A title that we do not know is not made good by the next column of figures."""
    ended = sent(IN_OUT)
    assert all(end.state != "posted" for end in ended) or posted(ended, "amount") == ["-546.69", "190.73", "-206.38"]


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        (";12,50;\n18/03/2026;B;;-50,00;\n", "held"),
        (";-12,50;\n18/03/2026;B;60,00;;\n", "held"),
        (";-12,50;\n18/03/2026;B;-60,00;;\n", "posted"),
        (";12,50;;987,50\n18/03/2026;B;;-50,00;937,50\n", "posted"),
    ],
)
def test_a_sign_against_its_column_is_held_unless_a_balance_proves_it(rows: str, state: str) -> None:
    """A credit with a minus is a reversal in one bank's export, and a plain credit in another's."""
    (end,) = sent(f"Fecha;Concepto;Cargo;Abono;Saldo\n05/03/2026;A{rows}")

    assert end.state == state, end


def test_days_as_numbers_below_a_title_of_amounts_are_held() -> None:
    """`Valor` is a value date in Spain: two columns that are called an amount, and differ."""
    (end,) = sent("Fecha operación;Valor;Concepto;Monto;Signo\n46097;46097;Recibo;6592,57;H\n46098;46098;B;5,50;D\n")

    assert end.reason.startswith("two_columns"), end


def test_a_column_of_currencies_is_one_where_its_title_is_repeated() -> None:
    """`Valuta` is the currency in Italian; each page of a printed export has the titles again."""
    titles = "Data;Data valuta;Descrizione;Importo;Valuta\n"
    ended = sent(titles + "2026-06-09;2026-06-09;A;-1,00;USD\n" + titles + "2026-06-09;2026-06-09;B;-2,00;USD\n")

    assert posted(ended, "currency") == ["USD", "USD"]
