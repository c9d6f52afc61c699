"""The head of a printed invoice: who sells, who buys, the number and the days."""

from collections.abc import Iterator

from made_documents.invoices import CREDIT_NOTE, Invoice
from made_documents.parties import Party
from made_documents.printed_sheet import LEFT, RIGHT, Sheet
from made_documents.printed_style import PrintStyle

TAX_IDS = {
    "ES": ("NIF", "CIF", "N.I.F.", "NIF/CIF"), "DE": ("USt-IdNr.", "USt-ID", "USt-Id-Nr."), "AT": ("UID-Nr.", "UID"),
    "FR": ("N° TVA intracommunautaire", "TVA intracom.", "N° TVA"), "IT": ("P.IVA", "Partita IVA", "P. IVA"),
    "PT": ("NIF", "NIPC", "Contribuinte n.º"), "GB": ("VAT No.", "VAT Reg. No.", "VAT number"),
}  # fmt: skip
PREFIXED = {"DE", "AT", "FR"}
"""Countries whose ids are hardly ever printed without the country before them."""
MIDDLE = 350.0


def print_head(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print all that stands above the lines."""
    top = sheet.y
    match style.head:
        case "beside":
            _supplier(sheet, made, style, LEFT)
            low = sheet.y
            sheet.y = top
            _title_and_facts(sheet, made, style, MIDDLE)
            sheet.y = min(low, sheet.y)
            sheet.down()
            _customer(sheet, made, style, LEFT if style.often(50) else MIDDLE)
        case "mirrored":
            _supplier(sheet, made, style, MIDDLE)
            low = sheet.y
            _customer(sheet, made, style, LEFT)
            sheet.y = min(low, sheet.y)
            sheet.down()
            _title_and_facts(sheet, made, style, LEFT)
        case "letter":
            sheet.line(LEFT, made.supplier.name, bold=True, size=14)
            sheet.down()
            top = sheet.y
            _customer(sheet, made, style, LEFT)
            low = sheet.y
            sheet.y = top
            sheet.lines(MIDDLE, list(_own(made, style))[1:])
            sheet.y = min(low, sheet.y)
            sheet.down()
            _title_and_facts(sheet, made, style, LEFT)
        case _:
            _supplier(sheet, made, style, LEFT)
            sheet.down()
            _title_and_facts(sheet, made, style, LEFT)
            sheet.down(0.5)
            _customer(sheet, made, style, LEFT)
    _references(sheet, made, style)


def tax_id_of(party: Party, style: PrintStyle) -> str:
    """Return the id as it is printed: with its country or without."""
    return party.country * (party.country in PREFIXED or style.often(25)) + party.tax_id


def _supplier(sheet: Sheet, made: Invoice, style: PrintStyle, x: float) -> None:
    name, *rest = _own(made, style)
    sheet.line(x, name, bold=True, size=style.rng.choice((11, 12, 14)))
    sheet.lines(x, rest)


def _own(made: Invoice, style: PrintStyle) -> Iterator[str]:
    """Yield what a supplier prints about itself."""
    one = made.supplier
    number = style.rng.randrange(10**8, 10**9)
    yield one.name
    tax_id = f"{style.rng.choice(TAX_IDS[one.country])}: {tax_id_of(one, style)}"
    address = [one.street, f"{one.postcode} {one.town}"]
    contact = [f"{style.words['phone']} {number}"] if "phone" in style.noise else []
    contact += [f"Fax {number + 1}"] if "fax" in style.noise else []
    contact += ["info@example.com · www.example.com"] if "mail" in style.noise else []
    yield from [tax_id, *address, *contact] if style.often(30) else [*address, tax_id, *contact]


def _title(made: Invoice, style: PrintStyle) -> str:
    word = style.words["credit_note" if made.kind == CREDIT_NOTE else "invoice"]
    # A correction with figures above nothing may as well add to its invoice (RD 1619/2012, art. 15).
    return "ABONO" if made.total > 0 and "rectificativa" in word.casefold() else word


def _facts(made: Invoice, style: PrintStyle) -> list[tuple[str, str]]:
    words, notation = style.words, style.notation
    number = (words["credit_number" if made.kind == CREDIT_NOTE else "number"], made.number)
    issued = (words["issued"], notation.day(made.issued_on))
    facts = [issued, number] if style.often(25) else [number, issued]
    if made.due_on:
        facts.append((words["due"], notation.day(made.due_on)))
    if "customer_number" in style.noise:
        client = {"es": "Cliente nº", "de": "Kundennummer", "fr": "Code client", "it": "Codice cliente"}
        label = client.get(notation.language, "N.º cliente" if notation.language == "pt" else "Customer no.")
        facts.insert(style.rng.randrange(len(facts) + 1), (label, f"{style.rng.randrange(10000, 99999)}"))
    return facts


def _title_and_facts(sheet: Sheet, made: Invoice, style: PrintStyle, x: float) -> None:
    sheet.line(x, _title(made, style), bold=True, size=14)
    facts, colon = _facts(made, style), style.colon
    if style.facts == "row" and x == LEFT:
        step = (RIGHT - LEFT) / len(facts)
        for at, (label, _) in enumerate(facts):
            sheet.put(LEFT + at * step, label, bold=True)
        sheet.down()
        for at, (_, value) in enumerate(facts):
            sheet.put(LEFT + at * step, value)
        sheet.down()
        return
    wide, values = (max(sheet.width(pair[at], bold=True) for pair in facts) + 14 for at in (0, 1))
    for label, value in facts:
        match style.facts:
            case "columns":
                sheet.put(x, label + colon)
                sheet.line(x + wide, value)
            case "right":
                sheet.put(RIGHT - values, label + colon, right=True)
                sheet.line(RIGHT, value, right=True)
            case "above":
                sheet.line(x, label)
                sheet.line(x, value, bold=True)
            case _:
                sheet.line(x, f"{label}{colon} {value}")


def _customer(sheet: Sheet, made: Invoice, style: PrintStyle, x: float) -> None:
    one, words = made.customer, style.words
    beside = f"{words['customer']}: {one.name}"
    if style.often(80) or sheet.width(beside) > min(MIDDLE - LEFT - 20, RIGHT - x):
        sheet.line(x, words["customer"] + style.colon)
        sheet.line(x, one.name, bold=style.often(40))
    else:
        sheet.line(x, beside)
    tax_id = f"{words['customer_tax_id']}: {tax_id_of(one, style)}"
    address = [one.street, f"{one.postcode} {one.town}"]
    sheet.lines(x, [tax_id, *address] if style.often(30) else [*address, tax_id])
    sheet.down()


def _references(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print the invoice that is given back, and what was delivered."""
    day = style.notation.day(made.issued_on.replace(day=1))
    if made.corrects:
        sheet.line(LEFT, style.words["corrects"].format(made.corrects, day))
    if "delivery" in style.noise:
        sheet.line(LEFT, style.words["delivery"].format(style.rng.randrange(1000, 99999), day))
    sheet.down()
