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
    """Five pages of sixty movements that no balance proves."""
    rows = (f"02/03/2026   Compra {number:<20}             -{number},10      {number},20" for number in range(60))
    page = "\n".join(["Fecha        Concepto                              Importe        Saldo", *rows])

    started = process_time()
    document = _statement("\f".join([page] * 5))

    assert len(document.transactions) == 5 * 60
    assert process_time() - started < 5
