"""UBL 2.1 (ISO/IEC 19845): Invoice, CreditNote and DebitNote, as EN 16931, Peppol and XRechnung use them."""

from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Field, Line, Party, Tax
from asiento.einvoices.codes import METHODS, doc_type_of_code
from asiento.einvoices.fields import Element, amount, balance, day, description, party, payment, text, texts_at
from asiento.reading.xml_files import find, find_all, local, text_at

CREDIT_CODE = {"Invoice": "380", "CreditNote": "381", "DebitNote": "383"}
"""The type by the root element where no code says it."""

LINES = "InvoiceLine|CreditNoteLine|DebitNoteLine"
TOTALS = "LegalMonetaryTotal|RequestedMonetaryTotal"


def doc_type(root: etree._Element) -> DocType:
    """Return the type by the root element, and for an `Invoice` by its code: some are credit notes."""
    code = text_at(root, "InvoiceTypeCode|CreditNoteTypeCode") if local(root) == "Invoice" else None
    return doc_type_of_code(code or CREDIT_CODE.get(local(root), "380"))


def document(root: etree._Element) -> Document:
    """Return the document of the file."""
    totals = find(root, TOTALS)
    means = find(root, "PaymentMeans")
    lines = tuple(map(_line, find_all(root, LINES)))
    return Document(
        doc_type=doc_type(root),
        number=text(root, "ID"),
        issued_on=day(root, "IssueDate"),
        due_on=day(root, "DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate"),
        supplier=_party(find(root, "AccountingSupplierParty/Party")),
        customer=_party(find(root, "AccountingCustomerParty/Party")),
        currency=text(root, "DocumentCurrencyCode"),
        description=description(lines),
        lines=lines,
        taxes=tuple(map(_tax, find_all(root, "TaxTotal/TaxSubtotal"))),
        withholdings=tuple(map(_tax, find_all(root, "WithholdingTaxTotal/TaxSubtotal"))),
        net=amount(totals, "TaxExclusiveAmount"),
        tax_total=_tax_total(root),
        total=amount(totals, "TaxInclusiveAmount", "PayableAmount"),
        payable=amount(totals, "PayableAmount"),
        adjustments=balance(totals, ["ChargeTotalAmount"], ["AllowanceTotalAmount"]),
        prepaid=balance(totals, ["PrepaidAmount"], ["PayableRoundingAmount"]),
        payment=payment(
            text_at(means, "PaymentMeansCode"), METHODS, text_at(root, "PaymentMeans/PayeeFinancialAccount/ID")
        ),
    )


def _tax_total(root: etree._Element) -> Field[Decimal] | None:
    """Return the tax in the currency of the document: a second total may be in the currency of the tax office."""
    currency = text_at(root, "DocumentCurrencyCode")
    totals = find_all(root, "TaxTotal")
    own = [one for one in totals if (said := find(one, "TaxAmount")) is not None and said.get("currencyID") == currency]
    return next((amount(one, "TaxAmount") for one in own or totals), None)


def _party(element: Element) -> Party:
    """Return a party by its registered name and its first tax registration, else by another registration."""
    name = text_at(element, "PartyLegalEntity/RegistrationName") or text_at(element, "PartyName/Name")
    tax_id = _tax_id(element) or text_at(element, "PartyLegalEntity/CompanyID")
    place = find(element, "PostalAddress")
    address = texts_at(place, "StreetName", "AdditionalStreetName", "PostalZone", "CityName")
    return party(name, tax_id, text_at(place, "Country/IdentificationCode"), address)


def _tax_id(element: Element) -> str | None:
    """Return the tax registration that the issuer names first: a VAT id (BT-31 of EN 16931) or another (BT-32)."""
    schemes = find_all(element, "PartyTaxScheme") if element is not None else []
    return next((found for one in schemes if (found := text_at(one, "CompanyID"))), None)


def _line(element: etree._Element) -> Line:
    return Line(
        description=text(element, "Item/Name", "Item/Description"),
        quantity=amount(element, "InvoicedQuantity|CreditedQuantity|DebitedQuantity"),
        unit_price=amount(element, "Price/PriceAmount"),
        tax_rate=amount(element, "Item/ClassifiedTaxCategory/Percent"),
        amount=amount(element, "LineExtensionAmount"),
    )


def _tax(element: etree._Element) -> Tax:
    return Tax(
        kind=text_at(element, "TaxCategory/TaxScheme/ID") or "VAT",
        rate=amount(element, "TaxCategory/Percent", "Percent"),
        base=amount(element, "TaxableAmount"),
        amount=amount(element, "TaxAmount"),
    )
