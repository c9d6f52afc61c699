"""What becomes of the sheets of a file: one table of bank movements, or one child a row. Knows no file format."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from asiento.document import Doubt
from asiento.errors import DocumentError
from asiento.item_files import with_content
from asiento.model import Child, Item, Kind, Tools
from asiento.preprocess.family import NewRow, row_children
from asiento.preprocess.found_tables import FoundTable, find_tables
from asiento.preprocess.left_out import left_out
from asiento.preprocess.questions import questions_of
from asiento.preprocess.workbooks import Sheet
from asiento.reading.writing import Writing
from asiento.tables.around_table import takings_below
from asiento.tables.bank_tables import is_bank_statement
from asiento.tables.columns import has_titles_below, meaning_of, names_another_table
from asiento.tables.data_rows import entry_rows, row_above_titles
from asiento.tables.headers import unique_titles
from asiento.tables.line_totals import sums_of_above
from asiento.tables.meanings import Meaning
from asiento.tables.other_types import has_other_types
from asiento.tables.rows_together import doubts_among
from asiento.tables.swapped_days import swapped_days
from asiento.tables.table_writing import convention_of_rows
from asiento.tables.tables_beside import stands_beside_another

MAX_NAME = 31
"""Characters of a sheet's name that its rows are called by; a spreadsheet program allows no more."""


def check_row(item: Item) -> Item:
    """Return *item*, a JSON row, as a row. Raises `DocumentError("empty_row")` if it says nothing."""
    row = item.row or {}
    if not any(value not in (None, "", [], {}) for value in row.values()):
        raise DocumentError("empty_row")
    return replace(item, kind=Kind.ROW)


def with_rows(item: Item, sheets: Sequence[Sheet], tools: Tools) -> Item:
    """Return *item* with a stored table if its sheet lists the movements of an account, else with children.

    Where the rows leave open how they are written, those that it concerns wait: the item has a finding, and no child
    for them until a person says it. Raises `DocumentError`: `empty_spreadsheet`, `no_header`, `several_tables`,
    `two_title_rows`, `row_above_titles`, `too_many_cells`, and as `row_children`.
    """
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise _empty()
    found = find_tables(sheets, item)
    if not found:
        raise DocumentError("no_header")
    _check_titles(found)
    country = item.tenant.country
    asked = (question for each in found for question in questions_of(each.open(country), each.writing))
    item = replace(item, findings=(*asked, *left_out(sheets, found, country)))
    if not any(is_bank_statement(each.table) for each in found):
        children = _children(item, found, tools.limits.max_items_per_batch)
        writing = replace(item.writing or Writing(), entries=True) if children else item.writing
        return replace(item, writing=writing, children=children)
    if item.writing and item.writing.entries:
        raise DocumentError("rows_taken")
    if len(found) > 1:
        raise DocumentError("several_tables.sheets")
    return with_content(replace(item, writing=found[0].writing), found[0].table, tools.files)


def _check_titles(found: Sequence[FoundTable]) -> None:
    """Raise `DocumentError` if the titles do not tell every column, or do not stand above every row.

    Its codes: `several_tables`, `two_title_rows`, `row_above_titles`.
    """
    if any(names_another_table(each.table) for each in found):
        raise DocumentError("several_tables.below")
    if any(stands_beside_another(each.table) for each in found):
        raise DocumentError("several_tables.beside")
    if any(has_titles_below(each.table) for each in found):
        raise DocumentError("two_title_rows")
    for each in found:
        above = row_above_titles(each.table)
        if above is not None:
            raise DocumentError("row_above_titles", where=(f"row:{each.sheet.first_row + above + 1}",))


def _children(item: Item, found: Sequence[FoundTable], most: int) -> tuple[Child, ...]:
    """Return a child for each row but those that wait for a person."""
    country = item.tenant.country
    new = [
        row
        for each in found
        for row in _rows(each, country, f"{item.name} · {each.sheet.name[:MAX_NAME]}" if len(found) > 1 else item.name)
    ]
    if not new:
        raise _empty()
    return row_children(new, most, item.sha256)


def _rows(found: FoundTable, country: str, of: str) -> Iterator[NewRow]:
    """Yield the rows that are entries: no repeated header, no line of totals. Their names begin with *of*."""
    table = found.table
    header = table.rows[table.header]
    titles = unique_titles(header, max(map(len, table.rows)))
    contested = _contested(titles)
    left = found.open(country)
    sums = _sums(found, country)
    swapped = frozenset[int]() if found.sheet.delimited else swapped_days(found.table)
    below = takings_below(entry_rows(table))
    rows = {index: _cells(found, index, titles, contested) for index, _ in entry_rows(table)}
    writing = replace(found.writing.bare, convention=convention_of_rows(rows.values(), found.writing))
    entries = [index for index in rows if not sums.get(index)]
    writing = replace(writing, other_types=has_other_types([rows[index] for index in entries]))
    among = dict(zip(entries, doubts_among([rows[index] for index in entries], writing, country), strict=True))
    for index in entries:
        yield NewRow(
            position=found.before + index,
            name=f"{of} · fila {found.sheet.first_row + index + 1}",
            row=rows[index],
            writing=replace(
                writing,
                sums_up=index in sums,
                swapped=index in swapped,
                currencies=found.shown.of_row(index),
                doubts=(*writing.doubts, *_of(below, index), *found.shown.doubts_of_row(index), *among[index]),
            ),
            waits=left is not None and index in left.rows,
        )


def _of(doubts: Mapping[int, Doubt], index: int) -> tuple[Doubt, ...]:
    return (doubts[index],) if index in doubts else ()


def _sums(found: FoundTable, country: str) -> dict[int, bool]:
    """Return the rows that sum up those above, and whether that leaves nothing open.

    Where the file may be read in two ways, a sum by the second is one to ask for.
    """
    usual, other = found.writing.readings(country)
    second = {index: False for index, _ in sums_of_above(found.table, other)} if other != usual else {}
    return second | dict(sums_of_above(found.table, usual))


def _contested(titles: Sequence[str]) -> frozenset[str]:
    """Return the titles whose meaning another one has as well: which of them counts is decided by all, empty or not."""
    meanings = {title: known for title in titles if (known := meaning_of(title))}
    counts = Counter(map(_group, meanings.values()))
    return frozenset(title for title, meaning in meanings.items() if counts[_group(meaning)] > 1)


def _group(meaning: Meaning) -> Meaning:
    """Return *meaning*, a total for an amount: one stands in for the other."""
    return Meaning.TOTAL if meaning is Meaning.AMOUNT else meaning


def _cells(found: FoundTable, index: int, titles: Sequence[str], contested: Collection[str]) -> dict[str, Any]:
    """Return the filled cells of a row by their titles, numbers as JSON has them, and the empty ones of *contested*."""
    table = found.table
    row = table.rows[index]
    filled = {
        title: (found.shown.cell(index, at, cell) or _number(cell)) if table.is_number(index, at) else cell
        for at, (title, cell) in enumerate(zip(titles, row, strict=False))
        if cell
    }
    return filled | dict.fromkeys(title for title in contested if title not in filled)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _empty() -> DocumentError:
    return DocumentError("empty_spreadsheet")
