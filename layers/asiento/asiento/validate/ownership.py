"""The rules that a document is the company's own, and on its side: it issued it, or it is made out to it."""

from collections.abc import Iterator

from asiento.company_names import is_like_name
from asiento.document import BILLS, Document, Field, Source
from asiento.lexicon.folding import bare_words
from asiento.model import Finding, Severity
from asiento.money.company_forms import company_form
from asiento.tax_ids import is_one_of
from asiento.validate.countries import word_for_tax_id
from asiento.validate.ecuador import is_final_consumer
from asiento.validate.finding import Context, review

OF_DATA = frozenset({Source.XML, Source.ROW})
"""Sources in which a name stands whole in its place. On a page it may be misread, or be who ordered or has to pay."""


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
    """Doubt a bill of a supplier with the company's own name and another tax id, or none: it may be its own sale.

    Without the company's tax ids a name that is like its own is enough.
    """
    name, tenant = document.supplier.name, context.tenant
    if document.doc_type not in BILLS or name is None or is_one_of(document.supplier.tax_id, tenant.tax_ids):
        return
    ours, theirs = (bare_words(one).replace(" ", "") for one in (tenant.name, name.value))
    if ours == theirs or (not tenant.tax_ids and is_like_name(name.value, tenant.name)):
        yield review("direction_unproven.name", "supplier.tax_id", name=name.value)


def named_another(document: Document, context: Context) -> Iterator[Finding]:
    """Doubt a bill whose customer has no tax id and another name than the company's.

    It is held if data name another company, by its legal form: a person may have bought for the company, and its shop
    may have a name of its own. A bill of its own is a sale, and one of a supplier of its name is asked about above.
    """
    name, tenant = document.customer.name, context.tenant
    if document.doc_type not in BILLS or name is None or document.customer.tax_id or not tenant.tax_ids:
        return
    supplier = document.supplier
    is_sale = is_one_of(supplier.tax_id, tenant.tax_ids) or _is_like(supplier.name, tenant.name)
    if is_sale or is_like_name(name.value, tenant.name):
        return
    held = name.source in OF_DATA and company_form(name.value)
    severity = Severity.REVIEW if held else Severity.WARNING
    yield Finding.of(severity, "not_our_name", "customer.name", name=name.value, own=tenant.name)


def parties_unknown(document: Document, context: Context) -> Iterator[Finding]:
    """Doubt a bill of two others, where the company's tax ids are not known: it would be a purchase in any case.

    It is held if data name both; on a page a shop may have a name of its own, and a person buy for the company.
    """
    supplier, customer, tenant = document.supplier.name, document.customer.name, context.tenant
    if tenant.tax_ids or document.doc_type not in BILLS or supplier is None or customer is None:
        return
    if is_like_name(customer.value, tenant.name) or is_like_name(supplier.value, tenant.name):
        return
    severity = Severity.REVIEW if {supplier.source, customer.source} <= OF_DATA else Severity.WARNING
    yield Finding.of(severity, "parties_unknown", "customer.name", supplier=supplier.value, customer=customer.value)


def _is_like(name: Field[str] | None, ours: str) -> bool:
    return name is not None and is_like_name(name.value, ours)
