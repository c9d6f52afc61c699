"""The currency of a till receipt: by its signs, and by what is printed in one country only."""

import re
from functools import cache

from asiento.document import Field
from asiento.pages.annotated import Paper
from asiento.pages.receipt.weights import CURRENCY
from asiento.reading.layout import Span

MARKS: tuple[tuple[str, float, str], ...] = (
    ("MYR", 2.0, r"\brm ?-?\d|\brm\b|\bmyr\b"),
    ("MYR", 2.0, r"\bs[do0b][nh][., ]{1,3}b[h]?[do0]\b|\bs/b\b"),
    ("MYR", 1.0, r"\bgst (?:id|reg)|\(gst\)|incl\w* (?:of )?gst|\bgst ?@|\bgst summary|\bsst\b"),
    ("MYR", 1.5, r"\b(?:jalan|jln|selangor|kuala lumpur|johor|malaysia|tam[aá]n|seksyen|restoran|kedai|persiaran)\b"),
    ("MYR", 1.0, r"terima kasih|selamat datang|barang yang"),
    ("EUR", 2.0, r"€|\beuros?\b|\beur\b"),
    ("EUR", 1.0, r"\bmwst\b|\bust-?id|\bgmbh\b|\bstra(?:ss|ß|b)e\b|\biva\b|\bn\.?i\.?f\b|\btva\b|\bs\.l\.|\bbtw\b"),
    ("GBP", 2.0, r"£ ?\d+[.,]\d\d|\bgbp\b"),
    ("GBP", 1.0, r"\bvat\b.*\bgb|\bunited kingdom\b|\b[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}\b"),
    ("USD", 2.0, r"\$ ?\d+\.\d\d|\bus\$|\busd\b"),
    ("USD", 1.0, r"\b(?:al|az|ca|co|fl|ga|il|ma|mi|nc|nj|nv|ny|oh|or|pa|tx|va|wa),? \d{5}\b|\bsales tax\b"),
    ("IDR", 2.0, r"\brp\.? ?\d|\bidr\b"),
    ("IDR", 1.0, r"\bppn\b|\bpb ?1\b|\bjakarta\b|\bkembali\b|\btunai\b|\bindonesia\b|\bpajak\b"),
    ("INR", 2.0, r"₹|\brs\.? ?\d|\binr\b"),
    ("INR", 1.0, r"\bgstin\b|\bcgst\b|\bsgst\b"),
    ("SGD", 2.0, r"\bs\$ ?\d|\bsgd\b"),
    ("SGD", 1.5, r"\bsingapore\b|\bpte\.? ltd"),
    ("CHF", 2.0, r"\bchf\b|\bsfr\b"),
    ("CHF", 1.0, r"\bche-?\d|\bschweiz\b|\bsuisse\b"),
)
"""A currency, what a mark says for it, and the mark in lower-case text. Each counts once, and again for more lines."""


def receipt_currency(paper: Paper) -> Field[str] | None:
    """Return the ISO 4217 code for which the receipt speaks; None where it says too little."""
    points: dict[str, float] = {}
    places: dict[str, Span] = {}
    for code, weight, mark in _compiled():
        hits = [line for line in paper.lines if mark.search(line.text.casefold())]
        if hits:
            points[code] = points.get(code, 0) + weight + CURRENCY.repeated * min(len(hits) - 1, CURRENCY.most_repeated)
            places.setdefault(code, hits[0])
    ranked = sorted(points.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < CURRENCY.least:
        return None
    (code, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
    clear = most >= 2 * CURRENCY.least and most >= CURRENCY.clear * second
    sure = CURRENCY.sure if clear else CURRENCY.likely if most > second else CURRENCY.shared
    return paper.judged(code, places[code], sure)


@cache
def _compiled() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    return tuple((code, weight, re.compile(mark)) for code, weight, mark in MARKS)
