"""Lines of totals among the rows of a table that no word alone gives away: their figure is the sum of those above."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from asiento.document import Doubt
from asiento.lexicon.folding import bare_words
from asiento.reading import Table
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Writing
from asiento.tables.columns import columns_of, table_columns
from asiento.tables.columns_by_content import is_figure, is_when
from asiento.tables.data_rows import date_places, entry_rows, is_dated, names_total
from asiento.tables.meanings import AMOUNTS, Meaning
from asiento.tables.numbers import number, number_at
from asiento.tables.words import TOTAL_WORDS, words_of

SUMS_UP = Doubt.of("may_be_a_sum")

PLACES = 6
"""Decimals of an amount that count; behind them stands the noise of calculated numbers."""

FEW = 2
"""Rows from which on their sum says something: one row is repeated by every second ticket of the same price."""

MOST_RUNS = 20
"""Runs that are kept beside the whole: a line of totals sums up a month or a page, hardly the last twenty."""


@dataclass(slots=True)
class Run:
    """The sum of the *entries* of a run of rows, and that of *every* row: what seems a line of totals may be one.

    *mended*: that of the entries and of what only seemed to be lines of totals, as one below that sums it up shows.
    """

    entries: Decimal = Decimal(0)
    every: Decimal = Decimal(0)
    mended: Decimal = Decimal(0)

    @property
    def sums(self) -> tuple[Decimal, ...]:
        """What a line of totals below may say."""
        return self.entries, self.every, self.mended

    def add(self, figure: Decimal) -> None:
        """Count an entry."""
        self.entries, self.every, self.mended = self.entries + figure, self.every + figure, self.mended + figure


@dataclass(slots=True)
class Sums:
    """The sums of all rows so far, and of those since each line that may be one of totals.

    *whole*: each row had a figure. *most_texts*: of one row so far, but for the rows *above* that were not looked at
    yet.
    """

    runs: list[Run] = field(default_factory=lambda: [Run()])
    rows: int = 0
    whole: bool = True
    most_texts: int = 0
    above: list[Sequence[str]] = field(default_factory=list)

    @property
    def overall(self) -> Decimal:
        """The sum of all entries so far."""
        return self.runs[0].entries

    @property
    def since(self) -> Decimal:
        """The sum of the entries since the last line of totals."""
        return self.runs[-1].entries

    def has(self, figure: Decimal, cells: Sequence[str]) -> bool:
        """Return whether *figure*, in a row of *cells*, is one of the sums.

        A row that says so may sum up a single row, and rows without figures.
        """
        if not self.whole and (names_total(cells) or self._may_sum_up(cells)):
            return True
        if not figure or not self.rows or not any(figure in run.sums for run in self.runs):
            return False
        return self.rows >= FEW or says_total(cells)

    def _may_sum_up(self, cells: Sequence[str]) -> bool:
        """Return whether a word of totals stands alone in *cells*; a supplier's name has a description beside it."""
        texts = _texts(cells)
        if not _has_word_of_totals(texts):
            return False
        self.most_texts = max([self.most_texts, *(len(_texts(row)) for row in self.above)])
        self.above.clear()
        return self.most_texts <= 1 or len(texts) < self.most_texts

    def restart(self, figure: Decimal) -> None:
        """Begin a new run, after a line of totals with *figure*.

        Where it sums up what only seemed to be such lines too, these were entries, and it is none: the same sum may
        stand below again.
        """
        is_sum = any(figure == run.entries for run in self.runs)
        seemed = [run.every - run.entries for run in self.runs if figure == run.every and not is_sum]
        for run in self.runs:
            if figure == run.entries or figure != run.every:
                run.every += figure
            run.mended += sum(seemed[-1:])
        self.runs = [*self.runs[:1], *self.runs[1:][-MOST_RUNS:], Run()]

    def add(self, figure: Decimal) -> None:
        """Count a row."""
        self.rows += 1
        for run in self.runs:
            run.add(figure)


@dataclass(slots=True)
class SumsOfSides:
    """The sums of all rows so far, and of each side of an account without its sign."""

    both: Sums = field(default_factory=Sums)
    ins: Sums = field(default_factory=Sums)
    outs: Sums = field(default_factory=Sums)

    def end_with(self, figure: Decimal, cells: Sequence[str], *, sided: bool = True) -> bool:
        """Return whether *figure*, in a row of *cells*, is one of the sums; then they begin anew.

        That of one side is one only if the row says so, and then may be nothing. *sided*: the row has a column of a
        side, or may have money of both.
        """
        if self.both.has(figure, cells):
            self.both.restart(figure)
            return True
        said = sided and _has_word_of_totals(_texts(cells))
        for side in (self.outs, self.ins):
            if said and (side.has(abs(figure), cells) or not figure):
                side.restart(abs(figure))
                return True
        return False

    def add(self, figure: Decimal) -> None:
        """Count a row."""
        self.both.add(figure)
        (self.outs if figure < 0 else self.ins).add(abs(figure))

    def add_unknown(self) -> None:
        """Count a row without a figure."""
        self.both.whole = False

    def pass_by(self, cells: Sequence[str]) -> None:
        """Keep the *cells* of a row, to compare the texts of those below with."""
        self.both.above.append(cells)


def sums_of_above(table: Table, dialect: Dialect) -> Iterator[tuple[int, bool]]:
    """Yield the index of each row that sums up those above, and whether it says so and has no date: then it is none.

    The others may be entries of their own by chance.
    """
    columns = table_columns(table)
    place, dates = columns.get(Meaning.TOTAL, columns.get(Meaning.AMOUNT)), date_places(columns)
    rows = ((index, _figure(table, index, place, dialect), row) for index, row in entry_rows(table))
    for index in sums_among(rows):
        yield index, says_total(table.rows[index]) and not is_dated(table.rows[index], dates)


def unlike_totals(table: Table, dialect: Dialect) -> Iterator[int]:
    """Yield the index of each row that is left out as a line of totals and is the sum of nothing above it."""
    columns = table_columns(table)
    place = columns.get(Meaning.TOTAL, columns.get(Meaning.AMOUNT))
    entries = {index for index, _ in entry_rows(table)}
    sums = Sums()
    for index in range(table.header + 1, len(table.rows)):
        figure = _figure(table, index, place, dialect)
        if index in entries:
            sums.whole = sums.whole and figure is not None
            sums.add(figure or Decimal(0))
        elif figure is not None and names_total(table.rows[index]):
            if sums.whole and figure not in (sums.overall, sums.since):
                yield index
            sums.restart(Decimal(0))


def sums_in_rows(rows: Sequence[Mapping[str, Any]], writing: Writing, country: str) -> frozenset[int]:
    """Return the indexes of the JSON *rows* that sum up those above."""
    dialect, _ = writing.readings(country)
    negative = writing.convention is not None and writing.convention.negative_debits
    sums, found = SumsOfSides(), set[int]()
    for index, row in enumerate(rows):
        figure, texts = _figure_of(row, dialect, negative_debits=negative), _texts_of(row)
        if figure is None:
            sums.add_unknown()
        elif sums.end_with(figure, texts, sided=_has_side(row)):
            found.add(index)
        else:
            sums.add(figure)
        sums.pass_by(texts)
    return frozenset(found)


def sums_among(rows: Iterable[tuple[int, Decimal | None, Sequence[str]]]) -> Iterator[int]:
    """Yield the indexes of those of *rows*, given as index, figure and texts, that sum up the ones above."""
    sums = Sums()
    for index, figure, cells in rows:
        if figure is None:
            sums.whole = False
        elif sums.has(figure, cells):
            yield index
            sums.restart(figure)
        else:
            sums.add(figure)
        sums.above.append(cells)


def _figure(table: Table, index: int, place: int | None, dialect: Dialect) -> Decimal | None:
    return None if place is None else _bare(number_at(table, index, place, dialect))


def _has_side(row: Mapping[str, Any]) -> bool:
    return bool({Meaning.DEBIT, Meaning.CREDIT} & columns_of(list(row)).keys())


def _figure_of(row: Mapping[str, Any], dialect: Dialect, *, negative_debits: bool = False) -> Decimal | None:
    places, values = columns_of(list(row)), list(row.values())
    said = {meaning: _bare(number(values[place], dialect)) for meaning, place in places.items() if meaning in AMOUNTS}
    single = said.get(Meaning.TOTAL, said.get(Meaning.AMOUNT))
    if single is not None or not {Meaning.DEBIT, Meaning.CREDIT} & said.keys():
        return single
    debit = said.get(Meaning.DEBIT) or Decimal(0)
    return (said.get(Meaning.CREDIT) or Decimal(0)) + (debit if negative_debits else -debit)


def _bare(figure: Decimal | None) -> Decimal | None:
    """Return *figure* without the noise of binary arithmetic, so that a sum does not miss by it."""
    return None if figure is None else round(figure, PLACES)


def _texts_of(row: Mapping[str, Any]) -> list[str]:
    return [value for value in row.values() if isinstance(value, str)]


def says_total(row: Sequence[str]) -> bool:
    """Return whether a word of the cells of *row* is one of totals (`Total marzo`), or they have no word at all."""
    texts = _texts(row)
    return not texts or _has_word_of_totals(texts)


def _has_word_of_totals(texts: Sequence[str]) -> bool:
    words = {word for cell in texts for word in bare_words(cell).split()}
    return bool(words & words_of(TOTAL_WORDS))


def _texts(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell and not is_when(cell) and not is_figure(cell)]
