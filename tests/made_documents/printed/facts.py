"""The facts at the head of a paper, such as number and days: labels beside, above or below values, or in a box."""

from dataclasses import dataclass, field

from made_documents.invoices import CREDIT_NOTE, Invoice
from made_documents.printed.sheet import Says, Sheet
from made_documents.printed.style import PrintStyle


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, and what of it is the value of which field."""

    label: str
    value: str
    says: Says = field(default_factory=dict)


CLIENT = {
    "es": "Cliente nº", "de": "Kundennummer", "fr": "Code client", "it": "Codice cliente", "pt": "N.º cliente",
    "nl": "Klantnummer", "en": "Customer no.",
}  # fmt: skip


def facts_of(made: Invoice, style: PrintStyle) -> list[Fact]:
    """Return number and days, and what else a program states beside them."""
    words, notation = style.words, style.notation
    issued = Fact(words["issued"], notation.day(made.issued_on), {"date": notation.day(made.issued_on)})
    numbers = _numbers(made, style)
    facts = [issued, *numbers] if style.often(25) else [*numbers, issued]
    if made.due_on:
        facts.append(Fact(words["due"], notation.day(made.due_on), {"due": notation.day(made.due_on)}))
    if "customer_number" in style.noise:
        client = Fact(CLIENT[notation.language], f"{style.rng.randrange(10000, 99999)}")
        facts.insert(style.rng.randrange(len(facts) + 1), client)
    for label, value in style.extras:
        facts.insert(style.rng.randrange(len(facts) + 1), Fact(label, value))
    return facts


def number_of(made: Invoice, style: PrintStyle) -> str:
    """Return the number of *made* in one."""
    return made.number.replace("|", style.joint)


def _numbers(made: Invoice, style: PrintStyle) -> list[Fact]:
    label = style.words["credit_number" if made.kind == CREDIT_NOTE else "number"]
    first, parted, last = made.number.rpartition("|")
    if parted and style.split:
        series = {"AR": "Punto de Venta", "MX": "Serie", "PE": "Serie", "EC": "Estab. - Pto. emisión"}
        front = first.replace("|", style.joint)
        title = series.get(made.supplier.country, "Serie")
        return [Fact(title, front, {"invoice_number": front}), Fact(label, last, {"invoice_number": last})]
    whole = number_of(made, style)
    return [Fact(label, whole, {"invoice_number": whole})]


def print_facts(sheet: Sheet, facts: list[Fact], style: PrintStyle, x: float, *, room: float = 0) -> None:
    """Print *facts* from *x* on, as the program has them."""
    wide = room or sheet.right - x
    full = x == sheet.left and not room
    if full and style.facts in ("row", "grid") and len(facts) <= 6:
        _across(sheet, facts, boxed=style.facts == "grid")
        return
    kind = style.facts if style.facts in ("columns", "right", "above", "below", "grid") else "string"
    labels = max(sheet.width(one.label, bold=True) for one in facts) + 14
    values = max(sheet.width(one.value, bold=True) for one in facts) + 14
    if kind in ("columns", "right", "grid") and room and labels + values > room:
        kind = "string"
    top = sheet.y
    for one in facts:
        label = one.label + style.colon
        match kind:
            case "columns" | "grid":
                sheet.put(x, label)
                sheet.line(x + labels, one.value, room=max(40.0, wide - labels), says=one.says)
            case "right":
                edge = x + room if room else sheet.right
                sheet.put(edge - values, label, right=True)
                sheet.line(edge, one.value, right=True, says=one.says)
            case "above":
                sheet.line(x, one.label, room=wide)
                sheet.line(x, one.value, bold=True, room=wide, says=one.says)
            case "below":
                sheet.line(x, one.value, bold=True, room=wide, says=one.says)
                sheet.line(x, one.label, size=sheet.size * 0.7, room=wide)
                sheet.down(0.4)
            case _:
                sheet.line(x, f"{label} {one.value}", room=wide, says=one.says)
    if kind == "grid":
        low = sheet.y + sheet.leading * 0.7
        for at in range(len(facts)):
            sheet.frame(x - 3, top + sheet.leading * (0.75 - at), min(x + labels + values, sheet.right + 6), low)


def _across(sheet: Sheet, facts: list[Fact], *, boxed: bool) -> None:
    step, top = (sheet.right - sheet.left) / len(facts), sheet.y
    for at, one in enumerate(facts):
        sheet.put(sheet.left + at * step, one.label, bold=True, room=step - 6)
    sheet.down()
    for at, one in enumerate(facts):
        sheet.put(sheet.left + at * step, one.value, room=step - 6, says=one.says)
    sheet.down()
    if boxed:
        low = sheet.y + sheet.leading * 0.6
        for at in range(len(facts)):
            left = sheet.left + at * step - 3
            sheet.frame(left, top + sheet.leading * 0.8, left + step, low)
        sheet.down(0.5)
