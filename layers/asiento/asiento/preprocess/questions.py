"""What a file asks a person before its rows can be read: how it writes amounts, and in which order its dates go."""

from collections.abc import Iterator

from asiento.model import Finding, Severity
from asiento.reading.writing import DATE_ORDER, DECIMAL, Cell, Writing
from asiento.tables.table_writing import Open

MARKS = {",": "comma", ".": "point"}
"""Words of `codes/en.toml`."""

ASKS = Severity.REVIEW


def questions_of(left: Open | None, writing: Writing) -> Iterator[Finding]:
    """Yield a question for what is *left* open, amounts and dates apart, with both readings of a cell."""
    if left and left.amount:
        yield _decimals(left, left.amount, _proofs(writing.decimal_by))
    if left and left.date:
        yield _dates(left, left.date, _proofs(writing.order_by))


def _proofs(cells: tuple[str, ...] | str | None) -> tuple[str, ...]:
    return (cells,) if isinstance(cells, str) else cells or ()


def _decimals(left: Open, cell: Cell, proofs: tuple[str, ...]) -> Finding:
    one, other = left.amounts()
    name, mark, where, rows = cell.shown, MARKS[left.readings[0].decimal], [cell.where], len(left.rows)
    if not proofs:
        return Finding.of(
            ASKS, "open_decimals.no_proof", DECIMAL, cell=name, where=where, one=one, other=other, mark=mark, rows=rows
        )
    return Finding.of(
        ASKS,
        "open_decimals.contradiction",
        DECIMAL,
        cell=name,
        where=where,
        one=one,
        other=other,
        proofs=proofs,
        mark=mark,
        rows=rows,
    )


def _dates(left: Open, cell: Cell, proofs: tuple[str, ...]) -> Finding:
    one, other = left.dates()
    name, where, rows = cell.shown, [cell.where], len(left.rows)
    if not proofs:
        return Finding.of(
            ASKS, "open_dates.no_proof", DATE_ORDER, cell=name, where=where, one=one, other=other, rows=rows
        )
    return Finding.of(
        ASKS,
        "open_dates.contradiction",
        DATE_ORDER,
        cell=name,
        where=where,
        one=one,
        other=other,
        proofs=proofs,
        rows=rows,
    )
