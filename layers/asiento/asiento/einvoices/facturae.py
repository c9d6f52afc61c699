"""Facturae 3.0 to 3.2.2, the format of Spain's public sector (Orden HAP/1650/2015): one invoice of a file."""

from dataclasses import replace

from lxml import etree

from asiento.document import DocType, Document, Field, Line, Party, Tax
from asiento.einvoices.fields import (
    Element,
    amount,
    balance,
    day,
    description,
    exact,
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
COUNTRIES = {"ESP": "ES"}


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
        number=_number(invoice),
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


def _number(invoice: Element) -> Field[str] | None:
    """Return series and number in one, as the tax office's books have it (`NumSerieFactura` of the SII)."""
    series, number = texts_at(invoice, "InvoiceHeader/InvoiceSeriesCode", "InvoiceHeader/InvoiceNumber")
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
