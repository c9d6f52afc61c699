"""Draws a factura of Ecuador as its RIDE, the printed form of the electronic document. Computes nothing.

Source of the layout: SRI, "Ficha técnica de comprobantes electrónicos, esquema offline", annex on the RIDE.
"""

from decimal import Decimal
from io import BytesIO

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from infra.samples.access_key import access_key
from infra.samples.invoice import NOTHING, Invoice
from infra.samples.writing import day

MARGIN = 12 * mm
WIDTH = A4[0] - 2 * MARGIN - 12  # a frame pads its content by 6 points on each side
CODE = 41827365
SMALL = ParagraphStyle("small", fontName="Times-Roman", fontSize=8.5, leading=11)
BOLD = ParagraphStyle("bold", parent=SMALL, fontName="Times-Bold")
LARGE = ParagraphStyle("large", parent=BOLD, fontSize=13, leading=17)
BOX = ("BOX", (0, 0), (-1, -1), 0.8, black)
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")


def draw(invoice: Invoice) -> bytes:
    """Return the PDF; the same bytes for the same invoice."""
    file = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN)
    title = f"Factura {invoice.number}"
    template = SimpleDocTemplate(file, pagesize=A4, title=title, author=invoice.supplier.name, invariant=1, **margins)
    gap = Spacer(1, 4 * mm)
    template.build([_heading(invoice), gap, _buyer(invoice), gap, _lines(invoice), gap, _foot(invoice)])
    return file.getvalue()


def _heading(invoice: Invoice) -> Table:
    half = WIDTH / 2
    columns = [[_boxed(_issuer(invoice), half - 3 * mm), _boxed(_authorisation(invoice), half)]]
    return Table(columns, colWidths=[half, half], style=[TOP, ("LEFTPADDING", (0, 0), (-1, -1), 0)])


def _boxed(content: list[Flowable], width: float) -> Table:
    return Table([[content]], colWidths=[width], style=[BOX, TOP])


def _issuer(invoice: Invoice) -> list[Flowable]:
    supplier = invoice.supplier
    address = ", ".join(supplier.address)
    return [
        Paragraph(supplier.name, LARGE),
        Paragraph(supplier.trade, SMALL),
        Spacer(1, 4 * mm),
        Paragraph(f"<b>Dirección Matriz:</b> {address}", SMALL),
        Paragraph(f"<b>Dirección Sucursal:</b> {address}", SMALL),
        Paragraph("<b>OBLIGADO A LLEVAR CONTABILIDAD:</b> SI", SMALL),
    ]


def _authorisation(invoice: Invoice) -> list[Flowable]:
    key = access_key(invoice.issued_on, invoice.supplier.tax_id, invoice.number, CODE)
    return [
        Paragraph(f"R.U.C.: {invoice.supplier.tax_id}", LARGE),
        Paragraph("FACTURA", LARGE),
        Paragraph(f"No. {invoice.number}", BOLD),
        Paragraph("NÚMERO DE AUTORIZACIÓN", BOLD),
        Paragraph(key, SMALL),
        Paragraph(f"<b>FECHA Y HORA DE AUTORIZACIÓN:</b> {day(invoice.issued_on)} 10:12:33", SMALL),
        Paragraph("<b>AMBIENTE:</b> PRODUCCIÓN &nbsp; <b>EMISIÓN:</b> NORMAL", SMALL),
        Paragraph("CLAVE DE ACCESO", BOLD),
        Code128(key, barWidth=0.62, barHeight=11 * mm, quiet=0),
        Paragraph(key, SMALL),
    ]


def _buyer(invoice: Invoice) -> Table:
    customer = invoice.customer
    rows = [
        [Paragraph(f"<b>Razón Social / Nombres y Apellidos:</b> {customer.name}", SMALL), _identification(invoice)],
        [
            Paragraph(f"<b>Fecha Emisión:</b> {day(invoice.issued_on)}", SMALL),
            Paragraph("<b>Guía Remisión:</b>", SMALL),
        ],
        [Paragraph(f"<b>Dirección:</b> {', '.join(customer.address)}", SMALL), ""],
    ]
    return Table(rows, colWidths=[WIDTH * 0.66, WIDTH * 0.34], style=[BOX, ("BOTTOMPADDING", (0, 0), (-1, -1), 1)])


def _identification(invoice: Invoice) -> Paragraph:
    return Paragraph(f"<b>Identificación:</b> {invoice.customer.tax_id}", SMALL)


def _lines(invoice: Invoice) -> Table:
    rows: list[list[object]] = [
        ["Cod. Principal", "Cant.", "Descripción", "Precio Unitario", "Descuento", "Precio Total"]
    ]
    rows += [
        [
            f"QR-{1040 + 17 * position}",
            f"{line.quantity:.2f}",
            Paragraph(line.description, SMALL),
            f"{line.unit_price:.2f}",
            "0.00",
            f"{line.amount:.2f}",
        ]
        for position, line in enumerate(invoice.lines)
    ]
    widths = [22 * mm, 16 * mm, WIDTH - 114 * mm, 28 * mm, 22 * mm, 26 * mm]
    return Table(rows, colWidths=widths, repeatRows=1, style=_grid(numbers_from=3))


def _grid(*, numbers_from: int) -> list[tuple[object, ...]]:
    return [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("FONT", (0, 0), (-1, -1), "Times-Roman", 8.5),
        ("ALIGN", (numbers_from, 0), (-1, -1), "RIGHT"),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
    ]


def _foot(invoice: Invoice) -> Table:
    rows = [[name, f"{amount:.2f}"] for name, amount in _totals(invoice)]
    totals = Table(rows, colWidths=[49 * mm, 21 * mm], style=_grid(numbers_from=1))
    flush = [
        ("LEFTPADDING", (0, 0), (0, 0), 0),
        ("RIGHTPADDING", (1, 0), (1, 0), 0),
        ("LEFTPADDING", (1, 0), (1, 0), 0),
    ]
    return Table([[_more(invoice), totals]], colWidths=[WIDTH - 70 * mm, 70 * mm], style=[TOP, *flush])


def _totals(invoice: Invoice) -> list[tuple[str, Decimal]]:
    figures = invoice.figures
    return [
        *((f"SUBTOTAL {tax.rate}%", tax.base) for tax in figures.taxes),
        ("SUBTOTAL 0%", NOTHING),
        ("SUBTOTAL NO OBJETO DE IVA", NOTHING),
        ("SUBTOTAL EXENTO DE IVA", NOTHING),
        ("SUBTOTAL SIN IMPUESTOS", figures.net),
        ("TOTAL DESCUENTO", NOTHING),
        ("ICE", NOTHING),
        *((f"IVA {tax.rate}%", tax.amount) for tax in figures.taxes),
        ("PROPINA", NOTHING),
        ("VALOR TOTAL USD", figures.total),
    ]


def _more(invoice: Invoice) -> list[Flowable]:
    width = WIDTH - 76 * mm
    said = [Paragraph("Información Adicional", BOLD), Paragraph(f"<b>Email:</b> {invoice.customer.contact}", SMALL)]
    rows = [
        ["Forma de pago", "Valor"],
        [Paragraph("OTROS CON UTILIZACIÓN DEL SISTEMA FINANCIERO", SMALL), f"{invoice.figures.total:.2f}"],
    ]
    payment = Table(rows, colWidths=[width - 24 * mm, 24 * mm], style=_grid(numbers_from=1))
    return [_boxed(said, width), Spacer(1, 3 * mm), payment]
