"""The currency of a till receipt: by its signs, and by what is printed in one country only."""

from asiento.document import Field
from asiento.money.signs import DOLLARS
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.currency import currency_by_office, dollar_by_office
from asiento.pages.receipt.currency_weights import CURRENCY
from asiento.pages.receipt.region_marks import marks_on
from asiento.reading.layout import Span


def receipt_currency(pages: AnnotatedPages) -> Field[str] | None:
    """Return the ISO 4217 code for which the receipt speaks; None where it says too little.

    Words that two countries share (`IVA`) say nothing beside the tax office of a third, and `$` is what its own says.
    """
    points: dict[str, float] = {}
    places: dict[str, Span] = {}
    for code, weight, place in marks_on(pages):
        points[code] = points.get(code, 0) + weight
        places.setdefault(code, place)
    ranked = sorted(points.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < CURRENCY.least:
        return None
    (code, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
    if code in DOLLARS and dollar_by_office(pages) not in (code, None):
        return None
    clear = most >= 2 * CURRENCY.least and most >= CURRENCY.clear * second
    if not clear and currency_by_office(pages) not in (code, None):
        return None
    sure = CURRENCY.sure if clear else CURRENCY.likely if most > second else CURRENCY.shared
    return pages.judged(code, places[code], sure)
