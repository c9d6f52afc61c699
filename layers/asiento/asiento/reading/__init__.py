"""What the ocr stage leaves in S3: the words of a document with their places, or the cells of a table."""

from dataclasses import dataclass

from asiento.document import Box, Source


def box_within(left: float, top: float, right: float, bottom: float) -> Box:
    """Return the box with these edges, in shares of the page, clipped to the page."""
    left, top, right, bottom = (round(min(max(edge, 0.0), 1.0), 5) for edge in (left, top, right, bottom))
    return (left, top, right, bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as read, its box on the page and the reader's confidence (0 to 1; 1 for a PDF's own text).

    *again*: the other day that a second reading of the same place gave, None where it gave none or none was made.
    """

    text: str
    box: Box
    confidence: float = 1.0
    again: str | None = None

    def is_within(self, place: Box) -> bool:
        """Return whether the middle of the word stands in *place*."""
        across, down = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        return place[0] <= across <= place[2] and place[1] <= down <= place[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCode:
    """The text of a barcode or QR code of a tax office, and its box on the page, None where it is not known."""

    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The words of one page in reading order, and its fiscal codes. *width* and *height* in PDF points or pixels."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    codes: tuple[PrintedCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All pages of a document and the reader (`pdf_text` or `ocr`).

    *language* is that of the model that read the first scan (ISO 639-2), None where one model reads all languages or
    none was used.
    """

    source: Source
    language: str | None = None
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet or delimited file: every cell as text, dates in ISO form where the file knows them as dates.

    *header* is the index of the header row; the rows above it are the preamble (account number, period).
    *numbers*: of each row, the places of the cells that the file keeps as numbers, written with a decimal point;
    empty where all is text.
    """

    rows: tuple[tuple[str, ...], ...]
    header: int
    numbers: tuple[tuple[int, ...], ...] = ()

    def is_number(self, row: int, place: int) -> bool:
        """Return whether the file keeps the cell at *place* of *row* as a number: no dialect has to read it."""
        return row < len(self.numbers) and place in self.numbers[row]
