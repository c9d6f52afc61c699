"""Rules on dates: none in the future, none forgotten for years, none due before it was issued."""

from collections.abc import Iterator
from datetime import date, timedelta

from asiento.document import DocType, Document
from asiento.model import Finding
from asiento.validate.finding import Context, review, severity_of

A_DAY = timedelta(days=1)
"""The world's time zones: what is today in Madrid may be tomorrow where the clock of the server stands."""

OLD_YEARS = 5
MOST_YEARS_DUE = 2


def not_in_the_future(document: Document, context: Context) -> Iterator[Finding]:
    """Refuse a document that was issued after the day it came in."""
    issued = document.issued_on
    if issued is not None and issued.value > context.received_on + A_DAY:
        yield Finding.of(
            severity_of(issued),
            "future_date.document",
            "issued_on",
            issued=issued.value,
            received=context.received_on,
        )


def transactions_not_in_the_future(document: Document, context: Context) -> Iterator[Finding]:
    """Name the first row of a statement that is booked after the day it came in."""
    for index, row in enumerate(document.transactions):
        if row.booked_on is not None and row.booked_on.value > context.received_on + A_DAY:
            yield review(
                "future_date.row",
                f"transactions.{index}.booked_on",
                row=index + 1,
                booked=row.booked_on.value,
                received=context.received_on,
            )
            return


def not_old(document: Document, context: Context) -> Iterator[Finding]:
    """Doubt a date of more than five years ago: likelier a misread year. Statements are imported for history."""
    issued = document.issued_on
    if issued is None or document.doc_type is DocType.BANK_STATEMENT:
        return
    if issued.value < _years_before(context.received_on, OLD_YEARS):
        yield review("old_date", "issued_on", issued=issued.value, years=OLD_YEARS)


def due_after_issue(document: Document, _: Context) -> Iterator[Finding]:
    """Nothing is due before it is issued."""
    issued, due = document.issued_on, document.due_on
    if issued is not None and due is not None and due.value < issued.value:
        yield review("due_before_issue", "due_on", due=due.value, issued=issued.value)


def due_soon(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt a term of more than two years: likelier a wrong year."""
    issued, due = document.issued_on, document.due_on
    if issued is not None and due is not None and issued.value < _years_before(due.value, MOST_YEARS_DUE):
        yield review("due_far_off", "due_on", due=due.value, issued=issued.value, years=MOST_YEARS_DUE)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
