"""The lines of a sheet become the bytes of a file: CSV, HTML, JSON Lines, or a workbook."""

import csv
import html
import json
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from made_tables.cells import Cell, Line
from made_tables.columns import roles_of
from made_tables.grid import lines_of, sheets_of
from made_tables.style import Style
from made_tables.truth import Truth
from made_tables.workbooks import number_of, workbook_of

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
        case "xlsx" | "xls" | "ods":
            return workbook_of(sheets_of(truth, style), roles_of(truth, style), style)
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
    return number_of(cell.value, style) if isinstance(cell.value, Decimal) else cell.value


def _csv(lines: Sequence[Line], style: Style) -> bytes:
    out = StringIO()
    if style.sep_line:
        out.write(f"sep={style.delimiter}{style.newline}")
    writer = csv.writer(
        out,
        delimiter=style.delimiter,
        quoting=csv.QUOTE_ALL if style.quote_all else csv.QUOTE_MINIMAL,
        lineterminator=style.newline,
    )
    for line in lines:
        texts = [_text(cell.value) for cell in line]
        if style.unquoted:  # as a program does that knows no quotes: a decimal comma parts the cell
            out.write(",".join(texts) + style.newline)
        else:
            writer.writerow(texts)
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
