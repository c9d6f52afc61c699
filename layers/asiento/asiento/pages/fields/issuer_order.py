"""Whether the issuer of a page writes day and month in the order in which the page was read: a doubt if not."""

import re
from dataclasses import replace
from datetime import date

from asiento.document import Doubt, Field, Source
from asiento.money.countries import MONTH_FIRST_COUNTRIES
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.american import is_american
from asiento.reading.dialect import order_of

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)", re.ASCII)
MONTHS = 12
DOLLAR = "USD"

Day = Field[date] | None


def in_issuers_order(day: Day, pages: AnnotatedPages, currency: Field[str] | None, country: str) -> Day:
    """Return *day*, doubted if the issuer seems to write it the other way round than people in *country* (ISO 3166-1).

    Nothing is doubted where a date of the page shows the order, or where both readings are one day.
    """
    if day is None or day.value.day > MONTHS or day.value.day == day.value.month or day.source is Source.DERIVED:
        return day
    text = "\n".join(line.text for line in pages.lines)
    dates = list(_NUMERIC.finditer(text))
    if not any({int(one[1]), int(one[3])} == {day.value.day, day.value.month} for one in dates):
        return day
    if any(order_of(one) is not None for one in dates) or not _is_foreign(text, currency, country):
        return day
    other = day.value.replace(day=day.value.month, month=day.value.day)
    return replace(day, doubt=day.doubt or Doubt.of("two_readings.issuer", one=day.value, other=other))


def _is_foreign(text: str, currency: Field[str] | None, country: str) -> bool:
    """Return whether the issuer is in the United States and *country* not, or the other way round."""
    if currency is None or currency.source is Source.DERIVED:
        return False
    american = is_american(text)
    if country in MONTH_FIRST_COUNTRIES:
        return currency.value != DOLLAR and not american
    return american and currency.value == DOLLAR
