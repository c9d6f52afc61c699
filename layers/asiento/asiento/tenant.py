"""A company whose books we keep: what it is, what it decides, and what is known of its suppliers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from asiento.reading.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """What a tenant once corrected about a supplier; tax ids are compact.

    *seen_name*, *seen_tax_id*: what its document had, corrected or not, to know it again by.
    """

    seen_name: str | None = None
    seen_tax_id: str | None = None
    name: str | None = None
    tax_id: str | None = None
    category: str | None = None
    description: str | None = None


MOST_BILLS = 30
"""Of a supplier that a document is compared with: those dated last. With fewer, all of it are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedBill:
    """A bill of the ledger: an invoice with its type, or an expense as a receipt. *rates* of its taxes in percent."""

    doc_type: str
    issued_on: date
    currency: str
    total: Decimal
    number: str | None = None
    name: str | None = None
    iban: str | None = None
    rates: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a tenant has looked at of a supplier: each of the anomalies may be off."""

    new_iban: bool = True
    unusual_amount: bool = True
    unusual_rate: bool = True
    early_bill: bool = True
    other_name: bool = True
    series: bool = True
    same_purchase: bool = True
    corrected: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSupplier:
    """What the ledger knows of a document's supplier: its last bills, those dated last first, without what is voided.

    *namesakes*: tax ids of other suppliers with the name that the document has, if it has a tax id.
    """

    bills: tuple[PostedBill, ...] = ()
    namesakes: tuple[str, ...] = ()
    policy: Watched = Watched()


class Suspicion(StrEnum):
    """What becomes of a bill that only may be posted already: posted, held for a person, or ended as a duplicate."""

    OFF = "off"
    REVIEW = "review"
    REJECT = "reject"


LEAST_CONFIDENCE = 0.8
"""A value that is less likely right waits for a person, unless the tenant says otherwise.

Chosen by `asiento calibrate`: docs/evaluation.md has what it holds and lets through.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantSettings:
    """What a tenant decides about when a person looks.

    *least_confidence*: how likely the total, date, currency and number of a bill must be right, 0 to 1.
    *always_review_above*: amounts by currency (ISO 4217), above which a bill waits however sure it is.
    *review_new_suppliers*: the first bill of a supplier waits as well. *review_assumed_currency*: so does a row that
    names no currency.
    """

    least_confidence: float = LEAST_CONFIDENCE
    always_review_above: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    review_new_suppliers: bool = False
    review_assumed_currency: bool = False
    maybe_duplicate: Suspicion = Suspicion.REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """A company. *country* is ISO 3166-1 alpha-2; *tax_ids* are compact, so that its own invoices are known.

    *mappings*: what it said that the columns of its tables mean, by the fingerprint of the header
    (`tables.headers`), and *writings* how such tables write; only where tables come in. *suppliers*: whom it
    corrected last; only where pages are read.
    """

    id: UUID
    name: str
    country: str
    currency: str
    tax_ids: tuple[str, ...] = ()
    mappings: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict, hash=False)
    writings: Mapping[str, Writing] = field(default_factory=dict, hash=False)
    suppliers: tuple[Supplier, ...] = ()
    settings: TenantSettings = TenantSettings()
