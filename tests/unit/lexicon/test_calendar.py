"""The names of months and days stand in their order in the file of each language."""

import pytest

from asiento.lexicon import calendar
from asiento.lexicon.files import written

MONTHS, WEEKDAYS, DAYS = 12, 7, 30
LANGUAGES = [name for name, file in written().items() if calendar.CALENDAR in file]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_is_whole(language: str) -> None:
    """Whose place is the number of a month or day has all of them."""
    table = written()[language][calendar.CALENDAR]

    assert len(table["months"]) == MONTHS
    assert len(table.get("weekdays", ())) in (0, WEEKDAYS)
    assert len(table.get("days", ())) in (0, DAYS)


def test_a_month_of_two_names_has_one_number() -> None:
    """As with all phrases, what stands beside it is another way to print it."""
    named = set(calendar.months())

    assert {(9, "septiembre"), (9, "setiembre"), (3, "maart"), (3, "mrt"), (1, "janner")} <= named
    assert {number for number, _ in named} == set(range(1, MONTHS + 1))


def test_a_weekday_of_two_words_is_known_by_each() -> None:
    """`terça-feira` is read word by word."""
    assert {"terca", "ter", "feira", "lunes", "lun"} <= set(calendar.weekdays())
