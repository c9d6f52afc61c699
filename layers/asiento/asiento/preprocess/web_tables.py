"""The rows of a web page that a bank names `.xls`. Layout tables, scripts and styles are no rows."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from asiento.errors import DocumentError

MAX_TAGS = 2_000_000
MAX_SPAN = 100
"""Columns that a cell may cover."""

CELLS = frozenset({"td", "th"})
SILENT = frozenset({"script", "style"})


def web_rows(text: str) -> list[list[str]]:
    """Return the rows of all tables of the page *text*, in order; a cell that covers several columns is the first.

    Rows that hold tables or rows of their own only place them on the page. Raises `DocumentError`: `file_too_large`,
    `damaged_spreadsheet`.
    """
    if text.count("<") > MAX_TAGS:
        raise DocumentError("file_too_large", "The table has too many cells. Split it and upload the parts.")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    if root is None:
        raise _damaged()
    return [_cells(row) for row in root.iter("tr") if len(list(islice(row.iter("tr", "table"), 2))) == 1]


def _cells(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in CELLS:
            span = str(cell.get("colspan") or "")
            extra = min(int(span), MAX_SPAN) - 1 if span.isascii() and span.isdigit() else 0
            cells += [" ".join(" ".join(_texts(cell)).split()), *[""] * extra]
    return cells


def _texts(cell: etree._Element) -> Iterator[str]:
    for element in cell.iter():
        if element.tag not in SILENT and element.text:
            yield element.text
        if element is not cell and element.tail:
            yield element.tail


def _damaged() -> DocumentError:
    return DocumentError("damaged_spreadsheet", "The web page cannot be read as a table. Save it as XLSX and retry.")
