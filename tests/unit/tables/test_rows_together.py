"""What rows that came together say against each other."""

from asiento.reading.writing import Writing
from asiento.tables.line_totals import sums_in_rows
from asiento.tables.rows_together import doubts_among, writings_together

EXPENSE = {"type": "expense", "date": "2026-03-15", "supplier": "Bar Sol", "total": "12.10"}
PAYMENT = {"type": "bank_transaction", "date": "2026-03-15", "description": "Pago", "amount": "-12.10"}
CREDIT = {"type": "credit note", "date": "2026-03-15", "supplier": "Bar Sol", "total": "-12.10"}
REFUND = {"type": "expense", "date": "2026-03-15", "supplier": "Bar Luna", "total": "-3.00"}


def codes(*rows: dict[str, str]) -> list[list[str]]:
    """Return the codes of the doubts of each of *rows*."""
    return [[doubt.code for doubt in doubts] for doubts in doubts_among(rows, Writing(), "ES")]


def test_suppliers_in_objects_tell_rows_apart() -> None:
    """Two bills of one day, number and total are repeated lines only if one supplier sent both."""
    bill = {"doc_type": "invoice", "issued_on": "2026-03-15", "number": "1", "total": "12.10"}
    rows = [bill | {"supplier": {"name": name}} for name in ("Bar Sol", "Bar Luna", "Bar Luna")]

    told = [[doubt.code for doubt in each.doubts] for each in writings_together(rows, Writing(), "ES")]

    assert told == [[], ["repeated_total"], ["repeated_total"]]


def test_expenses_among_negative_expenses_may_be_income() -> None:
    """Where every second one is negative, the sign tells money out from money in."""
    assert codes(EXPENSE, REFUND) == [["may_be_income"], []]


def test_movements_and_credit_notes_say_nothing_of_expenses() -> None:
    """One request may carry rows of all kinds, and money out is negative in a bank's."""
    assert codes(EXPENSE, PAYMENT, CREDIT, PAYMENT) == [[], [], [], []]


def test_a_sum_of_calculated_numbers_is_one_though_they_have_noise() -> None:
    """Binary arithmetic leaves `0.30000000000000004`; the line of totals was rounded."""
    totals = [0.1 + 0.2, 0.7 + 0.1, 2.0, 3.1]
    rows = [{"date": "2026-03-05", "supplier": "Total", "total": total} for total in totals]

    assert sums_in_rows(rows, Writing(), "ES") == {3}


def test_a_supplier_with_a_word_of_totals_is_none_where_the_rows_above_say_as_much() -> None:
    """A row without a total hides what a line of totals would be the sum of; a name with a description is no such."""
    bought = {"date": "2026-03-01", "supplier": "Acme", "description": "Sillas"}
    petrol = {"date": "2026-03-02", "supplier": "Total Energies", "description": "Diesel", "total": "30.00"}
    line = {"date": "2026-03-02", "supplier": "Total", "total": "30.00"}

    assert sums_in_rows([bought, petrol], Writing(), "ES") == frozenset()
    assert sums_in_rows([bought, line], Writing(), "ES") == {1}
