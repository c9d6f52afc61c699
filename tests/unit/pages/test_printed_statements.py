"""Statements of twenty layouts, drawn as PDF: every movement with its sign and day, proven by what the bank prints."""

from time import process_time

import pytest

from asiento.classify.reading import classify_reading
from asiento.document import DocType, Document
from asiento.model import Limits
from asiento.pages.statement import statement_of_reading
from asiento.preprocess.pdfs import check_pdf
from asiento.reading import Reading
from infra.samples.typed import typed_pdf
from printed_statements import LAYOUTS
from readings import paper_item

SURE, DOUBTED = 0.9, 0.6


def _reading(text: str) -> Reading:
    reading = check_pdf(typed_pdf(text), Limits()).reading
    assert reading is not None
    return reading


def _statement(text: str) -> Document:
    return statement_of_reading(paper_item(DocType.BANK_STATEMENT), _reading(text))


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_gives_its_signed_amounts_proven(name: str) -> None:
    """Columns, sections, letters, balances or a card's habit give the sign; the balances prove it."""
    document = _statement(LAYOUTS[name].text)

    assert LAYOUTS[name].decimals == [row.amount and row.amount.value for row in document.transactions]
    assert all(row.amount and row.amount.confidence >= SURE for row in document.transactions)


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_gives_its_days(name: str) -> None:
    """A row without a year has that of the period, also over the turn of the year."""
    rows = _statement(LAYOUTS[name].text).transactions

    days = [str(row.booked_on and row.booked_on.value) for row in (rows[0], rows[-1])]
    assert [LAYOUTS[name].first, LAYOUTS[name].last] == days


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_keeps_its_balances(name: str) -> None:
    """Where they are printed; what is owed is below zero."""
    account = _statement(LAYOUTS[name].text).account

    found = [field and str(field.value) for field in (account.opening_balance, account.closing_balance)]
    assert [LAYOUTS[name].opening, LAYOUTS[name].closing] == found


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_is_known_for_a_statement(name: str) -> None:
    """The words and the rows tell it from an invoice."""
    assert classify_reading(_reading(LAYOUTS[name].text)).doc_type is DocType.BANK_STATEMENT


def test_one_misprinted_digit_sends_the_statement_to_a_person() -> None:
    """Neither the balances nor the totals follow any more, so every amount is doubted."""
    document = _statement(LAYOUTS["german"].text.replace("119,50 S", "119,60 S"))

    assert all(row.amount and row.amount.confidence < DOUBTED for row in document.transactions)


def test_a_missing_row_sends_the_statement_to_a_person() -> None:
    """What is left does not lead from the opening to the closing balance."""
    lines = [line for line in LAYOUTS["american_signed"].text.splitlines() if "PAYROLL" not in line]
    document = _statement("\n".join(lines))

    assert all(row.amount and row.amount.confidence < DOUBTED for row in document.transactions)


def test_without_any_year_the_days_stay_missing() -> None:
    """Nothing on the paper tells which year it was, and none is made up."""
    text = LAYOUTS["ecuadorian"].text.replace("28/02/2026", "").replace("2026/", "")

    assert {row.booked_on for row in _statement(text).transactions} == {None}


def test_the_bank_is_named_where_its_name_says_so() -> None:
    """The addressee is never taken for it."""
    assert [_named("spanish"), _named("card"), _named("american_one_table")] == [
        "BANCO EJEMPLO, S.A.",
        "EXAMPLE BANK",
        None,
    ]


def _named(name: str) -> str | None:
    found = _statement(LAYOUTS[name].text).supplier.name
    return found.value if found else None


def test_a_long_statement_is_read_in_time() -> None:
    """Twenty pages of fifty movements that no balance proves; a stage may compute for two minutes."""
    rows = (f"02/03/2026   Compra {number:<20}             -{number},10      {number},20" for number in range(50))
    page = "\n".join(["Fecha        Concepto                              Importe        Saldo", *rows])

    started = process_time()
    document = _statement("\f".join([page] * 20))

    assert len(document.transactions) == 20 * 50
    assert process_time() - started < 20


def test_a_movement_in_a_column_that_is_not_known_is_missed() -> None:
    """Its balance is printed, so that what is left proves nothing."""
    text = LAYOUTS["two_pages"].text.replace("Deposits", "Quibbles")
    document = _statement(text)

    assert all(row.amount and row.amount.confidence < DOUBTED for row in document.transactions)


UNSIGNED_CARD = """
Example Bank                                         {title}
Period 01/03/2026 - 31/03/2026                       EUR
Date         Description                                        Amount
             Previous balance                                   310.20
02/03/2026   EXAMPLE BOOKS                                       45.90
04/03/2026   PAYMENT                                           -310.20
08/03/2026   AIRLINE OF EXAMPLE                                 161.35
             New balance                                        207.25
"""


def test_what_a_card_prints_without_a_sign_was_paid() -> None:
    """The balances are owed: the same arithmetic makes an account of it, with every sign turned."""
    document = _statement(UNSIGNED_CARD.format(title="Credit card account"))

    assert [str(row.amount and row.amount.value) for row in document.transactions] == ["-45.90", "310.20", "-161.35"]
    assert not any(row.amount and row.amount.doubt for row in document.transactions)


def test_signs_that_nothing_points_wait_once_with_both_sums() -> None:
    """Neither a card nor an account is named, and more has no minus than has one."""
    found = [row.amount.doubt for row in _statement(UNSIGNED_CARD.format(title="")).transactions if row.amount]

    assert [(one.code, one.variant, str(one.params["came"])) if one else None for one in found] == [
        ("unsigned_amounts", "either", "207.25"),
        None,
        None,
    ]


TWO_ACCOUNTS = """
Banco Ejemplo, S.A.                                  Extracto de cuenta
Cuenta ES91 2100 0418 4502 0005 1332                 EUR
Fecha        Concepto                             Importe        Saldo
             Saldo anterior                                     100,00
02/03/2026   Recibo luz                            -50,00        50,00
             Saldo final                                         50,00

Cuenta ES79 2100 0813 6101 2345 6789                 EUR
Fecha        Concepto                             Importe        Saldo
             Saldo anterior                                     900,00
03/03/2026   Nómina                                 10,00       910,00
             Saldo final                                        910,00
"""


def test_each_account_of_a_paper_has_its_movements() -> None:
    """Each one's balances prove its own, and none is of them all."""
    document = _statement(TWO_ACCOUNTS)

    assert [(row.iban and row.iban.value, row.amount and str(row.amount.value)) for row in document.transactions] == [
        ("ES9121000418450200051332", "-50.00"),
        ("ES7921000813610123456789", "10.00"),
    ]
    assert (document.account.iban, document.account.closing_balance) == (None, None)
    assert all(row.amount and row.amount.confidence >= SURE for row in document.transactions)


def test_what_was_paid_abroad_is_not_the_currency() -> None:
    """It stands in a description; the account's own beside its columns."""
    text = LAYOUTS["ecuadorian"].text.replace("CHEQUE PAGADO   ", "CHEQUE GBP 12.00").replace("DEPOSITO ", "GBP 14.00")

    currency = _statement(text).currency
    assert currency is not None
    assert currency.value == "USD"


def test_the_day_of_value_beside_it_is_no_year() -> None:
    """`17 Oct` and `19 Oct` in two columns."""
    text = LAYOUTS["german_letters"].text.replace("03.02.   03.02.", "17 Feb   19 Feb")

    row = _statement(text).transactions[0]
    assert str(row.booked_on and row.booked_on.value) == "2026-02-17"


@pytest.mark.parametrize(("came", "went"), [("A", "C"), ("CR", "DR"), ("Haben", "Soll"), ("+", "-"), ("Bij", "Af")])
def test_words_behind_amounts_say_the_side(came: str, went: str) -> None:
    """`C` beside `A` for abono is cargo."""
    text = LAYOUTS["german_letters"].text.replace(" H\n", f" {came}\n").replace(" S\n", f" {went}\n")

    assert LAYOUTS["german_letters"].decimals == [
        row.amount and row.amount.value for row in _statement(text).transactions
    ]


def test_two_readings_that_are_both_proven_prove_nothing() -> None:
    """Lines without a day whose amounts come to nothing are movements, or sums of them."""
    titles = "DATE         DESCRIPTION                                         AMOUNT"
    text = f"""
EXAMPLE BANK                                     Statement of Account
Period: 03/01/2026 - 03/31/2026                  USD
Beginning Balance                                          $100.00
Ending Balance                                             $100.00

Deposits
{titles}
03/02/2026   Payroll                                             $50.00
             Quibbles                                            $50.00

Withdrawals
{titles}
03/05/2026   Rent                                                $50.00
             Quibbles                                            $50.00
"""
    rows = _statement(text).transactions

    assert all(row.amount and row.amount.confidence < DOUBTED for row in rows)
