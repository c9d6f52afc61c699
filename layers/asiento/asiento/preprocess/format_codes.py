"""What a number format shows beside its number, as Excel writes formats (ECMA-376, 18.8.31)."""

import re
from collections.abc import Mapping

from asiento.money.signs import CODES_OF_LOCALES, currency_of
from asiento.tables.units import unit_in

PERCENT, PERCENT_SIGN = "%", "'%'"
"""The number is shown times 100 with a percent sign, or as it is with one."""

FORMULA = "formula"
"""Mark of a cell with a formula that no program has worked out, so that the file has no value of it."""
UNIT = "unit "
"""Before the word or sign of a unit."""

_BUILT_IN = {"9": "0%", "10": "0.00%"}
_MARK = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


def mark_of(number: str, codes: Mapping[str, str]) -> str:
    """Return what the format *number* shows, its text in *codes*: an ISO code, `$`, a percent or a unit; or nothing."""
    code = codes.get(number, _BUILT_IN.get(number, "")).partition(";")[0]
    literal = " ".join("".join(pair) for pair in _QUOTED.findall(_MARK.sub("", code)))
    bare = _QUOTED.sub("", _MARK.sub("", code))
    if not re.search("[0#?]", bare) or "/" in bare:
        return ""  # a day, a text or a fraction
    if "%" in bare:
        return PERCENT
    if "%" in literal:
        return PERCENT_SIGN
    shown = f"{literal} {' '.join(sign for sign, _ in _MARK.findall(code))}"
    unit = "" if _SCALED.search(bare) else unit_in(shown) or unit_in(re.sub(r"[0#?.,_*()\-+ ]", "", bare))
    return UNIT + unit if unit else next(iter(sorted(_currencies(code, literal, bare))), "")


def _currencies(code: str, literal: str, bare: str) -> set[str]:
    """Return the currencies that a format shows: `[$€-C0A]`, `[$$-409]`, `"$"#,##0.00`, `#,##0.00 "USD"`."""
    found = set()
    for sign, place in _MARK.findall(code):
        found.add(CODES_OF_LOCALES.get(place.upper().lstrip("0"), sign) if sign == "$" else currency_of(sign) or sign)
    found |= {currency_of(word) or "" for word in literal.split()}
    found |= {currency_of(sign) or "" for sign in bare if sign in "€£"}
    if "$" in bare or "$" in literal.split():
        found.add("$")
    return found - {""}
