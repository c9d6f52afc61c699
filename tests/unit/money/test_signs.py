"""The signs of currencies, held to Unicode CLDR (`babel`) and to the numbers of languages that Python keeps."""

from locale import windows_locale
from unicodedata import normalize

import pytest
from babel.numbers import get_currency_symbol

from asiento.money.countries import HOME_CURRENCIES
from asiento.money.iso4217 import CURRENCIES
from asiento.money.signs import (
    BESIDE_FIGURE,
    CODES_OF_LOCALES,
    CROWN_WORDS,
    DOLLAR_WORDS,
    DOLLARS,
    EXPECTED_CODES,
    SHARED,
    SIGNS,
    currency_of,
)
from cldr import LOCALES

NOT_OF_CLDR = {
    **dict.fromkeys(("fr", "fr.", "sfr", "sfr."), "how Swiss invoices write what CLDR writes `CHF`"),
    **dict.fromkeys(("euro", "euros", "us dollar", "us dollars", "dolar", "dólar", "dolares", "dólares"), "a word"),
    **dict.fromkeys(("u$s", "usd$", "us$"), "the dollar of the United States where `$` is another"),
    **dict.fromkeys(("ar$", "cl$", "co$", "col$", "mx$"), "the peso where `$` is another"),
    **dict.fromkeys(("s/.",), "with the point of an abbreviation"),
    "rs": "the rupee before it had a sign of its own",
}
"""Signs that CLDR does not have in the currency's home, each with its reason."""

NOT_ALONE = {"HKD": "CLDR writes `HK$`, and tills in Hong Kong `$`"}
"""Currencies that CLDR writes with letters at home, and `$` may stand for all the same, each with its reason."""


def symbols_at_home(code: str) -> set[str]:
    """Return what CLDR writes for the currency *code* in the languages of its countries, in lower case and plain."""
    homes = (country for country, currency in HOME_CURRENCIES.items() if currency == code)
    symbols = (get_currency_symbol(code, locale) for home in homes for locale in LOCALES[home])
    return {normalize("NFKC", symbol.casefold()) for symbol in symbols}


@pytest.mark.parametrize(("sign", "code"), [(sign, code) for sign, code in (SIGNS | BESIDE_FIGURE).items() if code])
def test_a_sign_is_what_people_write_at_home(sign: str, code: str) -> None:
    """Or it is listed with the reason why it is known all the same."""
    assert (sign in symbols_at_home(code)) == (sign not in NOT_OF_CLDR)


def test_currencies_that_write_a_dollar_sign_at_home() -> None:
    """Of those that are read: `$` alone names none of them."""
    at_home = {code for code in EXPECTED_CODES if "$" in symbols_at_home(code)}
    assert at_home | NOT_ALONE.keys() == DOLLARS
    assert not at_home & NOT_ALONE.keys()


@pytest.mark.parametrize("sign", [sign for sign, code in SIGNS.items() if code is None and sign not in SHARED])
def test_the_sign_of_several_currencies_names_none(sign: str) -> None:
    """`$`, `kr` and `¥` are each the sign of more than one currency that is read."""
    assert sum(sign in symbols_at_home(code) for code in EXPECTED_CODES) > 1
    assert currency_of(sign) is None


def test_words_tell_between_currencies_that_share_the_sign() -> None:
    """`$` beside a word of a tax office, `kr` beside one of a northern invoice."""
    assert set(DOLLAR_WORDS.values()) < DOLLARS
    assert all("kr" in {symbol.strip(".") for symbol in symbols_at_home(code)} for code in CROWN_WORDS.values())


@pytest.mark.parametrize(("number", "code"), CODES_OF_LOCALES.items())
def test_numbers_of_languages_are_those_of_windows(number: str, code: str) -> None:
    """Each has the currency of its country, and that currency's sign is `$`."""
    country = windows_locale[int(number, 16)].partition("_")[2]
    assert HOME_CURRENCIES[country] == code
    assert code in DOLLARS


def test_every_expected_code_is_of_the_list_and_read() -> None:
    """The currencies of all countries that are known are read as codes."""
    assert EXPECTED_CODES < CURRENCIES
    assert set(HOME_CURRENCIES.values()) <= EXPECTED_CODES
    assert currency_of("MYR") == "MYR"
    assert currency_of(" idr ") == "IDR"
