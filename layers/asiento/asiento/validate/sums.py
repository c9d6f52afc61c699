"""What the figures of a document make of each other, and by how much they may miss. Judges nothing."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from asiento.document import DocType, Document, Field, Source
from asiento.money.iso4217 import decimals_of

Amount = Field[Decimal]

SURCHARGES = frozenset({"RE", "REIVA", "REIGIC", "REIPSI"})
"""Taxes on the base of another one."""


def is_data(document: Document) -> bool:
    """Return whether *document* was read from XML or a row, and nothing of it is unread."""
    return _is_from(document, Source.XML, Source.ROW)


def is_row(document: Document) -> bool:
    """Return whether *document* was read from a row of a table or of JSON, which may leave out any figure."""
    return _is_from(document, Source.ROW)


def _is_from(document: Document, *sources: Source) -> bool:
    fields = (document.number, document.issued_on, document.total, document.net)
    return any(field is not None and field.source in sources for field in fields)


def tolerance(document: Document) -> Decimal:
    """Return by how much sums may miss for rounding: two hundredths, a hundredth a tax, half a hundredth a line.

    The hundredth is the smallest unit of the currency. Source: the project's country rules, section 4.3.
    """
    unit = Decimal(1).scaleb(-decimals_of(document.currency.value if document.currency else None))
    return max(2 * unit, unit * len(document.taxes), unit / 2 * len(document.lines) + unit)


def slack(document: Document) -> Decimal:
    """Return by how much the stated sums of a document may miss: those of a row or a European e-invoice not at all.

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


def net_of(document: Document) -> Decimal | None:
    """Return the net, or in data without one the bases of its taxes, if all of one kind have theirs; else None."""
    if document.net is not None:
        return document.net.value
    rows = [row for row in document.taxes if row.kind.upper() not in SURCHARGES]
    bases = [row.base for row in rows if row.base is not None]
    whole = is_data(document) and rows and len(bases) == len(rows) and len({row.kind for row in rows}) == 1
    return sum_of(bases) if whole else None


def tax_readings(document: Document) -> list[tuple[Decimal, list[Amount]]]:
    """Return what the taxes may come to, with the fields that say so: their rows, then the printed sum of them.

    A row of a table may give the rate of its tax alone: then it is that part of the base.
    """
    rows = known(document.taxes) or (_by_rates(document) if is_row(document) and document.tax_total is None else None)
    readings = [(sum_of(rows), rows)] if rows else []
    if document.tax_total is not None:
        readings.append((document.tax_total.value, [document.tax_total]))
    return readings


def _by_rates(document: Document) -> list[Amount] | None:
    """Return the stated amounts, or bases times rates, rounded half up; None if one cannot be made.

    Where the base was made of the total, as tills do, the tax is what is left of that.
    """
    cent = Decimal(1).scaleb(-decimals_of(document.currency.value if document.currency else None))
    amounts = [row.amount or _part(row.base, row.rate, cent) for row in document.taxes]
    parts = [amount for amount in amounts if amount is not None]
    if len(parts) < len(amounts):
        return None
    only = document.taxes[0] if len(parts) == 1 else None
    if only and only.base and only.rate and document.total and not document.tip:
        total = document.total.value
        if (total * 100 / (100 + only.rate.value)).quantize(cent, ROUND_HALF_UP) == only.base.value:
            return [replace(only.base, value=total - only.base.value)]
    return parts


def _part(base: Amount | None, rate: Amount | None, cent: Decimal) -> Amount | None:
    if base is None or rate is None:
        return None
    return replace(base, value=(base.value * rate.value / 100).quantize(cent, ROUND_HALF_UP))


def withheld_of(document: Document) -> Decimal:
    """Return what is withheld in all, 0 where an amount is missing."""
    return sum_of(known(document.withholdings) or [])


def total_readings(document: Document, net: Decimal, tax: Decimal) -> list[Decimal]:
    """Return the totals that the parts may make: with taxes, less withholdings (as Facturae prints it)."""
    tip = document.tip.value if document.tip else Decimal(0)
    expected = net + tax + tip
    readings = [expected, expected - withheld_of(document)]
    if document.doc_type is DocType.RECEIPT and not is_data(document):
        readings.append(net + tip)  # a till's subtotal has the taxes in it
    return readings


def adds_up(document: Document) -> bool | None:
    """Return whether the total follows from its parts; None if the parts are not printed."""
    readings, net = tax_readings(document), net_of(document)
    if net is None or document.total is None or not readings:
        return None
    said = document.total.value
    return any(fits(document, said, *total_readings(document, net, tax)) for tax, _ in readings)


def gross_readings(document: Document) -> list[Decimal]:
    """Return the totals before withholdings that net and taxes may make."""
    net = net_of(document) or Decimal(0)
    return [total_readings(document, net, tax)[0] for tax, _ in tax_readings(document)]
