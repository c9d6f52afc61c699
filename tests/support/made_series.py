"""Bills of made-up suppliers as one of their customers gets them: forms of numbers, gaps, resets, late arrivals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FORMS = (
    "{n}", "{n:06}", "F{y}-{n}", "F{y}-{n:04}", "{year}/{n:05}", "{year}-{n}", "{year}{n:04}", "{y}{n:05}", "FA-{n:06}",
    "A/{n}", "{n}/{year}", "{n}-{y}", "001-002-{n:09}", "INV{n:07}", "RE-{year}-{n:03}", "{y}/{n}", "S1 {n:08}",
    "V{y}{month:02}-{n:03}", "{year}.{n}", "FT A/{n}", "C4711-{n}",
)  # fmt: skip
START = date(2022, 3, 1)
DAYS = 1_200


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBill:
    """One bill: when it came, what it says, and of which kind it is."""

    came_on: date
    number: str
    issued_on: date
    doc_type: str


@dataclass(slots=True, kw_only=True)
class Series:
    """A series of numbers: *pace* in bills a day to all customers, *resets* at the new year."""

    form: str
    pace: float
    resets: bool
    at: float = 0.0
    year: int = 0

    def number(self, day: date, passed: int, rng: Random) -> str:
        """Return the number of a bill of *day*, so many days after the last one."""
        if self.resets and day.year != self.year:
            self.at, passed = 0.0, (day - date(day.year, 1, 1)).days
        self.year = day.year
        season = 1.6 if day.month in (7, 8, 12) else 1.0
        self.at += 1 + sum(rng.expovariate(1 / max(self.pace * season, 0.01)) for _ in range(max(passed, 0)))
        return self.form.format(n=int(self.at), y=f"{day:%y}", year=day.year, month=day.month)


def bills(seed: int) -> list[MadeBill]:
    """Return the bills of a supplier in the order in which they come."""
    rng = Random(seed)
    made = list(_made(rng))
    return sorted(made, key=lambda bill: bill.came_on)


def _made(rng: Random) -> Iterator[MadeBill]:
    pace = 10 ** rng.uniform(-1.3, 2.3)
    start = rng.choice((0, 0, rng.randint(1, 90_000)))
    resets = rng.random() < 0.6
    known = [_series(rng, pace, resets, start) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    notes = known[0] if rng.random() < 0.3 else _series(rng, pace / 20, resets, 0)
    gap = rng.choice((3, 7, 14, 30, 30, 30, 60))
    regular = rng.random() < 0.5
    day, last = START, {id(series): START for series in (*known, notes)}
    while day < START + timedelta(days=DAYS):
        if rng.random() < gap / 2500:  # another program, another shop
            known[rng.randrange(len(known))] = changed = _series(rng, pace, resets, 0)
            last[id(changed)] = day
        credit = rng.random() < 0.05
        series = notes if credit else known[0] if rng.random() < 0.8 else rng.choice(known)
        number = series.number(day, (day - last[id(series)]).days, rng)
        last[id(series)] = day
        jitter = rng.choice((0, 0, 0, 0, 0, -1, 1, 2, 3, -4))
        late = rng.choice((0, 1, 2, 5, 10, 35, 60))
        yield MadeBill(
            came_on=day + timedelta(days=late),
            number=number,
            issued_on=day + timedelta(days=jitter),
            doc_type="credit_note" if credit else "invoice",
        )
        day += timedelta(days=gap if regular else max(1, round(rng.expovariate(1 / gap))))


def _series(rng: Random, pace: float, resets: bool, start: int) -> Series:
    return Series(form=rng.choice(FORMS), pace=pace, resets=resets, at=float(start), year=START.year)


def misread(number: str, rng: Random) -> str:
    """Return *number* with another digit in one place."""
    places = [at for at, sign in enumerate(number) if sign.isdecimal()]
    at = rng.choice(places)
    other = rng.choice([digit for digit in "0123456789" if digit != number[at]])
    return number[:at] + other + number[at + 1 :]
