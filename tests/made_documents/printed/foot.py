"""The foot of a printed invoice: sums, taxes, what is withheld, what is left to pay, and how."""

from collections.abc import Iterator
from decimal import Decimal

from made_documents.invoices import Invoice
from made_documents.printed.sheet import Sheet
from made_documents.printed.style import PrintStyle

MIDDLE = 0.565
"""Of the width between the margins: where the labels of the sums begin."""
ACROSS, GAP = 4, 16
type Pair = tuple[str, str, str]
"""A label, its value, and the field that it is the value of, or nothing."""


def print_foot(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print all that stands below the lines."""
    if style.table:
        _tax_table(sheet, made, style)
    pairs = list(_pairs(made, style))
    match style.feet:
        case "across":
            widest = max(sheet.width(label, bold=True) for label, _, _ in pairs)
            row = max(1, min(ACROSS, int((sheet.right - sheet.left) // (widest + GAP))))
            for start in range(0, len(pairs), row):
                _across(sheet, pairs[start : start + row])
        case "above":
            for label, value, field in pairs:
                sheet.line(sheet.right, label, right=True)
                sheet.line(sheet.right, value, right=True, bold=True, says={field: value})
        case "left":
            wide = max(sheet.width(label + style.colon) + sheet.width(value) for label, value, _ in pairs)
            for label, value, field in pairs:
                sheet.put(sheet.left, label + style.colon)
                sheet.line(sheet.left + max(220, wide + GAP), value, right=True, says={field: value})
        case _:
            _beside(sheet, pairs, style)
    sheet.down()
    for text in _payment(made, style):
        sheet.line(sheet.left, text, says={"iban": text.removeprefix("IBAN: ")} if text.startswith("IBAN") else {})


def _beside(sheet: Sheet, pairs: list[Pair], style: PrintStyle) -> None:
    top = sheet.y
    wide = max(sheet.width(label + style.colon) + sheet.width(value, bold=True) for label, value, _ in pairs)
    left = min(sheet.at(MIDDLE), sheet.right - wide - GAP)
    for label, value, field in pairs:
        sheet.put(left, label + style.colon)
        sheet.line(sheet.right, value, right=True, bold=label.isupper(), says={field: value})
    if style.boxed:
        sheet.frame(left - 5, top + sheet.leading, sheet.right + 4, sheet.y + sheet.leading * 0.6)


def _across(sheet: Sheet, pairs: list[Pair]) -> None:
    step = (sheet.right - sheet.left) / len(pairs)
    for at, (label, _, _) in enumerate(pairs, 1):
        sheet.put(sheet.left + at * step - 6, label, right=True, bold=True)
    sheet.down()
    for at, (_, value, field) in enumerate(pairs, 1):
        sheet.put(sheet.left + at * step - 6, value, right=True, says={field: value})
    sheet.down(1.5)


def _tax_table(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    words, notation, rng = style.words, style.notation, style.rng
    order = rng.choice((("base", "rate", "tax"), ("rate", "base", "tax"), ("base", "rate", "tax", "total")))
    titles = {"base": words["base"], "rate": words["rate"], "tax": words["tax_amount"], "total": words["total"]}
    start = rng.choice((sheet.left, sheet.at(0.3)))
    rows = [titles] + [
        {
            "base": notation.bare(row.base),
            "rate": f"{notation.number(row.rate)} %",
            "tax": notation.bare(row.tax),
            "total": notation.bare(row.base + row.tax),
        }
        for row in made.rows
    ]
    for row in rows:
        for at, column in enumerate(order, 1):
            sheet.put(start + at * 85, row[column], right=True, bold=row is titles, room=80)
        sheet.down()
    sheet.down()


def _pairs(made: Invoice, style: PrintStyle) -> Iterator[Pair]:
    """Yield the sums with their labels, in order."""
    words, money = style.words, style.notation.money
    if made.foot:
        yield words["of_lines"], money(made.of_lines), ""
        for one in made.foot:
            below = one.amount < 0
            amount = one.amount if below and style.often(70) else abs(one.amount)
            yield words["less" if below else "more"], money(amount), ""
    yield words["net"], money(made.net), "net"
    yield from _tax_pairs(made, style)
    yield from ((label, money(Decimal(0)), "") for label in style.nils)
    total = words["total"] + (f" ({style.notation.currency})" if style.notation.place == "none" else "")
    if made.withheld_rate and style.total_last and not made.prepaid:
        yield _withheld(made, style)
        yield words["payable"] if style.often(50) else total, money(made.payable), "total"
        return
    if made.states_payable and not made.withheld_rate and not made.prepaid and style.total_last:
        yield words["payable"], money(made.payable), "total"
        return
    yield total, money(made.total), "total"
    if made.withheld_rate:
        yield _withheld(made, style)
    if made.prepaid:
        yield words["prepaid"], money(-made.prepaid if style.often(60) else made.prepaid), ""
    if made.states_payable:
        yield words["payable"], money(made.payable), "payable"


def _tax_pairs(made: Invoice, style: PrintStyle) -> Iterator[Pair]:
    words, notation = style.words, style.notation
    if style.table:
        if style.often(60):
            yield words["tax_amount"] if len(made.rows) == 1 else words["tax"], notation.money(made.tax), "tax_total"
        return
    alone = len(made.rows) == 1
    form = style.rng.choice(("{tax} {rate} %", "{tax} ({rate}%)", "{tax} {rate}%", "{rate} % {tax}"))
    based = not alone or style.often(30)
    for row in made.rows:
        label = form.format(tax=words["tax"], rate=notation.number(row.rate))
        if alone and "rate" in style.columns and not based and style.often(30):
            label = words["tax"]
        if based:
            label += " " + words["on"].format(notation.bare(row.base))
        yield label, notation.money(row.tax), "tax_total" if alone else ""


def _withheld(made: Invoice, style: PrintStyle) -> Pair:
    notation = style.notation
    label = f"{style.words['withheld']} {notation.number(made.withheld_rate)} %"
    if style.often(30):
        label += " " + style.words["on"].format(notation.bare(made.net))
    return label, notation.money(-made.withheld if style.often(75) else made.withheld), ""


def _payment(made: Invoice, style: PrintStyle) -> Iterator[str]:
    words, noise = style.words, style.noise
    if made.iban:
        iban = " ".join(made.iban[at : at + 4] for at in range(0, len(made.iban), 4))
        yield f"IBAN: {iban if style.often(70) else made.iban}"
    if "bank" in noise:
        yield "Caixabank · BIC/SWIFT: CAIXESBBXXX"
    if "earlier" in noise:
        yield words["earlier"].format(style.notation.money(made.rounded(made.total / 3 + 17)))
    if "legal" in noise:
        yield words["legal"]
