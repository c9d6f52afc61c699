"""Tax ids as text: how they are compared, and whether one is a company's own. Knows no country's check digits."""

from collections.abc import Iterable

from asiento.document import Field

CEDULA_DIGITS, RUC_DIGITS = 10, 13

VAT_PREFIXES = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "FI", "FR", "GB", "GR", "HR", "HU", "IE"),
        *("IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"),
    }
)
"""Letters before a VAT id of the EU (Directive 2006/112/EC, art. 215) or of the United Kingdom, and Greece's ISO code,
which is written for them; Spain's are left out everywhere. Migration 0032 has them too."""

SAME_LETTERS = {"XI": "GB", "GR": "EL"}
"""Two prefixes of one register: Northern Ireland's numbers are the United Kingdom's, the EU writes EL for Greece."""


def compact_tax_id(text: str) -> str:
    """Return *text* in the form that documents and tenants keep: upper case, letters and digits, no `ES` prefix."""
    compact = "".join(character for character in text.upper() if character.isalnum())
    return compact.removeprefix("ES")


def is_same_tax_id(one: str, other: str) -> bool:
    """Return whether two ids name the same person, the letters of a country before one of them or not.

    In Ecuador a RUC is a person's cedula followed by three digits.
    """
    short, long = sorted((_in_one_spelling(compact_tax_id(each)) for each in (one, other)), key=len)
    is_cedula = short.isdigit() and len(short) == CEDULA_DIGITS and long.isdigit() and len(long) == RUC_DIGITS
    is_prefixed = long[:2] in VAT_PREFIXES and long[2:] == short
    return short == long or is_prefixed or (is_cedula and long.startswith(short))


def _in_one_spelling(compact: str) -> str:
    """Return an id with the prefix that its country uses, where there are two."""
    return SAME_LETTERS.get(compact[:2], compact[:2]) + compact[2:]


def is_one_of(tax_id: Field[str] | None, tax_ids: Iterable[str]) -> bool:
    """Return whether *tax_id* was read and is one of *tax_ids*."""
    return tax_id is not None and any(is_same_tax_id(tax_id.value, own) for own in tax_ids)
