"""In what currency a printed statement counts: what was paid abroad stands in descriptions, and says nothing of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asiento.document import Field, Source
from asiento.money.countries import home_currency
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.currency import currency_on
from asiento.pages.statement.accounts import Part
from asiento.pages.statement.headings import heading_at
from asiento.pages.statement.table_lines import Row
from asiento.pages.statement.weights import SURE
from asiento.reading.layout import Line
from asiento.tenant import Tenant


def statement_currency(
    pages: AnnotatedPages, tenant: Tenant, rows: Sequence[Row], account: Field[str] | None, part: Part | None = None
) -> Field[str]:
    """Return the currency beside amounts or outside of the movements; else that of the country of *account*, an IBAN.

    Without any it is the tenant's, derived, and no surer than that. *part* is all that is looked at.
    """
    country = account.value[:2] if account else None
    start, stop = (part.start, part.stop) if part else (0, len(pages.lines))
    found = currency_on(
        pages, tenant, country, lines=[line for at, line in _telling(pages, rows) if start <= at < stop]
    )
    by_account = found.source is Source.DERIVED and country is not None and home_currency(country) == found.value
    return replace(found, confidence=SURE.by_account) if by_account else found


def _telling(pages: AnnotatedPages, rows: Sequence[Row]) -> Iterator[tuple[int, Line]]:
    """Yield the lines without what they say of movements: of those within the table their amounts and titles only."""
    first, last = rows[0].at, rows[-1].at
    said = {id(word) for row in rows for text in row.texts for word in text.words}
    money = {id(word) for row in rows for one in row.money.values() for word in one.span.words}
    for at, line in enumerate(pages.lines):
        words = line.words
        if first <= at <= last and heading_at(pages.lines, at) is None:
            words = tuple(word for word in words if id(word) in money)
        elif at > last:
            words = tuple(word for word in words if id(word) not in said)
        if words:
            yield at, line if words == line.words else replace(line, words=words)
