"""What is true of a made statement: accounts, balances and movements, as a bank has them before it prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random

from made_statements.numbers import make_number
from made_statements.words import BANKS, LANGUAGE_OF, SHOPS, WAYS

COUNTRIES: Mapping[str, str] = {
    "ES": "EUR", "EC": "USD", "MX": "MXN", "AR": "ARS", "GB": "GBP", "US": "USD", "IE": "EUR", "PT": "EUR",
    "BR": "BRL", "DE": "EUR", "AT": "EUR", "CH": "CHF", "FR": "EUR", "IT": "EUR", "NL": "EUR", "PL": "PLN",
}  # fmt: skip
SIZES = (1, 2, 3, 5, 8, 8, 12, 12, 20, 20, 35, 60, 120)
LONG = 700
"""Movements of one statement in a hundred: up to twenty pages."""

SYLLABLES = ("za", "xu", "ko", "vi", "ra", "mo", "be", "tu", "li", "pa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """*mark* is a word that no other movement of the paper has. *amount* is above nothing for money that comes in."""

    mark: str
    booked_on: date
    value_on: date
    amount: Decimal
    texts: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The movements of one account, the oldest first. What is owed is below nothing."""

    number: str
    opening: Decimal
    movements: tuple[Movement, ...]

    @property
    def balances(self) -> list[Decimal]:
        """Return the balance after each movement."""
        return list(accumulate((one.amount for one in self.movements), initial=self.opening))[1:]

    @property
    def closing(self) -> Decimal:
        """Return the balance after all of them."""
        return self.balances[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """All that one paper says. *card*: it is a credit card's. *home*: the country of the company that is sent it."""

    country: str
    home: str
    currency: str
    bank: str
    card: bool
    first: date
    last: date
    accounts: tuple[Account, ...]

    @property
    def language(self) -> str:
        """Return the language that the bank prints."""
        return LANGUAGE_OF[self.country]

    @property
    def movements(self) -> Sequence[Movement]:
        """Return all movements."""
        return [one for account in self.accounts for one in account.movements]


def make_truth(rng: Random) -> Truth:
    """Return a statement of a month or a quarter."""
    country = rng.choice(list(COUNTRIES))
    first = date(2026, 1, 1) - timedelta(days=rng.randrange(0, 500))
    last = first + timedelta(days=rng.choice((6, 29, 29, 29, 90)))
    card = rng.random() < 0.18
    parts = 1 if card or rng.random() < 0.88 else rng.choice((2, 2, 3))
    marks = set[str]()
    return Truth(
        country=country,
        home=country if rng.random() < 0.85 else "ES",
        currency=COUNTRIES[country],
        bank=rng.choice(BANKS[LANGUAGE_OF[country]]),
        card=card,
        first=first,
        last=last,
        accounts=tuple(_account(rng, country, first, last, card=card, marks=marks) for _ in range(parts)),
    )


def _account(rng: Random, country: str, first: date, last: date, *, card: bool, marks: set[str]) -> Account:
    size = LONG if rng.random() < 0.01 else rng.choice(SIZES)
    days = sorted(first + timedelta(days=rng.randrange((last - first).days + 1)) for _ in range(size))
    opening = Decimal(rng.randrange(10_000, 2_000_000)) / 100
    opening = -opening if card or rng.random() < 0.1 else opening
    movements = tuple(_movement(rng, country, day, card=card, marks=marks) for day in days)
    return Account(number=make_number(rng, country), opening=opening, movements=movements)


def _movement(rng: Random, country: str, day: date, *, card: bool, marks: set[str]) -> Movement:
    cents = rng.choice((rng.randrange(1, 100), rng.randrange(100, 100_000), rng.randrange(100, 10_000), 5_000))
    came = rng.random() < (0.15 if card else 0.35)
    if not came and not card and rng.random() < 0.05:
        cents = rng.randrange(100_000, 3_000_000)
    mark = _mark(rng, marks)
    way = rng.choice(WAYS[LANGUAGE_OF[country]][0 if came else 1])
    texts = [f"{way} {mark}"] if rng.random() < 0.5 else [f"{way} {rng.choice(SHOPS)} {mark}"]
    texts += [_more(rng, day, country) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
    return Movement(
        mark=mark,
        booked_on=day,
        value_on=day + timedelta(days=rng.choice((0, 0, 0, 1, 2, -1))),
        amount=Decimal(cents if came else -cents) / 100,
        texts=tuple(texts),
        number=f"{rng.randrange(10**8):08}",
    )


def _mark(rng: Random, marks: set[str]) -> str:
    while True:
        mark = "".join(rng.choice(SYLLABLES) for _ in range(4)).upper()
        if mark not in marks:
            marks.add(mark)
            return mark


def _more(rng: Random, day: date, country: str) -> str:
    """Return a second line of a description, some with figures and days of their own."""
    before = f"{day - timedelta(days=1):{'%m/%d' if country == 'US' else '%d/%m'}}"
    return rng.choice(
        (
            f"REF {rng.randrange(10**9):010}",
            f"{before} 12:34 TARJ 4000********{rng.randrange(10**4):04}",
            f"USD {rng.randrange(100, 99_999) / 100:.2f} 1,0{rng.randrange(10, 99)}",
            "CONTRATO 99/B",
            "SIN FECHA" if country == "US" else f"{day:%d.%m.%Y} / 0612 UHR",
            "Springfield IL",
            f"N. {rng.randrange(1000, 9999)}",
        )
    )
