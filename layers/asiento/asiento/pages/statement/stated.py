"""The balances and totals that a printed statement states, wherever they stand. Knows no movement."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.statement.headings import Columns, column_of, heading_at
from asiento.pages.statement.money import Money, money_of
from asiento.pages.statement.words import (
    names_balance,
    names_closing_balance,
    names_opening_balance,
    names_total,
)
from asiento.reading.layout import Span
from asiento.tables.meanings import Meaning

BELOW = 2
"""Lines under a name in which its amount may stand."""


@dataclass(frozen=True)
class Stated:
    """A balance on line *at*: *opens* or *closes* where its words say so, neither for `balance on 1 March`."""

    at: int
    money: Money
    opens: bool
    closes: bool

    def value(self, *, owed: bool) -> Decimal:
        """Return the balance with its sign: one that is *owed* is below zero."""
        if self.money.side:
            return self.money.side * abs(self.money.value)
        return -self.money.value if owed else self.money.value


def stated_in(pages: AnnotatedPages) -> list[Stated]:
    """Return the balances, from the top."""
    return [found for at in range(len(pages.lines)) for found in _stated(pages, at)]


def totals_in(pages: AnnotatedPages) -> list[dict[Meaning, Decimal]]:
    """Return the amounts of each line of totals by their columns."""
    columns: Columns | None = None
    found: list[dict[Meaning, Decimal]] = []
    for at, line in enumerate(pages.lines):
        columns = heading_at(pages.lines, at) or columns
        if columns and names_total(line.text):
            named = [(column_of(one.span, columns), one.value) for one in money_of(pages, at)]
            found.append({meaning: value for meaning, value in named if meaning})
    return found


def _stated(pages: AnnotatedPages, at: int) -> Iterator[Stated]:
    """Yield each amount of line *at* behind words that name a balance, and those under such words alone."""
    line = pages.lines[at]
    money = list(money_of(pages, at))
    start = 0
    for one in money:
        yield from _named(line.cut(start, one.start), one, at)
        start = one.stop
    if not money:
        for cell in line.cells:
            yield from (found for one, lower in _under(pages, at, cell) for found in _named(cell, one, lower))


def _named(words: Span, money: Money, at: int) -> Iterator[Stated]:
    if not words.words:
        return
    text = words.text
    opens, closes = names_opening_balance(text), names_closing_balance(text)
    if opens or closes or names_balance(text):
        yield Stated(at, money, opens and not closes, closes and not opens)


def _under(pages: AnnotatedPages, at: int, cell: Span) -> Iterator[tuple[Money, int]]:
    """Yield the first amount below *cell*."""
    for lower in range(at + 1, min(at + 1 + BELOW, len(pages.lines))):
        for one in money_of(pages, lower):
            if min(one.span.box[2], cell.box[2]) > max(one.span.box[0], cell.box[0]):
                yield one, lower
                return
