"""Amounts of a page that may be a thousand times another: `1.234` where no figure shows its decimals."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from asiento.document import Document, Doubt, Field, Tax
from asiento.money.iso4217 import decimals_of
from asiento.pages.annotated import AnnotatedPages
from asiento.reading.amounts import read_amount
from asiento.reading.dialect import shows_decimals
from asiento.reading.writing import open_amount

MONEY = ("net", "tax_total", "tip", "total", "payable")
"""The amounts of a document that its posting has, beside those of its taxes."""


def with_open_amounts(document: Document, pages: AnnotatedPages) -> Document:
    """Return *document* with those amounts doubted that the page lets stand for two.

    Money without decimals has one reading.
    """
    whole = document.currency is not None and not decimals_of(document.currency.value)
    others = {} if whole or shows_decimals(line.text for line in pages.lines) else _open_in(pages)
    if not others:
        return document
    sums: dict[str, Any] = {name: _doubted(getattr(document, name), others) for name in MONEY}
    return replace(
        document,
        taxes=tuple(_doubted_tax(tax, others) for tax in document.taxes),
        withholdings=tuple(_doubted_tax(tax, others) for tax in document.withholdings),
        **sums,
    )


def _open_in(pages: AnnotatedPages) -> Mapping[Decimal, Decimal]:
    """Return what each figure that may be read in two ways is otherwise, by its value."""
    ours = pages.dialect
    other = ours.swapped
    texts = {figure.value: figure.span.text for line in pages.figures for figure in line}
    return {
        value: found
        for value, text in texts.items()
        if open_amount(text, (ours, other)) and (found := read_amount(text, other)) is not None
    }


def _doubted_tax(tax: Tax, others: Mapping[Decimal, Decimal]) -> Tax:
    return replace(tax, base=_doubted(tax.base, others), amount=_doubted(tax.amount, others))


def _doubted(field: Field[Decimal] | None, others: Mapping[Decimal, Decimal]) -> Field[Decimal] | None:
    other = others.get(abs(field.value)) if field else None
    if field is None or other is None:
        return field
    return replace(field, doubt=Doubt.of("two_readings.page", one=field.value, other=other))
