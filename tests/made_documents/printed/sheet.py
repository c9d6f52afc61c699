"""A sheet to print on, from the top down, that remembers where it put what. Knows places and fonts, not invoices."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from made_documents.printed.fonts import faces_of

MARGIN, BOTTOM = 50.0, 70.0
RISE, FALL = 0.72, 0.21
"""Of the size of a font: how far letters reach above and below their line."""

Box = tuple[float, float, float, float]
type Place = tuple[int, Box]
"""A page, from 1, and left, top, right and bottom as shares of it, from its top left."""
type Says = Mapping[str, str]
"""What of a text is the value of which field."""


class Sheet:
    """Pages with a place, *y*, at which the next line is printed. *places* has those of each field, one a print."""

    def __init__(
        self, font: str, size: float, leading: float, *, paper: tuple[float, float] = A4, margin: float = MARGIN
    ) -> None:
        """Open the first page of *paper*, in points."""
        self.file = BytesIO()
        self.canvas = Canvas(self.file, pagesize=paper, invariant=1)
        self.faces = faces_of(font)
        self.size, self.leading = size, leading
        self.paper = paper
        self.left, self.right, self.top = margin, paper[0] - margin, paper[1] - margin
        self.y = self.top
        self.places: dict[str, list[Place]] = defaultdict(list)

    def at(self, share: float) -> float:
        """Return where *share* of the width between the margins is passed."""
        return self.left + share * (self.right - self.left)

    def put(
        self,
        x: float,
        text: str,
        *,
        right: bool = False,
        bold: bool = False,
        size: float = 0,
        room: float = 0,
        says: Says | None = None,
    ) -> None:
        """Print *text* with its left edge, or its right one, at *x*; smaller if it is wider than *room*."""
        size, text = size or self.size, self.spelled(text)
        wide = self.width(text, bold=bold, size=size)
        if room and wide > room:
            size *= room / wide
            wide = room
        self.canvas.setFont(self.faces[bold], size)
        x -= wide * right
        self.canvas.drawString(x, self.y, text)
        for field, value in (says or {}).items():
            before, found, _ = text.partition(value)
            if field and value and found:
                start = x + self.width(before, bold=bold, size=size)
                self._remember(field, start, start + self.width(value, bold=bold, size=size), size)

    def spelled(self, text: str) -> str:
        """Return *text* in the letters that the sheet has."""
        return text

    def _remember(self, field: str, start: float, end: float, size: float) -> None:
        wide, high = self.paper
        box = (start / wide, 1 - (self.y + RISE * size) / high, end / wide, 1 - (self.y - FALL * size) / high)
        self.places[field].append((self.canvas.getPageNumber(), box))

    def width(self, text: str, *, bold: bool = False, size: float = 0) -> float:
        """Return how wide *text* is."""
        return float(stringWidth(text, self.faces[bold], size or self.size))

    def line(
        self,
        x: float,
        text: str,
        *,
        right: bool = False,
        bold: bool = False,
        size: float = 0,
        room: float = 0,
        says: Says | None = None,
    ) -> None:
        """Print *text* as `put` does and go to the next line."""
        self.put(x, text, right=right, bold=bold, size=size, room=room, says=says)
        self.down(max(1.0, size / self.size))

    def lines(
        self, x: float, texts: Sequence[str], *, right: bool = False, room: float = 0, says: Says | None = None
    ) -> None:
        """Print each of *texts* on a line of its own."""
        for text in texts:
            self.line(x, text, right=right, room=room, says=says)

    def down(self, lines: float = 1) -> None:
        """Leave so many lines."""
        self.y -= self.leading * lines

    def rule(self) -> None:
        """Draw a line across the page."""
        self.canvas.line(self.left, self.y + self.leading * 0.7, self.right, self.y + self.leading * 0.7)

    def frame(self, left: float, top: float, right: float, bottom: float, *, fill: float = 0) -> None:
        """Draw a box around what stands between *top* and *bottom*; *fill* is how grey it is, if it is not empty."""
        if fill:
            self.canvas.setFillGray(1 - fill)
        self.canvas.rect(left, bottom, right - left, top - bottom, fill=int(bool(fill)))
        self.canvas.setFillGray(0)

    def turn(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.y = self.top

    def done(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self.file.getvalue()
