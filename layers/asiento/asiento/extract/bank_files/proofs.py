"""What a bank file states about its rows, compared with them: counts, sums, balances, days, currencies.

What does not fit is a doubt: about a row where one shows it, else about the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from asiento.document import Doubt, Transaction
from asiento.extract.bank_files.statement import Period, Side, Statement, Summary
from asiento.extract.day_order import misplaced, odd_day

MOST_APART = timedelta(days=180)
"""Between the day of booking and that of value; a card that is paid at the end of the next month has 60."""

_OF_SIDE: Mapping[Side, Callable[[Decimal], bool]] = {
    Side.ENTRIES: lambda _: True,
    Side.DEBITS: lambda amount: amount < 0,
    Side.CREDITS: lambda amount: amount > 0,
}


def proven(one: Statement) -> Statement:
    """Return *one* with those rows doubted that were booked outside its period, out of order, or far from their value.

    The period is that of ISO 20022 `FrToDt`, OFX `DTSTART` and `DTEND`, fields 60 and 62 of SWIFT, and record 11.
    """
    days = [row.booked_on.value if row.booked_on else None for row in one.rows]
    odd = odd_day(days) if one.in_order else None
    return replace(
        one,
        rows=tuple(
            _dated(row, _outside(day, one.period) or misplaced(day if at == odd else None) or _apart(row, day))
            for at, (row, day) in enumerate(zip(one.rows, days, strict=True))
        ),
    )


def _dated(row: Transaction, doubt: Doubt | None) -> Transaction:
    if doubt is None or row.booked_on is None or row.booked_on.doubt:
        return row
    return replace(row, booked_on=replace(row.booked_on, doubt=doubt))


def _outside(day: date | None, period: Period) -> Doubt | None:
    first, last = period.first, period.last
    if day is None or not (first or last):
        return None
    early, late = first and day < first - period.slack, last and day > last + period.slack
    return Doubt.of("outside_period", booked=day, first=first or day, last=last or day) if early or late else None


def _apart(row: Transaction, booked: date | None) -> Doubt | None:
    value = row.value_on.value if row.value_on else None
    if booked is None or value is None or abs(booked - value) <= MOST_APART:
        return None
    return Doubt.of("value_far_off", booked=booked, value=value)


def doubts_of(statements: Sequence[Statement]) -> Iterator[Doubt]:
    """Yield what in *statements*, all of a file, does not fit: the readers' doubts, currencies, summaries, balances.

    The balances of a lone statement are left to validation, which sees what a person corrects.
    """
    for one in statements:
        yield from one.doubts
        yield from _currencies(one)
        yield from _summed(one)
    if len(statements) > 1:
        yield from _balances(statements)


def _currencies(one: Statement) -> Iterator[Doubt]:
    others = sorted(set(one.currencies) - {one.currency})
    if one.currency and others:
        yield Doubt.of("two_currencies", currency=one.currency, others=others)


def _summed(one: Statement) -> Iterator[Doubt]:
    """Compare each count and sum. A movement of nothing may be counted on either side."""
    amounts = [row.amount.value for row in one.rows if row.amount]
    for stated in one.summaries if len(amounts) == len(one.rows) else ():
        yield from _compared(stated, amounts)


def _compared(stated: Summary, amounts: Sequence[Decimal]) -> Iterator[Doubt]:
    found = [amount for amount in amounts if _OF_SIDE[stated.side](amount)]
    most = len(found) if stated.side is Side.ENTRIES else len(found) + amounts.count(Decimal(0))
    if stated.count is not None and not len(found) <= stated.count <= most:
        yield Doubt.of("summary_mismatch.count", side=stated.side.value, said=stated.count, found=len(found))
    made, net = sum(map(abs, found), Decimal(0)), sum(found, Decimal(0))
    # Some banks state the sum of all entries with their signs, and of it the figures alone.
    if stated.total is not None and stated.total not in (made, abs(net)):
        yield Doubt.of("summary_mismatch.sum", side=stated.side.value, said=stated.total, made=made)
    if stated.net is not None and stated.net != net:
        yield Doubt.of("summary_mismatch.net", said=stated.net, made=net)


def _balances(statements: Sequence[Statement]) -> Iterator[Doubt]:
    """Compare what each statement opens, moves and closes with, and its opening with the closing before it."""
    numbers = {id(one): at for at, one in enumerate(statements, 1)}
    for one in statements:
        if one.opening is not None and one.closing is not None and one.moved is not None:
            made = one.opening + one.moved
            if made != one.closing:
                yield Doubt.of("balance_mismatch.statement", statement=numbers[id(one)], made=made, said=one.closing)
    for group in _by_account(statements):
        for before, after, opening in _broken(in_order(group)):
            yield Doubt.of("balance_mismatch.link", statement=numbers[id(after)], before=before, said=opening)


def _by_account(statements: Sequence[Statement]) -> list[list[Statement]]:
    groups: dict[tuple[str, str | None], list[Statement]] = {}
    for one in statements:
        groups.setdefault((one.account, one.currency), []).append(one)
    return list(groups.values())


def in_order(statements: Sequence[Statement]) -> Sequence[Statement]:
    """Return *statements*, of one account, the oldest first: banks list them either way, and their balances tell."""
    return min((statements, statements[::-1]), key=lambda order: len(_broken(order)))


def _broken(statements: Sequence[Statement]) -> list[tuple[Decimal, Statement, Decimal]]:
    """Return each closing balance that the next statement does not open with, that statement, and its opening."""
    broken = []
    for one, after in pairwise(statements):
        opening = _opening(after) if _another(one, after) else None
        if one.closing is not None and opening is not None and opening != one.closing:
            broken.append((one.closing, after, opening))
    return broken


def _another(one: Statement, after: Statement) -> bool:
    """Return whether *after* has a balance of its own: OFX repeats that of today in each statement of an account."""
    if after.opening is not None:
        return True
    return one.closed_on is not None and after.closed_on is not None and one.closed_on != after.closed_on


def _opening(one: Statement) -> Decimal | None:
    """Return what *one* opens with, else what it must have opened with to close as it does."""
    if one.opening is not None or one.closing is None or one.moved is None:
        return one.opening
    return one.closing - one.moved
