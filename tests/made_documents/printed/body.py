"""The lines of a printed invoice, on one page or two."""

import zlib
from decimal import Decimal

from made_documents.invoices import Invoice, Line, rounded, sum_of
from made_documents.printed.facts import number_of
from made_documents.printed.sheet import Sheet
from made_documents.printed.style import PrintStyle

GAP = 14.0
"""Points between two columns at least."""

type Edges = dict[str, tuple[float, float]]
OFF = (5, 10, 50)
CODE = {"es": "Código", "de": "Art.-Nr.", "fr": "Réf.", "it": "Cod.", "pt": "Cód.", "nl": "Art.nr.", "en": "Code"}
SECOND = ("Ref. 2026/03-A", "Lote 20418", "S/N 77-0142", "12 x 0,5 l", "06/2026", "EAN 8412345678905", "(oferta)")
"""What stands below a description, in smaller print."""


def print_lines(sheet: Sheet, made: Invoice, style: PrintStyle) -> None:
    """Print the table of the lines; some programs turn the page in it."""
    many = len(made.lines)
    turn_at = style.rng.randrange(1, many) if many > 2 and style.often(25) else 0
    rows = [_cells(made, line, style, at) for at, line in enumerate(made.lines, 1)]
    usual, top = sheet.size, sheet.y
    edges = _edges(sheet, style, [_titles(style), *rows])
    _heading(sheet, style, edges)
    for at, row in enumerate(rows):
        if turn_at and at == turn_at:
            _turned(sheet, made, style, at, edges)
            top = sheet.y + 2 * sheet.leading
        if style.lines == "zebra" and at % 2:
            low = sheet.y - sheet.leading * 0.3
            sheet.frame(sheet.left - 2, low + sheet.leading, sheet.right + 2, low, fill=0.08)
        _row(sheet, row, edges, number=at)
        sheet.down()
        if style.second_line and style.often(40):
            sheet.line(edges["description"][0], style.rng.choice(SECOND), size=sheet.size * 0.85)
        if style.lines == "grid":
            sheet.rule()
    if style.lines in ("grid", "boxed"):
        sheet.frame(sheet.left - 2, top + sheet.leading, sheet.right + 2, sheet.y + sheet.leading * 0.7)
    sheet.size = usual
    sheet.down()


def _edges(sheet: Sheet, style: PrintStyle, rows: list[dict[str, str]]) -> Edges:
    """Return where each column begins and ends: what is left goes to the description, and small print makes room."""
    while True:
        needed = {one: max(sheet.width(row.get(one, ""), bold=True) for row in rows) + GAP for one in style.columns}
        spare = sheet.right - sheet.left + GAP - sum(needed.values())
        if spare >= 0:
            break
        sheet.size -= 0.5
    needed["description"] += spare * style.share
    part = spare * (1 - style.share) / len(needed)
    x, edges = sheet.left, {}
    for one in style.columns:
        edges[one] = (x, x + needed[one] + part - GAP)
        x += needed[one] + part
    return edges


def _row(sheet: Sheet, row: dict[str, str], edges: Edges, *, bold: bool = False, number: int | None = None) -> None:
    """Print the cells of *row*; *number* is that of a line, from 0, whose places are remembered."""
    for column, text in row.items():
        left, right = edges[column]
        is_left = column in ("description", "position", "code")
        says = {} if number is None else {f"lines.{number}.{column}": text}
        sheet.put(left if is_left else right, text, right=not is_left, bold=bold, says=says)


def _titles(style: PrintStyle) -> dict[str, str]:
    words = {**style.words, "position": "Pos.", "code": CODE[style.notation.language]}
    if style.notation.place == "none":
        words["amount"] += f" ({style.notation.currency})"
    return {column: words[column] for column in style.columns}


def _heading(sheet: Sheet, style: PrintStyle, edges: Edges) -> None:
    _row(sheet, _titles(style), edges, bold=True)
    sheet.down(1.2)
    sheet.rule()


def _cells(made: Invoice, line: Line, style: PrintStyle, at: int) -> dict[str, str]:
    notation = style.notation
    texts = {
        "position": f"{at}",
        "code": f"{zlib.crc32(line.description.encode()) % 90_000 + 10_000}",
        "description": line.description,
        "quantity": notation.number(line.quantity),
        "price": notation.number(line.price, made.decimals),
        "discount": _off(made, line, style),
        "rate": f"{notation.number(line.rate)} %",
        "amount": notation.money(line.amount),
    }
    return {column: texts[column] for column in style.columns if texts[column]}


def _off(made: Invoice, line: Line, style: PrintStyle) -> str:
    """Return the discount of a line in percent."""
    if not line.less:
        return ""
    gross = line.amount + line.less
    share = next(one for one in OFF if abs(rounded(gross * one / 100, made.decimals)) == abs(line.less))
    return f"{style.notation.number(Decimal(share))} %"


def _turned(sheet: Sheet, made: Invoice, style: PrintStyle, at: int, edges: Edges) -> None:
    """Go to the second page, with the sum so far if the program carries it."""
    carried = style.often(50)
    so_far = style.notation.money(sum_of(one.amount for one in made.lines[:at]))
    for page in (1, 2):
        if carried:
            sheet.put(edges["description"][0], style.words["carried"])
            sheet.line(sheet.right, so_far, right=True)
        if page == 1:
            print_page_number(sheet, style, 1, 2)
            sheet.turn()
            sheet.line(sheet.left, f"{made.supplier.name} · {number_of(made, style)}")
            sheet.down()
            _heading(sheet, style, edges)


def print_page_number(sheet: Sheet, style: PrintStyle, page: int, pages: int) -> None:
    """Print the number of the page at its foot, and leave the place as it was."""
    if "page" in style.noise:
        y, sheet.y = sheet.y, 30.0
        sheet.put(sheet.right, style.words["page"].format(page, pages), right=True, size=7)
        sheet.y = y
