"""Documents that may be posted as they are, for tests of what becomes of them in the ledger."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from asiento.document import Account, DocType, Document, Field, Party, Source, Transaction

DAY = date(2026, 3, 2)

LOOK = ("review", "maybe_duplicate.look")
"""How an item ends that looks like one that is posted."""

MOVEMENT = st.tuples(st.sampled_from(["-1.20", "3.00"]), st.sampled_from(["CAFÉ", "Bar"]))
"""Amount and text of a movement: few, so that equal ones come."""

MANY_INVOICES = """
    INSERT INTO invoices (
        tenant_id, item_id, line, direction, doc_type, number, issued_on, supplier_tax_id, currency, total)
    SELECT :tenant, :item, n, 'issued', 'invoice', 'F-' || n, DATE '2026-03-02', 'B12345674', 'EUR', n
    FROM generate_series(1, 2000) n
"""
"""So many invoices that a plan without an index would be told."""


def read[T](value: T) -> Field[T]:
    """Return *value* as read from XML."""
    return Field(value=value, confidence=1.0, source=Source.XML)


PAPER_SHOP = Party(name=read("Papelería Sol"), tax_id=read("B12345674"))
"""The company whose books the tests keep."""
BUYER = Party(name=read("Talleres Uno"), tax_id=read("A58818501"))


def invoice(number: str | None = "F-2026/118", total: str = "121.00", **changes: Any) -> Document:
    """Return an invoice that may be posted: of the company, or to it if it has another supplier."""
    fields: dict[str, Any] = {
        "doc_type": DocType.INVOICE,
        "number": read(number) if number else None,
        "issued_on": read(DAY),
        "corrects": read("F-2026/9") if changes.get("doc_type") is DocType.CREDIT_NOTE else None,
        "supplier": PAPER_SHOP,
        "customer": PAPER_SHOP if "supplier" in changes else BUYER,
        "currency": read("EUR"),
        "total": read(Decimal(total)),
    }
    return Document(**(fields | changes))


def statement(movements: Sequence[tuple[int, str, str]], iban: str | None) -> Document:
    """Return a bank statement of *movements*: days after `DAY`, amounts and texts."""
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        currency=read("EUR"),
        account=Account(iban=read(iban) if iban else None),
        transactions=tuple(
            Transaction(
                booked_on=read(DAY + timedelta(days=day)), amount=read(Decimal(amount)), description=read(words)
            )
            for day, amount, words in movements
        ),
    )


def ended(item: Any) -> tuple[str, str | None]:
    """Return the state of *item*, and the sentence that says why it is not posted."""
    said = item.error or next((each for each in item.findings if each["severity"] == "review"), None)
    return item.state, said and ".".join(filter(None, (said["code"], said.get("variant"))))
