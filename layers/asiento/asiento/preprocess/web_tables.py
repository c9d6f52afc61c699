"""The rows of a web page that a bank names `.xls`. Layout tables, scripts and styles are left out."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from asiento.errors import DocumentError

MAX_TAGS = 2_000_000
MAX_SPAN = 100
"""Columns and rows that a cell may cover."""

CELLS = frozenset({"td", "th"})
SILENT = frozenset({"script", "style"})


def web_rows(text: str) -> list[list[str]]:
    """Return the rows of all tables of the page *text*, in order; a cell that covers several is the first of them.

    Rows that hold tables or rows of their own only place them on the page. Raises `DocumentError`: `file_too_large`,
    `damaged_spreadsheet`.
    """
    if text.count("<") > MAX_TAGS:
        raise DocumentError("file_too_large.web_table")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    if root is None:
        raise _damaged()
    from_above: dict[int, int] = {}
    return [_cells(row, from_above) for row in root.iter("tr") if len(list(islice(row.iter("tr", "table"), 2))) == 1]


def _cells(row: etree._Element, from_above: dict[int, int]) -> list[str]:
    """Return the cells of *row*; *from_above* are the columns that a cell of an earlier row covers, and how long."""
    cells: list[str] = []
    own = [cell for cell in row if cell.tag in CELLS]
    covered = {at for at, rows in from_above.items() if rows}
    for at in covered:
        from_above[at] -= 1
    for cell in own:
        while len(cells) in covered:
            cells.append("")
        wide, long = _span(cell, "colspan"), _span(cell, "rowspan")
        from_above |= dict.fromkeys(range(len(cells), len(cells) + wide), long - 1)
        cells += [" ".join(" ".join(_texts(cell)).split()), *[""] * (wide - 1)]
    return cells


def _span(cell: etree._Element, name: str) -> int:
    """Return how many columns or rows *cell* covers."""
    span = str(cell.get(name) or "")
    return max(min(int(span[:4]), MAX_SPAN), 1) if span.isascii() and span.isdigit() else 1


def _texts(cell: etree._Element) -> Iterator[str]:
    for element in cell.iter():
        if element.tag not in SILENT and element.text:
            yield element.text
        if element is not cell and element.tail:
            yield element.tail


def _damaged() -> DocumentError:
    return DocumentError("damaged_spreadsheet.web_page")
