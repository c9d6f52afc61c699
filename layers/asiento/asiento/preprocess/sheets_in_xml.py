"""Workbooks as Excel 2003 wrote them in XML (SpreadsheetML), which some banks still name `.xls`. Runs no formula."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lxml import etree

from asiento.preprocess.text import bounded
from asiento.reading.xml_files import find_all, read_xml
from asiento.table_bounds import SIGNIFICANT

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
MAX_INDEX = 16_384
"""Columns of a sheet, the most that Excel knows."""

MAX_GAP = 1_000
"""Rows that a file may leave out at once; they are kept empty, so that the index is the row."""

HEAD = 4096
_WORKBOOK = re.compile(r"<(?:\w{1,20}:)?Workbook\b")
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?Z?$")


def is_sheet_xml(text: str) -> bool:
    """Return whether *text* is a workbook in XML, by the name of its format in the head."""
    head = text[:HEAD].lstrip("\ufeff \r\n\t")
    return head.startswith("<") and NAMESPACE in head and _WORKBOOK.search(head) is not None


def xml_sheets(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield name, rows, and the places of the numbers of each row, of each sheet; of one that is hidden its name.

    Raises `DocumentError` as `read_xml` and `bounded` do.
    """
    for sheet in find_all(read_xml(data), "Worksheet"):
        name, visible = _attribute(sheet, "Name"), find_all(sheet, "WorksheetOptions/Visible")
        if any((one.text or "").startswith("Sheet") for one in visible):
            yield {"name": name, "rows": [], "hidden": True}
        else:
            numbers: list[list[int]] = []
            yield {"name": name, "rows": bounded(_rows(sheet, numbers)), "numbers": numbers}


def _rows(sheet: etree._Element, numbers: list[list[int]]) -> Iterator[list[str]]:
    """Yield the rows, and note the places of the numbers of each in *numbers*."""
    at = 1
    for row in find_all(sheet, "Table/Row"):
        place = _index(row, at, MAX_GAP + at)
        for _ in range(at, place):
            numbers.append([])
            yield []
        cells, places = _cells(row)
        numbers.append(places)
        yield cells
        at = place + 1


def _cells(row: etree._Element) -> tuple[list[str], list[int]]:
    cells: list[str] = []
    numbers: list[int] = []
    for cell in find_all(row, "Cell"):
        cells += [""] * (_index(cell, len(cells) + 1, MAX_INDEX) - len(cells) - 1)
        data = next(iter(find_all(cell, "Data")), None)
        number = _plain_number(data)
        if number is not None:
            numbers.append(len(cells))
        cells.append(number or ("" if data is None else _text(data)))
        cells += [""] * min(_number(_attribute(cell, "MergeAcross")), MAX_INDEX - len(cells))
    return cells, numbers


def _plain_number(data: etree._Element | None) -> str | None:
    """Return the number in *data* with a decimal point and no exponent, to the digits that Excel keeps; else None."""
    if data is None or _attribute(data, "Type") != "Number":
        return None
    try:
        number = Decimal(f"{float(data.text or ''):.{SIGNIFICANT}g}")
    except ValueError:
        return None
    return format(number, "f") if number.is_finite() else None


def _text(data: etree._Element) -> str:
    text = "".join(str(part) for part in data.itertext())
    return _MIDNIGHT.sub("", text) if _attribute(data, "Type") == "DateTime" else text


def _index(element: etree._Element, expected: int, most: int) -> int:
    """Return where *element* stands, from 1: as it says (`ss:Index`), but not before *expected* nor after *most*."""
    return min(max(_number(_attribute(element, "Index")), expected), max(most, expected))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 (no such sheet)


def _attribute(element: etree._Element, name: str) -> str:
    found = (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return next(found, "")
