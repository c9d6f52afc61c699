"""What may be changed in an e-invoice: its elements by what they hold, in all formats, told by their names."""

import re
from collections.abc import Iterator
from enum import StrEnum

from lxml import etree

from asiento.einvoices.fields import DATES, NUMBER
from asiento.reading.xml_files import local


class Kind(StrEnum):
    """What an element or a cell holds."""

    FIGURE = "figure"
    RATE = "rate"
    DATE = "date"
    TYPE = "kind of document"
    STATUS = "status"
    CURRENCY = "currency"
    ELEMENT = "element"


FIGURES = re.compile(
    r"(?i).*(amount|total|quantity|cantidad|quantita|importo|imposta|imponibile|prezzo|valor|base|propina|price|cost|"
    r"precio|gross).*"
)
RATES = re.compile(r"(?i).*percent|.*rate|tarifa|aliquota\w*|porcentaje\w*")
DAYS = re.compile(r"(?i).*(date|fecha|data).*")
TYPES = frozenset({"InvoiceTypeCode", "CreditNoteTypeCode", "InvoiceClass", "TipoDocumento", "codDoc"})
HEADS = frozenset({"ExchangedDocument", "HeaderExchangedDocument"})
CURRENCIES = frozenset({"DocumentCurrencyCode", "InvoiceCurrencyCode", "Divisa", "moneda"})
ROWS = frozenset(
    {
        *("InvoiceLine", "CreditNoteLine", "IncludedSupplyChainTradeLineItem", "DettaglioLinee", "detalle"),
        *("TaxSubtotal", "ApplicableTradeTax", "Tax", "DatiRiepilogo", "totalImpuesto"),
        *("AllowanceCharge", "SpecifiedTradeAllowanceCharge", "Discount", "Charge", "ScontoMaggiorazione"),
    }
)
"""Elements that come several times: lines, rows of the tax table, allowances and charges."""


def places(root: etree._Element) -> Iterator[tuple[Kind, etree._Element]]:
    """Yield the elements that may be changed, each with what it holds."""
    for element in root.iter(etree.Element):
        name, text = local(element), (element.text or "").strip()
        if name in ROWS and len(element):
            yield Kind.ELEMENT, element
        elif name in CURRENCIES:
            yield Kind.CURRENCY, element
        elif name in TYPES or (name == "TypeCode" and _parent(element) in HEADS):
            yield Kind.TYPE, element
        elif RATES.fullmatch(name) and NUMBER.fullmatch(text):
            yield Kind.RATE, element
        elif FIGURES.fullmatch(name) and NUMBER.fullmatch(text):
            yield Kind.FIGURE, element
        elif DAYS.fullmatch(name) and any(pattern.fullmatch(text) for pattern, _ in DATES):
            yield Kind.DATE, element


def where(element: etree._Element) -> str:
    """Return the names from the root to *element*."""
    return "/".join([*(local(one) for one in reversed(list(element.iterancestors()))), local(element)])


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local(parent)
