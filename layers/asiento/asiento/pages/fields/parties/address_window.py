"""The window of a letter: the lines that hold the addressee's name and town, which no label announces."""

import re
from collections.abc import Iterator

from asiento.document import Box
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.near import ONE_EDGE
from asiento.pages.fields.parties.block_weights import WINDOW
from asiento.pages.fields.parties.candidates import PARTED
from asiento.pages.fields.parties.names import POSTCODE
from asiento.reading.layout import Span

TOWN = re.compile(
    r"[^\W\d][^\d]*(?:\b[A-Z]{2},? \d{5}(?:-\d{4})?|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[ ,-]\d{6}|"
    r"\b[A-Z]\d[A-Z] \d[A-Z]\d)"
)
"""A whole line that is a town with its postcode behind it."""

SALUTATION = re.compile(
    r"^(?:herrn?|frau|firma|familie|an|monsieur|madame|mr|mrs|ms|att?n|z\.? ?hd|t\.?a\.?v|d\.|don|dona|sr|sra|egr|"
    r"gent)\b\.?",
    re.IGNORECASE,
)
"""What is written before an addressee's name."""

OWN_DATA = re.compile(
    r"\b(?:tel|fon|telefon|telefono|fax|phone|e-?mail|www|http|iban|vat|nif|cif|tva|ust|siret)\b|@", re.IGNORECASE
)
"""Data that companies print of themselves, not of those to whom they write."""


def is_sender(cell: Span) -> bool:
    """Return whether *cell* is a sender line: a name, a street and a town in one line, above the addressee."""
    return len(PARTED.findall(cell.text)) > 1 and bool(POSTCODE.search(cell.text))


def window_of(pages: AnnotatedPages) -> set[tuple[int, Box]]:
    """Return the cells of the addressee's window: lines of one left edge that end in a town, with no data of their own.

    A salutation (`Herrn`) begins one, whatever stands above it, and so does what follows a sender's line.
    """
    found = sent_window(pages)
    for column in _columns(pages):
        starts = [i for i, (_, cell) in enumerate(column) if SALUTATION.match(cell.text)]
        block = column[starts[0] :] if starts else column
        texts = [cell.text for _, cell in block]
        town = next((i for i, text in enumerate(texts) if i > 0 and POSTCODE.search(text)), None)
        fits = WINDOW.fewest_lines <= len(texts) <= WINDOW.most_lines
        if town is None or not (starts or fits) or any(map(OWN_DATA.search, texts)):
            continue
        found |= {(at, cell.box) for at, cell in block[: town + 1]}
    return found


def sent_window(pages: AnnotatedPages) -> set[tuple[int, Box]]:
    """Return the cells below a sender's line in small print: all of them are the addressee's, a tax id too."""
    small = WINDOW.sender_height * pages.layout.text_height
    found: set[tuple[int, Box]] = set()
    for column in _columns(pages):
        sender = next((i for i, (_, cell) in enumerate(column) if cell.height < small and is_sender(cell)), None)
        below = column[sender + 1 :][: WINDOW.most_lines] if sender is not None else []
        if any(POSTCODE.search(cell.text) for _, cell in below):
            found |= {(at, cell.box) for at, cell in below}
    return found


def _columns(pages: AnnotatedPages) -> Iterator[list[tuple[int, Span]]]:
    """Yield the runs of cells that stand closely under each other where windows are."""
    open_runs: list[list[tuple[int, Span]]] = []
    for at, line in enumerate(pages.layout.page(1)):
        if not WINDOW.top <= line.box[1] <= WINDOW.bottom:
            continue
        for cell in line.cells:
            run = next((run for run in open_runs if _continues(run[-1][1], cell)), None)
            if run is None:
                open_runs.append([(at, cell)])
            else:
                run.append((at, cell))
    yield from open_runs


def _continues(above: Span, cell: Span) -> bool:
    near_enough = cell.box[1] - above.box[3] < WINDOW.line_gap * max(above.height, cell.height)
    return near_enough and abs(above.box[0] - cell.box[0]) < ONE_EDGE
