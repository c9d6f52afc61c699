"""What the rows of a made table say: days, amounts and names, before anybody writes them down."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from random import Random

from made_tables.words import CATEGORIES, MOVES, SHOPS, THINGS

TODAY = date(2026, 6, 30)
"""The day on which all made files come in."""

CENT = Decimal("0.01")
MAX_ROWS = 30

DECIMALS = {"JPY": 0, "TND": 3}
"""Of currencies that have not two (ISO 4217)."""


class Kind(StrEnum):
    """What a table lists."""

    EXPENSES = "expenses"
    INVOICES = "invoices"
    BANK = "bank"


class Flaw(StrEnum):
    """What is wrong with a row, so that it must not be posted as it stands."""

    NONE = ""
    NO_AMOUNT = "no amount"
    PRECISE = "more decimals than its currency has"
    COLUMNS_DISAGREE = "two columns of one meaning disagree"
    AGAINST_SIDE = "a minus beside the word of money in"
    CURRENCY_DISAGREES = "the currency in the cell is not the column's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. *mark* is a word that no other row has; *amount* is the total, or what was moved, in positive.

    *balance* is the account's after a movement. *rate* is in percent.
    """

    mark: str
    day: date
    value_day: date
    due: date
    supplier: str
    description: str
    number: str
    category: str
    amount: Decimal
    net: Decimal
    tax: Decimal
    rate: Decimal
    currency: str
    balance: Decimal
    withheld: Decimal = Decimal(0)
    flaw: Flaw = Flaw.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The rows of a table, and for whom. *currency* is what the file is about."""

    kind: Kind
    country: str
    currency: str
    rows: tuple[Row, ...]


TENANTS = {"ES": "EUR", "EC": "USD", "GB": "GBP", "US": "USD", "CH": "CHF", "DE": "EUR"}
RATES = {"ES": (21, 10, 4), "EC": (15, 0), "GB": (20, 5), "US": (0, 8), "CH": (8, 0), "DE": (19, 7)}


def other_currency(truth: Truth) -> str:
    """Return a currency that is not the one of the books."""
    return "USD" if truth.currency != "USD" else "EUR"


def make_truth(rng: Random) -> Truth:
    """Return one to thirty rows of a company in one of six countries."""
    kind = rng.choice(list(Kind))
    country = rng.choice(list(TENANTS))
    currency = TENANTS[country]
    size = rng.choice((3, 1, 2, 4, 5, 6, 7, 8, 10, 14, MAX_ROWS))
    marks = set[str]()
    while len(marks) < size:
        marks.add(_mark(rng, len(marks)))
    rows = list(_rows(rng, kind, country, currency, sorted(marks)))
    return Truth(kind=kind, country=country, currency=currency, rows=tuple(with_balances(rows)))


def with_balances(rows: list[Row]) -> Iterator[Row]:
    """Yield *rows* with the account's balance after each, from 1,500 on."""
    balance = Decimal("1500.25")
    for row in rows:
        balance += row.amount
        yield replace(row, balance=balance)


def _rows(rng: Random, kind: Kind, country: str, currency: str, marks: list[str]) -> Iterator[Row]:
    span = rng.choice((20, 60, 300, 8))
    first = TODAY - timedelta(days=span + rng.randrange(1, 200))
    days = sorted(first + timedelta(days=rng.randrange(span)) for _ in marks)
    size = rng.choice(("any", "small", "thousands", "round", "large"))
    for place, (mark, day) in enumerate(zip(marks, days, strict=True), 1):
        rate = Decimal(rng.choice(RATES[country]))
        amount = _amount(rng, size)
        net = (amount * 100 / (100 + rate)).quantize(CENT, ROUND_HALF_UP)
        if (kind is Kind.BANK and rng.randrange(100) < 60) or (kind is not Kind.BANK and rng.randrange(100) > 95):
            amount, net = -amount, -net
        yield Row(
            mark=mark,
            day=day,
            value_day=day + timedelta(days=rng.choice((0, 0, 1, 3))),
            due=day + timedelta(days=rng.choice((30, 0, 60))),
            supplier=f"{rng.choice(SHOPS)} {mark}",
            description=rng.choice(MOVES if kind is Kind.BANK else THINGS),
            number=_number(rng, country, day, place),
            category=rng.choice(CATEGORIES),
            amount=amount,
            net=net,
            tax=amount - net,
            rate=rate,
            currency=currency,
            balance=Decimal(0),
        )


def _number(rng: Random, country: str, day: date, place: int) -> str:
    if country == "EC":  # as its tax office has it
        return f"001-002-{place + 4711:09}"
    return rng.choice((f"F-{place:04}", f"2026/{place:03}", f"000{place + 120}", f"A{day:%y%m}{place}"))


def _amount(rng: Random, size: str) -> Decimal:
    if size == "any":
        size = rng.choice(("small", "thousands", "round", "large", "cents"))
    match size:
        case "small":
            cents = rng.randrange(100, 100_000)
        case "thousands":
            cents = rng.randrange(100_000, 1_000_000)
        case "round":
            cents = rng.choice((100, 1_000, 100_000)) * rng.randrange(1, 100)
        case "large":
            cents = rng.randrange(1_000_000, 300_000_000)
        case _:
            cents = rng.randrange(5, 100)
    return Decimal(cents) / 100


def _mark(rng: Random, place: int) -> str:
    syllables = ["za", "xu", "ko", "vi", "ju", "ke", "wo", "zi", "xa", "ku"]
    return (syllables[place % 10] + syllables[place // 10] + "".join(rng.choice(syllables) for _ in range(2))).title()
