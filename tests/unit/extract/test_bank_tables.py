"""From the tables of banks to statements."""

from datetime import date
from decimal import Decimal

import pytest

from asiento.document import Document, Source
from asiento.errors import DocumentError
from asiento.extract.bank_tables import document_of_table
from asiento.tables.bank_tables import is_bank_statement
from asiento.tables.columns import find_table, table_columns
from asiento.tables.serial_days import with_days
from builders import make_item
from readings import value

SPANISH = """\
Banco Ejemplo||||
IBAN: ES91 2100 0418 4502 0005 1332||||
||||
F. Operación|F. Valor|Concepto|Importe|Saldo
03/03/2026|04/03/2026|Luz|-50,00|1.450,00
02/03/2026|02/03/2026|Nómina|1.234,00|1.500,00
01/03/2026|01/03/2026|Agua|-34,00|266,00
"""


def read(text: str) -> Document:
    """Return the statement in lines with `|` between their cells."""
    table = find_table([line.split("|") for line in text.splitlines()])
    assert table is not None
    return document_of_table(make_item(), with_days(table, table_columns(table)))


def amounts(document: Document) -> list[Decimal | None]:
    """Return the amounts of the movements."""
    return [row.amount.value if row.amount else None for row in document.transactions]


def test_a_statement_with_the_newest_row_first() -> None:
    """Rows keep the order of the file; the balances at both ends follow from the running balance."""
    document = read(SPANISH)

    assert amounts(document) == [-50, 1234, -34]
    assert value(document.transactions[0].booked_on) == date(2026, 3, 3)
    assert value(document.transactions[0].value_on) == date(2026, 3, 4)
    assert value(document.account.iban) == "ES9121000418450200051332"
    assert (value(document.account.opening_balance), value(document.account.closing_balance)) == (300, 1450)
    assert document.account.opening_balance is not None
    assert document.account.opening_balance.source is Source.DERIVED


def test_a_statement_with_the_oldest_row_first() -> None:
    """The opening balance is what stood before the first row."""
    document = read("Date|Details|Amount|Balance\n01/03/2026|a|-5.00|95.00\n02/03/2026|b|10.00|105.00")

    assert (value(document.account.opening_balance), value(document.account.closing_balance)) == (100, 105)


def test_rows_of_one_day_are_ordered_by_their_balances() -> None:
    """Where the dates do not tell the order, the running balance does."""
    document = read("Date|Details|Amount|Balance\n01/03/2026|b|10.00|105.00\n01/03/2026|a|-5.00|95.00")

    assert (value(document.account.opening_balance), value(document.account.closing_balance)) == (100, 105)


def test_balances_that_do_not_follow_are_not_made_up() -> None:
    """A running balance that breaks proves nothing about the ends."""
    document = read("Date|Details|Amount|Balance\n01/03/2026|a|-5.00|95.00\n02/03/2026|b|10.00|1.00")

    assert (document.account.opening_balance, document.account.closing_balance) == (None, None)


def test_stated_balances_and_totals_are_no_movements() -> None:
    """Opening and closing lines become the account's balances; totals, notices and repeated headers are skipped."""
    document = read(
        "Fecha|Concepto|Cargo|Abono|Saldo\n"
        "01/03/2026|Saldo inicial|||1.000,00\n"
        "Movimientos contabilizados||||\n"
        "02/03/2026|Luz|50,00||\n"
        "Fecha|Concepto|Cargo|Abono|Saldo\n"
        "03/03/2026|Cobro||20,00|\n"
        "31/03/2026|Saldo final|||970,00\n"
        "|Total|50,00|20,00|\n"
        "||50,00|20,00|\n"
    )

    assert amounts(document) == [-50, 20]
    assert (value(document.account.opening_balance), value(document.account.closing_balance)) == (1000, 970)
    assert document.account.closing_balance is not None
    assert document.account.closing_balance.source is Source.ROW


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fecha|Concepto|Cargo|Abono\n01/03/2026|a|5,00|\n02/03/2026|b||7,00", [-5, 7]),
        ("Fecha|Concepto|Cargo|Abono\n01/03/2026|a|-5,00|0,00\n02/03/2026|b|0,00|7,00", [-5, 7]),
        ("Fecha|Concepto|Debe|Haber\n01/03/2026|a|5,00|-\n02/03/2026|reversal|-2,00|-", [-5, 2]),
        ("Fecha|Concepto|D/H|Importe\n01/03/2026|a|D|5,00\n02/03/2026|b|H|7,00", [-5, 7]),
        ("Fecha|Concepto|Signo|Importe|Saldo\n01/03/2026|a|-|5,00|1,00\n02/03/2026|b|+|7,00|8,00", [-5, 7]),
        ("Datum|Text|S/H|Betrag\n01.03.2026|a|S|5,00\n02.03.2026|b|H|7,00", [-5, 7]),
        ("Fecha|Concepto|A/C|Cargo abono|Importe\n01/03/2026|a|x|C|5,00\n02/03/2026|b|x|A|7,00", [-5, 7]),
        ("Fecha|Concepto|Importe|Saldo\n01/03/2026|a|5,00-|1,00\n02/03/2026|b|7,00|8,00", [-5, 7]),
    ],
)
def test_money_in_is_positive_however_the_bank_writes_it(text: str, expected: list[int]) -> None:
    """By two columns, by a sign, by letters, with or without a printed minus."""
    assert amounts(read(text)) == expected


def test_amounts_without_any_sign_are_doubtful() -> None:
    """Where all is positive and nothing tells in from out, the first amount asks for all of them."""
    document = read("F. Operación|Concepto|Importe\n01/03/2026|a|5,00\n02/03/2026|b|7,00\n03/03/2026|c|9,00")

    assert amounts(document) == [5, 7, 9]
    assert [row.amount.doubt.code for row in document.transactions if row.amount and row.amount.doubt] == [
        "unsigned_amounts"
    ]


def test_descriptions_are_joined_and_said_once() -> None:
    """Banks spread the description over several columns and repeat it in capitals."""
    document = read(
        "Fecha|F. valor|Concepto|Movimiento|Importe|Beneficiario|Observaciones\n"
        "01/03/2026|01/03/2026|Recibo|Luz marzo|-5,00|Eléctrica, S.A.|LUZ MARZO"
    )

    assert value(document.transactions[0].description) == "Recibo · Luz marzo · Eléctrica, S.A."


@pytest.mark.parametrize(
    ("text", "code", "source"),
    [
        ("Fecha|Concepto|Importe|Saldo|Divisa\n01/03/2026|a|5,00|5,00|USD", "USD", Source.ROW),
        ("Fecha|Concepto|Importe|Saldo\n01/03/2026|a|5,00USD|5,00USD", "USD", Source.ROW),
        ("Fecha|Concepto|Importe (USD)|Saldo\n01/03/2026|a|5,00|5,00", "USD", Source.ROW),
        ("Cuenta en USD|||\nFecha|Concepto|Importe|Saldo\n01/03/2026|a|5,00|5,00", "USD", Source.ROW),
        ("Fecha|Concepto|Importe|Saldo\n01/03/2026|a|5,00|5,00", "EUR", Source.DERIVED),
    ],
)
def test_the_currency_of_a_statement(text: str, code: str, source: Source) -> None:
    """From its column, its amounts, its titles or the lines above; else the tenant's, as derived."""
    currency = read(text).currency

    assert currency is not None
    assert (currency.value, currency.source) == (code, source)


def test_two_currencies_leave_the_statement_without_one() -> None:
    """Nobody can say which of them the account has."""
    text = "Fecha|Concepto|Importe|Saldo|Divisa\n01/03/2026|a|5,00|5,00|USD\n02/03/2026|b|5,00|5,00|EUR"

    assert read(text).currency is None


def test_the_iban_of_a_column_is_the_accounts_if_every_row_has_it() -> None:
    """A column whose IBAN changes is the counterparties'."""
    same, other = "ES9121000418450200051332", "DE89370400440532013000"
    lines = "Buchungstag|Text|Betrag|IBAN\n01.03.2026|a|-5,00|{}\n02.03.2026|b|7,00|{}"

    assert value(read(lines.format(same, same)).account.iban) == same
    assert read(lines.format(same, other)).account.iban is None


def test_a_statement_without_titles() -> None:
    """Dated, signed rows are read without a header."""
    document = read("18.09.2026|Shop one|16.09.2026|-33,87|EUR\n19.09.2026|Salary|19.09.2026|1.500,00|EUR")

    assert amounts(document) == [Decimal("-33.87"), 1500]
    assert value(document.transactions[0].value_on) == date(2026, 9, 16)
    assert value(document.transactions[0].description) == "Shop one"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("31/02/2026|a|5,00|5,00", "'Fecha' says '31/02/2026'"),
        ("01/03/2026|a|cinco|5,00", "'Importe' says 'cinco'"),
        ("01/03/2026|a|5,00|mucho", "'Saldo' says 'mucho'"),
        ("|a|5,00|5,00", "has no date"),
        ("01/03/2026|a||", "has no amount"),
    ],
)
def test_a_movement_that_cannot_be_read_names_its_row(row: str, expected: str) -> None:
    """The statement fails as a whole rather than lose a movement."""
    with pytest.raises(DocumentError) as raised:
        read(f"Fecha|Concepto|Importe|Saldo\n01/03/2026|a|1,00|1,00\n{row}\n02/03/2026|b|1,00|2,00")

    assert raised.value.code == "unreadable_value"
    assert raised.value.message.startswith("Row 3: ")
    assert expected in raised.value.message


def test_a_direction_that_is_neither_in_nor_out_is_named() -> None:
    """One unknown letter among known ones is an error, not a guess."""
    with pytest.raises(DocumentError, match="Row 3: the column 'D/H' says 'X'"):
        read("Fecha|Concepto|D/H|Importe\n01/03/2026|a|D|5,00\n02/03/2026|b|X|7,00")


def test_a_table_without_movements_says_so() -> None:
    """Only totals below the header are no statement."""
    with pytest.raises(DocumentError, match="no_transactions"):
        read("Fecha|Concepto|Importe|Saldo\n|Total|5,00|5,00")


def test_rows_of_several_currencies_keep_their_own() -> None:
    """An account of two currencies has none of its own."""
    document = read("Date|Details|Currency|Amount\n13/03/2026|a|USD|-5.00\n14/03/2026|b|EUR|10.00")

    assert document.currency is None
    assert [value(row.currency) for row in document.transactions] == ["USD", "EUR"]


def test_columns_without_titles_are_no_certainty() -> None:
    """What was told by the look of its cells is given with less confidence than what a title names."""
    guessed = read("01/03/2026|Luz|-5,00\n02/03/2026|Agua|10,00")
    named = read("Fecha|Concepto|Importe\n01/03/2026|Luz|-5,00\n02/03/2026|Agua|10,00")

    assert [row.amount.confidence for row in guessed.transactions if row.amount] == [0.85, 0.85]
    assert [row.amount.confidence for row in named.transactions if row.amount] == [1, 1]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Bokföringsdag|Belopp|Namn|Rubrik|Saldo|Valuta\n"
            "2026-01-02|-50,00||Butik|950,00|SEK\n2026-01-15|10,00||Lön|960,00|SEK"
        ),
        (
            "Dato|Forklaring|Rentedato|Ut fra konto|Inn på konto\n"
            "02.01.2026|Butikk|02.01.2026|50,00|\n15.01.2026|Lønn|15.01.2026||10,00"
        ),
        (
            "#Data operacji|#Opis operacji|#Rachunek|#Kategoria|#Kwota\n"
            "2026-01-02|Sklep|Konto|X|-50,00 PLN\n2026-01-15|Przelew|Konto|X|10,00 PLN"
        ),
        "Datum|Objem|Měna|Název protiúčtu\n02.01.2026|-50,00|CZK|Obchod\n15.01.2026|10,00|CZK|Výplata",
        (
            "Transaction Date|Post Date|Description|Category|Amount\n"
            "01/13/2026|01/14/2026|SHOP|Food|-50.00\n01/31/2026|01/31/2026|BACK|Food|10.00"
        ),
        "Transaction Date|Description|Category|Debit|Credit\n2026-01-02|SHOP|Food|50.00|\n2026-01-31|BACK|Food||10.00",
    ],
    ids=["swedish", "norwegian", "polish", "czech", "card", "card in two columns"],
)
def test_exports_of_other_countries_are_statements(text: str) -> None:
    """The words of a bank tell a statement, whatever its language, and though it sorts by category."""
    table = find_table([line.split("|") for line in text.splitlines()])

    assert table is not None
    assert is_bank_statement(table)
    assert amounts(read(text)) == [-50, 10]
    assert all(row.description for row in read(text).transactions)


def test_a_column_called_valuta_may_hold_currencies() -> None:
    """German banks write the value date there, Swedish ones the currency: the cells decide."""
    swedish = read("Datum|Text|Belopp|Valuta\n2026-01-02|Butik|-50,00|SEK\n2026-01-15|Lön|10,00|SEK")
    german = read("Datum|Text|Betrag|Valuta\n02.01.2026|Laden|-50,00|03.01.2026\n15.01.2026|Lohn|10,00|16.01.2026")

    assert (value(swedish.currency), value(swedish.transactions[0].value_on)) == ("SEK", None)
    assert value(german.transactions[0].value_on) == date(2026, 1, 3)


def test_a_payment_services_export_moves_what_is_left_after_the_fee() -> None:
    """The balance follows from the net amount; tax and address columns beside it do not matter."""
    text = (
        "Date|Name|Type|Status|Currency|Gross|Fee|Net|Sales Tax|Quantity|Transaction ID|Balance\n"
        "14/03/2026|A Customer|Payment|Completed|EUR|100.00|-3.75|96.25|0.00|1|T1|196.25\n"
        "15/03/2026|A Shop|Payment|Completed|EUR|-20.00|0.00|-20.00|||T2|176.25"
    )
    table = find_table([line.split("|") for line in text.splitlines()])
    document = read(text)

    assert table is not None
    assert is_bank_statement(table)
    assert amounts(document) == [Decimal("96.25"), -20]
    assert [value(row.reference) for row in document.transactions] == ["T1", "T2"]
    assert value(document.account.closing_balance) == Decimal("176.25")


def test_titles_in_another_alphabet_are_passed_over() -> None:
    """Dates, signs and texts tell the columns, with less confidence."""
    document = read(
        "Выписка|||\nДата|Описание|Сумма|Остаток\n02.03.2026|Магазин|-12,50|87,50\n03.03.2026|Зарплата|100,00|187,50"  # noqa: RUF001
    )

    assert amounts(document) == [Decimal("-12.50"), 100]
    assert all(row.amount and row.amount.confidence < 0.9 for row in document.transactions)


def test_a_type_that_is_debit_or_credit_makes_a_statement() -> None:
    """Personal finance programs write it so; the type gives the sign."""
    text = "Date|Description|Transaction Type|Amount\n03/14/2026|Shop|debit|12.50\n03/15/2026|Pay|credit|100.00"
    table = find_table([line.split("|") for line in text.splitlines()])

    assert table is not None
    assert is_bank_statement(table)
    assert amounts(read(text)) == [Decimal("-12.50"), 100]


def test_days_that_a_spreadsheet_wrote_as_numbers() -> None:
    """A column of dates that holds nothing but such numbers; 46083 is 2 March 2026."""
    document = read("Date|Description|Amount|Balance\n46083|Shop|-12.50|87.50\n46084.5|Pay|100.00|187.50")

    assert [value(row.booked_on) for row in document.transactions] == [date(2026, 3, 2), date(2026, 3, 3)]


def test_a_note_below_days_that_a_spreadsheet_wrote_as_numbers_does_not_matter() -> None:
    """A cell of words alone in its row is not a day that cannot be read; a word beside a figure is one."""
    document = read("Fecha|Concepto|Importe|Saldo\n46082|a|-5,00|95,00\nFin de la lista|||")

    assert [value(row.booked_on) for row in document.transactions] == [date(2026, 3, 1)]
    with pytest.raises(DocumentError, match="unreadable_value"):
        read("Fecha|Concepto|Importe|Saldo\n46082|a|-5,00|95,00\nayer|b|-5,00|90,00")


SIDES = "Date|Details|Money out|Money in|Remarks\n01/03/2026|a|60.00||\n02/03/2026|b|6.00||\n03/03/2026|c||80.00|\n"


@pytest.mark.parametrize("last", ["|Total expenses|66.00|80.00|", "|Total expenses|66.00||"])
def test_a_row_without_a_date_that_sums_up_each_column_is_no_movement(last: str) -> None:
    """It says total, and each of its figures is the sum of those above it."""
    assert amounts(read(SIDES + last)) == [-60, -6, 80]


@pytest.mark.parametrize("last", ["|Total expenses|65.99|80.00|", "|Office|66.00|80.00|"])
def test_a_row_without_a_date_that_sums_up_nothing_is_missed(last: str) -> None:
    """Its figures are others, or it does not say total."""
    with pytest.raises(DocumentError, match="no date"):
        read(SIDES + last)


def test_a_dated_row_that_says_total_is_a_movement() -> None:
    """Total also sells petrol."""
    assert amounts(read(f"{SIDES}04/03/2026|Total petrol|66.00||")) == [-60, -6, 80, -66]


def test_a_title_that_only_holds_a_known_one_is_no_certainty() -> None:
    """Without balances that prove it, the amount is doubted; with them it is sure."""
    doubted = read("Fecha|Concepto|Importe movido xx\n02/03/2026|Luz|-12,50\n03/03/2026|Nom|100,00")
    proven = read("Fecha|Concepto|Importe xx|Saldo\n02/03/2026|Luz|-12,50|87,50\n03/03/2026|Nom|100,00|187,50")

    assert [row.amount and row.amount.confidence for row in doubted.transactions] == [0.75, 0.75]
    assert [row.amount and row.amount.confidence for row in proven.transactions] == [1.0, 1.0]


def test_rows_of_several_accounts_keep_their_own() -> None:
    """Where each account's balances follow by themselves; of one column of payees nothing is said."""
    one, two = "ES9121000418450200051332", "ES7921000813610123456789"
    text = (
        f"IBAN|Date|Description|Amount|Balance\n{one}|2026-03-02|a|-1.00|9.00\n{two}|2026-03-02|b|-2.00|48.00\n"
        f"{one}|2026-03-03|c|-1.00|8.00\n{two}|2026-03-04|d|-2.00|46.00"
    )
    assert [value(row.iban) for row in read(text).transactions] == [one, two, one, two]
    assert [value(row.iban) for row in read(text.replace("46.00", "47.00")).transactions] == [None] * 4
