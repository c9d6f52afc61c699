"""The house style of a supplier's papers: fonts and colour. Knows nothing of what is written in it."""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The house style of a supplier: fonts, colour, a table for the IVA alone, and the tax office's code."""

    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    colour: str = "#000000"
    tax_table: bool = False
    verifactu: bool = False

    def text(
        self, size: float = 9, *, bold: bool = False, right: bool = False, colour: str = "#000000"
    ) -> ParagraphStyle:
        """Return a paragraph style."""
        return ParagraphStyle(
            "text",
            fontName=self.bold if bold else self.font,
            fontSize=size,
            leading=size * 1.3,
            textColor=HexColor(colour),
            **({"alignment": TA_RIGHT} if right else {}),
        )


def printed(colour: str = "#000000", *, tax_table: bool = False) -> Look:
    """Return a look with an embedded font, which renders the same on every machine: for what is scanned."""
    for name, file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf")):
        registerFont(TTFont(name, file))
    return Look(font="Vera", bold="Vera-Bold", colour=colour, tax_table=tax_table)
