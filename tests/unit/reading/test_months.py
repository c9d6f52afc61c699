"""The names of months and weekdays, held to Unicode CLDR (`babel`)."""

import re

import pytest
from babel import Locale

from asiento.lexicon.folding import fold
from asiento.reading.months import MONTHS, WEEKDAYS

LANGUAGES = ("es", "en", "pt", "fr", "de", "it", "ca", "nl")
NOT_READ = {"ag": "Catalan for August, in two letters that mean other things"}
"""Short names that are not read, each with its reason."""


def _bare(name: str) -> str:
    """Return the folded name of a month without the preposition that Catalan dates put before it."""
    return re.sub(r"^(?:de |d\W)", "", fold(name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["stand-alone", "format"])
def test_months_are_known_by_name(language: str, form: str) -> None:
    """By their full name, alone and within a date."""
    named = {number: _bare(name) for number, name in Locale(language).months[form]["wide"].items()}
    assert {name: MONTHS.get(name) for name in named.values()} == {name: number for number, name in named.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_is_known_by_its_short_name(language: str, number: int) -> None:
    """With a point or without."""
    short = fold(Locale(language).months["stand-alone"]["abbreviated"][number]).rstrip(".")

    assert MONTHS.get(short) == number or short in NOT_READ


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "nl"])
def test_weekdays_are_known_by_name(language: str) -> None:
    """In the languages whose dates are read with a weekday before them; `segunda-feira` is two words."""
    days = {fold(name) for name in Locale(language).days["format"]["wide"].values()}
    assert {word for day in days for word in re.split("[- ]", day)} <= WEEKDAYS
