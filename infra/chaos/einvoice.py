"""Writes an invoice as UBL 2.1 (OASIS), with as much as a receiver needs. Knows nothing of what reads it."""

from xml.sax.saxutils import escape

from infra.samples.companies import Company
from infra.samples.invoice import Invoice, Line

NAMESPACES = " ".join(
    f'{prefix}="urn:oasis:names:specification:ubl:schema:xsd:{name}-2"'
    for prefix, name in {
        "xmlns": "Invoice",
        "xmlns:cac": "CommonAggregateComponents",
        "xmlns:cbc": "CommonBasicComponents",
    }.items()
)


def ubl(invoice: Invoice) -> bytes:
    """Return the XML file."""
    figures, currency = invoice.figures, f'currencyID="{invoice.supplier.currency}"'
    subtotals = "".join(
        f"<cac:TaxSubtotal><cbc:TaxableAmount {currency}>{tax.base}</cbc:TaxableAmount>"
        f"<cbc:TaxAmount {currency}>{tax.amount}</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>{tax.rate}</cbc:Percent>"
        "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"
        for tax in figures.taxes
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice {NAMESPACES}><cbc:ID>{escape(invoice.number)}</cbc:ID>'
        f"<cbc:IssueDate>{invoice.issued_on}</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"
        f"<cbc:DocumentCurrencyCode>{invoice.supplier.currency}</cbc:DocumentCurrencyCode>"
        f"<cac:AccountingSupplierParty>{_party(invoice.supplier)}</cac:AccountingSupplierParty>"
        f"<cac:AccountingCustomerParty>{_party(invoice.customer)}</cac:AccountingCustomerParty>"
        f"<cac:TaxTotal><cbc:TaxAmount {currency}>{figures.tax_total}</cbc:TaxAmount>{subtotals}</cac:TaxTotal>"
        f"<cac:LegalMonetaryTotal><cbc:LineExtensionAmount {currency}>{figures.net}</cbc:LineExtensionAmount>"
        f"<cbc:TaxExclusiveAmount {currency}>{figures.net}</cbc:TaxExclusiveAmount>"
        f"<cbc:TaxInclusiveAmount {currency}>{figures.total}</cbc:TaxInclusiveAmount>"
        f"<cbc:PayableAmount {currency}>{figures.total}</cbc:PayableAmount></cac:LegalMonetaryTotal>"
        + "".join(_line(index, one, currency) for index, one in enumerate(invoice.lines, 1))
        + "</Invoice>\n"
    ).encode()


def _party(company: Company) -> str:
    return (
        f"<cac:Party><cac:PartyTaxScheme><cbc:CompanyID>{company.country}{company.tax_id}</cbc:CompanyID>"
        "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity>"
        f"<cbc:RegistrationName>{escape(company.name)}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>"
    )


def _line(index: int, one: Line, currency: str) -> str:
    return (
        f"<cac:InvoiceLine><cbc:ID>{index}</cbc:ID><cbc:InvoicedQuantity>{one.quantity}</cbc:InvoicedQuantity>"
        f"<cbc:LineExtensionAmount {currency}>{one.amount}</cbc:LineExtensionAmount>"
        f"<cac:Item><cbc:Name>{escape(one.description)}</cbc:Name></cac:Item>"
        f"<cac:Price><cbc:PriceAmount {currency}>{one.unit_price}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>"
    )
