"""Charges and discounts that a row, or one of its lines, has in columns of their own."""

from collections.abc import Iterator
from decimal import Decimal

from asiento.document import Field, Source
from asiento.lexicon.folding import bare_words
from asiento.tables.columns import meaning_of
from asiento.tables.meanings import Meaning
from asiento.tables.numbers import number
from asiento.tables.qualifiers import CHARGES, DISCOUNTS
from asiento.tables.row_values import CERTAIN, RowValues

Amount = Field[Decimal]

CENT = Decimal("0.01")


def adjustment_of_line(values: RowValues, made: Decimal, amount: Amount | None) -> Amount | None:
    """Return charges less discounts of a line, if with them its quantity times price, *made*, is its *amount*.

    A discount may be a percentage.
    """
    if amount is None:
        return None
    missing = amount.value - made
    for is_discount, figure in _stated(values):
        parts = (-abs(figure), -made * abs(figure) / 100) if is_discount else (figure,)
        if missing and any(abs(part - missing) <= CENT for part in parts):
            return Field(value=missing, confidence=CERTAIN, source=Source.ROW)
    return None


def adjustment_of_foot(values: RowValues) -> Amount | None:
    """Return the charges less the discounts that stand beside the total of a row; None if it has none."""
    parts = [-abs(figure) if is_discount else figure for is_discount, figure in _stated(values)]
    return Field(value=sum(parts, Decimal(0)), confidence=CERTAIN, source=Source.ROW) if parts else None


def _stated(values: RowValues) -> Iterator[tuple[bool, Decimal]]:
    """Yield the figures of columns of charges and discounts, and whether each is a discount."""
    for name, value in values.columns.items():
        words, figure = set(bare_words(name).split()), number(value, values.dialect)
        if meaning_of(name) is Meaning.ASIDE and figure and words & (DISCOUNTS | CHARGES):
            yield bool(words & DISCOUNTS), figure
