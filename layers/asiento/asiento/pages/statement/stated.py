"""The balances and totals that a printed statement states, wherever they stand. Knows no movement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from asiento.pages.statement.headings import Columns, column_of, heading_at
from asiento.pages.statement.money import Money, StatementPages
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
    """A balance on line *at*: *opens* or *closes* where its words say so, neither for `balance on 1 March`.

    *column* is -1 in the column of debits and 1 in that of credits, where there is none of balances; else 0.
    """

    at: int
    money: Money
    opens: bool
    closes: bool
    column: int = 0

    def value(self, *, owed: bool) -> Decimal:
        """Return the balance with its sign: one that is *owed* is below zero."""
        side = self.money.side or self.column
        if side:
            return side * abs(self.money.value)
        return -self.money.value if owed else self.money.value


def stated_in(pages: StatementPages) -> list[Stated]:
    """Return the balances, from the top."""
    columns: Columns | None = None
    found: list[Stated] = []
    for at in range(len(pages.lines)):
        columns = heading_at(pages.lines, at) or columns
        found += (replace(one, column=_side(one, columns)) for one in _stated(pages, at))
    return found


def _side(one: Stated, columns: Columns | None) -> int:
    if (
        one.money.value < 0
        or not columns
        or Meaning.BALANCE in columns
        or not {Meaning.DEBIT, Meaning.CREDIT} <= columns.keys()
    ):
        return 0
    column = column_of(one.money.span, columns)
    return {Meaning.DEBIT: -1, Meaning.CREDIT: 1}.get(column, 0) if column else 0


@dataclass(frozen=True)
class Total:
    """The amounts of a line of totals, by their columns."""

    at: int
    sums: Mapping[Meaning, Decimal]


def totals_in(pages: StatementPages) -> list[Total]:
    """Return the lines of totals, from the top."""
    columns: Columns | None = None
    found: list[Total] = []
    for at, line in enumerate(pages.lines):
        columns = heading_at(pages.lines, at) or columns
        if columns and names_total(line.text):
            named = [(column_of(one.span, columns), one.value) for one in pages.money[at]]
            found.append(Total(at, {meaning: value for meaning, value in named if meaning}))
    return found


def _stated(pages: StatementPages, at: int) -> Iterator[Stated]:
    """Yield each amount of line *at* behind words that name a balance, and those under such words alone."""
    line = pages.lines[at]
    money = pages.money[at]
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


def _under(pages: StatementPages, at: int, cell: Span) -> Iterator[tuple[Money, int]]:
    """Yield the first amount below *cell*."""
    for lower in range(at + 1, min(at + 1 + BELOW, len(pages.lines))):
        for one in pages.money[lower]:
            if min(one.span.box[2], cell.box[2]) > max(one.span.box[0], cell.box[0]):
                yield one, lower
                return
