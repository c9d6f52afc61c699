"""Where a document and the fiscal code on its pages say the same. Judges nothing: extract and validate do."""

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import zip_longest

from asiento.document import DocType, Document, Field
from asiento.fiscal_codes import FiscalCode, System
from asiento.lexicon.folding import fold
from asiento.tax_ids import is_same_tax_id

GROUPS = re.compile(r"[^\W\d_]+|\d+")
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
WRITTEN_BY_BUYER = "03"
"""Ecuador's liquidación: the issuer is the customer."""

TYPES = {
    "01": frozenset({DocType.INVOICE, DocType.RECEIPT}),
    "03": frozenset({DocType.INVOICE, DocType.RECEIPT}),
    "04": frozenset({DocType.CREDIT_NOTE}),
    "05": frozenset({DocType.DEBIT_NOTE}),
}
"""What Ecuador's types are here. The others, delivery notes and certificates of withholding, are never booked."""

EURO_SYSTEMS = frozenset({System.VERIFACTU, System.TICKETBAI, System.PORTUGAL})
"""Their totals are in euros, whatever the invoice is in."""


def agreement(document: Document) -> Mapping[str, bool]:
    """Return whether *document* says what its fiscal code states, by the path of each field that both have."""
    printed = document.fiscal.printed
    if printed is None:
        return {}
    code, found = printed.value, dict[str, bool]()
    role, issuer = issuer_of(document, code)
    if issuer is not None:
        found[f"{role}.tax_id"] = is_same_tax_id(issuer.value, code.tax_id)
    if code.code is not None:
        found["doc_type"] = document.doc_type in TYPES.get(code.code, ())
    if document.number is not None:
        found["number"] = is_same_number(document.number.value, code.number)
    if document.issued_on is not None:
        found["issued_on"] = document.issued_on.value == code.issued_on
    if document.total is not None and code.total is not None and is_in_its_currency(document, code):
        found["total"] = code.total in _totals(document, code.total)
    return found


def issuer_of(document: Document, code: FiscalCode) -> tuple[str, Field[str] | None]:
    """Return which party issued *document* by its *code*, and the tax id that is read of it."""
    role = "customer" if code.code == WRITTEN_BY_BUYER else "supplier"
    return role, (document.customer if role == "customer" else document.supplier).tax_id


def vouched_by_code(document: Document) -> frozenset[str]:
    """Return the paths of the fields that the fiscal code vouches for; of none where it contradicts one."""
    found = agreement(document)
    return frozenset(found) if all(found.values()) else frozenset()


def is_in_its_currency(document: Document, code: FiscalCode) -> bool:
    """Return whether the total of *code* is in the currency of *document*."""
    return code.system not in EURO_SYSTEMS or document.currency is None or document.currency.value == "EUR"


def is_same_number(one: str, other: str) -> bool:
    """Return whether two numbers are the same but for signs, zeros in front, and a series that one leaves out.

    A year alone is no number of a longer one: as many as are issued in it end in it.
    """
    groups = [groups_of(each) for each in (one, other)]
    short, long = sorted(groups, key=len)
    if len(short) < len(long) and short and all(YEAR.fullmatch(group) for group in short):
        return False
    return bool(short) and all(a is None or a == b for a, b in zip_longest(reversed(short), reversed(long)))


def groups_of(number: str) -> list[str]:
    """Return the letters and the digits of *number* in their order, without zeros in front."""
    return [group.lstrip("0") for group in GROUPS.findall(fold(number))]


def _totals(document: Document, stated: Decimal) -> set[Decimal]:
    """Return the totals that *document* may mean where one is *stated*, which is always before withholdings.

    What it prints may be after them. A credit note is printed with either sign.
    """
    withheld = sum((row.amount.value for row in document.withholdings if row.amount), Decimal(0))
    totals = {document.total.value, document.total.value + withheld} if document.total else set[Decimal]()
    if document.doc_type is not DocType.CREDIT_NOTE:
        return totals
    return {abs(total) if stated > 0 else -abs(total) for total in totals}
