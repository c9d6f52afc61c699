"""The bank that issued a printed statement: the name in its head that has the word. Others stay unnamed."""

import re

from asiento.lexicon.folding import bare_words
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.statement.weights import PLACE
from asiento.reading.layout import Span

BANK = re.compile(
    r"\b(?:bank\w*|banco|bancorp|banca|banque|caixa\w*|caja|\w*kasse|\w+bank|credit union|building society|"
    r"savings|cooperativa|mutual\w*|credit mutuel|credit agricole)\b"
)
NO_NAME = re.compile(
    r"statement|account|extracto|releve|auszug|number|cuenta|konto|compte|online|www|street|rue|calle|plaza|avenue|page"
)


def bank_on(pages: AnnotatedPages) -> Span | None:
    """Return the name of a bank in the head of the first page, the tallest of several."""
    cells = [cell for line in pages.layout.page(1) if line.box[1] < PLACE.bank_head for cell in line.cells]
    names = [cell for cell in cells if len(cell.words) <= PLACE.bank_words and _is_bank(cell.text)]
    return max(names, key=lambda cell: round(cell.height, 3), default=None)


def _is_bank(text: str) -> bool:
    folded = bare_words(text)
    return bool(BANK.search(folded)) and not NO_NAME.search(folded) and not any(map(str.isdigit, folded))
