"""In what money and unit a table's figures are shown: by the formats of their cells, and by the file around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from asiento.document import Doubt
from asiento.preprocess.format_codes import FORMULA, PERCENT, PERCENT_SIGN, UNIT
from asiento.reading import Table
from asiento.tables.columns import meaning_of, table_columns
from asiento.tables.row_currency import FIGURES


@dataclass(frozen=True, kw_only=True)
class ShownMoney:
    """The *marks* beside the numbers of *table*, by row and column, and the currencies that the file has *besides*.

    *own* is the currency of the tenant's books, in which numbers without a mark are.
    """

    table: Table
    marks: Mapping[int, Mapping[int, str]]
    besides: frozenset[str]
    own: str

    def of_row(self, index: int) -> tuple[str, ...]:
        """Return the currencies, ISO codes or signs, in which the amounts of a row are shown."""
        return self._with_besides(set(self._money(index)))

    def of_table(self) -> tuple[str, ...]:
        """Return the currencies in which its amounts are shown, the tenant's own for numbers that have no mark."""
        rows = range(self.table.header + 1, len(self.table.rows))
        shown = {mark for index in rows for mark in self._money(index)}
        bare = shown and any(self._is_bare(index) for index in rows)
        return self._with_besides(shown | ({self.own} if bare else set()))

    def doubts_of_row(self, index: int) -> Iterator[Doubt]:
        """Yield the doubts that a format shows the amount of a row in another unit, and that a figure has no value."""
        units = (mark for _, mark in self._marks(index) if mark and mark.startswith(UNIT))
        unit = next(units, None)
        if unit:
            yield Doubt.of("unit_in_format", unit=unit.removeprefix(UNIT))
        marks = self.marks.get(index, {})
        unknown = next((at for at in self._titled if marks.get(at) == FORMULA), None)
        if unknown is not None:
            yield Doubt.of("no_value_of_formula", column=self.table.rows[self.table.header][unknown])

    def cell(self, index: int, at: int, text: str) -> str | None:
        """Return the number *text* of a cell as the percentage that it is shown as; None if it is shown as none."""
        mark = self.marks.get(index, {}).get(at)
        if mark not in (PERCENT, PERCENT_SIGN):
            return None
        share = Decimal(text) * (100 if mark == PERCENT else 1)
        plain = f"{share:f}"
        return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain}%"

    def _with_besides(self, shown: set[str]) -> tuple[str, ...]:
        if self.besides - shown and not shown:
            shown = {self.own}
        return tuple(sorted(shown | self.besides))

    @cached_property
    def _places(self) -> list[int]:
        """The columns of amounts; looked for once, since it takes a look at every cell."""
        columns = table_columns(self.table)
        return sorted({columns[meaning] for meaning in FIGURES if meaning in columns})

    @cached_property
    def _titled(self) -> list[int]:
        """The columns whose titles are those of amounts, and of each all that have the same meaning."""
        titles = enumerate(self.table.rows[self.table.header]) if self.table.header >= 0 else ()
        return [at for at, title in titles if meaning_of(title) in FIGURES]

    def _marks(self, index: int) -> list[tuple[int, str | None]]:
        """Return the mark of each number of a row that is an amount."""
        found = self.marks.get(index, {})
        return [(at, found.get(at)) for at in self._places if self.table.is_number(index, at)]

    def _money(self, index: int) -> Iterator[str]:
        for _, mark in self._marks(index):
            if mark and mark not in (PERCENT, PERCENT_SIGN) and not mark.startswith(UNIT):
                yield mark

    def _is_bare(self, index: int) -> bool:
        return any(mark is None for _, mark in self._marks(index))
