"""Who sells and who buys, as a paper prints them."""

from collections.abc import Iterator

from made_documents.invoices import CREDIT_NOTE, Invoice
from made_documents.parties import Party
from made_documents.printed.sheet import Sheet
from made_documents.printed.style import PrintStyle

PREFIXED = {"DE", "AT", "FR"}
"""Countries whose ids are hardly ever printed without the country before them."""
MIDDLE = 0.606
"""Of the width between the margins: where the right half of a head begins."""


def tax_id_of(party: Party, style: PrintStyle) -> str:
    """Return the id as it is printed: with its country or without."""
    if style.written:
        return style.written(party)
    return party.country * (party.country in PREFIXED or style.often(25)) + party.tax_id


def print_supplier(sheet: Sheet, made: Invoice, style: PrintStyle, x: float, *, room: float = 0) -> None:
    """Print who sells, from *x*."""
    size = style.rng.choice((11, 12, 14))
    sheet.line(
        x, made.supplier.name, bold=True, size=size, room=room or sheet.right - x, says={"supplier": made.supplier.name}
    )
    print_own_lines(sheet, made, style, x, room=room)


def print_own_lines(sheet: Sheet, made: Invoice, style: PrintStyle, x: float, *, room: float = 0) -> None:
    """Print where a supplier is, and its tax id."""
    tax_id = tax_id_of(made.supplier, style)
    for text in own_lines(made, style, tax_id):
        sheet.line(x, text, room=room or sheet.right - x, says={"supplier_tax_id": tax_id})


def own_lines(made: Invoice, style: PrintStyle, tax_id: str = "") -> Iterator[str]:
    """Yield what a supplier prints about itself below its name."""
    one = made.supplier
    number = style.rng.randrange(10**8, 10**9)
    labelled = labelled_id(one, tax_id or tax_id_of(one, style), style)
    address = [one.street, f"{one.postcode} {one.town}"]
    contact = [f"{style.words['phone']} {number}"] if "phone" in style.noise else []
    contact += [f"Fax {number + 1}"] if "fax" in style.noise else []
    contact += ["info@example.com · www.example.com"] if "mail" in style.noise else []
    yield from [labelled, *address, *contact] if style.often(30) else [*address, labelled, *contact]


def labelled_id(party: Party, tax_id: str, style: PrintStyle) -> str:
    """Return *tax_id*, as it is printed, behind its label."""
    return f"{style.rng.choice(style.tax_ids[party.country])}: {tax_id}"


def title_of(made: Invoice, style: PrintStyle) -> str:
    """Return what the paper calls itself."""
    word = style.words["credit_note" if made.kind == CREDIT_NOTE else "invoice"]
    # A correction with figures above nothing may as well add to its invoice (RD 1619/2012, art. 15).
    return "ABONO" if made.total > 0 and "rectificativa" in word.casefold() else word


def print_customer(
    sheet: Sheet, made: Invoice, style: PrintStyle, x: float, *, room: float = 0, labelled: bool = True
) -> None:
    """Print who buys, from *x*."""
    one, words, top = made.customer, style.words, sheet.y
    room = room or sheet.right - x
    beside = f"{words['customer']}: {one.name}"
    if not labelled or style.often(80) or sheet.width(beside) > min(sheet.at(MIDDLE) - sheet.left - 20, room):
        if labelled:
            sheet.line(x, words["customer"] + style.colon, room=room)
        sheet.line(x, one.name, bold=style.often(40), room=room, says={"customer": one.name})
    else:
        sheet.line(x, beside, says={"customer": one.name})
    id_printed = tax_id_of(one, style)
    tax_id = f"{words['customer_tax_id']}: {id_printed}"
    address = [one.street, f"{one.postcode} {one.town}"]
    texts = [tax_id, *address] if style.often(30) else [*address, tax_id]
    sheet.lines(x, texts, room=room, says={"customer_tax_id": id_printed})
    if style.boxed:
        wide = min(room, (sheet.right - sheet.left) * 0.48)
        sheet.frame(x - 4, top + sheet.leading, x + wide, sheet.y + sheet.leading * 0.5)
    sheet.down()
