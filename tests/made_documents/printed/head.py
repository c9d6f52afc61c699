"""The head of a printed invoice: who sells, who buys, the number and the days."""

from collections.abc import Callable, Mapping

from made_documents.invoices import Invoice
from made_documents.printed import offices
from made_documents.printed.facts import facts_of, print_facts
from made_documents.printed.sheet import Sheet
from made_documents.printed.style import PrintStyle
from made_documents.printed.who import (
    MIDDLE,
    labelled_id,
    own_lines,
    print_customer,
    print_own_lines,
    print_supplier,
    tax_id_of,
    title_of,
)

WORDMARK, LOWEST = 20.0, 64.0
"""Points: the size of a mark, and how high above the edge a supplier at the foot stands."""


def print_head(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print all that stands above the lines."""
    office = offices.HEADS.get(style.head)
    if office:
        office(sheet, made, style)
    else:
        HEADS[style.head](sheet, made, style)
    _references(sheet, made, style)


def _beside(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    top, middle = sheet.y, sheet.at(MIDDLE)
    print_supplier(sheet, made, style, sheet.left)
    low = sheet.y
    sheet.y = top
    _title_and_facts(sheet, made, style, middle)
    sheet.y = min(low, sheet.y)
    sheet.down()
    print_customer(sheet, made, style, sheet.left if style.often(50) else middle)


def _mirrored(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    print_supplier(sheet, made, style, sheet.at(MIDDLE))
    print_customer(sheet, made, style, sheet.left)
    sheet.down()
    _title_and_facts(sheet, made, style, sheet.left)


def _opposed(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print the customer at the left and the supplier at the right, on the same lines."""
    top = sheet.y
    print_supplier(sheet, made, style, sheet.at(MIDDLE))
    low, sheet.y = sheet.y, top
    print_customer(sheet, made, style, sheet.left)
    sheet.y = min(low, sheet.y)
    sheet.down()
    _title_and_facts(sheet, made, style, sheet.left)


def _letter(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    sheet.line(sheet.left, made.supplier.name, bold=True, size=14, says={"supplier": made.supplier.name})
    sheet.down()
    top = sheet.y
    print_customer(sheet, made, style, sheet.left)
    low = sheet.y
    sheet.y = top
    print_own_lines(sheet, made, style, sheet.at(MIDDLE))
    sheet.y = min(low, sheet.y)
    sheet.down()
    _title_and_facts(sheet, made, style, sheet.left)


def _stacked(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    print_supplier(sheet, made, style, sheet.left)
    sheet.down()
    _title_and_facts(sheet, made, style, sheet.left)
    sheet.down(0.5)
    print_customer(sheet, made, style, sheet.left)


def _thirds(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print supplier, customer and facts side by side, in any order."""
    blocks = [print_supplier, print_customer, _title_and_facts]
    style.rng.shuffle(blocks)
    top, low = sheet.y, sheet.y
    for at, block in enumerate(blocks):
        sheet.y = top
        block(sheet, made, style, sheet.at(at * 0.345), room=(sheet.right - sheet.left) * 0.31)
        low = min(low, sheet.y)
    sheet.y = low
    sheet.down()


def _centred(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print the supplier in the middle, customer and facts below it side by side."""
    for at, text in enumerate((made.supplier.name, *own_lines(made, style))):
        size = 14.0 if at == 0 else 0.0
        half = sheet.width(text, bold=at == 0, size=size) / 2
        says = {"supplier": made.supplier.name, "supplier_tax_id": tax_id_of(made.supplier, style)}
        sheet.line((sheet.left + sheet.right) / 2 - half, text, bold=at == 0, size=size, says=says)
    sheet.down()
    _sides(sheet, made, style)


def _footed(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print a mark of the supplier only: who it is stands at the foot of the page."""
    if style.often(60):
        sheet.line(sheet.left, made.supplier.name.split()[0], bold=True, size=WORDMARK)
        sheet.down()
    _sides(sheet, made, style)
    y, sheet.y = sheet.y, LOWEST
    one, tax_id = made.supplier, tax_id_of(made.supplier, style)
    says = {"supplier": one.name, "supplier_tax_id": tax_id}
    place = f"{one.street} · {one.postcode} {one.town}"
    sheet.line(sheet.left, f"{one.name} · {place} · {labelled_id(one, tax_id, style)}", size=7, says=says)
    sheet.y = y


def _window(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print a letter for an envelope with a window: the sender in one small line above the customer."""
    one, top = made.supplier, sheet.y
    print_supplier(sheet, made, style, sheet.at(MIDDLE))
    low, sheet.y = sheet.y, top
    sheet.down(3)
    sheet.line(sheet.left, f"{one.name} · {one.street} · {one.postcode} {one.town}", size=6)
    sheet.down(0.5)
    print_customer(sheet, made, style, sheet.left, labelled=False)
    sheet.y = min(low, sheet.y)
    sheet.down()
    _title_and_facts(sheet, made, style, sheet.left)


def _sides(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    customer_left = style.often(50)
    places = (sheet.left, sheet.at(MIDDLE - 0.04))
    top = sheet.y
    print_customer(sheet, made, style, places[not customer_left])
    low, sheet.y = sheet.y, top
    _title_and_facts(sheet, made, style, places[customer_left])
    sheet.y = min(low, sheet.y)
    sheet.down()


HEADS: Mapping[str, Callable[[Sheet, Invoice, PrintStyle], None]] = {
    "beside": _beside, "mirrored": _mirrored, "opposed": _opposed, "letter": _letter, "stacked": _stacked,
    "thirds": _thirds, "centred": _centred, "footed": _footed, "window": _window,
}  # fmt: skip


def _title_and_facts(sheet: Sheet, made: Invoice, style: PrintStyle, x: float, *, room: float = 0) -> None:
    sheet.line(x, title_of(made, style), bold=True, size=14, room=room or sheet.right - x)
    print_facts(sheet, facts_of(made, style), style, x, room=room)


def _references(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print the invoice that is given back, and what was delivered."""
    day = style.notation.day(made.issued_on.replace(day=1))
    if made.corrects:
        sheet.line(sheet.left, style.words["corrects"].format(made.corrects, day))
    if "delivery" in style.noise:
        sheet.line(sheet.left, style.words["delivery"].format(style.rng.randrange(1000, 99999), day))
    sheet.down()
