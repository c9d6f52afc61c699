"""The sign of a credit note: in the ledger it is negative, however it is printed.

Many are printed with positive amounts under the heading `credit note` (in Ecuador all are), others with negative ones.
The rule: each sum of the whole note becomes negative; lines, taxes and withholdings turn as a group, and only if the
group's sum is positive, so that a line of the other sign keeps its meaning. Quantities, prices and rates stay as
printed. Where a figure was read is kept with the document; here only its sign changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from asiento.document import DocType, Document, Field, Line, Tax

Amount = Field[Decimal]


def signed(document: Document) -> Document:
    """Return *document* with the signs of the ledger; anything but a credit note is returned as it is."""
    if document.doc_type is not DocType.CREDIT_NOTE:
        return document
    return replace(
        document,
        net=_negative(document.net),
        tax_total=_negative(document.tax_total),
        total=_negative(document.total),
        payable=_negative(document.payable),
        lines=_turned_lines(document.lines),
        taxes=_turned_taxes(document.taxes),
        withholdings=_turned_taxes(document.withholdings),
    )


def _negative(field: Amount | None) -> Amount | None:
    return None if field is None else field.map(lambda value: -abs(value))


def _turned(field: Amount | None) -> Amount | None:
    return None if field is None else field.map(lambda value: -value)


def _turned_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    if not _is_positive(line.amount for line in lines):
        return tuple(lines)
    return tuple(replace(line, amount=_turned(line.amount)) for line in lines)


def _turned_taxes(taxes: Sequence[Tax]) -> tuple[Tax, ...]:
    """Turn bases and amounts apart: some notes print only one of the two with its sign."""
    turn_base = _is_positive(tax.base for tax in taxes)
    turn_amount = _is_positive(tax.amount for tax in taxes)
    return tuple(
        replace(
            tax,
            base=_turned(tax.base) if turn_base else tax.base,
            amount=_turned(tax.amount) if turn_amount else tax.amount,
        )
        for tax in taxes
    )


def _is_positive(amounts: Iterable[Amount | None]) -> bool:
    return sum((amount.value for amount in amounts if amount is not None), Decimal(0)) > 0
