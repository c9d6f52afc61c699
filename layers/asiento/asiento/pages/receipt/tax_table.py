"""The total as the table of taxes at the foot of a receipt gives it, where its rates and sums prove each row."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.receipt.amounts import Amount

RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%")
"""The rate that a row of the table begins with: `A 7 %`, `V 19,0%`, `S=GST @6%`."""

LEAST_COLUMNS = 2
MOST_COLUMNS = 3
"""Amounts in a row of the table."""

CENT = Decimal("0.01")
"""By how much a printed sum may differ."""

HALF_UP = Decimal("0.006")
"""By how much a tax may differ from its rate's: half a cent of rounding, and a little."""


def table_total(pages: AnnotatedPages, amounts: Sequence[Amount]) -> Decimal | None:
    """Return the sum of the table's rows with tax; None without a table, or where a row is not proven."""
    rows = [(rate, _row(amounts, at)) for at, line in enumerate(pages.lines) if (rate := RATE.search(line.text))]
    gross = [_gross(Decimal(rate[1].replace(",", ".")), row) for rate, row in rows if len(row) >= LEAST_COLUMNS]
    proven = [one for one in gross if one is not None]
    return sum(proven, Decimal(0)) or None if len(proven) == len(gross) else None


def _row(amounts: Sequence[Amount], at: int) -> tuple[Decimal, ...]:
    return tuple(abs(one.value) for one in amounts if one.at == at)[-MOST_COLUMNS:]


def _gross(rate: Decimal, row: Sequence[Decimal]) -> Decimal | None:
    """Return net and tax of a row: three amounts that add up, or two of which the rate makes one the other."""
    top = max(row)
    rest = sum(row) - top
    if len(row) == MOST_COLUMNS and abs(top - rest) <= CENT and min(row):
        return top
    share = rate / 100
    for net, other in permutations(row, 2):
        if net and abs(net * share - other) <= HALF_UP:
            return net + other  # the other is the tax
        if rate and abs(net * (1 + share) - other) <= HALF_UP:
            return other  # the gross amount
        if rate and abs(other * share / (1 + share) - net) <= HALF_UP:
            return other  # the gross amount, of which the first is the tax
    return None
