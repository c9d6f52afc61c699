"""The rules on what the law demands of an invoice beside its figures: names, ids and addresses of both parties.

Only an e-invoice shows what is not in it: of a page it may be unread, and a row says what somebody chose to give.
"""

from collections.abc import Iterator, Mapping

from stdnum.eu import vat

from asiento.document import BILLS, DocType, Document, Party, Source
from asiento.model import Finding
from asiento.tax_ids import is_one_of
from asiento.validate.finding import Context, review, warning

EU = frozenset(code.upper() for code in vat.MEMBER_STATES) - {"XI"} | {"GR"}
"""ISO 3166-1, and EL, as VAT ids have Greece."""


def names_and_addresses(document: Document, context: Context) -> Iterator[Finding]:
    """Tell what a full invoice of the EU lacks: name and address of both (Directive 2006/112/EC, art. 226, point 5)."""
    country = document.supplier.country.value if document.supplier.country else None
    if (context.country.code if context.country else country) not in EU or not _is_einvoice(document):
        return
    lacking = _lacking(document, ("customer_name", "supplier_address", "customer_address"))
    if lacking:
        yield warning("incomplete_invoice.told", _field_of(lacking[0]), missing=lacking)


def buyers_nif(document: Document, context: Context) -> Iterator[Finding]:
    """Hold an invoice of Spain without the buyer's NIF: its IVA is deducted by that (RD 1619/2012, art. 6.1 d).

    A sale of the company's own may be to a consumer.
    """
    if is_one_of(document.supplier.tax_id, context.tenant.tax_ids):
        return
    if _is_einvoice(document) and _lacking(document, ("customer_tax_id",)):
        yield review("incomplete_invoice.held", "customer.tax_id", missing=["customer_tax_id"])


def parties_of_ecuador(document: Document, _: Context) -> Iterator[Finding]:
    """Tell of a document of Ecuador without the issuer's address, hold one without the buyer (`factura_V2.1.0.xsd`)."""
    if not _is_einvoice(document) or document.fiscal.access_key is None:
        return
    buyer = _lacking(document, ("customer_name", "customer_tax_id"))
    if buyer:
        yield review("incomplete_invoice.held", _field_of(buyer[0]), missing=buyer)
    issuer = _lacking(document, ("supplier_address",))
    if issuer:
        yield warning("incomplete_invoice.told", "supplier.address", missing=issuer)


def deductible_receipt(document: Document, context: Context) -> Iterator[Finding]:
    """Tell of a simplified invoice with the buyer's NIF that does not let him deduct (RD 1619/2012, art. 7.1 d, 7.2).

    It must have its issuer's NIF, and the IVA apart. Without the buyer's another rule tells.
    """
    total, supplier = document.total, document.supplier.tax_id
    if document.doc_type is not DocType.RECEIPT or document.customer.tax_id is None:
        return
    if (total and total.source is Source.ROW) or is_one_of(supplier, context.tenant.tax_ids):
        return
    if supplier is None and document.supplier.name is not None:
        yield warning("incomplete_receipt.supplier", "supplier.tax_id")
    if document.tax_total is None and all(row.amount is None for row in document.taxes):
        yield warning("incomplete_receipt.tax", "tax_total")


def _is_einvoice(document: Document) -> bool:
    fields = (document.number, document.issued_on, document.total)
    return document.doc_type in BILLS and any(field is not None and field.source is Source.XML for field in fields)


def _lacking(document: Document, names: tuple[str, ...]) -> list[str]:
    """Return which of *names* (words of `codes/en.toml`) the parties of *document* do not have."""
    have: Mapping[str, Party] = {"supplier": document.supplier, "customer": document.customer}
    parts = {name: name.split("_", 1) for name in names}
    return [name for name, (role, part) in parts.items() if getattr(have[role], part) is None]


def _field_of(name: str) -> str:
    return name.replace("_", ".", 1)
