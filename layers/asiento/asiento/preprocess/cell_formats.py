"""What a workbook shows beside the numbers of its cells and keeps in their formats: money, percent, thousands.

Reads no cell's value. XLSX and ODS say it cell by cell; an XLS only tells which formats it has.
"""

import html
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO
from zipfile import ZipFile

from asiento.money.iso4217 import CURRENCIES
from asiento.preprocess.archives import UNREADABLE
from asiento.preprocess.format_codes import FORMULA, PERCENT, PERCENT_SIGN, UNIT, mark_of

Marks = Mapping[int, Mapping[int, str]]
"""What stands beside the number of a cell, by its row and column from 0: a code, `$`, `PERCENT`, a unit, `FORMULA`."""

STYLES, CONTENT, BOOK, TARGETS = "xl/styles.xml", "content.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
"""Where XLSX keeps the formats and the sheets (ECMA-376, 18.8.30 and 18.2.20), and ODS its cells."""
MOST = 64 * 2**20
"""Bytes of a part that is looked at whole."""
AT_ONCE = 4 * 2**20
"""Bytes of a piece of a part that is read in pieces."""
MAX_REPEATED = 1_000
"""Times that ODS may repeat a row or a cell that has a format; an empty rest is repeated a million times."""

_USED = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_OF_CELL = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?(?:(c)\s([^>]*)>|(f)(?=[\s/>])|(v)>[^<])")
"""A cell, its formula, and that it has a value."""
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_TARGET = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:.-]+)="([^"]*)"')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_TAGS = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")


def cell_formats(data: bytes) -> dict[str, Marks]:
    """Return, by the name of its sheet, what each marked cell of a zipped workbook shows; nothing for others."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if STYLES in names and BOOK in names:
                return dict(_of_xlsx(archive, names))
            if CONTENT in names:
                with archive.open(CONTENT) as opened:
                    return _of_ods(opened)
    except (*UNREADABLE, RuntimeError):  # a password
        pass
    return {}


def _of_xlsx(archive: ZipFile, names: set[str]) -> Iterator[tuple[str, Marks]]:
    styles = _styles(_part(archive, STYLES))
    if TARGETS not in names:
        return
    targets = {said.get("Id", ""): said.get("Target", "") for said in _all(_TARGET, _part(archive, TARGETS))}
    for sheet in _all(_SHEET, _part(archive, BOOK)):
        target = targets.get(next((value for key, value in sheet.items() if key.endswith(":id")), ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            with archive.open(part) as opened:
                yield sheet.get("name", ""), _placed(opened, styles)


def _part(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as opened:
        return opened.read(MOST)


def _all(tags: re.Pattern[bytes], text: bytes) -> Iterator[dict[str, str]]:
    return (_attributes(found[0]) for found in tags.finditer(text))


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): html.unescape(value.decode("utf-8", "replace")) for name, value in _ATTRIBUTE.findall(tag)}


def _styles(text: bytes) -> dict[str, str]:
    """Return the mark of each style of cells, by its place as text."""
    codes = {said.get("numFmtId", ""): said.get("formatCode", "") for said in _all(_FORMAT, text)}
    used = [said for block in _USED.findall(text)[:1] for said in _all(_OF_CELL, block)]
    marks = ((str(at), mark_of(said.get("numFmtId", ""), codes)) for at, said in enumerate(used))
    return {place: mark for place, mark in marks if mark}


def _placed(opened: IO[bytes], styles: Mapping[str, str]) -> Marks:
    found: dict[int, dict[int, str]] = {}
    row: dict[int, str] = {}
    column, is_text, marked = 0, False, ""
    for tag in _tags(opened, _CELL):
        if tag[1]:
            said = _attributes(tag[2])
            place = _PLACE.fullmatch(said.get("r", ""))
            row, column = (found.setdefault(int(place[2]) - 1, {}), _column(place[1])) if place else ({}, 0)
            is_text, marked = said.get("t") == "str", styles.get(said.get("s", ""), "")
        elif tag[3] and not is_text:
            row[column] = FORMULA
            continue
        elif tag[4]:
            row.pop(column, None)
        if marked:
            row[column] = marked
    return {index: marks for index, marks in found.items() if marks}


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _tags(opened: IO[bytes], tags: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Yield the *tags* of a part of any size."""
    rest = b""
    while chunk := opened.read(AT_ONCE):
        text = rest + chunk
        end = text.rfind(b"<")
        yield from tags.finditer(text, 0, max(end, 0))
        rest = text[max(end, 0) :]
    yield from tags.finditer(rest)


def _of_ods(opened: IO[bytes]) -> dict[str, Marks]:
    sheets: dict[str, dict[int, dict[int, str]]] = {}
    found: dict[int, dict[int, str]] = {}
    row, rows, column = 0, 0, 0
    for tag in _tags(opened, _TAGS):
        said = _attributes(tag[2])
        if tag[1] == b"table":
            found = sheets.setdefault(said.get("table:name", ""), {})
            row, rows, column = 0, 0, 0
        elif tag[1] == b"table-row":
            row, rows, column = row + rows, _times(said, "rows"), 0
        else:
            times, mark = _times(said, "columns"), _mark_of_ods(said)
            for at in range(min(rows, MAX_REPEATED) if mark else 0):
                found.setdefault(row + at, {}).update(
                    dict.fromkeys(range(column, column + min(times, MAX_REPEATED)), mark)
                )
            column += times
    return dict(sheets)


def _times(said: Mapping[str, str], what: str) -> int:
    text = said.get(f"table:number-{what}-repeated", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1  # noqa: PLR2004 (no such sheet)


def _mark_of_ods(said: Mapping[str, str]) -> str:
    kind, currency = said.get("office:value-type"), said.get("office:currency", "")
    return PERCENT if kind == "percentage" else currency if kind == "currency" and currency in CURRENCIES else ""


# [MS-XLS] 2.4.126 Format and 2.4.353 XF: the header of a record, and of its fields those that are read.
_XLS_FORMAT = re.compile(rb"\x1e\x04(.)(.)(..)(..)(.)", re.DOTALL)
_XLS_OF_CELL = re.compile(rb"\xe0\x00\x14\x00..(..)(..)", re.DOTALL)
_STYLE_BIT = 4


def formats_of_xls(data: bytes) -> frozenset[str]:
    """Return the currencies that an XLS may show beside numbers: cells have such formats, but not known which.

    The records are found by their headers, so that a format which two sectors share is missed.
    """
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return frozenset()
    used = {
        str(int.from_bytes(found[1], "little"))
        for found in _XLS_OF_CELL.finditer(data)
        if not int.from_bytes(found[2], "little") & _STYLE_BIT
    }
    codes = dict(_xls_codes(data))
    marks = (mark_of(number, codes) for number in used & codes.keys())
    return frozenset(mark for mark in marks if mark not in ("", PERCENT, PERCENT_SIGN) and not mark.startswith(UNIT))


def _xls_codes(data: bytes) -> Iterator[tuple[str, str]]:
    for found in _XLS_FORMAT.finditer(data):
        size = int.from_bytes(found[1] + found[2], "little")
        letters, wide = int.from_bytes(found[4], "little"), found[5] == b"\x01"
        if size == letters * (1 + wide) + 5:
            text = data[found.end() : found.end() + letters * (1 + wide)]
            yield str(int.from_bytes(found[3], "little")), text.decode("utf-16-le" if wide else "latin-1", "replace")
