"""What every reader of bank files gives, and how the statements of a file become one document. Knows no format."""

from dataclasses import dataclass, replace
from decimal import Decimal

from asiento.document import Account, DocType, Document, Field, Source, Transaction
from asiento.extract.bank_files.values import field_of, iban_field
from asiento.model import Tenant
from asiento.reading.bank_files import too_large
from asiento.tables.row_values import CERTAIN

ASSUMED = 0.6
"""Confidence of a currency that the file does not name."""

PENDING = 0.5
"""Confidence of an amount that the bank has not booked yet: a person decides whether it enters the books."""

UNBALANCED = 0.5
"""Confidence of the amounts of one account among several whose balances do not follow from them."""

MAX_ROWS = 50_000
"""Transactions of a file: a year of a busy account has ten thousand, and all are posted at once."""


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
