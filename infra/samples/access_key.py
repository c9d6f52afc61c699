"""The clave de acceso that identifies an electronic document in Ecuador: 49 digits.

Source: SRI, "Ficha técnica de comprobantes electrónicos, esquema offline", table 1 and the annex on módulo 11.
"""

from datetime import date
from itertools import cycle

INVOICE = "01"
PRODUCTION = "2"
NORMAL_EMISSION = "1"
PLACES = 48
"""Digits before the check digit."""


def access_key(issued_on: date, ruc: str, number: str, code: int) -> str:
    """Return the key of a factura *number* (`001-002-000004871`); *code* is eight digits of the issuer's choice."""
    serial = number.replace("-", "")
    digits = f"{issued_on:%d%m%Y}{INVOICE}{ruc}{PRODUCTION}{serial}{code:08d}{NORMAL_EMISSION}"
    return f"{digits}{check_digit(digits)}"


def check_digit(digits: str) -> int:
    """Return the digit that closes *digits* (48 of them): modulus 11, weights 2 to 7 from the right.

    Raises `ValueError` if they are not 48 digits.
    """
    if len(digits) != PLACES or not digits.isdecimal():
        raise ValueError(f"A clave de acceso has {PLACES} digits before its check digit, not {digits!r}.")
    total = sum(int(digit) * weight for digit, weight in zip(reversed(digits), cycle(range(2, 8)), strict=False))
    remainder = 11 - total % 11
    return {11: 0, 10: 1}.get(remainder, remainder)
