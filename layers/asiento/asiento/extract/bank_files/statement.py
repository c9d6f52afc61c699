"""What every reader of bank files gives: statements with their rows, and what they state about these. No format."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from asiento.document import Doubt, Notice, Source, Transaction
from asiento.reading.bank_files import too_large

MAX_ROWS = 50_000
"""Transactions of a file: a year of a busy account has ten thousand, and all are posted at once."""

NO_ENTRY_DATE = timedelta(days=31)
"""By how much a day of value may lie outside the period of a statement that does not say when it booked."""

STATED = 40
"""Characters of what a file states that are shown."""


class Side(StrEnum):
    """Which rows a count or a sum is of; each value is the word of its sentence."""

    ENTRIES = "entries"
    DEBITS = "debits"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many rows of a *side* a file states, their sum without its sign, and with it (*net*)."""

    side: Side
    count: int | None = None
    total: Decimal | None = None
    net: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days in which rows were booked, both included, as far as they are stated; a row may miss them by *slack*."""

    first: date | None = None
    last: date | None = None
    slack: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a file. *account* is the number as the file has it, an IBAN or not; empty if it has none.

    *closed_on* is the day of the closing balance. *in_order* is whether rows follow each other as they were booked.
    *currencies* are all that stand in it beside amounts of the account; *currency_from* names the record in which its
    format demands a currency. *doubts* and *notices* are the reader's own.
    """

    account: str = ""
    currency: str | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    rows: tuple[Transaction, ...] = ()
    source: Source = Source.ROW
    closed_on: date | None = None
    in_order: bool = True
    period: Period = Period()
    summaries: tuple[Summary, ...] = ()
    currencies: tuple[str, ...] = ()
    currency_from: str = ""
    doubts: tuple[Doubt, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def moved(self) -> Decimal | None:
        """The sum of the rows; None if one has no amount."""
        amounts = [row.amount.value for row in self.rows if row.amount]
        return sum(amounts, Decimal(0)) if len(amounts) == len(self.rows) else None

    @property
    def proves(self) -> bool:
        """Whether it states what its rows must make: balances at both ends, or counts or sums."""
        return bool(self.summaries) or (self.opening is not None and self.closing is not None)


def check_rows(count: int) -> None:
    """Raise `DocumentError("file_too_large")` if *count* is more transactions than a file may have."""
    if count > MAX_ROWS:
        raise too_large()


def doubting(row: Transaction, doubt: Doubt | None) -> Transaction:
    """Return *row* with its amount doubted, if there is a *doubt* and none before."""
    if doubt is None or row.amount is None or row.amount.doubt:
        return row
    return replace(row, amount=replace(row.amount, doubt=doubt))


def unknown_mark(element: str, mark: str) -> Doubt:
    """Return the doubt about a *mark* in *element* that is none of those of the format."""
    return Doubt.of("unknown_mark", element=element, mark=mark[:STATED])


def missing_record(record: str) -> Doubt:
    """Return the doubt about a statement without a *record* that its format demands."""
    return Doubt.of("missing_record", record=record)
