"""Facturae 3.0 to 3.2.2, the format of Spain's public sector (Orden HAP/1650/2015): one invoice of a file."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Doubt, Field, Line, Party, Tax
from asiento.einvoices.demanded import credits_nothing, far_apart, missing, unknown_type
from asiento.einvoices.fields import (
    Element,
    added,
    amount,
    balance,
    day,
    description,
    exact,
    negated,
    party,
    payment,
    text,
    texts_at,
)
from asiento.reading.xml_files import find, find_all, text_at

KINDS = {"01": "IVA", "02": "IPSI", "03": "IGIC", "04": "IRPF", "17": "REIVA", "18": "REIGIC", "19": "REIPSI"}
"""`TaxTypeCodeType` of the schema; the rest are special taxes, which keep their code."""

METHODS = {"01": "cash", "02": "direct_debit", "04": "transfer", "19": "card"}
"""`PaymentMeansType` of the schema."""

ACCOUNT = "AccountToBeCredited|AccountToBeDebited"
"""The seller's for a transfer, the buyer's for a direct debit."""

LESS = ("TotalPaymentsOnAccount", "Subsidies/Subsidy/SubsidyAmount", "AmountsWithheld/WithholdingAmount")
MORE = ("TotalReimbursableExpenses", "TotalFinancialExpenses")
"""What makes `TotalExecutableAmount` of `InvoiceTotal`, by the schema."""

CORRECTIVE = ("OR", "CR")
BOOKED_CLASSES = ("OO", "OR", "OC")
"""`InvoiceClassType` of the schema: originals. The others are copies of what was booked before."""

CORRECTED = ("InvoiceHeader/Corrective/InvoiceNumber", "InvoiceHeader/Corrective/TaxPeriod/StartDate")
"""What a corrective invoice corrects: an invoice, or all of a period (RD 1619/2012, art. 15.4)."""

COUNTRIES = {"ESP": "ES"}

BATCH_COUNT, BATCH_SUM = "FileHeader/Batch/InvoicesCount", "FileHeader/Batch/TotalInvoicesAmount/TotalAmount"
"""What the batch of a file states of all its invoices."""


def doc_type(root: etree._Element) -> DocType:
    """Return `credit_note` for a corrective invoice that gives money back.

    One with a positive total replaces the first invoice or adds to it (RD 1619/2012 art. 15): it is an invoice.
    """
    invoice = find(root, "Invoices/Invoice")
    total = amount(invoice, "InvoiceTotals/InvoiceTotal")
    corrects = text_at(invoice, "InvoiceHeader/InvoiceClass") in CORRECTIVE
    return DocType.CREDIT_NOTE if corrects and total and total.value < 0 else DocType.INVOICE


def document(root: etree._Element) -> Document:
    """Return the first invoice of the file."""
    invoice = find(root, "Invoices/Invoice")
    totals = find(invoice, "InvoiceTotals")
    installment = find(invoice, "PaymentDetails/Installment")
    lines = tuple(map(_line, find_all(invoice, "Items/InvoiceLine"))) if invoice is not None else ()
    return Document(
        doc_type=doc_type(root),
        doubts=tuple(_doubts(root, invoice)),
        number=_numbered(invoice, "InvoiceHeader"),
        corrects=_numbered(invoice, "InvoiceHeader/Corrective"),
        issued_on=day(invoice, "InvoiceIssueData/IssueDate"),
        due_on=day(installment, "InstallmentDueDate"),
        supplier=_party(find(root, "Parties/SellerParty")),
        customer=_party(find(root, "Parties/BuyerParty")),
        currency=text(invoice, "InvoiceIssueData/InvoiceCurrencyCode")
        or text(root, "FileHeader/Batch/InvoiceCurrencyCode"),
        description=description(lines),
        lines=lines,
        taxes=_taxes(find(invoice, "TaxesOutputs")),
        withholdings=_taxes(find(invoice, "TaxesWithheld")),
        net=amount(totals, "TotalGrossAmountBeforeTaxes"),
        tax_total=amount(totals, "TotalTaxOutputs"),
        total=amount(totals, "InvoiceTotal"),
        payable=amount(totals, "TotalExecutableAmount", "TotalOutstandingAmount"),
        adjustments=balance(totals, ["TotalGeneralSurcharges"], ["TotalGeneralDiscounts"]),
        prepaid=balance(totals, LESS, MORE),
        payment=payment(
            text_at(installment, "PaymentMeans"),
            METHODS,
            text_at(installment, f"{ACCOUNT}/IBAN") or text_at(installment, f"{ACCOUNT}/AccountNumber"),
        ),
    )


def batch_mismatches(root: etree._Element) -> Iterator[Doubt]:
    """Yield a doubt for the count and for the sum of all invoices that the batch of a file states and does not have."""
    invoices = find_all(root, "Invoices/Invoice")
    stated = text_at(root, BATCH_COUNT) or ""
    if stated.isdecimal() and int(stated) != len(invoices):
        yield Doubt.of("summary_mismatch.count", side="invoices", said=int(stated), found=len(invoices))
    said, totals = amount(root, BATCH_SUM), [amount(one, "InvoiceTotals/InvoiceTotal") for one in invoices]
    made = sum((total.value for total in totals if total), Decimal(0))
    if said and None not in totals and said.value != made:
        yield Doubt.of("summary_mismatch.sum", side="invoices", said=said.value, made=made)


def _doubts(root: etree._Element, invoice: Element) -> Iterator[Doubt]:
    """Yield what speaks against booking the file as it is; what it must have is in the schema."""
    yield from unknown_type(text_at(invoice, "InvoiceHeader/InvoiceClass"), BOOKED_CLASSES)
    yield from batch_mismatches(root)
    if text_at(invoice, "InvoiceHeader/InvoiceClass") in CORRECTIVE and doc_type(root) is DocType.INVOICE:
        yield Doubt.of("corrects_upwards.adds")
    if text_at(invoice, "InvoiceHeader/InvoiceClass") in CORRECTIVE:
        yield from credits_nothing(DocType.CREDIT_NOTE, invoice, *CORRECTED)
    yield from missing([invoice], "InvoiceHeader/InvoiceClass")
    sums = ("TotalGrossAmountBeforeTaxes", "TotalTaxOutputs", "InvoiceTotal", "TotalExecutableAmount")
    yield from missing([find(invoice, "InvoiceTotals")], *sums)
    yield from missing([invoice], "TaxesOutputs/Tax/TaxTypeCode", "Items/InvoiceLine/ItemDescription")
    issued, delivered = "InvoiceIssueData/IssueDate", "InvoiceIssueData/OperationDate"
    yield from far_apart(day(invoice, issued), day(invoice, delivered, "InvoiceIssueData/InvoicingPeriod/StartDate"))
    if invoice is not None:
        rows = find_all(invoice, "TaxesOutputs/Tax")
        yield from missing(rows, "TaxRate", "TaxableBase/TotalAmount", "TaxAmount/TotalAmount")
        yield from missing(find_all(invoice, "Items/InvoiceLine"), "Quantity", "UnitPriceWithoutTax", "GrossAmount")
    currency = text_at(invoice, "InvoiceIssueData/InvoiceCurrencyCode")
    of_batch = text_at(root, "FileHeader/Batch/InvoiceCurrencyCode")
    if currency and of_batch and currency != of_batch:
        yield Doubt.of("two_currencies", currency=currency, others=[of_batch])


def _numbered(invoice: Element, path: str) -> Field[str] | None:
    """Return series and number at *path* in one, as the tax office's books have it (`NumSerieFactura` of the SII)."""
    series, number = texts_at(invoice, f"{path}/InvoiceSeriesCode", f"{path}/InvoiceNumber")
    return exact(f"{series or ''}{number}") if number else None


def _party(element: Element) -> Party:
    tax_id = text_at(element, "TaxIdentification/TaxIdentificationNumber")
    body = find(element, "LegalEntity|Individual")
    name = text_at(body, "CorporateName") or " ".join(
        part for part in texts_at(body, "Name", "FirstSurname", "SecondSurname") if part
    )
    place = find(body, "AddressInSpain|OverseasAddress")
    country = text_at(place, "CountryCode")
    address = texts_at(place, "Address", "PostCode", "Town", "PostCodeAndTown", "Province")
    return party(name, tax_id, COUNTRIES.get(country or "", country), address)


def _line(element: etree._Element) -> Line:
    return Line(
        description=text(element, "ItemDescription"),
        quantity=amount(element, "Quantity"),
        unit_price=amount(element, "UnitPriceWithoutTax"),
        tax_rate=amount(element, "TaxesOutputs/Tax/TaxRate"),
        amount=amount(element, "GrossAmount", "TotalCost"),
        adjustments=added(
            [
                *(amount(one, "ChargeAmount") for one in find_all(element, "Charges/Charge")),
                *(negated(amount(one, "DiscountAmount")) for one in find_all(element, "DiscountsAndRebates/Discount")),
            ]
        ),
    )


def _taxes(element: Element) -> tuple[Tax, ...]:
    rows = find_all(element, "Tax") if element is not None else []
    return tuple(tax for row in rows for tax in _tax(row))


def _tax(row: etree._Element) -> list[Tax]:
    """Return the tax of a row and, if it has one, its surcharge (recargo de equivalencia)."""
    code = text_at(row, "TaxTypeCode") or ""
    tax = Tax(
        kind=KINDS.get(code, f"Facturae {code}".strip()),
        rate=amount(row, "TaxRate"),
        base=amount(row, "TaxableBase/TotalAmount", "TaxableBase"),
        amount=amount(row, "TaxAmount/TotalAmount", "TaxAmount"),
    )
    extra = amount(row, "EquivalenceSurchargeAmount/TotalAmount", "EquivalenceSurchargeAmount")
    if extra is None or not extra.value:
        return [tax]
    return [tax, replace(tax, kind="RE", rate=amount(row, "EquivalenceSurcharge"), amount=extra)]
