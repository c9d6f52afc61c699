"""How many fields of a document are expected to be wrong, and what that may cost: the order in which people look.

First comes what contradicts itself or what is known (`contradicts` in `codes/registry.toml`), then what costs most: the
amount, by how likely a value of the posting is wrong. What is asked for another reason than how sure a value is, such
as a possible duplicate, counts as an even chance. What nothing is known of comes before all.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import prod

from asiento.codes.registry import registry
from asiento.document import DocType, Document
from asiento.model import UNRANKED, Finding, Risk, Severity
from asiento.validate.certainty import certainty
from asiento.validate.vouchers import needed_fields

EVEN = 0.5
MEASURED = "low_confidence"
"""The finding that says how sure a value is."""
CONTRADICTS = 10**17
"""Above any cost in cents: no amount in a document has more than 15 digits before its decimals."""


def risk_of(document: Document, findings: Iterable[Finding]) -> Risk:
    """Return what may be wrong of *document*, about which *findings* ask."""
    asked = [finding for finding in findings if finding.severity is Severity.REVIEW]
    doubts = list(_doubts(document))
    chance = 1 - prod(1 - doubt for doubt in doubts)
    if any(finding.code != MEASURED for finding in asked):
        chance = max(chance, EVEN)
    amount = _amount(document)
    if amount is None:
        return Risk(wrong_fields=sum(doubts), rank=UNRANKED)
    cents = min(round(float(amount) * chance * 100), CONTRADICTS - 1)
    contradicts = any(_contradicts(finding) for finding in asked)
    return Risk(wrong_fields=sum(doubts), rank=-(cents + CONTRADICTS * contradicts))


def _doubts(document: Document) -> Iterator[float]:
    """Yield of each field that a posting has how likely it is wrong: of a statement, days and amounts of its rows."""
    if document.doc_type is DocType.BANK_STATEMENT:
        for row in document.transactions:
            yield from (1 - field.confidence for field in (row.booked_on, row.amount) if field is not None)
        return
    for path, field in needed_fields(document).items():
        yield 1 - certainty(document, path, field)
    if document.supplier.tax_id is not None:
        yield 1 - certainty(document, "supplier.tax_id", document.supplier.tax_id)


def _amount(document: Document) -> Decimal | None:
    """Return the money that *document* is about, None if it says none: of a statement all that came in and went out."""
    if document.doc_type is DocType.BANK_STATEMENT:
        moved = [abs(row.amount.value) for row in document.transactions if row.amount is not None]
        return sum(moved, Decimal(0)) if moved else None
    return abs(document.total.value) if document.total is not None else None


def _contradicts(finding: Finding) -> bool:
    entry = registry().get(finding.name)
    return entry is not None and entry.contradicts
