"""Statements of eleven layouts, drawn as PDF: every movement with its sign and day, proven by what the bank prints."""

import pytest

from asiento.classify.reading import classify_reading
from asiento.document import DocType, Document
from asiento.extract.statement.printed import statement_of_reading
from asiento.model import Limits
from asiento.preprocess.pdfs import check_pdf
from asiento.reading import Reading
from printed_statements import LAYOUTS, printed_pdf
from readings import paper_item

SURE = 0.9


def _reading(text: str) -> Reading:
    reading = check_pdf(printed_pdf(text), Limits()).reading
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
