"""Which rows of a bank's table are movements, and their values; a row whose amount is missed is none to leave out."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from asiento.errors import DocumentError
from asiento.reading import Table
from asiento.reading.dialect import Dialect
from asiento.tables.columns import NO_HEADER
from asiento.tables.columns_by_content import is_figure, is_when
from asiento.tables.currency_columns import paired
from asiento.tables.data_rows import data_rows, names_carried
from asiento.tables.line_totals import says_total
from asiento.tables.meanings import AMOUNTS, Meaning
from asiento.tables.row_values import RowValues, is_nothing

DATES = (Meaning.DATE, Meaning.VALUE_DATE)
WORDS = (Meaning.DESCRIPTION, Meaning.COUNTERPARTY, Meaning.SUPPLIER)

Columns = dict[Meaning, int]
Movement = tuple[int, Sequence[str], RowValues]
"""The index of a row in its table, its cells, and their values."""


def movement_rows(table: Table, columns: Columns, readings: tuple[Dialect, Dialect]) -> list[Movement]:
    """Return the rows that are movements, with their index and values; raise `unreadable_value` for a gap."""
    header = table.rows[table.header] if table.header != NO_HEADER else ()
    names = {meaning: header[at] if header else f"column {at + 1}" for meaning, at in columns.items()}
    usual, other = readings
    open_currencies = paired(header, columns).open if header else ()
    rows = [
        (
            index,
            row,
            RowValues(
                names=names,
                values=_values(table, index, columns),
                dialect=usual,
                other=other if other != usual else None,
                where=(f"row:{index + 1}",),
                currencies=tuple(row[at] for at in open_currencies if at < len(row) and row[at]),
            ),
        )
        for index, row in data_rows(table)
    ]
    last = max((at for at, (_, _, values) in enumerate(rows) if _has(values, DATES)), default=-1)
    sums = _sums_of_columns(rows)
    return [
        _checked(*each)
        for at, each in enumerate(rows)
        if at not in sums and (_is_movement(each[2], ended=at > last) or _misses_amount(table, columns, rows, at))
    ]


def _sums_of_columns(rows: Sequence[Movement]) -> frozenset[int]:
    """Return the places of the rows without a date that say total, and whose every figure is the sum of its column."""
    undated = {at for at, (_, row, values) in enumerate(rows) if not _has(values, DATES) and says_total(row)}
    overall, since, found = defaultdict[Meaning, Decimal](Decimal), defaultdict[Meaning, Decimal](Decimal), set[int]()
    for at, (_, _, values) in enumerate(rows if undated else ()):
        figures = {meaning: values.readable_amount(meaning) for meaning in AMOUNTS if meaning in values.values}
        known = {meaning: figure for meaning, figure in figures.items() if figure is not None}
        summed = any(all(sums[one] == figure for one, figure in known.items()) for sums in (overall, since))
        if at in undated and summed and len(known) == len(figures) and any(known.values()):
            found.add(at)
            since.clear()
        else:
            for meaning, figure in known.items():
                overall[meaning] += figure
                since[meaning] += figure
    return frozenset(found)


def _values(table: Table, index: int, columns: Columns) -> dict[Meaning, object]:
    row = table.rows[index]
    return {
        meaning: Decimal(row[at]) if table.is_number(index, at) else row[at]
        for meaning, at in columns.items()
        if at < len(row) and not is_nothing(row[at], meaning)
    }


def _has(values: RowValues, meanings: Sequence[Meaning]) -> bool:
    return any(meaning in values.values for meaning in meanings)


def _is_movement(values: RowValues, *, ended: bool) -> bool:
    """Tell a movement from a notice among the rows, a bare balance, and bare figures below the last day (*ended*).

    Figures with words are a movement, wherever they stand: without a date of their own they are missed, not left out.
    """
    dated = any(is_when(str(values.values.get(meaning, ""))) for meaning in DATES)
    if not _has(values, AMOUNTS):
        return dated and Meaning.BALANCE not in values.values
    return (
        not ended
        or _has(values, WORDS)
        or any(not is_figure(str(values.values.get(meaning, "0"))) for meaning in DATES if dated)
    )


def _misses_amount(table: Table, columns: Columns, rows: Sequence[Movement], at: int) -> bool:
    """Return whether a row with a balance and no amount is a movement all the same.

    A dated one is, unless it leaves the balance beside it as it was, or says that it carries one over and fits those
    beside it. One without a date is if it has a figure in a column that we do not know.
    """
    _, row, values = rows[at]
    if _has(values, AMOUNTS) or Meaning.BALANCE not in values.values:
        return False
    if not any(is_when(str(values.values.get(meaning, ""))) for meaning in DATES):
        unknown = (cell for place, cell in enumerate(row) if cell and place not in columns.values())
        return table.header != NO_HEADER and any(is_figure(cell) and not is_when(cell) for cell in unknown)
    own = values.readable_amount(Meaning.BALANCE)
    beside = [rows[other][2] for other in (at - 1, at + 1) if 0 <= other < len(rows)]
    balances = [(other.readable_amount(Meaning.BALANCE), other) for other in beside if Meaning.BALANCE in other.values]
    if any(balance == own for balance, _ in balances):
        return False
    carried = not balances or any(_moved(other, balance, own) for balance, other in balances)
    return not (carried and names_carried(row))


def _moved(values: RowValues, balance: Decimal | None, before: Decimal | None) -> bool:
    """Return whether the amount of a row is what lies between its *balance* and the one *before* it."""
    if balance is None or before is None:
        return False
    return any((amount := values.readable_amount(one)) and abs(amount) == abs(balance - before) for one in AMOUNTS)


def _checked(index: int, row: Sequence[str], values: RowValues) -> Movement:
    """Return all three if the row has a date and an amount."""
    if not _has(values, DATES):
        raise DocumentError("unreadable_value.no_date", where=values.where)
    if not _has(values, AMOUNTS):
        raise DocumentError("unreadable_value.no_amount", where=values.where)
    return index, row, values
