"""Draws any text in the letters of a machine: as pages of a PDF, or as the slip of a till."""

import re
from io import BytesIO
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
SIZE, LEADING = 8, 11
"""Points: 118 characters across a page of A4."""
LETTER, CELL, ROW, EDGE = 34, 24, 54, 48
"""Pixels of a slip: its letters, the place of each across and down, and the margin."""


def typed_pdf(text: str) -> bytes:
    """Return a PDF of *text*, a page for each part between form feeds."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in text.strip("\n").split("\f"):
        canvas.setFont("Courier", SIZE)
        for row, line in enumerate(page.splitlines()):
            if line.strip():
                indent = len(line) - len(line.lstrip())
                canvas.drawString(20 + indent * SIZE * 0.6, A4[1] - 40 - row * LEADING, line.strip())
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def typed_slip(text: str) -> Image.Image:
    """Return a grey picture of *text*: each word begins where it does in its line."""
    lines = text.strip("\n").splitlines()
    width, height = max(map(len, lines)) * CELL + 2 * EDGE, len(lines) * ROW + 2 * EDGE
    slip = Image.new("L", (width, height), 250)
    pen, font = ImageDraw.Draw(slip), ImageFont.truetype(FONT, LETTER)
    for row, line in enumerate(lines):
        for part in re.finditer(r"\S+(?: \S+)*", line):
            pen.text((EDGE + part.start() * CELL, EDGE + row * ROW), part[0], fill=45, font=font)
    return slip
