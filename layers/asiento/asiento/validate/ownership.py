"""The rules that a document is the company's own, and on its side: it issued it, or it is made out to it."""

from collections.abc import Iterator

from asiento.document import BILLS, Document
from asiento.lexicon.folding import bare_words
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


def named_like_us(document: Document, context: Context) -> Iterator[Finding]:
    """Doubt a bill of a supplier with the company's own name and another tax id, or none: it may be its own sale."""
    name, tenant = document.supplier.name, context.tenant
    if document.doc_type not in BILLS or name is None or is_one_of(document.supplier.tax_id, tenant.tax_ids):
        return
    ours, theirs = (bare_words(one).replace(" ", "") for one in (tenant.name, name.value))
    if ours == theirs:
        yield review("direction_unproven.name", "supplier.tax_id", name=name.value)
