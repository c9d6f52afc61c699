"""The movements of a printed statement as they stand: days, words, and amounts by column. Knows no sign."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from asiento.pages.statement.days import Day, day_at
from asiento.pages.statement.headings import MOVED, Columns, column_of, heading_at
from asiento.pages.statement.money import Money, StatementPages
from asiento.pages.statement.weights import PLACE
from asiento.pages.statement.words import (
    names_balance,
    names_carried,
    names_closing_balance,
    names_opening_balance,
    names_total,
    section_of,
)
from asiento.reading.layout import Line, Span
from asiento.tables.meanings import Meaning

MAX_TEXTS = 4
"""Lines of a description; what follows is the foot of the page."""

NEAR = 2
"""Lines between the title of a list and the names of its columns or its first row."""


@dataclass(slots=True)
class Row:
    """A movement while it is read: *section* is 1 or -1 in a list of money in or out; *dated*: the day is its own."""

    at: int
    days: tuple[Day, ...]
    dated: bool
    section: int = 0
    texts: list[Span] = field(default_factory=list)
    money: dict[Meaning, Money] = field(default_factory=dict)

    @property
    def moved(self) -> Money | None:
        """Return the amount that moved, of one column."""
        return next((self.money[meaning] for meaning in self.money if meaning in MOVED), None)


@dataclass(frozen=True, slots=True)
class Mark:
    """A balance in its column on a line that is no movement; *named*: words say so, else it only looks like one."""

    at: int
    money: Money
    named: bool


@dataclass(frozen=True, slots=True)
class Movements:
    """The movements of a paper, the balances between them, and the lines whose amounts were left out, from the top."""

    rows: Sequence[Row]
    marks: Sequence[Mark]
    strays: Sequence[int] = ()

    def within(self, start: int, stop: int) -> "Movements":
        """Return what stands on the lines from *start* to before *stop*."""
        return Movements(
            [row for row in self.rows if start <= row.at < stop],
            [mark for mark in self.marks if start <= mark.at < stop],
        )


@dataclass(slots=True)
class _Reader:
    """What was read so far: *open* takes what follows on lines of their own.

    *balances* is the last line that only speaks of balances: the table below lists those of each day.
    *days* is the left edge of the days, once a movement shows it.
    """

    pages: StatementPages
    undated: bool
    columns: Columns | None = None
    section: int = 0
    balances: int = -NEAR - 1
    days: float | None = None
    rows: list[Row] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)
    open: Row | None = None


def movements_of(pages: StatementPages, *, undated: bool, columns: Columns | None = None) -> Movements:
    """Return the movements of *pages*.

    *undated*: a line without a day is a movement of the day above it, as where banks print each day once.
    *columns* are those of a paper that names none.
    """
    reader = _Reader(pages, undated, columns)
    for at in range(len(pages.lines)):
        _read(reader, at)
    return Movements([row for row in reader.rows if row.moved], reader.marks, reader.strays)


def days_at(pages: StatementPages, at: int) -> tuple[Day, ...]:
    """Return the day at the head of line *at*, and a second one right behind it."""
    starts = range(min(2, len(pages.lines[at].words)))
    first = next((day for start in starts if (day := day_at(pages, at, start))), None)
    if first is None:
        return ()
    second = day_at(pages, at, first.stop) if first.stop < len(pages.lines[at].words) else None
    return (first, second) if second else (first,)


def _read(reader: _Reader, at: int) -> None:
    line = reader.pages.lines[at]
    heading = heading_at(reader.pages.lines, at)
    if heading is not None:
        reader.columns, reader.open = ({} if at - reader.balances <= NEAR else heading), None
        return
    days = days_at(reader.pages, at)
    money = list(_by_column(reader, at, days[-1].stop if days else 0))
    text = _text(line, days, [one for _, one in money])
    title = not days and not any(figure.money for figure in reader.pages.figures[at])
    if title and names_balance(line.text):
        reader.balances = at
    if title and (section := _section(reader, at)):
        reader.section, reader.open = section, None
    elif not reader.columns:
        return
    elif is_summary(text, days, money):
        reader.open = None
        named = names_balance(text.text) or names_opening_balance(text.text) or names_closing_balance(text.text)
        reader.marks += (Mark(at, one, named or not days) for meaning, one in money if meaning is Meaning.BALANCE)
    elif days and _in_place(reader, days[0]):
        reader.open = Row(at, days, True, reader.section)
        reader.rows.append(reader.open)
        _add(reader.open, text, money)
        reader.days = days[0].span.box[0] if reader.days is None and reader.open.moved else reader.days
    elif reader.open:
        _continue(reader, at, text, money)


def _section(reader: _Reader, at: int) -> int | None:
    """Return 1 or -1 if line *at* is the title of a list of money in or out: columns or a day follow at once."""
    lines = reader.pages.lines
    begins = any(
        heading_at(lines, below) is not None or (days_at(reader.pages, below) and bool(reader.pages.money[below]))
        for below in range(at + 1, min(at + 1 + NEAR, len(lines)))
    )
    title = reader.columns.get(Meaning.DATE) if reader.columns else None
    indented = title is not None and lines[at].box[0] > title.box[0] + PLACE.indent
    return section_of(lines[at].text) if begins and not indented else None


def is_summary(text: Span, days: Sequence[Day], money: Sequence[tuple[Meaning, Money]]) -> bool:
    """Return whether a line states a balance or a total and no movement."""
    if not any(meaning in MOVED for meaning, _ in money) and (names_balance(text.text) or (days and money)):
        return True
    named = names_opening_balance(text.text) or names_closing_balance(text.text)
    if not days and money and names_carried(text.text):
        return True
    return named or (not days and (names_total(text.text) or (bool(money) and names_balance(text.text))))


def _continue(reader: _Reader, at: int, text: Span, money: list[tuple[Meaning, Money]]) -> None:
    """Give a line without a day to the open movement, or begin another one of its day."""
    row = reader.open
    if row is None:
        return
    if row.moved and any(meaning in MOVED for meaning, _ in money):
        if not reader.undated:
            reader.strays.append(at)
            reader.marks += (Mark(at, one, False) for meaning, one in money if meaning is Meaning.BALANCE)
            return
        row = reader.open = Row(at, row.days, False, reader.section)
        reader.rows.append(row)
    _add(row, text, money)


def _add(row: Row, text: Span, money: Sequence[tuple[Meaning, Money]]) -> None:
    if text.words and len(row.texts) < MAX_TEXTS:
        row.texts.append(text)
    for meaning, one in money:
        row.money.setdefault(meaning, one)


def _by_column(reader: _Reader, at: int, start: int) -> Iterator[tuple[Meaning, Money]]:
    """Yield the amounts of line *at* from word *start* on that stand under a title, the last of each column."""
    found: dict[Meaning, Money] = {}
    for one in reader.pages.money[at]:
        meaning = column_of(one.span, reader.columns) if reader.columns and one.start >= start else None
        if meaning:
            found[meaning] = one
    yield from found.items()


def _text(line: Line, days: Sequence[Day], money: Sequence[Money]) -> Span:
    """Return the words between the days and the first amount."""
    start = days[-1].stop if days else 0
    stop = min((one.start for one in money if one.start >= start), default=len(line.words))
    return line.cut(start, stop)


def _in_place(reader: _Reader, day: Day) -> bool:
    """Return whether *day* stands where the days do: below the first one of a movement, else below their title."""
    columns = reader.columns or {}
    title = columns.get(Meaning.DATE) or columns.get(Meaning.VALUE_DATE)
    if reader.days is not None and abs(day.span.box[0] - reader.days) > PLACE.day_edge:
        return False
    return (
        title is None
        or abs(day.span.box[0] - title.box[0]) < PLACE.day
        or day.span.box[2] > title.box[0] > day.span.box[0]
    )
