"""The record that all fiscal codes become, and the forms of dates and amounts that they share."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

AMOUNT = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?", re.ASCII)
"""Units, a point and at most two decimals, as all these offices have it."""


class System(StrEnum):
    """Whose code it is, and by which rules it is read."""

    VERIFACTU = "verifactu"
    TICKETBAI = "ticketbai"
    SRI = "sri"
    PORTUGAL = "portugal"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalCode:
    """What a fiscal code states of its document.

    *tax_id*: of the issuer, compact, without the letters of his country. *number* with its series, as printed in the
    code. *total* with taxes, before withholdings. *key*: by which the office knows the document, where the code has one
    beside issuer and number. *code*: Ecuador's own of the type, two digits. *trial*: issued to try out.
    """

    system: System
    tax_id: str
    number: str
    issued_on: date
    total: Decimal | None = None
    key: str | None = None
    code: str | None = None
    trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A code of *system* that breaks its rules, so that nothing of it is to be believed."""

    system: System


def day(year: str, month: str, of_month: str) -> date | None:
    """Return the day; None if there is none, or no invoice can be of it: before 2000 or after 2099."""
    try:
        found = date(int(year), int(month), int(of_month))
    except ValueError:
        return None
    return found if found.year // 100 == 20 else None  # noqa: PLR2004 (of this century)


def amount(text: str) -> Decimal | None:
    """Return the amount that *text* is; None if it is none."""
    return Decimal(text) if AMOUNT.fullmatch(text) else None
