"""The canonical document: what an item says, field by field, each with where it came from.

Knows nothing of files, stages or the database. Money is `Decimal`; a field that was not found is `None`,
never a default.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import FailFast

from asiento.codes.said import Remark
from asiento.fiscal_codes import FiscalCode

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the page's width and height (0 to 1, origin at the top left)."""


MAX_TEXT = 1_000
"""Characters of a text in a document; a longer one was cut there, and ends in an ellipsis."""

IDENTITIES = frozenset({"number", "corrects", "tax_id", "country", "currency", "iban", "access_key", "code"})
MAX_IDENTITY = 200
"""Texts that are never cut, and the characters that they may have; the longest of an office or a bank has 50."""


class DocType(StrEnum):
    """What kind of document an item is. A debit note asks for more, as an invoice does."""

    RECEIPT = "receipt"
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"
    BANK_STATEMENT = "bank_statement"
    OTHER = "other"


BILLS = frozenset({DocType.INVOICE, DocType.CREDIT_NOTE, DocType.DEBIT_NOTE})
"""The types that stand among the invoices in the ledger, with a number, an issuer and taxes."""


class Source(StrEnum):
    """Where a value was read, the most trusted first."""

    PERSON = "person"
    XML = "xml"
    QR = "qr"
    ROW = "row"
    PDF_TEXT = "pdf_text"
    OCR = "ocr"
    DERIVED = "derived"


class SignatureState(StrEnum):
    """What became of a document's signature: `unverified` is one that could not be checked at all.

    `valid` says that nothing was changed since the holder of the enclosed certificate signed it, not who that is:
    no chain of trust is followed.
    """

    VALID = "valid"
    INVALID = "invalid"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A document's electronic signature, as far as it can be checked without an authority.

    *note* is the name of the sentence that says so, or, in what was stored before sentences had names, the sentence.
    *signer* is the name in the enclosed certificate, *signed_at* the time that the signer states under his signature,
    *in_force* whether the certificate was valid then, *weak* whether SHA-1 was used, as old signing programs do.
    """

    state: SignatureState
    note: str
    signer: str | None = None
    signed_at: datetime | None = None
    in_force: bool | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Remark):
    """Why a value that was read may be another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Remark):
    """What a reader tells of a file that holds nothing: what stands in it and is not booked, what it does not prove."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field[T]:
    """A value with its provenance: confidence 0 to 1, source, and page (from 1) and box where it stands.

    With a *doubt* it waits for a person, however sure the reader was of the characters.
    """

    value: T
    confidence: float
    source: Source
    page: int | None = None
    box: Box | None = None
    doubt: Doubt | None = None

    def map[U](self, change: Callable[[T], U]) -> "Field[U]":
        """Return the same provenance around `change(value)`."""
        return Field(
            value=change(self.value),
            confidence=self.confidence,
            source=self.source,
            page=self.page,
            box=self.box,
            doubt=self.doubt,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The supplier or the customer. *tax_id* is compact: upper case, no spaces, dots, hyphens; no `ES` prefix."""

    name: Field[str] | None = None
    tax_id: Field[str] | None = None
    country: Field[str] | None = None
    address: Field[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an invoice or receipt. *amount* is net of discount and, on invoices, of tax. Rates in percent.

    *price_quantity* is for how many the unit price is, if not for one. *adjustments* are the charges less the discounts
    of the line: `quantity x unit_price / price_quantity + adjustments = amount`.
    """

    description: Field[str] | None = None
    quantity: Field[Decimal] | None = None
    unit_price: Field[Decimal] | None = None
    tax_rate: Field[Decimal] | None = None
    amount: Field[Decimal] | None = None
    price_quantity: Field[Decimal] | None = None
    adjustments: Field[Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """One row of the tax table.

    *kind*: `IVA`, `IGIC`, `IPSI`, `RE` (recargo de equivalencia), `IRPF`, `ICE`, `VAT` or the printed word.
    *rate* in percent. Amounts of a withholding (`Document.withholdings`) are positive and are subtracted.
    """

    kind: str
    rate: Field[Decimal] | None = None
    base: Field[Decimal] | None = None
    amount: Field[Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How it was or is to be paid: *method* is `cash`, `card`, `transfer`, `direct_debit` or the printed word."""

    method: Field[str] | None = None
    iban: Field[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiscal:
    """What a tax office knows a document by.

    Of Ecuador: *access_key*: its number there (`claveAcceso`, 49 digits). *code*: the office's own code of its type,
    two digits. *trial*: issued in the environment for trying out. *authorised*: whether the office's answer that came
    with it says so, and *authorised_on* on which day; None if none came. Of any country: *printed*: what the one fiscal
    code on its pages states.
    """

    access_key: Field[str] | None = None
    code: Field[str] | None = None
    trial: Field[bool] | None = None
    authorised: Field[bool] | None = None
    authorised_on: Field[date] | None = None
    printed: Field[FiscalCode] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One row of a bank statement. *amount* is signed: money in is positive.

    *currency* and *iban* stand here only where they differ from row to row, and then instead of the statement's.
    """

    booked_on: Field[date] | None = None
    value_on: Field[date] | None = None
    amount: Field[Decimal] | None = None
    balance: Field[Decimal] | None = None
    description: Field[str] | None = None
    reference: Field[str] | None = None
    currency: Field[str] | None = None
    iban: Field[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The bank account of a statement, with the balances at its start and end.

    *iban*, here and of each row: the bank's own number where it states no IBAN.
    """

    iban: Field[str] | None = None
    opening_balance: Field[Decimal] | None = None
    closing_balance: Field[Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The content of one receipt, invoice, credit note, debit note or bank statement.

    `total` is what the document calls its total (taxes included); in the ledger it is always the one before
    withholdings (`publish.gross`). `payable` is what is left to pay after
    withholdings and prepayments where the document prints it. Identity of the figures:
    `net + sum(taxes) + charges (tip, supplies) = total` and `total - sum(withholdings) - prepaid = payable`, where
    *prepaid* is what the document names between the two: advances and rounding. Expenses count as less than 0.
    *adjustments* are charges less discounts at its foot: `sum(lines) + adjustments = net`. *corrects* is the number of
    the document that it corrects. *doubts* are about the whole
    file: its type, what it lacks; *notices* hold nothing. Of JSON, the first entry of a list that is not one ends the
    reading: the errors of a million would take gigabytes.
    """

    doc_type: DocType
    number: Field[str] | None = None
    corrects: Field[str] | None = None
    issued_on: Field[date] | None = None
    due_on: Field[date] | None = None
    supplier: Party = Party()
    customer: Party = Party()
    currency: Field[str] | None = None
    description: Field[str] | None = None
    category: Field[str] | None = None
    lines: Annotated[tuple[Line, ...], FailFast()] = ()
    taxes: Annotated[tuple[Tax, ...], FailFast()] = ()
    withholdings: Annotated[tuple[Tax, ...], FailFast()] = ()
    net: Field[Decimal] | None = None
    tax_total: Field[Decimal] | None = None
    tip: Field[Decimal] | None = None
    total: Field[Decimal] | None = None
    payable: Field[Decimal] | None = None
    adjustments: Field[Decimal] | None = None
    prepaid: Field[Decimal] | None = None
    payment: Payment = Payment()
    account: Account = Account()
    transactions: Annotated[tuple[Transaction, ...], FailFast()] = ()
    signature: Signature | None = None
    fiscal: Fiscal = Fiscal()
    doubts: tuple[Doubt, ...] = ()
    notices: tuple[Notice, ...] = ()
