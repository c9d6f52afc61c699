"""Types that all rules share: their own, the company and day that they judge by, the severity of doubts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from asiento.codes import Param
from asiento.document import Document, Field, Source
from asiento.model import Finding, Severity
from asiento.tenant import KnownSupplier, Tenant
from asiento.validate.countries import Country

LOW_CONFIDENCE = 0.6
"""Below this a reader says himself that a value is as likely misread as not."""

EXACT = frozenset({Source.PERSON, Source.XML, Source.QR, Source.ROW, Source.PDF_TEXT})
"""Sources that give the characters as the document has them. OCR may misread; a derived value may rest on OCR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """By what a document is judged: whose it is, the day it came in, and the country whose rules it follows.

    *known_supplier*: what is posted of the document's supplier, None if nobody asked. *others*: pages on which another
    document may begin, as in `Classification`.
    """

    tenant: Tenant
    received_on: date
    country: Country | None
    known_supplier: KnownSupplier | None = None
    others: tuple[int, ...] = ()


Rule = Callable[[Document, Context], Iterable[Finding]]
"""Looks at one thing and yields what is wrong with it; nothing if all is well or cannot be known."""


def error(name: str, field: str, /, **params: Param) -> Finding:
    """Return a finding that fails the item: at *field*, by the *name* of its sentence, with its parameters."""
    return Finding.of(Severity.ERROR, name, field, **params)


def review(name: str, field: str, /, **params: Param) -> Finding:
    """Return a finding that holds the item for a person, as `error` does."""
    return Finding.of(Severity.REVIEW, name, field, **params)


def warning(name: str, field: str, /, **params: Param) -> Finding:
    """Return a finding that only tells, as `error` does."""
    return Finding.of(Severity.WARNING, name, field, **params)


def severity_of(*fields: Field[Any] | None) -> Severity:
    """Return `error` if all *fields* were surely read as they stand, else `review`: a reading error is likelier."""
    known = [field for field in fields if field is not None]
    sure = all(field.source in EXACT and field.confidence >= LOW_CONFIDENCE for field in known)
    return Severity.ERROR if sure else Severity.REVIEW
