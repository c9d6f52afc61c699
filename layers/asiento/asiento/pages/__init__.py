"""What the words on pages say: the document of a PDF or picture, its fields put together. Knows no stage."""

from dataclasses import replace

from asiento.document import BILLS, DocType, Document, Field, Line
from asiento.model import Item
from asiento.pages.annotated import AnnotatedPages, annotated_pages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.near import right_of
from asiento.pages.annotated.open_amounts import with_open_amounts
from asiento.pages.fields.corrected import corrected_by
from asiento.pages.fields.currency import currency_on
from asiento.pages.fields.dates import dates_of
from asiento.pages.fields.dollars import of_issuer
from asiento.pages.fields.issuer_order import in_issuers_order
from asiento.pages.fields.numbers import number_of
from asiento.pages.fields.parties import parties_of
from asiento.pages.fields.parties.tax_id_shapes import country_of
from asiento.pages.fields.payment import payment_of
from asiento.pages.invoice.amounts import amounts_of
from asiento.pages.invoice.lines import lines_of, tables_of
from asiento.pages.invoice.taxes import taxes_of
from asiento.pages.invoice.totals import totals_of
from asiento.pages.marks import confirms_payment, corrects_upwards, marks_on, may_be_our_sale
from asiento.pages.receipt import as_receipt, is_till_receipt
from asiento.pages.second_reading import doubted_where_read_otherwise
from asiento.reading import Reading

LONGEST = 120
"""Characters of a description."""

CORRECTIVE = frozenset({DocType.CREDIT_NOTE, DocType.DEBIT_NOTE})

LABELLED = 0.7
"""Confidence of a description that stands beside a label, and is not an item."""


def document_of_reading(item: Item, reading: Reading) -> Document:
    """Return the document that *reading* holds, as *item* was classified. What is not found stays None."""
    pages = annotated_pages(reading, item.tenant.country)
    tables = tables_of(pages)
    inside = {at for table in tables for at in range(table.start, table.stop)}
    amounts = amounts_of(pages)
    taxes, withholdings = taxes_of(pages, inside, amounts.of(Label.NET))
    totals = totals_of(pages, amounts, taxes, withholdings)
    doc_type = item.classification.doc_type if item.classification else DocType.INVOICE
    issued_on, due_on = dates_of(pages, billed=doc_type in BILLS)
    supplier, customer = parties_of(pages, item.tenant)
    lines = lines_of(pages, tables)
    country = country_of(supplier.tax_id.value) if supplier.tax_id else None
    currency = of_issuer(currency_on(pages, item.tenant, country), pages)
    corrects = corrected_by(pages) if doc_type in CORRECTIVE else None
    document = Document(
        doc_type=doc_type,
        number=number_of(pages, gives_back=doc_type is DocType.CREDIT_NOTE, corrects=corrects),
        corrects=corrects,
        issued_on=in_issuers_order(issued_on, pages, currency, item.tenant.country),
        due_on=due_on,
        supplier=supplier,
        customer=customer,
        currency=currency,
        description=_description(pages, lines),
        lines=lines,
        taxes=taxes,
        withholdings=withholdings,
        net=totals.net,
        tax_total=totals.tax_total,
        tip=totals.tip,
        total=totals.total,
        payable=totals.payable,
        payment=payment_of(pages),
    )
    against = (*marks_on(pages, inside), *confirms_payment(document, pages), *corrects_upwards(document, pages))
    document = replace(document, doubts=(*against, *may_be_our_sale(document, pages, item.tenant)))
    if is_till_receipt(document, pages):
        document = as_receipt(document, pages, item.received_at.date())
    return doubted_where_read_otherwise(with_open_amounts(document, pages), pages)


def _description(pages: AnnotatedPages, lines: tuple[Line, ...]) -> Field[str] | None:
    """Return the first items in a few words, else what stands beside `Concepto`."""
    texts = [line.description for line in lines if line.description]
    if texts:
        joined = ", ".join(text.value for text in texts)
        short = joined if len(joined) <= LONGEST else joined[: LONGEST - 1].rstrip() + "…"
        return texts[0].map(lambda _: short)
    beside = (right_of(pages, mention) for mention in pages.every(Label.DESCRIPTION))
    span = next((span for span in beside if span and any(letter.isalpha() for letter in span.text)), None)
    return pages.field(span.text[:LONGEST], span, LABELLED) if span else None
