"""The currencies that a workbook shows beside its numbers and keeps in their formats. Reads no cell."""

import re
from io import BytesIO
from zipfile import ZipFile

from asiento.money.iso4217 import CURRENCIES
from asiento.money.signs import CODES_OF_LOCALES, currency_of
from asiento.preprocess.archives import UNREADABLE

STYLES, CONTENT = "xl/styles.xml", "content.xml"
"""Where XLSX keeps the formats of its cells (ECMA-376, 18.8.30), and ODS its cells (`office:currency`)."""
MOST = 64 * 2**20
"""Bytes that are looked at."""

_USED = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_OF_CELL = re.compile(rb'<xf\b[^>]*\bnumFmtId="(\d{1,5})"')
_FORMAT = re.compile(rb'<numFmt\b[^>]*\bnumFmtId="(\d{1,5})"[^>]*\bformatCode="([^"]*)"')
_MARK = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")
_BARE = re.compile(r'"\s*([^"\s]{1,4})\s*"|([€£])')
_ODS = re.compile(rb'office:currency="([A-Z]{3})"')


def money_formats(data: bytes) -> tuple[str, ...]:
    """Return the currencies, ISO codes or `$`, in the formats of the cells of a zipped workbook; none for others."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            part = STYLES if STYLES in names else CONTENT if CONTENT in names else None
            if part is None:
                return ()
            with archive.open(part) as opened:
                text = opened.read(MOST)
    except (*UNREADABLE, RuntimeError):  # a password
        return ()
    if part == CONTENT:
        return tuple(sorted({code.decode() for code in _ODS.findall(text)} & CURRENCIES))
    return _of_styles(text)


def _of_styles(styles: bytes) -> tuple[str, ...]:
    used = {number for block in _USED.findall(styles) for number in _OF_CELL.findall(block)}
    formats = (code.decode("utf-8", "replace") for number, code in _FORMAT.findall(styles) if number in used)
    return tuple(sorted({mark for code in formats for mark in _marks(code.replace("&quot;", '"'))}))


def _marks(code: str) -> set[str]:
    """Return the currencies that a format shows: `[$€-C0A]`, `[$$-409]`, `"$"#,##0.00`, `#,##0.00 "USD"`."""
    found = set()
    for sign, place in _MARK.findall(code):
        found.add(CODES_OF_LOCALES.get(place.upper().lstrip("0"), sign) if sign == "$" else currency_of(sign) or "")
    bare = _MARK.sub("", code)
    found |= {currency_of(word) or "" for pair in _BARE.findall(bare) for word in pair}
    if "$" in bare:
        found.add("$")
    return found - {""}
