"""What a person corrected about a supplier, as the row that is remembered of it."""

from asiento.document import Document, Field, Source
from asiento.lexicon.folding import bare_words
from asiento.publish.values import Values, text
from asiento.tax_ids import is_one_of
from asiento.tenant import Tenant


def memory(document: Document, tenant: Tenant) -> list[Values]:
    """Return the row of `supplier_memory` that *document* teaches, none if no person corrected it.

    It has only what a person set, and beside it the name and tax id that the document has, set or read: by these the
    supplier is known again, and no other document gets them. A tenant's own invoices teach nothing.
    """
    supplier = document.supplier
    corrected = {
        "name": _by_person(supplier.name),
        "tax_id": _by_person(supplier.tax_id),
        "category": _by_person(document.category),
        "description": _by_person(document.description),
    }
    key = text(supplier.tax_id) or (bare_words(supplier.name.value) if supplier.name else None)
    if not key or not any(corrected.values()) or is_one_of(supplier.tax_id, tenant.tax_ids):
        return []
    seen = {"seen_name": text(supplier.name), "seen_tax_id": text(supplier.tax_id)}
    return [{"supplier": key, **seen, **corrected}]


def _by_person(field: Field[str] | None) -> str | None:
    return text(field) if field and field.source is Source.PERSON else None
