"""The locales of Unicode CLDR, as `babel` carries it, by country."""

import re
from collections import defaultdict

from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers

NO_COUNTRY = frozenset({"DG", "EA", "IC"})
"""Codes that ISO 3166-1 only reserves: Diego Garcia, Ceuta and Melilla, the Canary Islands."""


def locales_by_country() -> dict[str, list[Locale]]:
    """Return the locales in the official languages of each country, by its code (ISO 3166-1 alpha-2)."""
    found: dict[str, list[Locale]] = defaultdict(list)
    for name in locale_identifiers():
        language, *rest = name.split("_")
        country = rest[-1] if rest and re.fullmatch("[A-Z]{2}", rest[-1]) else ""
        official = {each.partition("_")[0] for each in get_official_languages(country, de_facto=True)}
        if country and country not in NO_COUNTRY and (not official or language in official):
            found[country].append(Locale.parse(name))
    return found


LOCALES = locales_by_country()
