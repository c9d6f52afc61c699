"""Documents for tests: small, valid papers of made-up companies, every field changeable, and what validate finds."""

from datetime import date
from decimal import Decimal
from typing import Any

from asiento.document import Account, DocType, Document, Field, Line, Party, Source, Tax, Transaction
from asiento.model import Finding, Severity
from asiento.tenant import Tenant
from asiento.validate import validate
from builders import TENANT, make_item, make_tools

SUPPLIER_NIF = "A58818501"
OWN_NIF = TENANT.tax_ids[0]
SUPPLIER_RUC = "1790012344001"


def field[T](value: T, source: Source = Source.PDF_TEXT, confidence: float = 1.0) -> Field[T]:
    """Return a field of a digital PDF."""
    return Field(value=value, confidence=confidence, source=source)


def amount(value: str, source: Source = Source.PDF_TEXT, confidence: float = 1.0) -> Field[Decimal]:
    """Return an amount of a digital PDF."""
    return field(Decimal(value), source, confidence)


def day(text: str) -> Field[date]:
    """Return a date of a digital PDF."""
    return field(date.fromisoformat(text))


def tax(kind: str, rate: str, base: str, value: str, source: Source = Source.PDF_TEXT) -> Tax:
    """Return a complete row of the tax table."""
    return Tax(kind=kind, rate=amount(rate, source), base=amount(base, source), amount=amount(value, source))


def line(value: str) -> Line:
    """Return a line with nothing but its amount."""
    return Line(amount=amount(value))


def party(
    tax_id: str | None = None, country: str | None = None, name: str | None = "Suministros Ejemplo, S.A."
) -> Party:
    """Return a supplier or customer."""
    return Party(
        name=field(name) if name else None,
        tax_id=field(tax_id) if tax_id else None,
        country=field(country) if country else None,
    )


def invoice(**changes: Any) -> Document:
    """Return a valid Spanish invoice of 100.00 and 21.00 of IVA, made out to the tenant."""
    defaults: dict[str, Any] = {
        "doc_type": DocType.INVOICE,
        "number": field("F-2025-17"),
        "issued_on": day("2025-03-10"),
        "supplier": party(SUPPLIER_NIF),
        "customer": party(OWN_NIF, name="Ferretería Ejemplo, S.L."),
        "currency": field("EUR"),
        "taxes": (tax("IVA", "21", "100.00", "21.00"),),
        "net": amount("100.00"),
        "total": amount("121.00"),
    }
    return Document(**(defaults | changes))


def receipt(**changes: Any) -> Document:
    """Return a valid Spanish receipt of 11.00 with the buyer's NIF and its IVA apart."""
    defaults: dict[str, Any] = {
        "doc_type": DocType.RECEIPT,
        "issued_on": day("2025-03-10"),
        "supplier": party(SUPPLIER_NIF),
        "customer": party(OWN_NIF, name=None),
        "currency": field("EUR"),
        "taxes": (tax("IVA", "10", "10.00", "1.00"),),
        "total": amount("11.00"),
    }
    return Document(**(defaults | changes))


def ecuadorian(**changes: Any) -> Document:
    """Return a valid Ecuadorian invoice of 100.00 and 15.00 of IVA."""
    defaults: dict[str, Any] = {
        "number": field("001-001-000000123"),
        "supplier": party(SUPPLIER_RUC, "EC"),
        "customer": party("1710034065", name="Juana Ejemplo"),
        "currency": field("USD"),
        "taxes": (tax("IVA", "15", "100.00", "15.00"),),
        "total": amount("115.00"),
    }
    return invoice(**(defaults | changes))


def row(booked_on: str, value: str, balance: str | None = None) -> Transaction:
    """Return a row of a bank statement."""
    return Transaction(
        booked_on=day(booked_on), amount=amount(value), balance=amount(balance) if balance is not None else None
    )


def statement(*rows: Transaction, **changes: Any) -> Document:
    """Return a bank statement of *rows*; without any, of two that add up."""
    defaults: dict[str, Any] = {
        "doc_type": DocType.BANK_STATEMENT,
        "currency": field("EUR"),
        "account": Account(
            iban=field("ES9121000418450200051332"),
            opening_balance=amount("100.00"),
            closing_balance=amount("80.00"),
        ),
        "transactions": rows or (row("2025-03-01", "-30.00", "70.00"), row("2025-03-02", "10.00", "80.00")),
    }
    return Document(**(defaults | changes))


def findings_of(document: Document, tenant: Tenant = TENANT) -> tuple[Finding, ...]:
    """Return what validate finds in *document*."""
    return validate(make_item(document=document, tenant=tenant), make_tools()).findings


def verdicts(document: Document, tenant: Tenant = TENANT) -> set[tuple[str, Severity, str]]:
    """Return the findings as (code, severity, field)."""
    return {(found.code, found.severity, found.field) for found in findings_of(document, tenant)}
