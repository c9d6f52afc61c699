"""Draws a Spanish invoice or credit note as a PDF. Knows how it looks; computes nothing but the layout."""

from io import BytesIO
from urllib.parse import urlencode

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from infra.samples.companies import Company
from infra.samples.invoice import Figures, Invoice
from infra.samples.look import Look
from infra.samples.writing import day, euros, grouped, short, spanish

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN - 12  # a frame pads its content by 6 points on each side
GREY = HexColor("#666666")
HAIR = HexColor("#bbbbbb")
CODE = 32 * mm
"""Side of the QR code: 30 to 40 mm (Orden HAC/1177/2024, article 21)."""


def draw(invoice: Invoice, look: Look) -> bytes:
    """Return the PDF; the same bytes for the same invoice and look."""
    file = BytesIO()
    template = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=16 * mm,
        bottomMargin=22 * mm,
        title=f"{_title(invoice)} {invoice.number}",
        author=invoice.supplier.name,
        invariant=1,
    )

    def foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
        _foot(canvas, document.page, invoice, look)

    template.build(_story(invoice, look), onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def _title(invoice: Invoice) -> str:
    return "Factura rectificativa" if invoice.corrects else "Factura"


def _story(invoice: Invoice, look: Look) -> list[Flowable]:
    gap = Spacer(1, 6 * mm)
    foot = [gap, *_totals(invoice, look), gap, *_payment(invoice, look)]
    return [_heading(invoice, look), gap, _customer(invoice, look), gap, _lines(invoice, look), KeepTogether(foot)]


def _foot(canvas: Canvas, page: int, invoice: Invoice, look: Look) -> None:
    canvas.saveState()
    canvas.setFont(look.font, 6.5)
    canvas.setFillColor(GREY)
    canvas.drawString(MARGIN, 12 * mm, invoice.supplier.registry)
    canvas.drawRightString(A4[0] - MARGIN, 12 * mm, f"{_title(invoice)} {invoice.number} · Página {page}")
    canvas.restoreState()


def _heading(invoice: Invoice, look: Look) -> Table:
    supplier = invoice.supplier
    left = [
        Paragraph(supplier.name, look.text(15, bold=True, colour=look.colour)),
        Paragraph(supplier.trade, look.text(9, colour="#666666")),
        Spacer(1, 2 * mm),
        *(Paragraph(part, look.text()) for part in (f"NIF: {supplier.tax_id}", *supplier.address, supplier.contact)),
    ]
    facts = _facts(invoice)  # on the lines of the address beside it
    right = [
        Paragraph(_title(invoice).upper(), look.text(14, bold=True, right=True, colour=look.colour)),
        Spacer(1, 18.6),
        Table(facts, colWidths=[WIDTH * 0.45 - 34 * mm, 34 * mm], rowHeights=11.7, style=_facts_style(look)),
    ]
    return Table(
        [[left, right]],
        colWidths=[WIDTH * 0.55, WIDTH * 0.45],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *_no_padding()],
    )


def _facts(invoice: Invoice) -> list[list[str]]:
    facts = [["Nº factura", invoice.number], ["Fecha", day(invoice.issued_on)]]
    if invoice.due_on:
        facts.append(["Vencimiento", day(invoice.due_on)])
    return facts


def _facts_style(look: Look) -> list[tuple[object, ...]]:
    return [
        ("FONT", (0, 0), (0, -1), look.font, 9),
        ("FONT", (1, 0), (1, -1), look.bold, 9),
        ("ALIGN", (0, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (1, 0), (-1, -1), 0.4, HAIR),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
    ]


def _no_padding() -> list[tuple[object, ...]]:
    return [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]


def _customer(invoice: Invoice, look: Look) -> Table:
    customer: Company = invoice.customer
    cell = [
        Paragraph("CLIENTE", look.text(7, colour="#666666")),
        Paragraph(customer.name, look.text(10, bold=True)),
        *(Paragraph(part, look.text()) for part in (f"NIF: {customer.tax_id}", *customer.address)),
    ]
    box = ("BOX", (0, 0), (0, 0), 0.6, HexColor(look.colour))
    if not look.verifactu:
        return Table([[cell]], colWidths=[WIDTH * 0.55], hAlign="LEFT", style=[box])
    right = [("ALIGN", (1, 0), (1, 0), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table([[cell, _code(invoice, look)]], colWidths=[WIDTH * 0.55, WIDTH * 0.45], style=[box, *right])


def _code(invoice: Invoice, look: Look) -> list[Flowable]:
    """Return the QR code of VeriFactu with what has to stand around it: the total is the one before IRPF."""
    stated = {
        "nif": invoice.supplier.tax_id,
        "numserie": invoice.number,
        "fecha": f"{invoice.issued_on:%d-%m-%Y}",
        "importe": invoice.figures.total,
    }
    address = f"https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?{urlencode(stated)}"
    code = Drawing(CODE, CODE, hAlign="RIGHT")
    code.add(QrCodeWidget(address, barWidth=CODE, barHeight=CODE, barLevel="M"))
    small = look.text(7, right=True)
    return [Paragraph("QR tributario:", small), code, Paragraph("VERI*FACTU", small)]


def _lines(invoice: Invoice, look: Look) -> Table:
    rows: list[list[object]] = [["Descripción", "Cantidad", "Precio", "IVA", "Importe"]]
    rows += [
        [
            Paragraph(line.description, look.text(8.5)),
            short(line.quantity),
            spanish(line.unit_price),
            f"{short(line.tax_rate)} %",
            spanish(line.amount),
        ]
        for line in invoice.lines
    ]
    widths = [WIDTH - 88 * mm, 20 * mm, 24 * mm, 18 * mm, 26 * mm]
    return Table(rows, colWidths=widths, repeatRows=1, style=_lines_style(look))


def _lines_style(look: Look) -> list[tuple[object, ...]]:
    return [
        ("FONT", (0, 0), (-1, 0), look.bold, 8.5),
        ("FONT", (0, 1), (-1, -1), look.font, 8.5),
        ("TEXTCOLOR", (0, 0), (-1, 0), HexColor(look.colour)),
        ("LINEBELOW", (0, 0), (-1, 0), 1, HexColor(look.colour)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]


def _totals(invoice: Invoice, look: Look) -> list[Flowable]:
    figures = invoice.figures
    rows = [] if look.tax_table else _tax_rows(figures)
    rows.append(["TOTAL FACTURA", euros(figures.total)])
    if figures.withheld:
        rows.append(
            [f"Retención IRPF {short(invoice.withheld_rate)} % s/ {spanish(figures.net)}", euros(-figures.withheld)]
        )
        rows.append(["TOTAL A PAGAR", euros(figures.payable)])
    strong = [index for index, row in enumerate(rows) if row[0].startswith("TOTAL")]
    block = Table(rows, colWidths=[58 * mm, 32 * mm], hAlign="RIGHT", style=_totals_style(look, strong))
    return [_tax_table(figures, look), Spacer(1, 3 * mm), block] if look.tax_table else [block]


def _tax_rows(figures: Figures) -> list[list[str]]:
    rows = [["Base imponible", euros(figures.net)]]
    rows += [[f"IVA {short(tax.rate)} % s/ {spanish(tax.base)}", euros(tax.amount)] for tax in figures.taxes]
    return rows


def _tax_table(figures: Figures, look: Look) -> Table:
    rows = [["Base imponible", "% IVA", "Cuota IVA"]]
    rows += [[spanish(tax.base), short(tax.rate), spanish(tax.amount)] for tax in figures.taxes]
    style = [
        ("FONT", (0, 0), (-1, 0), look.bold, 8.5),
        ("FONT", (0, 1), (-1, -1), look.font, 9),
        ("GRID", (0, 0), (-1, -1), 0.5, GREY),
        ("ALIGN", (0, 0), (-1, -1), "RIGHT"),
    ]
    return Table(rows, colWidths=[36 * mm, 20 * mm, 34 * mm], hAlign="RIGHT", style=style)


def _totals_style(look: Look, strong: list[int]) -> list[tuple[object, ...]]:
    style: list[tuple[object, ...]] = [("FONT", (0, 0), (-1, -1), look.font, 9), ("ALIGN", (1, 0), (1, -1), "RIGHT")]
    for row in strong:
        style.append(("FONT", (0, row), (-1, row), look.bold, 11))
        style.append(("LINEABOVE", (0, row), (-1, row), 0.8, HexColor(look.colour)))
    return style


def _payment(invoice: Invoice, look: Look) -> list[Flowable]:
    said = list(invoice.notes)
    if invoice.corrects:
        number, issued_on = invoice.corrects
        said.insert(0, f"Factura rectificativa de la factura {number} de fecha {day(issued_on)}.")
        said.append("El importe se compensará en la próxima factura.")
    else:
        said.insert(0, "Forma de pago: transferencia bancaria")
        said.insert(1, f"IBAN: {grouped(invoice.supplier.iban)}")
    return [Paragraph(sentence, look.text()) for sentence in said]
