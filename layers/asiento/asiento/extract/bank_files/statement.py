"""What every reader of bank files gives, and how the statements of a file become one document. Knows no format."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from stdnum import iban

from asiento.document import Account, DocType, Document, Field, Source, Transaction
from asiento.model import Tenant
from asiento.reading.bank_files import too_large
from asiento.tables.row_values import CERTAIN

ASSUMED = 0.6
"""Confidence of a currency that the file does not name."""

PENDING = 0.5
"""Confidence of an amount that the bank has not booked yet: a person decides whether it enters the books."""

UNBALANCED = 0.5
"""Confidence of the amounts of one account among several whose balances do not follow from them."""

MAX_DIGITS = 18

MAX_ROWS = 50_000
"""Transactions of a file: a year of a busy account has ten thousand, and all are posted at once."""

IBAN_FORM = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
"""ISO 13616. The check digits of what the bank calls an IBAN are for validation to judge."""

_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": None, " ": None, "'": None})  # noqa: RUF001
_AMOUNT = re.compile(r"([-+]?)([\d.,]+)(-?)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a file. *account* is the number as the file has it, an IBAN or not; empty if it has none."""

    account: str = ""
    currency: str | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    rows: tuple[Transaction, ...] = ()
    source: Source = Source.ROW


def document_of_statements(statements: list[Statement], tenant: Tenant) -> Document:
    """Return one document of all *statements*.

    Statements of one account follow each other: the first one opens, the last one closes. Of several accounts each
    row keeps its own IBAN, and no balance is of them all. Of several currencies each row keeps its own, and that of
    the first statement stands for the file.
    """
    check_rows(sum(len(one.rows) for one in statements))
    used = [one for one in statements if one.rows or one.closing is not None or one.opening is not None]
    used = used or statements
    several = len({one.account for one in used}) > 1
    currency = _currency(used[0] if used else Statement(), tenant)
    mixed = len({one.currency for one in used}) > 1
    if several or mixed:
        used = [_balanced(one) for one in used]
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        currency=currency,
        account=Account() if several or mixed else _account(used),
        transactions=tuple(
            _own(row, one, _currency(one, tenant), several=several, mixed=mixed) for one in used for row in one.rows
        ),
    )


def _balanced(one: Statement) -> Statement:
    """Return *one* as it is if it opens, moves and closes as it says, else with doubted amounts.

    The document has one pair of balances only, so validation cannot look at those of several accounts.
    """
    amounts = [row.amount for row in one.rows]
    if one.opening is None or one.closing is None or None in amounts:
        return one
    if one.opening + sum(amount.value for amount in amounts if amount) == one.closing:
        return one
    doubted = (replace(row.amount, confidence=UNBALANCED) if row.amount else None for row in one.rows)
    return replace(one, rows=tuple(replace(row, amount=amount) for row, amount in zip(one.rows, doubted, strict=True)))


def check_rows(count: int) -> None:
    """Raise `DocumentError("file_too_large")` if *count* is more transactions than a file may have."""
    if count > MAX_ROWS:
        raise too_large()


def _currency(one: Statement, tenant: Tenant) -> Field[str]:
    if one.currency is None:
        return Field(value=tenant.currency, confidence=ASSUMED, source=Source.DERIVED)
    return Field(value=one.currency, confidence=CERTAIN, source=one.source)


def _account(used: list[Statement]) -> Account:
    if not used:
        return Account()
    first, last = used[0], used[-1]
    return Account(
        iban=iban_field(first.account, first.source),
        opening_balance=field_of(first.opening, first.source),
        closing_balance=field_of(last.closing, last.source),
    )


def _own(row: Transaction, one: Statement, currency: Field[str], *, several: bool, mixed: bool) -> Transaction:
    return replace(
        row,
        iban=iban_field(one.account, one.source) if several else None,
        currency=row.currency or (currency if mixed else None),
    )


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
