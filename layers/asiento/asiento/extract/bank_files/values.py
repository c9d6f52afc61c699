"""Values as bank files write them: amounts, days, account numbers, and fields of them. Knows no format."""

import re
from datetime import date
from decimal import Decimal

from stdnum import iban

from asiento.document import Field, Source
from asiento.extract.descriptions import joined
from asiento.tables.row_values import CERTAIN

MAX_DIGITS = 18
MAX_NUMBER = 60

IBAN_FORM = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
"""ISO 13616. The check digits of what the bank calls an IBAN are for validation to judge."""

_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": None, " ": None, "'": None})  # noqa: RUF001
_AMOUNT = re.compile(r"([-+]?)([\d.,]+)(-?)", re.ASCII)


def field_of[T](value: T | None, source: Source = Source.ROW, confidence: float = CERTAIN) -> Field[T] | None:
    """Return *value* as a field; None for None and for empty text."""
    return None if value is None or value == "" else Field(value=value, confidence=confidence, source=source)


def iban_field(account: str, source: Source = Source.ROW) -> Field[str] | None:
    """Return *account* if it is an IBAN: by its check digits, or because the XML calls it one and it has the form."""
    number = re.sub(r"[\s-]", "", account[:60]).upper()
    called = source is Source.XML and IBAN_FORM.fullmatch(number) is not None
    known = called or iban.is_valid(number, check_country=False)
    return Field(value=number, confidence=CERTAIN, source=source) if known else None


def amount_of(text: str | None) -> Decimal | None:
    """Return an amount as machines write it: point or comma before the decimals, none, or the other between thousands.

    A lone separator is the decimal one (OFX 3.2.9.2, SWIFT): `1.234` is 1.234, not a thousand.
    """
    found = _AMOUNT.fullmatch((text or "")[:64].translate(_MINUS))
    if found is None or (found[1] and found[3]) or not any(map(str.isdigit, found[2])):
        return None
    whole, fraction = _parts(found[2])
    if len(whole) + len(fraction) > MAX_DIGITS + 6 or len(whole.lstrip("0")) > MAX_DIGITS:
        return None
    amount = Decimal(f"{whole or 0}.{fraction or 0}") if fraction else Decimal(whole or 0)
    return -amount if "-" in (found[1], found[3]) and amount else amount


def _parts(figure: str) -> tuple[str, str]:
    """Return the digits before and after the decimal separator of *figure*."""
    mark = "," if figure.rfind(",") > figure.rfind(".") else "."
    if figure.count(mark) != 1:
        return re.sub(r"[.,]", "", figure), ""
    whole, _, fraction = figure.partition(mark)
    return re.sub(r"[.,]", "", whole), fraction


def day_of(year: str, month: str, day: str) -> date | None:
    """Return the date of three figures, a short year being 1980 to 2079; None if there is no such day."""
    try:
        full = int(year) if len(year) > 2 else int(year) + (2000 if int(year) < 80 else 1900)  # noqa: PLR2004
        return date(full, int(month), int(day)) if full >= 1900 else None  # noqa: PLR2004
    except ValueError:
        return None


def account_field(account: str, source: Source = Source.ROW) -> Field[str] | None:
    """Return *account* as its IBAN, else as the bank's own number if it has a figure; a mere name is none."""
    number = joined(account)[:MAX_NUMBER]
    own = Field(value=number, confidence=CERTAIN, source=source) if any(map(str.isdigit, number)) else None
    return iban_field(account, source) or own
