"""What the figures of a document make of each other, and by how much they may miss. Judges nothing."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from asiento.document import DocType, Document, Field, Source
from asiento.money.iso4217 import decimals_of

Amount = Field[Decimal]


def is_data(document: Document) -> bool:
    """Return whether *document* was read from XML, and nothing of it is unread."""
    fields = (document.number, document.issued_on, document.total, document.net)
    return any(field is not None and field.source is Source.XML for field in fields)


def tolerance(document: Document) -> Decimal:
    """Return by how much sums may miss for rounding: two hundredths, a hundredth a tax, half a hundredth a line.

    The hundredth is the smallest unit of the currency. Source: the project's country rules, section 4.3.
    """
    unit = Decimal(1).scaleb(-decimals_of(document.currency.value if document.currency else None))
    return max(2 * unit, unit * len(document.taxes), unit / 2 * len(document.lines) + unit)


def slack(document: Document) -> Decimal:
    """Return by how much the stated sums of a document may miss: those of a European e-invoice not at all.

    Source: EN 16931, BR-CO-10 to BR-CO-16. Ecuador's tax office lets cents pass.
    """
    return Decimal(0) if is_data(document) and document.fiscal.access_key is None else tolerance(document)


def known(rows: Iterable[Any]) -> list[Amount] | None:
    """Return the amounts of *rows*; None if one is missing, for then no sum can be judged."""
    amounts = [row.amount for row in rows]
    return None if None in amounts else amounts


def sum_of(amounts: Iterable[Amount]) -> Decimal:
    """Return what *amounts* come to, 0 for none."""
    return sum((amount.value for amount in amounts), Decimal(0))


def fits(document: Document, said: Decimal, *readings: Decimal) -> bool:
    """Return whether *said* is one of *readings*. Printed credit notes mix signs freely, so theirs are not compared."""
    if document.doc_type is DocType.CREDIT_NOTE and not is_data(document):
        said, readings = abs(said), tuple(map(abs, readings))
    return any(abs(said - reading) <= slack(document) for reading in readings)


def tax_readings(document: Document) -> list[tuple[Decimal, list[Amount]]]:
    """Return what the taxes may come to, with the fields that say so: their rows, then the printed sum of them."""
    rows = known(document.taxes)
    readings = [(sum_of(rows), rows)] if rows else []
    if document.tax_total is not None:
        readings.append((document.tax_total.value, [document.tax_total]))
    return readings


def withheld_of(document: Document) -> Decimal:
    """Return what is withheld in all, 0 where an amount is missing."""
    return sum_of(known(document.withholdings) or [])


def total_readings(document: Document, net: Decimal, tax: Decimal) -> list[Decimal]:
    """Return the totals that the parts may make: with taxes, less withholdings (as Facturae prints it)."""
    tip = document.tip.value if document.tip else Decimal(0)
    expected = net + tax + tip
    readings = [expected, expected - withheld_of(document)]
    if document.doc_type is DocType.RECEIPT:
        readings.append(net + tip)  # a till's subtotal has the taxes in it
    return readings


def adds_up(document: Document) -> bool | None:
    """Return whether the total follows from its parts; None if the parts are not printed."""
    readings = tax_readings(document)
    if document.net is None or document.total is None or not readings:
        return None
    net, said = document.net.value, document.total.value
    return any(fits(document, said, *total_readings(document, net, tax)) for tax, _ in readings)


def gross_readings(document: Document) -> list[Decimal]:
    """Return the totals before withholdings that net and taxes may make."""
    net = document.net.value if document.net else Decimal(0)
    return [total_readings(document, net, tax)[0] for tax, _ in tax_readings(document)]
