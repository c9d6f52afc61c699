"""Spain's e-invoice between companies: UBL 2.5 with the extension of the tax office for its public solution (SPFE).

What annex I of Orden HAC/1028/2026 (https://www.boe.es/buscar/act.php?id=BOE-A-2026-20587) adds to EN 16931, as public
programs that cite it write it: the order itself was not at hand. Where no path is given, several are looked at.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Document, Doubt, Field, Notice, Source, Tax
from asiento.einvoices.demanded import credits_nothing, missing
from asiento.einvoices.fields import LONGEST, Element, amount, exact
from asiento.fiscal_codes import FiscalCode, System
from asiento.fiscal_codes.payload import read_code
from asiento.reading.xml_files import find_all, text_at

EXTENSION = "urn:aeat.es:spfe"
"""In BT-24, `CustomizationID`."""

CORRECTIVE = frozenset({"384", "471"})
"""List L1: a corrective invoice, and one that the buyer wrote."""

REASONS = frozenset({"R1", "R2", "R3", "R4"})
DIFFERENCES, REPLACES = "I", "S"
"""Lists L2.A and L2.B: why it corrects, and whether its figures are differences or take the place of the first ones."""

REGIMES = {
    "IVA": frozenset(["01", "02", "03", "04", "05", "06", "07", "08", "09", "11", "14", "15"]),
    "IGIC": frozenset(["01", "02", "03", "04", "05", "06", "07", "08", "09", "11", "14", "15", "17", "18", "19"]),
    "IPSI": frozenset(["01", "08", "11", "19", "20"]),
}
"""Lists L3A, L3B and L3C: the keys of regimes by tax."""

WHEN_PAID, IN_PRICE = frozenset({"07", "14", "15"}), frozenset({"03", "05"})
"""Of IVA and IGIC: cash accounting, and works or services that go on; the margin schemes of used goods and travel."""

BY_CATEGORY = {"L": "IGIC", "M": "IPSI"}
"""UNCL 5305. All have the scheme VAT, and the lines say which tax it is."""

OF_SURCHARGE = frozenset(map(Decimal, ("5.2", "1.75", "1.4", "0.5", "0.62", "0.625", "0.26")))
"""Rates that recargo de equivalencia has and no IVA (Ley 37/1992, art. 161)."""

WITHHOLDING, WITHHELD_LINE = "WTH", "RETE"
"""The scheme of `WithholdingTaxTotal`, and the code of the line by which what is withheld is taken off what is paid."""

LINES = "InvoiceLine|CreditNoteLine"
COLLECTED = "CollectionInvoiceLine|CollectionCreditNoteLine"
CORRECTED = "BillingReference/InvoiceDocumentReference|CreditNoteDocumentReference/ID"
TOTAL = "LegalMonetaryTotal/TaxInclusiveAmount"


def is_spfe(root: etree._Element) -> bool:
    """Return whether the file says that it has the extension."""
    return EXTENSION in (text_at(root, "CustomizationID") or "").lower()


def corrective_type(root: etree._Element) -> DocType | None:
    """Return the type of a corrective invoice, None of any other: one that takes off is a credit note."""
    if not is_spfe(root) or text_at(root, "InvoiceTypeCode") not in CORRECTIVE:
        return None
    total = amount(root, TOTAL)
    takes_off = _reference(root, "RECT:MODALIDAD") == DIFFERENCES and total is not None and total.value < 0
    return DocType.CREDIT_NOTE if takes_off else DocType.INVOICE


def with_extension(document: Document, root: etree._Element) -> Document:
    """Return *document* with what the extension says of its taxes, of what is paid, and of its fiscal code."""
    levied, code = _levied(root), _code(root)
    collected = sum((field.value for line, field in _collected(root) if not _is_withheld(line)), Decimal(0))
    prepaid = (document.prepaid.value if document.prepaid else Decimal(0)) - collected
    return replace(
        document,
        taxes=tuple(
            _named(tax, row, levied)
            for tax, row in zip(document.taxes, find_all(root, "TaxTotal/TaxSubtotal"), strict=True)
        ),
        withholdings=tuple(
            replace(tax, kind="IRPF") if tax.kind == WITHHOLDING else tax for tax in document.withholdings
        ),
        prepaid=Field(value=prepaid, confidence=1.0, source=Source.DERIVED) if prepaid else None,
        fiscal=replace(document.fiscal, printed=exact(code)) if isinstance(code, FiscalCode) else document.fiscal,
        notices=tuple(_notices(root)),
    )


def doubts(root: etree._Element) -> Iterator[Doubt]:
    """Yield what the extension demands and the file lacks, and what it says against booking it as it is."""
    yield from _correction(root)
    yield from _withheld(root)
    yield from _regimes(root)
    code = _code(root)
    if _reference(root, "QR") is not None and not isinstance(code, FiscalCode):
        yield Doubt.of("fiscal_code_unreadable")
    if isinstance(code, FiscalCode) and code.trial:
        yield Doubt.of("marked_test")


def _correction(root: etree._Element) -> Iterator[Doubt]:
    """Yield what is open about a corrective invoice, or about one that says it only in its references."""
    kind, reason, how = corrective_type(root), _reference(root, "RECT:TIPO"), _reference(root, "RECT:MODALIDAD")
    if kind is None:
        if reason or how:
            yield Doubt.of("unknown_type", type=f"{text_at(root, 'InvoiceTypeCode') or ''} RECT"[:LONGEST])
        return
    if reason not in REASONS or how not in (DIFFERENCES, REPLACES):
        yield Doubt.of("unknown_type", type=f"384 {reason or ''} {how or ''}"[:LONGEST])
    elif how == REPLACES:
        yield Doubt.of("corrects_upwards.replaces")
    elif kind is DocType.INVOICE:
        yield Doubt.of("corrects_upwards.adds")
    yield from credits_nothing(DocType.CREDIT_NOTE, root, CORRECTED)


def _withheld(root: etree._Element) -> Iterator[Doubt]:
    """Yield where the rows of what is withheld, its sum, and the line that takes it off what is paid disagree."""
    totals, rows = find_all(root, "WithholdingTaxTotal"), find_all(root, "WithholdingTaxTotal/TaxSubtotal")
    yield from missing(totals, "TaxAmount", "TaxSubtotal/TaxAmount")
    yield from missing(rows, "TaxableAmount", "TaxAmount", "TaxCategory/Percent", "TaxCategory/TaxScheme/ID")
    made = _sum(rows, "TaxAmount")
    said = _sum(totals, "TaxAmount")
    if totals and said != made:
        yield Doubt.of("summary_mismatch.withheld", said=said, made=made)
    lines = [field.value for line, field in _collected(root) if _is_withheld(line)]
    if lines and abs(sum(lines, Decimal(0))) != abs(made):
        yield Doubt.of("summary_mismatch.withheld", said=abs(sum(lines, Decimal(0))), made=made)


def _regimes(root: etree._Element) -> Iterator[Doubt]:
    """Yield the first line without a regime of its tax, and the first regime that is none."""
    lines = find_all(root, LINES)
    if any(not list(_keys(line)) for line in lines):
        yield Doubt.of("missing_element", element="REGI", within="InvoiceLine")
    for tax, key in (each for line in lines for each in _keys(line)):
        if key not in REGIMES.get(tax, ()):
            yield Doubt.of("unknown_regime", tax=tax[:LONGEST], key=key[:LONGEST])
            return


def _notices(root: etree._Element) -> Iterator[Notice]:
    """Yield what a regime means for who deducts the tax, once each."""
    found = {(tax, key) for line in find_all(root, LINES) for tax, key in _keys(line) if tax in ("IVA", "IGIC")}
    for tax, key in sorted(found):
        if key in WHEN_PAID:
            yield Notice.of("tax_regime.when_paid", tax=tax, key=key)
        elif key in IN_PRICE:
            yield Notice.of("tax_regime.margin", tax=tax, key=key)


def _keys(line: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield tax and key of each regime of a *line* (BG-32, `REGI`); empty what is not said."""
    for one in find_all(line, "Item/AdditionalItemProperty"):
        if text_at(one, "Name") == "REGI":
            yield text_at(one, "ValueQualifier") or "", text_at(one, "Value") or ""


def _levied(root: etree._Element) -> str:
    """Return the tax that the lines say it is; IVA if they say several, for the others have categories of their own."""
    found = {tax for line in find_all(root, LINES) for tax, _ in _keys(line)} & REGIMES.keys()
    return found.pop() if len(found) == 1 else "IVA"


def _named(tax: Tax, row: etree._Element, levied: str) -> Tax:
    """Return *tax* of *row* by its national name."""
    kind = BY_CATEGORY.get(text_at(row, "TaxCategory/ID") or "", levied)
    if tax.kind.upper() == "RE" or (kind == "IVA" and tax.rate is not None and tax.rate.value in OF_SURCHARGE):
        kind = "RE"
    return replace(tax, kind=kind)


def _reference(root: etree._Element, name: str) -> str | None:
    """Return what the document *name* says (BG-24): its code, or the address of the QR code."""
    for one in find_all(root, "AdditionalDocumentReference"):
        if text_at(one, "ID") == name:
            return (
                text_at(one, "DocumentTypeCode" if name != "QR" else "UUID")
                or text_at(one, "Attachment/ExternalReference/URI")
                or ""
            )
    return None


def _code(root: etree._Element) -> object:
    """Return what the fiscal code states whose address the file has: a `FiscalCode` if it is one of Spain's."""
    found = read_code(_reference(root, "QR") or "")
    return found if not isinstance(found, FiscalCode) or found.system in (System.VERIFACTU, System.TICKETBAI) else None


def _collected(root: etree._Element) -> Iterator[tuple[etree._Element, Field[Decimal]]]:
    """Yield the lines of what is collected beside the invoice (BG-34) that have an amount (BT-179), with it."""
    for line in find_all(root, COLLECTED):
        field = amount(line, "TaxInclusiveLineExtensionAmount", "LineExtensionAmount")
        if field is not None:
            yield line, field


def _is_withheld(line: Element) -> bool:
    """Return whether *line* takes off what is withheld. The annex gives the code and not its path."""
    return line is not None and any((one.text or "").strip() == WITHHELD_LINE for one in line.iter())


def _sum(rows: list[etree._Element], path: str) -> Decimal:
    return sum((field.value for row in rows if (field := amount(row, path))), Decimal(0))
