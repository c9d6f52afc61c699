"""What a person corrected about a supplier, as the row that is remembered of it."""

from asiento.document import Document, Field, Source
from asiento.model import Tenant
from asiento.publish.values import Values, text
from asiento.tables.columns import fold
from asiento.tax_ids import is_one_of


def memory(document: Document, tenant: Tenant) -> list[Values]:
    """Return the row of `supplier_memory` that *document* teaches, none if no person corrected it.

    The supplier is known again by its tax id, else by its folded name. A tenant's own invoices teach nothing.
    """
    supplier = document.supplier
    corrected = (supplier.name, supplier.tax_id, document.category, document.description)
    key = text(supplier.tax_id) or (fold(supplier.name.value) if supplier.name else None)
    if not key or not any(map(_by_person, corrected)) or is_one_of(supplier.tax_id, tenant.tax_ids):
        return []
    return [
        {
            "supplier": key,
            "name": text(supplier.name),
            "tax_id": text(supplier.tax_id),
            "category": text(document.category) if _by_person(document.category) else None,
            "description": text(document.description) if _by_person(document.description) else None,
        }
    ]


def _by_person(field: Field[str] | None) -> bool:
    return field is not None and field.source is Source.PERSON
