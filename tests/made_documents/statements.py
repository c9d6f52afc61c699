"""What is true of a made bank statement, and one by chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from made_documents.invoices import TODAY
from made_documents.parties import make_iban

WHO = ("Luz & Gas S.A.", "Müller GmbH", "Peña Hnos.", "Café Ávila", "Acme Ltd", "Hacienda", "Nóminas", "O'Brien")
WHY = ("factura 4711", "recibo 03/26", "Miete März", "1.234,56 EUR", "pedido 12-03-2026", "cuota", "REF 99/B", "abono")


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """*amount* is above nothing for money that comes in. What is empty or None the file does not say."""

    booked_on: date
    value_on: date | None
    amount: Decimal
    who: str
    why: str
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The movements of one account, in the order of the file, between two balances."""

    iban: str | None
    currency: str
    opening: Decimal
    first: date
    last: date
    movements: tuple[Movement, ...]

    @property
    def closing(self) -> Decimal:
        """The balance after all movements."""
        return self.opening + sum((one.amount for one in self.movements), Decimal(0))

    def side(self, sign: int) -> list[Decimal]:
        """Return what came in (1) or went out (-1), in positive."""
        return [abs(one.amount) for one in self.movements if one.amount * sign > 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """All that a file holds."""

    parts: tuple[Statement, ...]

    def expected(self) -> Sequence[Mapping[str, Any]]:
        """Return the rows of the ledger; *says* are words that the description must have."""
        return [
            {
                "iban": part.iban,
                "booked_on": one.booked_on,
                "value_on": one.value_on,
                "amount": one.amount,
                "currency": part.currency,
                "reference": one.reference,
                "description": (one.who, one.why),
            }
            for part in self.parts
            for one in part.movements
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a format can say of an account and its movements."""

    iban: bool = True
    currencies: Sequence[str] = ("EUR", "EUR", "EUR", "USD", "GBP", "CHF")
    value_days: bool = True
    references: bool = True
    accounts: bool = True
    word: Callable[[str], str] = str


def make_statements(rng: Random, told: Told) -> Statements:
    """Return one account, or now and then two, or two statements of one that follow each other."""
    first = _statement(rng, told, TODAY - timedelta(days=rng.randrange(100, 400)))
    if not told.accounts or rng.random() < 0.7:
        return Statements(parts=(first,))
    after = _statement(rng, told, first.last + timedelta(days=rng.choice((0, 1))))
    if told.iban and rng.random() < 0.5:
        return Statements(parts=(first, after))
    after = replace(after, iban=first.iban, currency=first.currency, opening=first.closing)
    return Statements(parts=(first, after))


def _statement(rng: Random, told: Told, start: date) -> Statement:
    days = sorted(start + timedelta(days=rng.randrange(30)) for _ in range(rng.choice((1, 2, 3, 5, 8, 20))))
    movements = tuple(_movement(rng, told, day, at) for at, day in enumerate(days, rng.randrange(1, 9000)))
    if rng.random() < 0.2:
        movements = movements[::-1]
    return Statement(
        iban=make_iban(rng) if told.iban else None,
        currency=rng.choice(told.currencies),
        opening=Decimal(rng.randrange(-500_000, 2_000_000)) / 100,
        first=min(days),
        last=max(days),
        movements=movements,
    )


def _movement(rng: Random, told: Told, day: date, at: int) -> Movement:
    cents = rng.choice((rng.randrange(1, 100), rng.randrange(100, 100_000), rng.randrange(1, 5_000_000), 123_400))
    return Movement(
        booked_on=day,
        value_on=day + timedelta(days=rng.choice((0, 0, 1, 2, -1, -3))) if told.value_days else None,
        amount=Decimal(cents * rng.choice((1, -1))) / 100,
        who=told.word(rng.choice(WHO)),
        why=told.word(rng.choice(WHY)),
        reference=rng.choice((f"B-{at}", f"{at:010}", f"2026{at:06}")) if told.references else None,
    )
