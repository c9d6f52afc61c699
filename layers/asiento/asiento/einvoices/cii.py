"""Cross Industry Invoice (UN/CEFACT) and its forerunner: Factur-X, ZUGFeRD 1.0 and 2.x, XRechnung, Order-X.

The two versions differ in the names of some elements, so that paths give both.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Doubt, Field, Line, Party, Tax
from asiento.einvoices.codes import BOOKED_CODES, METHODS, doc_type_of_code
from asiento.einvoices.demanded import (
    copied,
    credits_nothing,
    far_apart,
    missing,
    other_currencies,
    takes_back,
    tried,
    unknown_type,
)
from asiento.einvoices.fields import (
    Element,
    amount,
    balance,
    charged,
    day,
    description,
    exact,
    number,
    party,
    payment,
    text,
    texts_at,
)
from asiento.reading.xml_files import find, find_all, local, text_at

HEADER = "ExchangedDocument|HeaderExchangedDocument"
DEAL = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
AGREEMENT = f"{DEAL}/ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
SETTLEMENT = f"{DEAL}/ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
SUMS = "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
LINE_SUMS = "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
LINE_SETTLEMENT = "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement"
LINE_AGREEMENT = "SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement"
LINE_DELIVERY = "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery"
LINE_TAX = f"{LINE_SETTLEMENT}/ApplicableTradeTax"
PRICE = "NetPriceProductTradePrice"
RATE = "RateApplicablePercent|ApplicablePercent"
CONTEXT = "ExchangedDocumentContext|SpecifiedExchangedDocumentContext"
PROFILE = "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"
SMALL = ("minimum", "basicwl")
"""Ends of the names of Factur-X's profiles that have no lines."""

OUTSIDE = "O"
"""UNCL 5305: what is outside the scope of the tax has no rate."""

CORRECTED = "InvoiceReferencedDocument/IssuerAssignedID|ID"
ACCOUNT = "PayeePartyCreditorFinancialAccount"
NOT_COUNTED = ("GROUP", "INFORMATION")
"""`LineStatusReasonCode` of the extended profile: headings and remarks among the lines."""

FORERUNNER = "CrossIndustryDocument"
"""The root of ZUGFeRD 1.0, whose basic profile demands little of its lines."""

ORDER = "SCRDMCCBDACIOMessageStructure"


def doc_type(root: etree._Element) -> DocType:
    """Return the type by its code; an order (Order-X) is `other`."""
    if local(root) == ORDER:
        return DocType.OTHER
    return doc_type_of_code(text_at(root, f"{HEADER}/TypeCode") or "380")


def document(root: etree._Element) -> Document:
    """Return the document of the file."""
    agreement, settlement = find(root, AGREEMENT), find(root, SETTLEMENT)
    means = find(settlement, "SpecifiedTradeSettlementPaymentMeans")
    lines = tuple(map(_line, _counted_lines(root)))
    kind = doc_type(root)
    return Document(
        doc_type=kind,
        doubts=tuple(_doubts(root, settlement)),
        number=text(root, f"{HEADER}/ID"),
        corrects=text(settlement, CORRECTED) if kind is not DocType.INVOICE else None,
        issued_on=_day(root, f"{HEADER}/IssueDateTime"),
        due_on=_day(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime"),
        supplier=_party(find(agreement, "SellerTradeParty")),
        customer=_party(find(agreement, "BuyerTradeParty")),
        currency=text(settlement, "InvoiceCurrencyCode|OrderCurrencyCode"),
        description=exact("order (Order-X)") if kind is DocType.OTHER else description(lines),
        lines=lines,
        taxes=tuple(map(_tax, find_all(settlement, "ApplicableTradeTax"))) if settlement is not None else (),
        net=amount(settlement, f"{SUMS}/TaxBasisTotalAmount"),
        tax_total=_tax_total(settlement),
        total=amount(settlement, f"{SUMS}/GrandTotalAmount"),
        payable=amount(settlement, f"{SUMS}/DuePayableAmount"),
        adjustments=balance(find(settlement, SUMS), ["ChargeTotalAmount"], ["AllowanceTotalAmount"]),
        prepaid=balance(find(settlement, SUMS), ["TotalPrepaidAmount"], ["RoundingAmount"]),
        payment=payment(
            text_at(means, "TypeCode"),
            METHODS,
            text_at(settlement, f"SpecifiedTradeSettlementPaymentMeans/{ACCOUNT}/IBANID|ProprietaryID"),
        ),
    )


def _doubts(root: etree._Element, settlement: Element) -> Iterator[Doubt]:
    """Yield what speaks against booking the file as it is. The small profiles have neither lines nor a tax table."""
    yield from unknown_type(text_at(root, f"{HEADER}/TypeCode"), BOOKED_CODES)
    yield from missing([find(root, HEADER)], "TypeCode")
    yield from copied(root, f"{HEADER}/CopyIndicator/Indicator")
    yield from tried(root, f"{CONTEXT}/TestIndicator/Indicator")
    yield from missing([find(settlement, SUMS)], "TaxBasisTotalAmount", "GrandTotalAmount")
    delivered = f"{DEAL}/ApplicableHeaderTradeDelivery/ActualDeliverySupplyChainEvent/OccurrenceDateTime"
    yield from far_apart(_day(root, f"{HEADER}/IssueDateTime"), _day(root, delivered))
    yield from takes_back(doc_type(root), amount(find(settlement, SUMS), "GrandTotalAmount"))
    yield from credits_nothing(doc_type(root), settlement, CORRECTED)
    rows = find_all(settlement, "ApplicableTradeTax") if settlement is not None else []
    yield from missing(rows, "BasisAmount", "CalculatedAmount")
    yield from missing((one for one in rows if text_at(one, "CategoryCode") != OUTSIDE), RATE)
    if local(root) == FORERUNNER:
        return
    yield from missing([find(settlement, SUMS)], "DuePayableAmount")
    if (text_at(root, PROFILE) or "").endswith(SMALL):
        return
    yield from missing([settlement], "ApplicableTradeTax/CalculatedAmount")
    if any(tax.value for row in rows if (tax := amount(row, "CalculatedAmount"))):
        yield from missing([find(settlement, SUMS)], "TaxTotalAmount")
    yield from missing([find(root, DEAL)], "IncludedSupplyChainTradeLineItem/AssociatedDocumentLineDocument/LineID")
    lines = _counted_lines(root)
    yield from missing(lines, f"{LINE_TAX}/CategoryCode")
    yield from missing(lines, f"{LINE_DELIVERY}/BilledQuantity", f"{LINE_SETTLEMENT}/{LINE_SUMS}/LineTotalAmount")
    yield from missing(lines, f"{LINE_AGREEMENT}/{PRICE}/ChargeAmount")
    rated = (one for one in lines if text_at(one, f"{LINE_TAX}/CategoryCode") not in (None, OUTSIDE))
    yield from missing(rated, f"{LINE_TAX}/{RATE}")
    currency = text_at(settlement, "InvoiceCurrencyCode")
    if settlement is not None and len(find_all(settlement, f"{SUMS}/TaxTotalAmount")) == 1:
        yield from other_currencies(settlement, currency, f"{SUMS}/TaxTotalAmount")


def _day(element: Element, path: str) -> Field[date] | None:
    return day(element, f"{path}/DateTimeString", f"{path}/DateTime", path)


def _tax_total(settlement: Element) -> Field[Decimal] | None:
    """Return the tax in the currency of the document: a second total may be in the currency of the tax office."""
    if settlement is None:
        return None
    currency = text_at(settlement, "InvoiceCurrencyCode")
    found = find_all(settlement, f"{SUMS}/TaxTotalAmount")
    own = [one for one in found if one.get("currencyID") in (currency, None)]
    return number((own or found)[0].text, local(found[0])) if found else None


def _party(element: Element) -> Party:
    place = find(element, "PostalTradeAddress")
    address = texts_at(place, "LineOne", "LineTwo", "LineThree", "PostcodeCode", "CityName")
    name = text_at(element, "Name") or text_at(element, "SpecifiedLegalOrganization/TradingBusinessName")
    return party(name, _tax_id(element), text_at(place, "CountryID"), address)


def _tax_id(element: Element) -> str | None:
    """Return the VAT id (`VA`), else the number of the local tax office (`FC`)."""
    ids = find_all(element, "SpecifiedTaxRegistration/ID") if element is not None else []
    ids.sort(key=lambda one: one.get("schemeID") != "VA")
    return next((" ".join(one.text.split()) for one in ids if one.text and one.text.strip()), None)


def _counted_lines(root: etree._Element) -> list[etree._Element]:
    lines = find_all(root, f"{DEAL}/IncludedSupplyChainTradeLineItem")
    status = "AssociatedDocumentLineDocument/LineStatusReasonCode"
    return [line for line in lines if text_at(line, status) not in NOT_COUNTED]


def _line(element: etree._Element) -> Line:
    return Line(
        description=text(element, "SpecifiedTradeProduct/Name", "SpecifiedTradeProduct/Description"),
        quantity=amount(element, f"{LINE_DELIVERY}/BilledQuantity"),
        unit_price=amount(element, f"{LINE_AGREEMENT}/{PRICE}/ChargeAmount"),
        tax_rate=amount(element, f"{LINE_TAX}/{RATE}"),
        amount=amount(element, f"{LINE_SETTLEMENT}/{LINE_SUMS}/LineTotalAmount"),
        price_quantity=amount(element, f"{LINE_AGREEMENT}/{PRICE}/BasisQuantity"),
        adjustments=charged(
            find_all(element, f"{LINE_SETTLEMENT}/SpecifiedTradeAllowanceCharge"),
            "ChargeIndicator/Indicator",
            "ActualAmount",
        ),
    )


def _tax(element: etree._Element) -> Tax:
    return Tax(
        kind=text_at(element, "TypeCode") or "VAT",
        rate=amount(element, RATE),
        base=amount(element, "BasisAmount"),
        amount=amount(element, "CalculatedAmount"),
    )
