"""The currencies of ISO 4217, held to its list (`iso4217`) and to Unicode CLDR (`babel`)."""

from babel.numbers import get_currency_precision
from iso4217 import Currency

from asiento.money.iso4217 import BY_NUMBER, CURRENCIES, decimals_of

NO_MONEY = {
    **dict.fromkeys(("XAG", "XAU", "XPD", "XPT"), "a metal"),
    **dict.fromkeys(("XBA", "XBB", "XBC", "XBD", "XAD", "XDR", "XSU", "XUA"), "a unit of account of banks and funds"),
    **dict.fromkeys(("XTS", "XXX"), "for tests, and for no currency"),
}
"""Codes of the list that no document is paid in, each with its reason."""

WITHDRAWN = frozenset({
    "ANG", "BGN", "BYR", "CUC", "EEK", "HRK", "LTL", "LVL", "MRO", "SLL", "STD", "VEF", "ZMK", "ZWL",
})  # fmt: skip
"""Codes that the list of 2026 has no more, and documents of the last years have."""

UNUSED_DECIMALS = frozenset({
    "AFN", "ALL", "COP", "HUF", "IDR", "IQD", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "MRO", "SLL", "SOS", "STD",
    "SYP", "YER", "ZMK",
})  # fmt: skip
"""Currencies whose hundredths nobody uses: CLDR rounds them away, ISO 4217 has them, and some documents print them."""

LISTED = {currency.code: currency for currency in Currency}


def test_every_currency_of_the_list_is_known() -> None:
    """But for metals and units of account; and nothing else is but what was withdrawn."""
    assert LISTED.keys() - NO_MONEY.keys() | WITHDRAWN == CURRENCIES
    assert not WITHDRAWN & LISTED.keys()


def test_decimals_are_those_of_the_list() -> None:
    """ISO 4217 calls them the minor unit."""
    ours = {code: decimals_of(code) for code in LISTED.keys() & CURRENCIES}
    assert ours == {code: LISTED[code].exponent for code in ours}


def test_decimals_differ_from_the_usual_ones_only_where_hundredths_are_unused() -> None:
    """CLDR tells what people write, ISO 4217 what the currency has."""
    differing = {code for code in CURRENCIES if decimals_of(code) != get_currency_precision(code)}
    assert differing == UNUSED_DECIMALS
    assert {get_currency_precision(code) for code in differing} == {0}


def test_numbers_are_those_of_the_list() -> None:
    """The lev, 975, left it when Bulgaria took the euro."""
    current = {number: code for number, code in BY_NUMBER.items() if code not in WITHDRAWN}
    assert current == {f"{LISTED[code].number:03}": code for code in current.values()}
    assert BY_NUMBER.keys() - current.keys() == {"975"}
