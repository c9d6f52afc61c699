"""Every way in which a printed statement may tell money in from money out. Proves none of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from asiento.pages.statement.money import Money
from asiento.pages.statement.stated import Stated
from asiento.pages.statement.table_lines import Row
from asiento.tables.meanings import Meaning


@dataclass(frozen=True, slots=True)
class Way:
    """The signed amounts of all rows, and whether balances are *owed* there.

    *told*: each sign is printed, as a column, a word or the title of a list: turned around, they were others.
    """

    amounts: Sequence[Decimal]
    owed: bool
    told: bool


def own_side(row: Row) -> int:
    """Return what column, letter or minus say: -1 for money out, 1 for money in, 0 for nothing."""
    if Meaning.DEBIT in row.money:
        return -1
    if Meaning.CREDIT in row.money:
        return 1
    moved = row.moved
    return moved.side or (-1 if moved.value < 0 else 0) if moved else 0


def is_signed(rows: Sequence[Row]) -> bool:
    """Return whether something printed tells money in from money out."""
    return all(row.section or own_side(row) for row in rows) or any(own_side(row) < 0 for row in rows)


def ways_of(rows: Sequence[Row], stated: Sequence[Stated], *, card: bool) -> Iterator[Way]:
    """Yield the amounts as each way of printing signs gives them, the likelier first.

    *card*: what was bought may have no sign, and balances be owed.
    """
    if any(_contradicts(row) for row in rows):
        return
    for owed in (True, False) if card else (False, True):
        for sections in (True, False):
            if owed and not card and not any(row.section for row in rows):
                continue
            told = all(_is_told(row, sections=sections) for row in rows)
            yield Way([_signed(row, owed=owed, sections=sections) for row in rows], owed, told)
    if not any(own_side(row) or row.section for row in rows):
        for opening in [one.value(owed=card) for one in stated if one.opens]:
            steps = _by_balance(rows, opening, owed=card)
            if steps:
                yield Way(steps, card, told=False)


def _contradicts(row: Row) -> bool:
    """Return whether a letter says another side than the column."""
    moved = row.moved
    in_column = Meaning.DEBIT in row.money or Meaning.CREDIT in row.money
    return bool(moved and in_column and moved.side and moved.side != own_side(row))


def _is_told(row: Row, *, sections: bool) -> bool:
    moved = row.moved
    in_column = Meaning.DEBIT in row.money or Meaning.CREDIT in row.money
    return in_column or bool(moved and moved.side) or bool(sections and row.section)


def _signed(row: Row, *, owed: bool, sections: bool) -> Decimal:
    moved = row.moved
    if moved is None:
        return Decimal(0)
    if Meaning.DEBIT in row.money or Meaning.CREDIT in row.money:
        return _of_columns(row)
    if moved.side:
        return moved.side * abs(moved.value)
    if sections and row.section:
        return row.section * abs(moved.value)
    return -moved.value if owed else moved.value


def _of_columns(row: Row) -> Decimal:
    debit, credit = row.money.get(Meaning.DEBIT), row.money.get(Meaning.CREDIT)
    return (credit.value if credit else Decimal(0)) - (abs(debit.value) if debit else Decimal(0))


def balances_of(rows: Sequence[Row], *, owed: bool) -> tuple[Decimal | None, ...]:
    """Return the balance that each row prints, below zero if it is *owed*."""
    return tuple(signed_balance(row.money.get(Meaning.BALANCE), owed=owed) for row in rows)


def signed_balance(money: Money | None, *, owed: bool) -> Decimal | None:
    """Return a balance with its sign: as its letter says, else below zero if it is *owed*."""
    if money is None:
        return None
    if money.side:
        return money.side * abs(money.value)
    return -money.value if owed else money.value


def _by_balance(rows: Sequence[Row], opening: Decimal, *, owed: bool) -> list[Decimal] | None:
    """Return the steps of a balance that every row prints, where each is the row's amount up to its sign."""
    balances = [balance for balance in balances_of(rows, owed=owed) if balance is not None]
    if len(balances) != len(rows):
        return None
    for order in (1, -1):
        steps = [later - earlier for earlier, later in pairwise([opening, *balances[::order]])][::order]
        if all(abs(step) == abs(row.moved.value) for step, row in zip(steps, rows, strict=True) if row.moved):
            return steps
    return None
