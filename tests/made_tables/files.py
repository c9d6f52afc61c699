"""The lines of a sheet become the bytes of a file: CSV, HTML, XLSX, XLS, ODS or JSON Lines."""

import csv
import html
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from math import inf, nextafter
from typing import Any

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from made_files import ods_of
from made_tables.columns import DAYS, roles_of
from made_tables.grid import Cell, Line, lines_of
from made_tables.style import Style
from made_tables.truth import Truth

NAMES = {
    "csv": "table.csv",
    "html": "table.xls",
    "xlsx": "table.xlsx",
    "xls": "table.xls",
    "ods": "table.ods",
    "jsonl": "rows.jsonl",
}


def file_of(truth: Truth, style: Style) -> bytes:
    """Return the file that *style* makes of *truth*; for rows of a request, which are no file, JSON Lines."""
    lines = lines_of(truth, style)
    match style.format:
        case "csv":
            return _csv(lines, style)
        case "html":
            return _html(lines)
        case "xlsx":
            return _xlsx(lines, truth, style)
        case "xls":
            return _xls(lines, style)
        case "ods":
            return _ods(lines)
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows_of(truth, style)).encode()


def rows_of(truth: Truth, style: Style) -> list[dict[str, Any]]:
    """Return the rows as JSON objects, by the titles of their columns; JSON has no lines around them."""
    lines = lines_of(truth, style)
    header = next(line for line in lines if line and line[0].role == "title")
    titles = [str(cell.value or "") for cell in header]
    body = (line for line in lines if any(cell.row for cell in line) or any(cell.role == "sum" for cell in line))
    return [
        {
            title: _plain(cell, style)
            for title, cell in zip(titles, line, strict=True)
            if title and cell.value is not None
        }
        for line in body
    ]


def _plain(cell: Cell, style: Style) -> object:
    return _number(cell.value, style) if isinstance(cell.value, Decimal) else cell.value


def _number(value: Decimal, style: Style) -> float | int:
    """Return *value* as a float; with *noise* as a sum of floats may come out."""
    number = float(value)
    if style.noise and not number.is_integer():
        return nextafter(number, inf)
    return int(number) if number.is_integer() else number


def _csv(lines: Sequence[Line], style: Style) -> bytes:
    out = StringIO()
    if style.sep_line:
        out.write(f"sep={style.delimiter}{style.newline}")
    quoting = csv.QUOTE_ALL if style.quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=style.delimiter, quoting=quoting, lineterminator=style.newline)
    for line in lines:
        writer.writerow([_text(cell.value) for cell in line])
    try:
        return out.getvalue().encode(style.encoding)
    except UnicodeEncodeError:
        return out.getvalue().encode("utf-8")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _html(lines: Sequence[Line]) -> bytes:
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(_text(cell.value))}</td>" for cell in line) + "</tr>" for line in lines
    )
    page = (
        f'<html><head><meta charset="utf-8"><title>Export</title></head><body><table>\n{rows}\n</table></body></html>'
    )
    return page.encode()


def _xlsx(lines: Sequence[Line], truth: Truth, style: Style) -> bytes:
    book = openpyxl.Workbook()
    if style.mac_epoch:
        book.epoch = CALENDAR_MAC_1904
    for at, line in enumerate(lines, 1):
        for column, cell in enumerate(line, 1):
            if cell.value is not None:
                _put(book.active.cell(at, column), cell, style)
    roles = roles_of(truth, style)
    if "hidden" in roles:
        book.active.column_dimensions[get_column_letter(roles.index("hidden") + 1)].hidden = True
    if style.hidden_sheet:
        _hide_sheet(book, lines)
    out = BytesIO()
    book.save(out)
    return _calculated(out.getvalue()) if style.formulas == "cached" else out.getvalue()


def _put(place: Any, cell: Cell, style: Style) -> None:
    if isinstance(cell.value, Decimal):
        number = _number(cell.value, style)
        place.value = f"={number!r}+0" if style.formulas and cell.role in ("total", "amount") else number
        if cell.role not in DAYS | {"sum day"}:
            place.number_format = style.number_format
    else:
        place.value = cell.value
        if isinstance(cell.value, date):
            place.number_format = "dd/mm/yyyy hh:mm" if isinstance(cell.value, datetime) else "dd/mm/yyyy"


def _hide_sheet(book: openpyxl.Workbook, lines: Sequence[Line]) -> None:
    """Add a sheet that nobody sees, with the same lines and other figures."""
    sheet = book.create_sheet("2019")
    for line in lines:
        sheet.append([float(cell.value) + 1000 if isinstance(cell.value, Decimal) else cell.value for cell in line])
    sheet.sheet_state = "hidden"


_FORMULA = re.compile(rb"<f>([-0-9.e+]+?)\+0</f><v(?: ?/>|></v>)")


def _calculated(data: bytes) -> bytes:
    """Return the workbook with the value of each formula beside it, as a program that calculates saves it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            text = before.read(part)
            if part.filename.startswith("xl/worksheets/"):
                text = _FORMULA.sub(
                    lambda found: found[0].split(b"<v")[0] + b"<v>" + (found[1] or found[2]) + b"</v>", text
                )
            after.writestr(part, text)
    return out.getvalue()


def _xls(lines: Sequence[Line], style: Style) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja1")
    figures = xlwt.easyxf(num_format_str=style.number_format)
    days, moments = (xlwt.easyxf(num_format_str=form) for form in ("DD/MM/YYYY", "DD/MM/YYYY HH:MM"))
    for at, line in enumerate(lines):
        for column, cell in enumerate(line):
            match cell.value:
                case None:
                    pass
                case Decimal():
                    sheet.write(
                        at,
                        column,
                        _number(cell.value, style),
                        figures if cell.role != "date" else xlwt.Style.default_style,
                    )
                case datetime():
                    sheet.write(at, column, cell.value, moments)
                case date():
                    sheet.write(at, column, cell.value, days)
                case _:
                    sheet.write(at, column, cell.value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(lines: Sequence[Line]) -> bytes:
    return ods_of("".join(f"<table:table-row>{_ods_cells(line)}</table:table-row>" for line in lines))


def _ods_cells(line: Line) -> str:
    return "".join(map(_ods_cell, line)) or "<table:table-cell/>"


def _ods_cell(cell: Cell) -> str:
    value = cell.value
    match value:
        case None:
            return "<table:table-cell/>"
        case bool():
            kind, shown = f'boolean" office:boolean-value="{str(value).lower()}', str(value).upper()
        case Decimal():
            kind, shown = f'float" office:value="{value}', str(value)
        case date():
            kind, shown = f'date" office:date-value="{value.isoformat()}', str(value)
        case _:
            kind, shown = "string", html.escape(value)
    return f'<table:table-cell office:value-type="{kind}"><text:p>{shown}</text:p></table:table-cell>'
