"""Ecuador's access key (`clave de acceso`): 49 digits, on paper as a barcode (Code 128) or QR code.

Table 1 of the SRI's technical sheet: the day (ddmmyyyy), the type, the issuer's RUC, the environment, establishment and
point of issue, the sequence, 8 digits of choice, the emission, and a check digit.
"""

import re

from asiento.fiscal_codes.record import FiscalCode, System, Unreadable, day

KEY = re.compile(
    r"(?P<date>\d{8})(?P<code>\d{2})(?P<ruc>\d{13})(?P<environment>[12])(?P<series>\d{6})(?P<sequence>\d{9})\d{8}\d\d",
    re.ASCII,
)
LIKE_ONE = re.compile(r"\d{49}", re.ASCII)
TYPES = frozenset({"01", "03", "04", "05", "06", "07"})
"""Table 3: invoice, liquidación, credit note, debit note, delivery note, certificate of withholding."""

WEIGHTS = (2, 3, 4, 5, 6, 7)
TRIAL = "1"


def check_digit(digits: str) -> str:
    """Return the last digit of an access key whose first 48 are *digits*: module 11, weights 2 to 7 from the right."""
    total = sum(int(digit) * WEIGHTS[index % len(WEIGHTS)] for index, digit in enumerate(reversed(digits)))
    return {11: "0", 10: "1"}.get(rest := 11 - total % 11, str(rest))


def parts_of(key: str) -> re.Match[str] | None:
    """Return the parts of *key* by name; None if it does not have 49 digits in their form, or its last one is wrong."""
    parts = KEY.fullmatch(key)
    return parts if parts and check_digit(key[:-1]) == key[-1] else None


def read(payload: str) -> FiscalCode | Unreadable | None:
    """Return what the access key *payload* states; None if it does not have 49 digits."""
    if not LIKE_ONE.fullmatch(payload):
        return None
    parts = parts_of(payload)
    date = parts["date"] if parts else ""
    issued_on = day(date[4:], date[2:4], date[:2])
    if parts is None or issued_on is None or parts["code"] not in TYPES or not parts["ruc"].endswith("001"):
        return Unreadable(system=System.SRI)
    series = parts["series"]
    return FiscalCode(
        system=System.SRI,
        tax_id=parts["ruc"],
        number=f"{series[:3]}-{series[3:]}-{parts['sequence']}",
        issued_on=issued_on,
        key=payload,
        code=parts["code"],
        trial=parts["environment"] == TRIAL,
    )
