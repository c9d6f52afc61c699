"""The rule that a document is the company's own: it issued it, or it is made out to it."""

from collections.abc import Iterator

from asiento.document import Document
from asiento.model import Finding
from asiento.tax_ids import is_one_of
from asiento.validate.countries import word_for_tax_id
from asiento.validate.ecuador import is_final_consumer
from asiento.validate.finding import Context, review


def our_document(document: Document, context: Context) -> Iterator[Finding]:
    """Doubt a document made out to somebody else. Without the company's tax ids nothing can be said."""
    customer, own = document.customer.tax_id, context.tenant.tax_ids
    if customer is None or not own or is_final_consumer(customer):
        return
    if is_one_of(customer, own) or is_one_of(document.supplier.tax_id, own):
        return
    word = word_for_tax_id(context.tenant.country)
    yield review("not_our_document", "customer.tax_id", id=word, tax_id=customer.value, own=own)
