"""Currency signs and codes as people write them, and the ISO 4217 code that each stands for.

Knows nothing of amounts: a sign that several countries share (`$`) stands for no code.
"""

import re

from asiento.money.countries import HOME_CURRENCIES
from asiento.money.iso4217 import CURRENCIES

EXPECTED_CODES = frozenset(HOME_CURRENCIES.values()) | {"BGN", "PAB"}
"""ISO 4217 codes that our tenants' documents are likely to carry; others are left to people.

The lev was Bulgaria's until 2025, the balboa is Panama's beside the dollar.
"""

SIGNS: dict[str, str | None] = {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "₹": "INR",
    "us$": "USD",
    "u$s": "USD",
    "usd$": "USD",
    "us dollar": "USD",
    "us dollars": "USD",
    "dolar": "USD",  # SRI (Ecuador) writes `DOLAR` in every factura
    "dólar": "USD",
    "dolares": "USD",
    "dólares": "USD",
    "ar$": "ARS",
    "cl$": "CLP",
    "co$": "COP",
    "col$": "COP",
    "mx$": "MXN",
    "r$": "BRL",
    "s/": "PEN",
    "s/.": "PEN",
    "bs": None,
    "bs.": None,
    "zł": "PLN",
    "kč": "CZK",
    "fr": "CHF",  # French francs ended in 2001
    "fr.": "CHF",
    "sfr": "CHF",
    "sfr.": "CHF",
    "kr": None,
    "$": None,
    "¥": None,
}
"""What is written beside an amount, in lower case, and its code where it has only one."""

MARK = "|".join(re.escape(mark) for mark in sorted((*SIGNS, *(code.lower() for code in EXPECTED_CODES)), key=len)[::-1])
"""A regular expression for one currency mark in lower-case text, the longest first."""

BESIDE_FIGURE = {"rs": "INR", "fr": "CHF", "sfr": "CHF", "rm": "MYR"}
"""Signs that are words of their own elsewhere: they count right before a figure only."""

DOLLARS = frozenset({"ARS", "AUD", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD", "USD", "UYU"})
"""Currencies that write `$` at home."""

DOLLAR_WORDS = {
    **dict.fromkeys(("rfc", "cfdi"), "MXN"),
    **dict.fromkeys(("nit", "dian"), "COP"),
    **dict.fromkeys(("cuit", "afip", "arca", "cae"), "ARS"),
    **dict.fromkeys(("abn",), "AUD"),
    **dict.fromkeys(("rut",), "CLP"),
}
"""Words of a country's tax office, and the currency that `$` is beside them."""

OFFICE_WORDS = {
    **{word: code for word, code in DOLLAR_WORDS.items() if word not in ("nit", "cae", "abn")},
    **dict.fromkeys(("sunat",), "PEN"),
    **dict.fromkeys(("seniat", "rif"), "VES"),
}
"""Words of tax offices that only one country's papers print, and its currency: for papers that print no sign."""

CROWN_WORDS = {
    **dict.fromkeys(("bankgiro", "plusgiro", "orgnr", "organisationsnummer", "fskatt"), "SEK"),
    **dict.fromkeys(("cvr", "cvrnr", "momsnr"), "DKK"),
    **dict.fromkeys(("mva", "kid", "kontonr", "foretaksregisteret"), "NOK"),
}
"""Words of northern invoices, and the currency that `kr` is beside them."""

SHARED = dict.fromkeys(("bs", "bs."), frozenset({"BOB", "VES"}))
"""Signs of a few currencies, and these: each is a company's own in its country."""

SHARED_WORDS = {
    **dict.fromkeys(("rif", "seniat", "bolivares", "venezuela"), "VES"),
    **dict.fromkeys(("nit", "bolivianos", "bolivia"), "BOB"),
}
"""Words of a country's papers, and the currency that its shared sign is beside them."""

CODES_OF_LOCALES = {
    "409": "USD",
    "1009": "CAD",
    "C09": "AUD",
    "1409": "NZD",
    "80A": "MXN",
    "240A": "COP",
    "340A": "CLP",
    "2C0A": "ARS",
    "300A": "USD",
    "540A": "USD",
}
"""The currency whose sign is `$`, by the number of a language and country as Excel writes it ([MS-LCID])."""


def currency_of(text: str) -> str | None:
    """Return the ISO 4217 code that *text*, a sign, code or word, stands for; None if it names none or several."""
    folded = " ".join(text.split()).casefold()
    code = folded.upper()
    return code if code in EXPECTED_CODES else SIGNS.get(folded)


def is_currency(text: str) -> bool:
    """Return whether *text* is nothing but a code or sign of money."""
    folded = " ".join(text.split()).casefold()
    return folded.upper() in CURRENCIES or folded in SIGNS


_SIDE = re.compile(r"(?i)\b(?:cr|dr|db)\b")
_BESIDE = re.compile(r"[\d.,'’()+\s\-−–—]+")  # noqa: RUF001 (apostrophes of thousands and dashes of people)


_ABBREVIATED = re.compile(r"\bs/\.? ?(?=[^\W\d])")
"""`s/` before a word is `sin`: `Total s/ IVA`."""


def mark_in(text: str) -> str:
    """Return what stands beside the figure in *text* (`50,00EUR`: `EUR`), empty if nothing does."""
    return _BESIDE.sub("", _SIDE.sub("", text)).removesuffix(".")


def currency_named_in(text: str) -> str | None:
    """Return the one currency that *text* names by code, sign or word (`Importe (EUR)`, `Total £`); None if several."""
    codes = {word for word in re.findall(r"[A-Z]{3}", text) if word in EXPECTED_CODES}
    words = {word.strip("()[].:") for word in _ABBREVIATED.sub("", text.casefold()).split()}
    codes |= {code for word in words if len(word) > 2 or not word.isalpha() if (code := SIGNS.get(word))}  # noqa: PLR2004 (`fr` and `bs` are words)
    return codes.pop() if len(codes) == 1 else None
