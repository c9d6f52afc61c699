"""The rule that a tax rate was in force on the document's own date, over any country's table of dated rates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from asiento.document import DocType, Document, Tax
from asiento.model import Finding
from asiento.validate.finding import Context, Rule, review


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One *percent* of *tax*, in force from *start* to *end*, both days included; None is open.

    *source* is where the row stands, *checked_on* when it was last compared with it: None if it has not been yet.
    """

    tax: str
    percent: Decimal
    start: date | None
    end: date | None
    note: str
    source: str
    checked_on: date | None

    def is_in_force(self, on: date) -> bool:
        """Return whether the rate could be charged on this day."""
        return self.has_begun(on) and (self.end is None or on <= self.end)

    def has_begun(self, on: date) -> bool:
        """Return whether the rate could be charged on this day or some day before."""
        return self.start is None or self.start <= on

    @property
    def period(self) -> str:
        """The days in force, as a sentence takes them: `2020-01-01/2020-12-31`, with nothing for what is open."""
        return f"{self.start or ''}/{self.end or ''}"


Row = tuple[str, str, str, str, str, str, str]
"""Tax, percent, first day, last day, note, source, day of the last check. Days are ISO dates or empty."""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def table(rows: Iterable[Row]) -> tuple[Rate, ...]:
    """Return *rows* as rates."""
    return tuple(
        Rate(
            tax=tax,
            percent=Decimal(percent),
            start=_day(start),
            end=_day(end),
            note=note,
            source=source,
            checked_on=_day(checked_on),
        )
        for tax, percent, start, end, note, source, checked_on in rows
    )


def rates_rule(rates: Sequence[Rate]) -> Rule:
    """Return the rule that holds a document's taxes and withholdings to *rates*.

    A tax that the table does not have is not judged. A credit note mends an older invoice, so that invoice's rate is
    right on it.
    """

    def rates_in_force(document: Document, _: Context) -> Iterator[Finding]:
        for path, tax in _taxes(document):
            rows = [row for row in rates if row.tax == tax.kind.upper()]
            if rows and tax.rate is not None:
                yield from _judge(document, path, tax.kind.upper(), tax.rate.value, rows)

    return rates_in_force


def _taxes(document: Document) -> Iterator[tuple[str, Tax]]:
    for group in ("taxes", "withholdings"):
        for index, tax in enumerate(getattr(document, group)):
            yield f"{group}.{index}.rate", tax


def _judge(document: Document, path: str, kind: str, percent: Decimal, rows: Sequence[Rate]) -> Iterator[Finding]:
    same = [row for row in rows if row.percent == abs(percent)]
    if not same:
        yield review("unknown_rate", path, kind=kind, rate=percent)
    elif document.issued_on is not None and not _fits(document.doc_type, document.issued_on.value, same):
        issued, periods = document.issued_on.value, [row.period for row in same]
        yield review("rate_not_in_force", path, kind=kind, rate=percent, issued=issued, periods=periods)


def _fits(doc_type: DocType, on: date, rows: Sequence[Rate]) -> bool:
    if doc_type in (DocType.CREDIT_NOTE, DocType.DEBIT_NOTE):
        return any(row.has_begun(on) for row in rows)
    return any(row.is_in_force(on) for row in rows)
