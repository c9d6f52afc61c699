"""The receipt of a café: its data and its slip of paper. Knows nothing of cameras."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

from infra.samples.companies import CAFE, TOOL_SHOP, Company
from infra.samples.invoice import NOTHING, Line, cents, line
from infra.samples.sample import Row
from infra.samples.writing import euros, short, spanish

FONTS = Path(reportlab.__file__).parent / "fonts"
WIDTH, LONGEST = 960, 3000
"""Of the slip, in pixels."""
EDGE = 54
TEXT = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A till receipt: prices include IVA at one *tax_rate*, in percent; paid in cash."""

    number: str
    at: datetime
    supplier: Company
    lines: tuple[Line, ...]
    tax_rate: Decimal
    cash: Decimal

    @property
    def total(self) -> Decimal:
        """What was paid."""
        return sum((one.amount for one in self.lines), NOTHING)

    @property
    def net(self) -> Decimal:
        """The total without IVA."""
        return cents(self.total / (1 + self.tax_rate / 100))


def lunch() -> Receipt:
    """Return the receipt of a working lunch."""
    lines = (
        line("Menú del día", "3", "14.50", "10"),
        line("Agua mineral", "1", "2.20", "10"),
        line("Café solo", "2", "1.50", "10"),
        line("Café con leche", "1", "1.70", "10"),
    )
    return Receipt(
        number="T1-004512",
        at=datetime(2026, 5, 14, 15, 7),  # noqa: DTZ001 (a till prints local time)
        supplier=CAFE,
        lines=lines,
        tax_rate=Decimal(10),
        cash=Decimal("60.00"),
    )


def breakfast() -> Receipt:
    """Return the receipt of a breakfast in June."""
    lines = (line("Café con leche", "3", "1.70", "10"), line("Tostada con tomate", "3", "2.60", "10"))
    return _paid("T1-004907", datetime(2026, 6, 9, 8, 41), CAFE, lines, "20.00")  # noqa: DTZ001 (local, as above)


def drawer() -> tuple[Receipt, ...]:
    """Return what lay in a drawer: two breakfasts at the café, and drill bits from the tool shop."""
    coffee, roll = line("Café con leche", "2", "1.70", "10"), line("Bocadillo de tortilla", "2", "3.90", "10")
    drills = line("Broca HSS 8 mm", "5", "4.30", "21")
    return (
        _paid("T1-004377", datetime(2026, 5, 4, 9, 12), CAFE, (coffee,), "5.00"),  # noqa: DTZ001 (local, as above)
        _paid("T1-004620", datetime(2026, 5, 19, 9, 31), CAFE, (coffee, roll), "20.00"),  # noqa: DTZ001
        _paid("B-18842", datetime(2026, 5, 21, 17, 5), TOOL_SHOP, (drills,), "25.00"),  # noqa: DTZ001
    )


def _paid(number: str, at: datetime, supplier: Company, lines: tuple[Line, ...], cash: str) -> Receipt:
    rate = Decimal(21) if supplier is TOOL_SHOP else Decimal(10)
    return Receipt(number=number, at=at, supplier=supplier, lines=lines, tax_rate=rate, cash=Decimal(cash))


def ledger_row(receipt: Receipt) -> Row:
    """Return what the ledger must hold of *receipt*."""
    return {
        "issued_on": receipt.at.date().isoformat(),
        "number": receipt.number,
        "supplier.name": receipt.supplier.name,
        "supplier.tax_id": receipt.supplier.tax_id,
        "currency": "EUR",
        "net": str(receipt.net),
        "tax_total": str(receipt.total - receipt.net),
        "total": str(receipt.total),
        "payment.method": "cash",
    }


def slip(receipt: Receipt) -> Image.Image:
    """Return the slip of paper, flat and clean, in grey, torn off below its last line."""
    paper = Image.new("L", (WIDTH, LONGEST), 250)
    printer = _Printer(ImageDraw.Draw(paper))
    _print_heading(printer, receipt)
    _print_lines(printer, receipt)
    _print_totals(printer, receipt)
    return paper.crop((0, 0, WIDTH, printer.y + 70))


class _Printer:
    """A till's printer: writes downwards, a line of up to four cells at a time."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self.draw = draw
        self.y = 60

    def centred(self, text: str, size: int = TEXT, *, bold: bool = False) -> None:
        """Write in the middle of the slip."""
        self.draw.text((WIDTH / 2, self.y), text, fill=45, font=_font(size, bold=bold), anchor="ma")
        self.y += round(size * 1.5)

    def row(self, left: str, right: str, size: int = TEXT, *, bold: bool = False) -> None:
        """Write at both edges."""
        self.draw.text((EDGE, self.y), left, fill=45, font=_font(size, bold=bold))
        self.draw.text((WIDTH - EDGE, self.y), right, fill=45, font=_font(size, bold=bold), anchor="ra")
        self.y += round(size * 1.5)

    def item(self, quantity: str, description: str, price: str, amount: str) -> None:
        """Write a line of the table: quantity and name on the left, price and amount on the right."""
        for x, text, anchor in ((EDGE, quantity, "la"), (EDGE + 96, description, "la"), (700, price, "ra")):
            self.draw.text((x, self.y), text, fill=45, font=_font(TEXT), anchor=anchor)
        self.row("", amount)

    def rule(self) -> None:
        """Draw a dashed rule."""
        for x in range(EDGE, WIDTH - EDGE, 19):
            self.draw.line((x, self.y + 10, x + 11, self.y + 10), fill=70, width=2)
        self.y += 31


def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / ("VeraBd.ttf" if bold else "Vera.ttf"), size)


def _print_heading(printer: _Printer, receipt: Receipt) -> None:
    supplier = receipt.supplier
    printer.centred(supplier.name, 46, bold=True)
    for part in (*supplier.address, f"NIF: {supplier.tax_id}", supplier.contact):
        printer.centred(part)
    printer.y += 20
    printer.centred("FACTURA SIMPLIFICADA", 36, bold=True)
    printer.row(f"Nº: {receipt.number}", "Mesa: 6")
    printer.row(f"Fecha: {receipt.at:%d/%m/%Y}", f"Hora: {receipt.at:%H:%M}")
    printer.rule()


def _print_lines(printer: _Printer, receipt: Receipt) -> None:
    printer.item("Uds", "Descripción", "Precio", "Importe")
    printer.rule()
    for one in receipt.lines:
        printer.item(short(one.quantity), one.description, spanish(one.unit_price), spanish(one.amount))
    printer.rule()


def _print_totals(printer: _Printer, receipt: Receipt) -> None:
    printer.row("TOTAL", euros(receipt.total), 54, bold=True)
    printer.rule()
    printer.row(f"Base imponible {short(receipt.tax_rate)} %", spanish(receipt.net))
    printer.row(f"Cuota IVA {short(receipt.tax_rate)} %", spanish(receipt.total - receipt.net))
    printer.rule()
    printer.row("Efectivo", spanish(receipt.cash))
    printer.row("Cambio", spanish(receipt.cash - receipt.total))
    printer.y += 24
    printer.centred("IVA incluido")
    printer.centred("Gracias por su visita")
