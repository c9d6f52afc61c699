"""What a printed statement's movements become in its document: signed amounts, days, balances, words, accounts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from asiento.document import Doubt, Field, Transaction
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.statement.days import Day, day_first_of, month_of
from asiento.pages.statement.reckoned import Reckoned
from asiento.pages.statement.table_lines import Row
from asiento.pages.statement.weights import SURE
from asiento.reading.layout import Span
from asiento.tables.meanings import Meaning


def transactions_of(
    pages: AnnotatedPages,
    found: Sequence[Reckoned],
    issued: date | None,
    currencies: Mapping[int, Field[str]],
) -> tuple[Transaction, ...]:
    """Return the movements of all accounts in the order of the paper.

    *issued* is the day of the paper, to which days without a year are near. *currencies* is that of each account whose
    own it is, by its place in *found*.
    """
    anchor = issued or month_of(pages)
    days = [day for one in found for row in one.rows for day in row.days]
    first = day_first_of(days, otherwise=pages.dialect.day_first)
    return tuple(
        row
        for at, one in enumerate(found)
        for row in _of_account(pages, one, anchor, currencies.get(at), day_first=first)
    )


def _of_account(
    pages: AnnotatedPages, one: Reckoned, anchor: date | None, currency: Field[str] | None, *, day_first: bool
) -> Iterator[Transaction]:
    number = pages.field(one.part.number, one.part.span, SURE.proven) if one.part else None
    doubt = None if one.told or not one.proof.proven else _either(one)
    for at, row in enumerate(one.rows):
        made = _transaction(pages, one, at, row, [_day(pages, day, anchor, day_first=day_first) for day in row.days])
        if doubt and made.amount and not at:
            made = replace(made, amount=replace(made.amount, doubt=doubt))
        yield replace(made, iban=number, currency=currency)


def _either(one: Reckoned) -> Doubt:
    """Return the doubt which way the signs point: that all are the other way round."""
    came = sum((amount for amount in one.proof.amounts if amount > 0), Decimal(0))
    went = -sum((amount for amount in one.proof.amounts if amount < 0), Decimal(0))
    return Doubt.of("unsigned_amounts.either", came=came, went=went)


def _transaction(
    pages: AnnotatedPages, one: Reckoned, at: int, row: Row, days: Sequence[Field[date] | None]
) -> Transaction:
    sure = SURE.proven if one.proof.proven else SURE.unproven
    moved, balance, money = row.moved, one.proof.balances[at], row.money.get(Meaning.BALANCE)
    amount = replace(pages.field(moved.value, moved.span, sure), value=one.proof.amounts[at]) if moved else None
    return Transaction(
        booked_on=days[0],
        value_on=days[1] if len(days) > 1 else None,
        amount=amount,
        balance=pages.field(balance, money.span, sure) if money and balance is not None else None,
        description=_description(pages, row.texts),
    )


def _day(pages: AnnotatedPages, day: Day, anchor: date | None, *, day_first: bool) -> Field[date] | None:
    value = day.value(anchor, day_first=day_first)
    return pages.field(value, day.span, SURE.movement_day) if value else None


def _description(pages: AnnotatedPages, texts: Sequence[Span]) -> Field[str] | None:
    if not texts:
        return None
    return pages.field(" ".join(text.text for text in texts), texts[0], SURE.description)
