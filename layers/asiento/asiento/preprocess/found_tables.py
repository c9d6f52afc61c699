"""The tables in the sheets of a file, each with how it is written. Knows no file format and no row's meaning."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from asiento.model import Item
from asiento.preprocess.separators import check_separators
from asiento.preprocess.shown_money import ShownMoney
from asiento.preprocess.workbooks import Sheet
from asiento.reading import Table
from asiento.reading.writing import Writing
from asiento.tables.around_table import currencies_around, doubts_around
from asiento.tables.columns import find_table, table_columns
from asiento.tables.headers import bare_titles, fingerprint, mapped_table, table_titled_as, titles_of
from asiento.tables.serial_days import with_days
from asiento.tables.table_writing import Open, open_in_table, writing_of_table


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A sheet with its table, how that is written and in what money. *before*: rows of the sheets before it.

    *mapped*: the tenant saved what its columns mean.
    """

    sheet: Sheet
    before: int
    table: Table
    writing: Writing
    shown: ShownMoney
    mapped: bool

    @property
    def titles(self) -> Sequence[str]:
        """The header as the file has it; empty without one."""
        return self.sheet.rows[self.table.header] if self.table.header >= 0 else ()

    def open(self, country: str) -> Open | None:
        """Return what the rows leave open, in the eyes of a tenant of *country*."""
        return open_in_table(self.table, self.writing, country, self.sheet.first_row)


def find_tables(sheets: Sequence[Sheet], item: Item) -> list[FoundTable]:
    """Return each sheet that holds a table; the tenant's own mappings come before what titles mean to us.

    A sheet with the titles of another is one too, though its rows have no figures: so none of them is lost.
    """
    mapped = [mapped_table(sheet.rows, item.tenant.mappings) for sheet in sheets]
    tables = [known or find_table(sheet.rows) for known, sheet in zip(mapped, sheets, strict=True)]
    headers = {bare_titles(table.rows[table.header]) for table in tables if table and table.header >= 0}
    before = accumulate((len(sheet.rows) for sheet in sheets), initial=0)
    return [
        _found(sheet, rows, table, item, is_mapped=known is not None)
        for sheet, rows, known, own in zip(sheets, before, mapped, tables, strict=False)
        if (table := own or table_titled_as(headers, sheet.rows))
    ]


def _found(sheet: Sheet, before: int, table: Table, item: Item, *, is_mapped: bool) -> FoundTable:
    table = replace(table, numbers=tuple(map(tuple, sheet.numbers)))
    table = with_days(table, table_columns(table), sheet.epoch)
    check_separators(sheet, table)
    above = [[cell for cell in row if cell] for row in table.rows[: max(table.header, 0)]]
    named, mentioned = currencies_around([*chain.from_iterable(above), sheet.name])
    shown = ShownMoney(
        table=table, marks=sheet.shown, besides=mentioned | frozenset(sheet.currencies), own=item.tenant.currency
    )
    proven = replace(
        writing_of_table(table, sheet.first_row),
        named=tuple(sorted(named)),
        currencies=shown.of_table(),
        doubts=doubts_around([*chain.from_iterable(above), sheet.name], [*map(" ".join, above), sheet.name]),
    )
    writing = proven.or_as(item.writing or Writing(), "a_person")
    if is_mapped:
        saved = item.tenant.writings.get(fingerprint(titles_of(sheet.rows[table.header])), Writing())
        writing = writing.or_as(saved, "the_saved_mapping")
    return FoundTable(sheet=sheet, before=before, table=table, writing=writing, shown=shown, mapped=is_mapped)
