"""How many characters stand side by side on a page: the tape of a till holds 32 to 48, a sheet of paper 70 and more."""

from statistics import median, quantiles

from asiento.reading.layout import Layout

WORD = 3
"""Letters of a word that is measured."""

FEWEST = 8
"""Such words that a page needs."""

STRAY = 20
"""One word in so many may stand outside of the column of text: dirt, the edge of a table under the paper."""


def columns_of(layout: Layout) -> int:
    """Return the width of the text on the first page in characters of its usual size; 0 where too little stands."""
    words = [
        word
        for line in layout.page(1)
        for word in line.words
        if len(word.text) >= WORD and any(map(str.isalpha, word.text))
    ]
    if len(words) < FEWEST:
        return 0
    character = median((word.box[2] - word.box[0]) / len(word.text) for word in words)
    left = quantiles((word.box[0] for word in words), n=STRAY)[0]
    right = quantiles((word.box[2] for word in words), n=STRAY)[-1]
    return round((right - left) / character) if character > 0 else 0
