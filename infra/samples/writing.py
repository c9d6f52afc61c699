"""Figures and dates as people write them in Spain: 1.234,56 and 31/12/2026."""

from datetime import date
from decimal import Decimal

SWAP = str.maketrans(",.", ".,")


def spanish(amount: Decimal) -> str:
    """Return `1.234,56`."""
    return f"{amount:,.2f}".translate(SWAP)


def euros(amount: Decimal) -> str:
    """Return `1.234,56 €`."""
    return f"{spanish(amount)} €"


def short(number: Decimal) -> str:
    """Return a quantity or a rate without needless zeros: `3`, `1,5`."""
    return f"{number.normalize():f}".translate(SWAP)


def day(when: date) -> str:
    """Return `31/12/2026`."""
    return f"{when:%d/%m/%Y}"


def grouped(iban: str) -> str:
    """Return an IBAN in groups of four, as it is printed."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
