"""UBL 2.1 to 2.5 (ISO/IEC 19845): Invoice, CreditNote, DebitNote, as EN 16931, Peppol, XRechnung and Spain use them."""

from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Doubt, Field, Line, Party, Tax
from asiento.einvoices import spfe
from asiento.einvoices.codes import BOOKED_CODES, CREDIT_CODES, METHODS, doc_type_of_code
from asiento.einvoices.demanded import copied, far_apart, missing, other_currencies, takes_back, unknown_type
from asiento.einvoices.fields import (
    Element,
    added,
    amount,
    balance,
    charged,
    day,
    description,
    party,
    payment,
    text,
    texts_at,
)
from asiento.reading.xml_files import find, find_all, local, text_at

CREDIT_CODE = {"Invoice": "380", "CreditNote": "381", "DebitNote": "383"}
"""The type by the root element where no code says it."""

CORRECTED = "BillingReference/InvoiceDocumentReference|CreditNoteDocumentReference/ID"
LINES = "InvoiceLine|CreditNoteLine|DebitNoteLine"
TOTALS = "LegalMonetaryTotal|RequestedMonetaryTotal"
QUANTITY = "InvoicedQuantity|CreditedQuantity|DebitedQuantity"
CATEGORY, OUTSIDE = "TaxCategory/ID", "O"
"""UNCL 5305: what is outside the scope of the tax has no rate."""


def doc_type(root: etree._Element) -> DocType:
    """Return the type by the root element, and for an `Invoice` by its code: some are credit notes."""
    if corrective := spfe.corrective_type(root):
        return corrective
    code = text_at(root, "InvoiceTypeCode|CreditNoteTypeCode") if local(root) == "Invoice" else None
    return doc_type_of_code(code or CREDIT_CODE.get(local(root), "380"))


def document(root: etree._Element) -> Document:
    """Return the document of the file."""
    totals = find(root, TOTALS)
    means = find(root, "PaymentMeans")
    lines = tuple(map(_line, find_all(root, LINES)))
    kind = doc_type(root)
    found = Document(
        doc_type=kind,
        doubts=tuple(_doubts(root)),
        number=text(root, "ID"),
        corrects=text(root, CORRECTED) if kind is not DocType.INVOICE or spfe.corrective_type(root) else None,
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
    return spfe.with_extension(found, root) if spfe.is_spfe(root) else found


def _tax_total(root: etree._Element) -> Field[Decimal] | None:
    """Return the sum of the taxes, of which each may have a total, in the currency of the document.

    A further total may be in the currency of the tax office.
    """
    amounts = [amount(one, "TaxAmount") for one in _tax_totals(root)]
    return amounts[0] if len(amounts) == 1 else added(amounts)


def _tax_totals(root: etree._Element) -> list[etree._Element]:
    """Return the tax totals in the currency of the document, wherever they stand; the first if none says it."""
    currency = text_at(root, "DocumentCurrencyCode")
    totals = find_all(root, "TaxTotal")
    own = [one for one in totals if (said := find(one, "TaxAmount")) is not None and said.get("currencyID") == currency]
    return own or totals[:1]


def _doubts(root: etree._Element) -> Iterator[Doubt]:
    """Yield what speaks against booking the file as it is; what an invoice must have is in EN 16931, chapter 6."""
    name, code = local(root), text_at(root, "InvoiceTypeCode|CreditNoteTypeCode")
    booked = {"Invoice": BOOKED_CODES - CREDIT_CODES, "CreditNote": CREDIT_CODES}.get(name, BOOKED_CODES)
    corrective = spfe.corrective_type(root)
    yield from unknown_type(code, booked | spfe.CORRECTIVE if corrective else booked)
    yield from copied(root, "CopyIndicator")
    if corrective is None:
        yield from takes_back(doc_type(root), amount(find(root, TOTALS), "TaxInclusiveAmount", "PayableAmount"))
    if spfe.is_spfe(root):
        yield from spfe.doubts(root)
    yield from missing([root], "InvoiceTypeCode") if name == "Invoice" else ()
    yield from missing([find(root, TOTALS)], "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount")
    yield from missing(_tax_totals(root)[:1], "TaxAmount", "TaxSubtotal/TaxAmount")
    yield from far_apart(day(root, "IssueDate"), day(root, "Delivery/ActualDeliveryDate", "InvoicePeriod/StartDate"))
    rows = find_all(root, "TaxTotal/TaxSubtotal")
    yield from missing(rows, "TaxableAmount", "TaxAmount")
    yield from missing((one for one in rows if text_at(one, CATEGORY) != OUTSIDE), ("TaxCategory/Percent", "Percent"))
    lines = find_all(root, LINES)
    yield from missing([root], f"{LINES}/LineExtensionAmount") if not lines else ()
    yield from missing(lines, QUANTITY, "LineExtensionAmount", "Price/PriceAmount")
    rated = (one for one in lines if text_at(one, "Item/ClassifiedTaxCategory/ID") not in (None, OUTSIDE))
    yield from missing(rated, "Item/ClassifiedTaxCategory/Percent")
    currency = text_at(root, "DocumentCurrencyCode")
    yield from other_currencies(root, currency, f"{TOTALS}/PayableAmount", f"{LINES}/LineExtensionAmount")


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
        quantity=amount(element, QUANTITY),
        unit_price=amount(element, "Price/PriceAmount"),
        tax_rate=amount(element, "Item/ClassifiedTaxCategory/Percent"),
        amount=amount(element, "LineExtensionAmount"),
        price_quantity=amount(element, "Price/BaseQuantity"),
        adjustments=charged(find_all(element, "AllowanceCharge"), "ChargeIndicator", "Amount"),
    )


def _tax(element: etree._Element) -> Tax:
    return Tax(
        kind=text_at(element, "TaxCategory/TaxScheme/ID") or "VAT",
        rate=amount(element, "TaxCategory/Percent", "Percent"),
        base=amount(element, "TaxableAmount"),
        amount=amount(element, "TaxAmount"),
    )
