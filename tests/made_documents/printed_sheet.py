"""A sheet to print on, from the top down. Knows places and fonts, nothing of invoices."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

LEFT, RIGHT, TOP, BOTTOM = 50.0, A4[0] - 50, A4[1] - 50, 70.0
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}


class Sheet:
    """Pages with a place, *y*, at which the next line is printed."""

    def __init__(self, font: str, size: float, leading: float) -> None:
        """Open the first page."""
        self.file = BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1)
        self.font, self.size, self.leading = font, size, leading
        self.y = TOP

    def put(self, x: float, text: str, *, right: bool = False, bold: bool = False, size: float = 0) -> None:
        """Print *text* with its left edge, or its right one, at *x*."""
        self.canvas.setFont(BOLD[self.font] if bold else self.font, size or self.size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, self.y, text)

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return how wide *text* is."""
        return float(stringWidth(text, BOLD[self.font] if bold else self.font, self.size))

    def line(self, x: float, text: str, *, right: bool = False, bold: bool = False, size: float = 0) -> None:
        """Print *text* and go to the next line."""
        self.put(x, text, right=right, bold=bold, size=size)
        self.down(max(1.0, size / self.size))

    def lines(self, x: float, texts: Sequence[str], *, right: bool = False) -> None:
        """Print each of *texts* on a line of its own."""
        for text in texts:
            self.line(x, text, right=right)

    def down(self, lines: float = 1) -> None:
        """Leave so many lines."""
        self.y -= self.leading * lines

    def rule(self) -> None:
        """Draw a line across the page."""
        self.canvas.line(LEFT, self.y + self.leading * 0.7, RIGHT, self.y + self.leading * 0.7)

    def turn(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.y = TOP

    def done(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self.file.getvalue()
