"""Tax ids as text: how they are compared, and whether one is a company's own. Knows no country's check digits."""

from collections.abc import Iterable

from asiento.document import Field

CEDULA_DIGITS, RUC_DIGITS = 10, 13


def compact_tax_id(text: str) -> str:
    """Return *text* in the form that documents and tenants keep: upper case, letters and digits, no `ES` prefix."""
    compact = "".join(character for character in text.upper() if character.isalnum())
    return compact.removeprefix("ES")


def is_same_tax_id(one: str, other: str) -> bool:
    """Return whether two ids name the same person. In Ecuador a RUC is a person's cedula followed by three digits."""
    short, long = sorted((compact_tax_id(one), compact_tax_id(other)), key=len)
    is_cedula = short.isdigit() and len(short) == CEDULA_DIGITS and long.isdigit() and len(long) == RUC_DIGITS
    return short == long or (is_cedula and long.startswith(short))


def is_one_of(tax_id: Field[str] | None, tax_ids: Iterable[str]) -> bool:
    """Return whether *tax_id* was read and is one of *tax_ids*."""
    return tax_id is not None and any(is_same_tax_id(tax_id.value, own) for own in tax_ids)
