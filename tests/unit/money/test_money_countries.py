"""Countries: their currencies and how they write, held to Unicode CLDR (`babel`)."""

import pytest
from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies

from asiento.money.countries import (
    HOME_CURRENCIES,
    MONTH_FIRST_COUNTRIES,
    NAMES,
    POINT_COUNTRIES,
    home_currency,
)
from cldr import LOCALES

BESIDE_ITS_OWN = {"PA": "Panama coins balboas, and keeps its books in dollars at par"}
"""Countries with two currencies: the one that is taken, with its reason."""

ONE_LANGUAGE = {
    "AF": "in Dari, the language of trade",
    "CA": "in English; figures of Quebec show their comma themselves",
    "CH": "in German and Italian; French Switzerland prints the point in amounts of money too",
    "EC": "in Quechua; in Spanish CLDR writes a comma, but the tax office (SRI) and the invoices of Ecuador a point",
    "MO": "in Chinese",
    "SZ": "in English",
    "VU": "in English",
}
"""Countries that are taken to write a point, and of whose languages one does and another does not."""

DAY_FIRST = {
    "PA": "CLDR stands alone with the month first for Panama; banks and invoices print the day first",
    "BI": "in English only, the least used of three languages",
    "ER": "in English only, beside Tigrinya and Arabic",
}
MONTH_FIRST = {
    "FM": "freely associated with the United States; CLDR has no pattern of its own for it",
    "PW": "freely associated with the United States; CLDR has no pattern of its own for it",
}
"""Countries whose order of day and month is not that of CLDR, each with its reason."""


def decimals(country: str) -> set[str]:
    """Return the decimal separators of *country*, written in our digits, one for each of its languages."""
    return {str(locale.number_symbols["latn"]["decimal"]) for locale in LOCALES[country]}


def orders(country: str) -> set[bool]:
    """Return whether the month comes first in short dates, for each language of *country*."""
    return {locale.date_formats["short"].pattern.startswith("M") for locale in LOCALES[country]}


@pytest.mark.parametrize("country", HOME_CURRENCIES)
def test_the_currency_of_a_country(country: str) -> None:
    """That which is legal tender there today; where there are two, the one that is listed."""
    current = get_territory_currencies(country)
    assert home_currency(country) in current
    assert len(current) == (2 if country in BESIDE_ITS_OWN else 1)


def test_an_unknown_country_has_no_currency() -> None:
    """Nothing is guessed: who asks has a currency of their own to fall back on."""
    assert home_currency(None) is None
    assert home_currency("XX") is None


def test_countries_with_a_decimal_point() -> None:
    """Those where CLDR writes one in each official language, and a few where it does in one of them."""
    some = {country for country in LOCALES if "." in decimals(country)}
    every = {country for country in some if len(decimals(country)) == 1}
    assert every | ONE_LANGUAGE.keys() == POINT_COUNTRIES
    assert ONE_LANGUAGE.keys() <= some - every


def test_countries_with_the_month_first() -> None:
    """As CLDR has them, but for those that are listed."""
    some = {country for country in LOCALES if True in orders(country)}
    assert some - MONTH_FIRST_COUNTRIES <= DAY_FIRST.keys()
    assert MONTH_FIRST_COUNTRIES - some == MONTH_FIRST.keys()


@pytest.mark.parametrize("country", NAMES)
def test_names_of_a_country_are_its_codes_and_what_it_is_called(country: str) -> None:
    """ISO 3166-1, alpha-2 and alpha-3, its name at home and in English."""
    aliases = get_global("territory_aliases")
    alpha3 = next(code for code, countries in aliases.items() if countries == [country] and len(code) == 3)
    called = {Locale(language).territories[country].upper() for language in ("es", "en")}
    assert NAMES[country] == {country, alpha3, *called}
