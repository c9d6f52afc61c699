"""Sheets of typed cells become a workbook: XLSX, XLS or ODS."""

import html
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import inf, nextafter
from typing import Any

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from made_files import ods_of
from made_tables.cells import Cell, Line
from made_tables.columns import DAYS
from made_tables.style import Style

Sheets = Sequence[Sequence[Line]]

_NAMES = ("Hoja1", "Hoja2")


def workbook_of(sheets: Sheets, roles: Sequence[str], style: Style) -> bytes:
    """Return the workbook with *sheets*, whose columns have *roles*."""
    match style.format:
        case "xlsx":
            return _xlsx(sheets, roles, style)
        case "xls":
            return _xls(sheets, style)
    return _ods(sheets)


def number_of(value: Decimal, style: Style) -> float | int:
    """Return *value* as a float; with *noise* as a sum of floats may come out."""
    number = float(value)
    if style.noise and not number.is_integer():
        return nextafter(number, inf)
    return int(number) if number.is_integer() else number


def _xlsx(sheets: Sheets, roles: Sequence[str], style: Style) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    if style.mac_epoch:
        book.epoch = CALENDAR_MAC_1904
    for name, lines in zip(_NAMES, sheets, strict=False):
        sheet = book.create_sheet(name)
        for at, line in enumerate(lines, 1):
            for column, cell in enumerate(line, 1):
                if cell.value is not None:
                    _put(sheet.cell(at, column), cell, style)
        if "hidden" in roles:
            sheet.column_dimensions[get_column_letter(roles.index("hidden") + 1)].hidden = True
    if style.hidden_sheet:
        _hide_sheet(book, sheets[0])
    out = BytesIO()
    book.save(out)
    return _calculated(out.getvalue()) if style.formulas == "cached" else out.getvalue()


def _put(place: Any, cell: Cell, style: Style) -> None:
    if isinstance(cell.value, Decimal):
        number = number_of(cell.value, style)
        place.value = f"={number!r}+0" if style.formulas and cell.role in ("total", "amount") else number
        if cell.role not in DAYS | {"sum_day"}:
            place.number_format = "0%" if cell.role == "rate" else style.number_format
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
                text = _FORMULA.sub(rb"<f>\1+0</f><v>\1</v>", text)
            after.writestr(part, text)
    return out.getvalue()


def _xls(sheets: Sheets, style: Style) -> bytes:
    book = xlwt.Workbook()
    forms: dict[type, Any] = {kind: xlwt.easyxf(num_format_str=form) for kind, form in _XLS_FORMATS.items()}
    figures = xlwt.easyxf(num_format_str=style.number_format)
    for name, lines in zip(_NAMES, sheets, strict=False):
        sheet = book.add_sheet(name)
        for at, line in enumerate(lines):
            for column, cell in enumerate(line):
                value = number_of(cell.value, style) if isinstance(cell.value, Decimal) else cell.value
                as_figure = isinstance(cell.value, Decimal) and cell.role not in DAYS | {"sum_day"}
                form = figures if as_figure else forms.get(type(value), xlwt.Style.default_style)
                if value is not None:
                    sheet.write(at, column, value, form)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


_XLS_FORMATS = {date: "DD/MM/YYYY", datetime: "DD/MM/YYYY HH:MM"}


def _ods(sheets: Sheets) -> bytes:
    return ods_of(
        *("".join(f"<table:table-row>{_ods_cells(line)}</table:table-row>" for line in lines) for lines in sheets)
    )


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
