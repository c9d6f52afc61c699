"""The invoices of the sample set: who bills what to the demo tenant in 2026. Data only."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from infra.samples import companies
from infra.samples.invoice import Invoice, Line, add_up, line

TWO_PAGES_OF_STEEL = tuple(
    (f"{shape} {size}", quantity, price)
    for shape, sizes in {
        "Redondo calibrado F-114": (("Ø 20 mm", "36", "4.18"), ("Ø 30 mm", "24", "9.36"), ("Ø 50 mm", "12", "25.74")),
        "Redondo laminado F-125": (("Ø 40 mm", "18", "17.92"), ("Ø 60 mm", "12", "40.15"), ("Ø 80 mm", "6", "71.88")),
        "Pletina S275JR": (("40 x 8 mm", "60", "3.07"), ("60 x 10 mm", "48", "5.76"), ("100 x 12 mm", "24", "11.49")),
        "Tubo S275JR": (("40 x 40 x 3", "72", "4.33"), ("60 x 40 x 3", "48", "5.41"), ("80 x 80 x 4", "36", "11.84")),
        "Ángulo S275JR": (("40 x 4 mm", "48", "3.05"), ("60 x 6 mm", "36", "6.82"), ("80 x 8 mm", "18", "12.14")),
        "Viga S275JR": (("IPE 100", "24", "10.21"), ("IPE 140", "18", "16.24"), ("IPE 200", "12", "28.22")),
        "Perfil en U S275JR": (("UPN 80", "24", "10.89"), ("UPN 120", "12", "16.87"), ("UPN 160", "6", "23.66")),
        "Chapa laminada en caliente": (("3 mm", "12", "48.60"), ("5 mm", "8", "79.90"), ("10 mm", "4", "158.40")),
        "Chapa inoxidable AISI 304": (("1,5 mm", "6", "96.75"), ("2 mm", "6", "128.30"), ("3 mm", "4", "191.60")),
        "Barra calibrada inoxidable AISI 316": (("Ø 16 mm", "24", "11.35"), ("Ø 25 mm", "12", "27.48")),
        "Servicio de corte": (("con sierra", "46", "2.50"), ("por plasma", "9", "14.20")),
        "Porte": (("a Pamplona", "1", "65.00"),),
    }.items()
    for size, quantity, price in sizes
)  # fmt: skip


def landscaping() -> Invoice:
    """Return the invoice of a professional: two IVA rates (plants pay 10 %) and IRPF withheld."""
    lines = (
        line("Proyecto de ajardinamiento de la entrada del taller", "1", "980.00"),
        line("Dirección de la plantación, jornada de visita", "3", "145.00"),
        line("Boj común (Buxus sempervirens), contenedor 10 l", "24", "12.85", "10"),
        line("Arce campestre (Acer campestre), perímetro 14-16", "4", "96.50", "10"),
        line("Lavanda (Lavandula angustifolia), maceta 17 cm", "60", "3.45", "10"),
    )
    return replace(
        _invoice("2026-0147", date(2026, 3, 12), companies.LANDSCAPER, lines),
        due_on=date(2026, 4, 11),
        withheld_rate=Decimal(15),
        figures=add_up(lines, Decimal(15)),
        notes=("Los trabajos se realizaron entre el 2 y el 10 de marzo.",),
    )


def ecuadorian_parts() -> Invoice:
    """Return a factura of Ecuador: IVA 15 %, in dollars."""
    lines = (
        line("Rodamiento de bolas 6205-2RS", "20", "6.85", "15"),
        line("Banda dentada HTD 5M-450-15", "8", "14.20", "15"),
        line("Aceite hidráulico ISO 68, caneca 18,9 l", "3", "78.50", "15"),
        line("Kit de sellos para cilindro 63 mm", "4", "32.75", "15"),
    )
    return replace(
        _invoice("001-002-000004871", date(2026, 4, 9), companies.IMPORTER, lines),
        customer=companies.TENANT_IN_ECUADOR,
    )


def tools() -> Invoice:
    """Return the invoice that gets scanned."""
    lines = (
        line("Broca de metal duro integral Ø 8,5 mm", "6", "38.40"),
        line("Plaquita de torneado CNMG 120408 (caja de 10)", "5", "74.90"),
        line("Fresa frontal 4 labios Ø 12 mm", "4", "52.15"),
        line("Taladrina semisintética, bidón 25 l", "2", "118.00"),
        line("Guante anticorte nivel D, talla 9 (par)", "24", "4.95"),
    )
    return replace(_invoice("F26/00862", date(2026, 5, 20), companies.TOOL_SHOP, lines), due_on=date(2026, 6, 19))


def steel() -> Invoice:
    """Return an invoice with more lines than a page holds."""
    lines = tuple(line(*one) for one in TWO_PAGES_OF_STEEL)
    return replace(_invoice("26-1043", date(2026, 6, 30), companies.STEELWORKS, lines), due_on=date(2026, 8, 29))


def returned_tools() -> Invoice:
    """Return the credit note for tools that were sent back."""
    lines = (
        line("Plaquita de torneado CNMG 120408 (caja de 10)", "-2", "74.90"),
        line("Guante anticorte nivel D, talla 9 (par)", "-6", "4.95"),
    )
    return replace(
        _invoice("R26/00031", date(2026, 6, 4), companies.TOOL_SHOP, lines),
        corrects=("F26/00862", date(2026, 5, 20)),
        notes=("Motivo de la rectificación: devolución de mercancía, albarán de recogida 40-1187.",),
    )


def for_another_company() -> Invoice:
    """Return an invoice that is right, but made out to a neighbour: a person must say whose it is."""
    lines = (
        line("Alquiler de plataforma elevadora, 2 días", "2", "95.00"),
        line("Entrega y recogida en obra", "1", "60.00"),
    )
    return replace(
        _invoice("F26/01207", date(2026, 9, 22), companies.TOOL_SHOP, lines),
        due_on=date(2026, 10, 22),
        customer=companies.STEELWORKS,
    )


def wrong_totals() -> Invoice:
    """Return an invoice whose total is 90,00 more than net and IVA."""
    lines = (
        line("Revisión del cuadro eléctrico de la nave", "1", "340.00"),
        line("Interruptor diferencial 4P 40 A 300 mA", "2", "118.60"),
        line("Hora de oficial electricista", "9", "36.00"),
    )
    good = _invoice("A/2026/219", date(2026, 7, 15), companies.ELECTRICIAN, lines)
    return replace(
        good, due_on=date(2026, 8, 14), figures=replace(good.figures, total=good.figures.total + Decimal("90.00"))
    )


def wrong_tax_id() -> Invoice:
    """Return an invoice whose supplier printed a NIF with the wrong control digit."""
    lines = (
        line("Transporte de maquinaria Pamplona - Zaragoza", "1", "410.00"),
        line("Servicio de grúa autocarga, media jornada", "1", "225.00"),
    )
    return replace(_invoice("TB-26-0518", date(2026, 9, 8), companies.WRONG_TAX_ID, lines), due_on=date(2026, 10, 8))


def _invoice(number: str, issued_on: date, supplier: companies.Company, lines: tuple[Line, ...]) -> Invoice:
    return Invoice(
        number=number,
        issued_on=issued_on,
        supplier=supplier,
        customer=companies.TENANT,
        lines=lines,
        figures=add_up(lines),
    )
