"""Words out of a line of text whose spaces and punctuation an engine wrote its own way. Text only."""

import re
from collections.abc import Iterator

from asiento.reading.layout import FULLWIDTH

WIDE = FULLWIDTH | {0x3000: " ", 0x3001: ",", 0x3002: ".", 0xFFE5: "¥"}
"""Full-width forms, the yen among them, and the punctuation of Chinese, which the engine prefers to ours."""

DATE = r"\d{1,2}[/.-](?:\d{1,2}|[A-Za-z]{3})[/.-](?:20\d\d)"
GAPS = re.compile(
    rf"(?<=[A-Za-zÀ-ÿ]{{3}})(?={DATE})"  # `Date12/03/2018`
    r"|(?<=[/.-]20\d\d)(?=[01]?\d:\d\d|2[0-3]:\d\d)"  # `12/03/201812:45`
    r"|(?<=[A-Za-zÀ-ÿ]{4})(?=\d{1,6}[.,]\d\d$)"  # `Total12,50`
)
"""Where a space was surely lost: between a word and a date or amount, and between a date and a time."""

PIECE = re.compile(r"\S+")


def words_of(text: str) -> Iterator[tuple[str, float, float]]:
    """Yield each word of *text* with its beginning and end as shares of the line, all letters taken as equally wide."""
    line = GAPS.sub(" ", text.translate(WIDE)).strip()
    for piece in PIECE.finditer(line):
        yield piece[0], piece.start() / len(line), piece.end() / len(line)
