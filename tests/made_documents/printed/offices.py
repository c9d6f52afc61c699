"""Heads as tax offices prescribe them, as far as they publish it: boxes, labels, and codes of their own.

Sources: AFIP RG 1415/2003 annex II and RG 4291/2018 (letter, CAE); SRI "Ficha técnica de comprobantes electrónicos",
annex RIDE; DIAN resolución 165/2023 (CUFE, range of numbers); SII resolución exenta 99/2009 (red box); SUNAT
resolución 097-2012, annex 4; SAT, anexo 20 (folio fiscal).
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from asiento.fiscal_codes.access_key import check_digit
from made_documents.invoices import CREDIT_NOTE, Invoice
from made_documents.printed.facts import Fact, facts_of, number_of, print_facts
from made_documents.printed.sheet import Sheet
from made_documents.printed.style import PrintStyle
from made_documents.printed.who import print_customer, print_supplier, tax_id_of, title_of


def _digits(rng: Random, count: int, of: str = "0123456789") -> str:
    return "".join(rng.choice(of) for _ in range(count))


def _boxed_title(sheet: Sheet, made: Invoice, style: PrintStyle, label: str) -> None:
    """Print the box at the right with tax id, title and number, as SII and SUNAT have it."""
    left, right, top = sheet.at(0.6), sheet.right, sheet.y
    number, tax_id = number_of(made, style), tax_id_of(made.supplier, style)
    texts = (f"{label} {tax_id}", title_of(made, style).upper(), f"{style.words['number']} {number}")
    for text, says in zip(texts, ({"supplier_tax_id": tax_id}, {}, {"invoice_number": number}), strict=True):
        wide = min(sheet.width(text, bold=True, size=12), right - left - 8)
        sheet.line((left + right - wide) / 2, text, bold=True, size=12, room=right - left - 8, says=says)
    sheet.canvas.setStrokeColorRGB(0.8, 0, 0)
    sheet.frame(left, top + sheet.leading * 1.3, right, sheet.y + sheet.leading * 0.5)
    sheet.canvas.setStrokeColorRGB(0, 0, 0)


def _with_box(sheet: Sheet, made: Invoice, style: PrintStyle, label: str, under: str) -> None:
    top = sheet.y
    sheet.line(
        sheet.left,
        made.supplier.name,
        bold=True,
        size=13,
        room=sheet.at(0.57) - sheet.left,
        says={"supplier": made.supplier.name},
    )
    one = made.supplier
    sheet.lines(
        sheet.left, [style.registry, one.street, f"{one.postcode} {one.town}"], room=sheet.at(0.57) - sheet.left
    )
    low, sheet.y = sheet.y, top
    _boxed_title(sheet, made, style, label)
    if under:
        sheet.line(sheet.at(0.68), under, bold=True)
    sheet.y = min(low, sheet.y)
    sheet.down()
    day = style.notation.day(made.issued_on)
    facts = [Fact(style.words["issued"], day, {"date": day})]
    facts += [Fact(*extra) for extra in style.extras]
    if made.due_on:
        facts.append(Fact(style.words["due"], style.notation.day(made.due_on)))
    if style.often(50):
        print_facts(sheet, facts, style, sheet.left)
        print_customer(sheet, made, style, sheet.left)
    else:
        print_customer(sheet, made, style, sheet.left)
        print_facts(sheet, facts, style, sheet.left)
    sheet.down()


def _sii(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    town = made.supplier.town.upper()
    _with_box(sheet, made, style, "R.U.T.:", f"S.I.I. - {town}")


def _sunat(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    _with_box(sheet, made, style, style.rng.choice(("RUC", "R.U.C.", "RUC:", "R.U.C. N°")), "")


def _afip(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    top, middle, right = sheet.y, (sheet.left + sheet.right) / 2, sheet.at(0.56)
    sheet.line(middle - 30, "ORIGINAL", bold=True, size=12)
    letter, code = ("A", "03" if made.kind == CREDIT_NOTE else "01")
    sheet.line(middle - 6, letter, bold=True, size=18)
    sheet.line(middle - 15, f"COD. {code}", size=7)
    sheet.frame(middle - 20, top - 4, middle + 20, sheet.y + 6)
    start = sheet.y
    room = sheet.at(0.45) - sheet.left
    one, tax_id = made.supplier, tax_id_of(made.supplier, style)
    if style.often(50):
        sheet.line(sheet.left, one.name, bold=True, size=12, room=room)
    sheet.line(sheet.left, f"Razón Social: {one.name}", room=room, says={"supplier": one.name})
    sheet.line(sheet.left, f"Domicilio Comercial: {one.street} - {one.town}", room=room)
    sheet.line(sheet.left, "Condición frente al IVA: IVA Responsable Inscripto", room=room)
    low, sheet.y = sheet.y, start
    sheet.line(right, title_of(made, style).upper(), bold=True, size=14, room=sheet.right - right)
    first, _, last = made.number.rpartition("|")
    day = style.notation.day(made.issued_on)
    if first and style.split:
        text = f"Punto de Venta: {first.replace('|', style.joint)}   Comp. Nro: {last}"
        sheet.line(right, text, bold=True, room=sheet.right - right, says={"invoice_number": last})
    else:
        number = number_of(made, style)
        sheet.line(right, f"{style.words['number']}: {number}", bold=True, says={"invoice_number": number})
    sheet.line(right, f"Fecha de Emisión: {day}", bold=True, says={"date": day})
    sheet.down(0.5)
    sheet.line(right, f"CUIT: {tax_id}", says={"supplier_tax_id": tax_id})
    sheet.line(right, f"Ingresos Brutos: {_digits(style.rng, 9)}")
    sheet.line(right, f"Fecha de Inicio de Actividades: 01/0{style.rng.randrange(1, 9)}/2012")
    sheet.y = min(low, sheet.y)
    sheet.frame(sheet.left - 4, start + sheet.leading * 1.4, sheet.right + 4, sheet.y + sheet.leading * 0.6)
    sheet.down(0.5)
    since = style.notation.day(made.issued_on.replace(day=1))
    due = style.notation.day(made.due_on or made.issued_on)
    text = f"Período Facturado Desde: {since} Hasta: {day}   Fecha de Vto. para el pago: {due}"
    sheet.line(sheet.left, text, room=sheet.right - sheet.left)
    sheet.down(0.5)
    print_customer(sheet, made, style, sheet.left)
    sheet.line(sheet.left, "Condición frente al IVA: IVA Responsable Inscripto   Condición de venta: Cuenta Corriente")
    sheet.down()
    y, sheet.y = sheet.y, 66.0
    cae_due = style.notation.day(made.issued_on + timedelta(days=10))
    sheet.line(sheet.right, f"CAE N°: {_digits(style.rng, 14)}", right=True, bold=True)
    sheet.line(sheet.right, f"Fecha de Vto. de CAE: {cae_due}", right=True, bold=True)
    sheet.y = y


def _sri(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    top, right = sheet.y, sheet.at(0.51)
    room = sheet.at(0.48) - sheet.left
    if style.often(50):
        sheet.down(2)
        sheet.line(sheet.left, "NO TIENE LOGO", bold=True, size=16)
    one, tax_id = made.supplier, tax_id_of(made.supplier, style)
    sheet.down()
    sheet.line(sheet.left, one.name, bold=True, room=room, says={"supplier": one.name})
    sheet.line(sheet.left, f"Dirección Matriz: {one.street}, {one.town}", room=room)
    sheet.line(sheet.left, f"Dirección Sucursal: {one.street}", room=room)
    sheet.line(sheet.left, "OBLIGADO A LLEVAR CONTABILIDAD: SI", room=room)
    sheet.frame(sheet.left - 4, top + sheet.leading, sheet.at(0.49), sheet.y + sheet.leading * 0.6)
    low, sheet.y = sheet.y, top
    wide = sheet.right - right
    number, key = number_of(made, style), access_key_of(made)
    sheet.line(right, f"R.U.C.: {tax_id}", bold=True, says={"supplier_tax_id": tax_id})
    title = "NOTA DE CRÉDITO" if made.kind == CREDIT_NOTE else "FACTURA"
    sheet.line(right, title, bold=True, size=13)
    sheet.line(right, f"No. {number}", says={"invoice_number": number})
    sheet.lines(right, ["NÚMERO DE AUTORIZACIÓN", key], room=wide)
    sheet.line(right, f"FECHA Y HORA DE AUTORIZACIÓN: {made.issued_on:%d/%m/%Y} 14:32:07", room=wide)
    sheet.lines(right, ["AMBIENTE: PRODUCCIÓN", "EMISIÓN: NORMAL", "CLAVE DE ACCESO", key], room=wide)
    sheet.frame(right - 6, top + sheet.leading, sheet.right + 4, sheet.y + sheet.leading * 0.6)
    sheet.y = min(low, sheet.y)
    sheet.down(0.6)
    top, buyer = sheet.y, made.customer
    bought = tax_id_of(buyer, style)
    day = f"{made.issued_on:%d/%m/%Y}"
    text = f"Razón Social / Nombres y Apellidos: {buyer.name}"
    sheet.put(sheet.left, text, room=sheet.at(0.6) - sheet.left, says={"customer": buyer.name})
    sheet.line(
        sheet.at(0.63), f"Identificación: {bought}", room=sheet.at(1) - sheet.at(0.63), says={"customer_tax_id": bought}
    )
    sheet.put(sheet.left, f"Fecha Emisión: {day}", says={"date": day})
    sheet.line(sheet.at(0.63), "Guía Remisión:")
    sheet.line(sheet.left, f"Dirección: {buyer.street}")
    sheet.frame(sheet.left - 4, top + sheet.leading, sheet.right + 4, sheet.y + sheet.leading * 0.6)
    sheet.down(1.2)


def access_key_of(made: Invoice) -> str:
    """Return the clave de acceso of an Ecuadorian document, with its check digit."""
    code = "04" if made.kind == CREDIT_NOTE else "01"
    serial = "".join(one for one in made.number if one.isdigit())
    digits = f"{made.issued_on:%d%m%Y}{code}{made.supplier.tax_id}2{serial}123456781"
    return digits + check_digit(digits)


def _coded(line: Callable[[Random], str]) -> Callable[[Sheet, Invoice, PrintStyle], None]:
    """Return a head that has supplier and facts side by side, and a code of the office below them."""

    def head(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
        top = sheet.y
        print_supplier(sheet, made, style, sheet.left, room=sheet.at(0.52) - sheet.left)
        sheet.line(sheet.left, style.registry, room=sheet.at(0.52) - sheet.left, size=6.5)
        low, sheet.y = sheet.y, top
        sheet.line(sheet.at(0.56), title_of(made, style), bold=True, size=12, room=sheet.right - sheet.at(0.56))
        print_facts(sheet, facts_of(made, style), style, sheet.at(0.56), room=sheet.right - sheet.at(0.56))
        sheet.y = min(low, sheet.y)
        sheet.down(0.5)
        sheet.line(sheet.left, line(style.rng), size=6.5, room=sheet.right - sheet.left)
        sheet.down()
        print_customer(sheet, made, style, sheet.left)

    return head


def _cufe(rng: Random) -> str:
    return f"CUFE: {_digits(rng, 96, '0123456789abcdef')}"


def _folio(rng: Random) -> str:
    parts = "-".join(_digits(rng, count, "0123456789ABCDEF") for count in (8, 4, 4, 4, 12))
    return f"Folio fiscal: {parts}   No. certificado SAT: {_digits(rng, 20)}   Uso CFDI: G03 Gastos en general"


HEADS: Mapping[str, Callable[[Sheet, Invoice, PrintStyle], None]] = {
    "sri": _sri, "afip": _afip, "dian": _coded(_cufe), "sii": _sii, "sunat": _sunat, "sat": _coded(_folio),
}  # fmt: skip
