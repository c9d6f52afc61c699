"""How sure a statement is of its columns: by their titles, by their cells alone, or by the balances that prove them."""

from collections.abc import Mapping
from dataclasses import replace

from asiento.document import Field, Transaction
from asiento.reading import Table
from asiento.tables.columns import EXACT, NO_HEADER, closeness_of
from asiento.tables.meanings import Meaning

GUESSED = 0.85
"""Confidence of what stands in a column without a title."""

PART = 0.75
"""Confidence of what stands in a column whose title only holds a known one (`Importe pendiente` holds `Importe`)."""

FIELDS: Mapping[str, tuple[Meaning, ...]] = {
    "booked_on": (Meaning.DATE, Meaning.VALUE_DATE),
    "value_on": (Meaning.VALUE_DATE,),
    "amount": (Meaning.AMOUNT, Meaning.TOTAL, Meaning.DEBIT, Meaning.CREDIT, Meaning.DIRECTION),
    "balance": (Meaning.BALANCE,),
    "description": (Meaning.DESCRIPTION, Meaning.COUNTERPARTY),
}
"""The columns that each field of a movement comes from."""


def doubted(
    rows: tuple[Transaction, ...], table: Table, columns: Mapping[Meaning, int], *, proven: bool
) -> tuple[Transaction, ...]:
    """Return *rows* with the confidence that their columns deserve.

    *proven*: each balance follows from the amount, so that both columns of a known table are what they seem.
    """
    most = {name: _most(table, columns, name, proven=proven) for name in FIELDS}
    return tuple(
        replace(row, **{name: _at_most(getattr(row, name), sure) for name, sure in most.items()}) for row in rows
    )


def _most(table: Table, columns: Mapping[Meaning, int], name: str, *, proven: bool) -> float:
    if table.header == NO_HEADER:
        return GUESSED
    titles = [table.rows[table.header][columns[meaning]] for meaning in FIELDS[name] if meaning in columns]
    if (proven and name in ("amount", "balance")) or all(closeness_of(title) == EXACT for title in titles):
        return 1.0
    return PART


def _at_most[T](found: Field[T] | None, sure: float) -> Field[T] | None:
    return replace(found, confidence=min(found.confidence, sure)) if found else None
