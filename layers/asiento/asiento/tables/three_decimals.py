"""A figure with one mark before three digits, in a currency of three decimals: the mark is hardly one of thousands."""

from asiento.document import Doubt
from asiento.money.iso4217 import decimals_of
from asiento.reading.amounts import read_amount
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues

THREE = 3


def doubt_of_thousands(values: RowValues, meanings: tuple[Meaning, ...], currency: str | None) -> Doubt | None:
    """Return the doubt that a figure of *meanings*, read as thousands by the proof of other cells, has decimals.

    `240.005` in Tunisian dinars is 240 dinars and 5 millimes, whatever `12,5` in another row shows.
    """
    if decimals_of(currency) != THREE:
        return None
    for meaning in meanings:
        said = values.values.get(meaning)
        one, other = (
            read_amount(said, each) if isinstance(said, str) else None
            for each in (values.dialect, values.dialect.swapped)
        )
        if one is not None and other is not None and abs(one) > abs(other):
            return Doubt.of(
                "two_readings.decimals",
                where=values.where,
                column=values.names[meaning],
                cell=values.shown(meaning),
                one=one,
                other=other,
                currency=currency or "",
            )
    return None
