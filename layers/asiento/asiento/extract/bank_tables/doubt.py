"""How sure a statement is of its columns: by their titles, by their cells alone, or by the balances that prove them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from asiento.document import Doubt, Field, Transaction
from asiento.extract.bank_tables.balances import moves_balance
from asiento.extract.bank_tables.movements import AGAINST_SIDE, BOTH_SIDES
from asiento.extract.day_order import misplaced, odd_day
from asiento.reading import Table
from asiento.reading.dialect import Dialect
from asiento.tables.bank_tables import is_surely_bank
from asiento.tables.columns import EXACT, NO_HEADER, closeness_of, columns_of, is_payment_service, meaning_of, places_of
from asiento.tables.columns_by_content import is_figure, is_when
from asiento.tables.data_rows import data_rows, unknown_columns
from asiento.tables.meanings import AMOUNTS, Meaning
from asiento.tables.numbers import number_at
from asiento.tables.swapped_days import SWAPPED, swapped_days

GUESSED = 0.85
"""Confidence of what stands in a column without a title."""

PART = 0.75
"""Confidence of what stands in a column whose title only holds a known one (`Importe pendiente` holds `Importe`)."""

UNNAMED = Doubt.of("unknown_columns.untitled")

TWO_AMOUNTS = Doubt.of("two_columns.amounts")

OPEN_KIND = Doubt.of("open_kind")

FIELDS: Mapping[str, tuple[Meaning, ...]] = {
    "booked_on": (Meaning.DATE, Meaning.VALUE_DATE),
    "value_on": (Meaning.VALUE_DATE,),
    "amount": (*AMOUNTS, Meaning.DIRECTION),
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


def doubt_of_columns(table: Table, columns: Mapping[Meaning, int], dialect: Dialect) -> Doubt | None:
    """Return the doubt that the columns of *table*, which no balance proves, are others than they seem."""
    if table.header == NO_HEADER:
        return UNNAMED
    if Meaning.COUNTERPARTY in columns and not is_surely_bank(table):
        return OPEN_KIND
    if _amounts_differ(table, columns) or _net_differs(table, dialect):
        return TWO_AMOUNTS
    unknown = unknown_columns(table)
    titles = table.rows[table.header]
    fee = _fee_apart(table, dialect)
    if fee is not None:
        return Doubt.of("fee_apart", column=titles[fee])
    doubtful = [at for at, cells in unknown.items() if _may_be_meant(table, columns, at, cells)]
    if not doubtful:
        return None
    return Doubt.of("unknown_columns.titled", columns=[titles[at] for at in doubtful])


def _amounts_differ(table: Table, columns: Mapping[Meaning, int]) -> bool:
    """Return whether a second column that is called an amount says something else than the one that was taken."""
    taken = columns.get(Meaning.AMOUNT)
    if taken is None or {Meaning.DEBIT, Meaning.CREDIT} <= columns.keys():
        return False
    if meaning_of(table.rows[table.header][taken]) is Meaning.NET:  # of a payment service: gross and fee differ from it
        return False
    others = [at for at in places_of(table, Meaning.AMOUNT) if at not in columns.values()]
    others += [at for at in places_of(table, Meaning.TOTAL) if at != taken]
    return any(
        at < len(row) and row[at] and (taken >= len(row) or row[at] != row[taken])
        for _, row in data_rows(table)
        for at in others
    )


def _net_differs(table: Table, dialect: Dialect) -> bool:
    """Return whether a row of a payment service is not what it paid, less the fee."""
    columns = columns_of(table.rows[table.header])
    if not is_payment_service(columns):
        return False
    places = (columns.get(Meaning.TOTAL, columns.get(Meaning.AMOUNT, 0)), columns[Meaning.FEE], columns[Meaning.NET])
    for index, row in data_rows(table):
        read = [number_at(table, index, at, dialect) for at in places if at < len(row)]
        gross, fee, net = read if len(read) == len(places) else (None, None, None)
        if gross is not None and net is not None and net not in (gross - (fee or 0), gross + (fee or 0)):
            return True
    return False


def _fee_apart(table: Table, dialect: Dialect) -> int | None:
    """Return the column of fees that may be part of the amounts or come on top; None if there are none, or a net."""
    columns = columns_of(table.rows[table.header])
    at = columns.get(Meaning.FEE)
    if at is None or is_payment_service(columns):
        return None
    return at if any(number_at(table, index, at, dialect) for index, row in data_rows(table) if at < len(row)) else None


def _may_be_meant(table: Table, columns: Mapping[Meaning, int], at: int, cells: Sequence[str]) -> bool:
    """Return whether the unknown column *at*, with *cells*, gives the sides or holds what another was taken for."""
    if columns.get(Meaning.DIRECTION) == at:
        return True
    figures = [columns[meaning] for meaning in FIELDS["amount"] if meaning in columns]
    exact = all(closeness_of(table.rows[table.header][at]) == EXACT for at in figures)
    if all(map(is_when, cells)):
        return Meaning.DATE not in columns
    if all(map(is_figure, cells)):
        return not exact or len({Meaning.DEBIT, Meaning.CREDIT} & columns.keys()) == 1
    return not is_surely_bank(table) and not any(map(is_figure, cells))


def proven_signs(rows: tuple[Transaction, ...]) -> tuple[Transaction, ...]:
    """Return *rows* without doubts of the signs of those amounts that a balance beside them shows.

    The oldest amount has no balance before it.
    """
    return tuple(
        replace(row, amount=replace(row.amount, doubt=None))
        if row.amount and row.amount.doubt in (AGAINST_SIDE, BOTH_SIDES) and moves_balance(rows, at)
        else row
        for at, row in enumerate(rows)
    )


def with_doubt(rows: tuple[Transaction, ...], doubt: Doubt | None) -> tuple[Transaction, ...]:
    """Return *rows* with *doubt* at the first amount: it is one for the whole table."""
    at = next((at for at, row in enumerate(rows) if row.amount), None)
    return rows if doubt is None or at is None else (*rows[:at], doubting(rows[at], doubt), *rows[at + 1 :])


def with_order_doubted(rows: tuple[Transaction, ...]) -> tuple[Transaction, ...]:
    """Return *rows* with the only date doubted that breaks the order of all others."""
    odd = odd_day([row.booked_on.value if row.booked_on else None for row in rows])
    return tuple(
        replace(row, booked_on=replace(row.booked_on, doubt=row.booked_on.doubt or misplaced(row.booked_on.value)))
        if at == odd and row.booked_on
        else row
        for at, row in enumerate(rows)
    )


def with_days_doubted(rows: tuple[Transaction, ...], indexes: Sequence[int], table: Table) -> tuple[Transaction, ...]:
    """Return *rows*, which stand at *indexes* of *table*, with those dates doubted that may be swapped."""
    swapped = swapped_days(table) if table.numbers else frozenset[int]()
    return tuple(
        replace(row, booked_on=replace(row.booked_on, doubt=SWAPPED)) if index in swapped and row.booked_on else row
        for row, index in zip(rows, indexes, strict=True)
    )


def doubting(row: Transaction, doubt: Doubt) -> Transaction:
    """Return *row* with *doubt* at its amount, unless that has one."""
    return replace(row, amount=replace(row.amount, doubt=row.amount.doubt or doubt)) if row.amount else row


def _most(table: Table, columns: Mapping[Meaning, int], name: str, *, proven: bool) -> float:
    if table.header == NO_HEADER:
        return GUESSED
    titles = [table.rows[table.header][columns[meaning]] for meaning in FIELDS[name] if meaning in columns]
    if (proven and name in ("amount", "balance")) or all(closeness_of(title) == EXACT for title in titles):
        return 1.0
    return PART


def _at_most[T](found: Field[T] | None, sure: float) -> Field[T] | None:
    return replace(found, confidence=min(found.confidence, sure)) if found else None
