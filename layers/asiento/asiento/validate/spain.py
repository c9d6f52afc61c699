"""Spain's rules: the NIF, the simplified invoice, and the rates of IVA, recargo, IGIC and IRPF."""

import re
from collections.abc import Iterator

from stdnum.es import nif

from asiento.document import DocType, Document, Source
from asiento.model import Finding
from asiento.tax_ids import compact_tax_id, is_one_of
from asiento.validate import corrected, full_invoice, spain_taxes
from asiento.validate.finding import Context, Rule, review, warning
from asiento.validate.limits import SIMPLIFIED, limit_on
from asiento.validate.rates import rates_rule
from asiento.validate.rates_spain import SPAIN_RATES

NIF_LENGTH = 9

FOREIGN_ID = re.compile(r"[A-Z]{2}")
"""No NIF begins with two letters; a VAT number of another country does, with that country's code."""


def is_nif(text: str) -> bool:
    """Return whether *text* is a valid NIF, NIE or CIF. A DNI is often printed without its leading zeros."""
    compact = compact_tax_id(text)
    return bool(nif.is_valid(compact) or (compact[:1].isdigit() and nif.is_valid(compact.zfill(NIF_LENGTH))))


def is_foreign(text: str) -> bool:
    """Return whether *text* begins like the VAT number of another country."""
    return FOREIGN_ID.match(compact_tax_id(text)) is not None


def simplified_invoice(document: Document, context: Context) -> Iterator[Finding]:
    """Hold a simplified invoice to its limit; tell if its IVA is not deductible (RD 1619/2012, art. 4 and 7).

    A row of a spreadsheet says what was spent, not what the paper was: it may well have been a full invoice.
    """
    if document.doc_type is not DocType.RECEIPT or (document.total and document.total.source is Source.ROW):
        return
    if document.customer.tax_id is None and not is_one_of(document.supplier.tax_id, context.tenant.tax_ids):
        yield warning("vat_not_deductible", "customer.tax_id")
    limit = limit_on(SIMPLIFIED, document.issued_on.value if document.issued_on else None)
    if document.total is not None and limit is not None and document.total.value > limit:
        yield review("simplified_over_limit", "total", limit=limit, total=document.total.value)


SPAIN_RULES: tuple[Rule, ...] = (
    simplified_invoice,
    corrected.names_original,
    full_invoice.buyers_nif,
    full_invoice.deductible_receipt,
    rates_rule(SPAIN_RATES),
    spain_taxes.surcharges,
    spain_taxes.withheld_on_the_net,
    spain_taxes.ipsi,
)
