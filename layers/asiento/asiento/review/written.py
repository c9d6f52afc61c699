"""The numbers and dates that people write in corrections, as rows may have them. Refuses what has two readings."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from asiento.errors import RequestError
from asiento.money.countries import YEAR_FIRST_COUNTRIES
from asiento.reading.amounts import read_amount
from asiento.reading.dates import read_date
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Writing

Said = str | int | float | None
"""The new value of a field: a text, or a number as JSON has it; None empties the field. No truth value is a number."""

PLAIN = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)
NUMBER = re.compile(r"[-+]?\d[\d.,' \u00a0\u202f]{0,30}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}([/.-])\d{1,2}\1\d{4}", re.ASCII)
MOST_DIGITS = 15
"""Of a JSON number, which is a double: each so long is another one."""


def number_said(value: Said, country: str, path: str) -> Decimal:
    """Return the number that *value* is: 12.1, `12.10`, `12,10`, `1.234,56`.

    Raises `RequestError` 422 `invalid_value`: it is none, or `1.234`, which may be more than a thousand.
    """
    text = value if isinstance(value, str) else ""
    if isinstance(value, int | float):
        found = [Decimal(digits)] if (digits := _plain(value)) else []
    else:
        found = _readings(text, NUMBER, country, read_amount)
    if not found or not PLAIN.fullmatch(f"{found[0]:f}"):
        raise RequestError(422, "invalid_value.number", field=path, path=path)
    if len(found) > 1:
        one, other = (f"{each:f}" for each in found)
        raise RequestError(422, "invalid_value.two_numbers", field=path, path=path, value=text, one=one, other=other)
    return found[0]


def day_said(value: Said, country: str, path: str) -> date:
    """Return the day that *value* is: `2026-03-05`, or `05/03/2026` in the order of the tenant's *country*.

    Raises `RequestError` 422 `invalid_value`: it is none, or the country has no order of its own for day and month.
    """
    text = value if isinstance(value, str) else ""
    found = _readings(text, DAY, country, read_date)
    if not found:
        raise RequestError(422, "invalid_value.date", field=path, path=path)
    if len(found) > 1 and country in YEAR_FIRST_COUNTRIES:
        raise RequestError(
            422, "invalid_value.two_dates", field=path, path=path, value=text, one=found[0], other=found[1]
        )
    return found[0]


def _plain(value: float) -> str:
    """Return the digits of a JSON number; nothing for one that JSON cannot hold as it was written."""
    text = "" if isinstance(value, bool) else f"{Decimal(str(value)):f}"
    return text if PLAIN.fullmatch(text) and len(text.strip("-0.").replace(".", "")) <= MOST_DIGITS else ""


def _readings[T](text: str, form: re.Pattern[str], country: str, read: Callable[[str, Dialect], T | None]) -> list[T]:
    """Return what *text* is as people in *country* write, and what else it may be."""
    if not form.fullmatch(text):
        return []
    said = (read(text, dialect) for dialect in Writing().readings(country))
    return list(dict.fromkeys(each for each in said if each is not None))
