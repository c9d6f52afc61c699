"""Rows of text cells from spreadsheets and delimited files. Knows no header and no column; never runs a formula."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from subprocess import TimeoutExpired
from zipfile import ZipFile

from asiento.errors import DocumentError, TransientError
from asiento.model import Program
from asiento.preprocess.archives import UNREADABLE
from asiento.preprocess.cell_formats import Marks, cell_formats, formats_of_xls
from asiento.preprocess.formats import Format
from asiento.preprocess.sheets_in_xml import xml_sheets
from asiento.preprocess.text import bounded, decode, read_delimited
from asiento.preprocess.unsupported import unsupported
from asiento.preprocess.web_tables import web_rows
from asiento.programs import RUN
from asiento.table_bounds import Exit
from asiento.tables.serial_days import EPOCH, EPOCH_1904

MAX_UNPACKED = 300 * 2**20
"""Bytes of a workbook's parts together; a real one of 20 MB unpacks to about ten times its size."""

MAX_RATIO = 200
"""A part that unpacks to more times its size than this was made to hurt; sheets reach about 50."""

MAX_SHOWN = 2**20
"""Bytes of the list of sheets that are looked at."""

MAX_SECONDS = 60

_FROM_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows of cells as text: *first_row* is the place (from 0) of the first of them in the file.

    *delimited*: a CSV, whose cells a separator alone tells apart. *numbers*: of each row, the places of the cells that
    the file keeps as numbers; empty where all is text. *shown*: what their formats put beside them, by row and place.
    *currencies*: those in formats of which nobody knows the cells. *epoch*: the day from which a number counts days.
    *hidden*: nobody sees it, and its rows are not read.
    """

    name: str
    first_row: int
    rows: list[list[str]]
    numbers: Sequence[Sequence[int]] = ()
    delimited: bool = False
    shown: Marks = field(default_factory=dict)
    currencies: tuple[str, ...] = ()
    epoch: date = EPOCH
    hidden: bool = False


def read_sheets(data: bytes, found: Format) -> list[Sheet]:
    """Return the sheets of a workbook, the hidden ones without their rows, or the one of a delimited file.

    Dates are ISO, numbers of a workbook plain with a decimal point; cells of a CSV stay as they are written.
    Raises `DocumentError`: `damaged_spreadsheet`, `password_protected`, `file_too_large`, `unsupported_type`, and
    those of `read_xml`.
    """
    if found is Format.CSV:
        text = decode(data)
        if text is None:
            raise unsupported("unknown")
        return [Sheet(name="", first_row=0, rows=read_delimited(text), delimited=True)]
    if found is Format.HTML:
        return [Sheet(name="", first_row=0, rows=bounded(web_rows(decode(data) or "")))]
    if found is Format.SHEET_XML:
        return [Sheet(first_row=0, **sheet) for sheet in xml_sheets(data)]
    if data.startswith(b"PK"):
        check_zip(data)
    formats, epoch = cell_formats(data), epoch_of(data)
    besides = tuple(sorted(formats_of_xls(data)))
    return [
        Sheet(**sheet, shown=_from_column(formats.get(sheet["name"], {}), first), currencies=besides, epoch=epoch)
        for sheet, first in ((said, said.pop("first_column")) for said in json.loads(_run_reader(data)))
    ]


def _from_column(marks: Marks, first: int) -> Marks:
    """Return *marks* with the columns counted from the *first* that is used, as the rows are."""
    return {row: {at - first: mark for at, mark in cells.items()} for row, cells in marks.items()} if first else marks


def epoch_of(data: bytes) -> date:
    """Return the day 0 of a workbook: XLSX says in `workbookPr` if it is that of 1904 (ECMA-376, 18.2.28)."""
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open("xl/workbook.xml") as opened:
            return EPOCH_1904 if _FROM_1904.search(opened.read(MAX_SHOWN)) else EPOCH
    except (*UNREADABLE, KeyError, RuntimeError):  # no such part: another format; or a password
        return EPOCH


def check_zip(data: bytes) -> None:
    """Refuse a workbook that unpacks to far more than it should, before anything unpacks it."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except UNREADABLE as error:
        raise _damaged() from error
    if any(part.flag_bits & 1 for part in parts):
        raise _protected()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(data), 2**16):
        raise _too_large()


def _run_reader(data: bytes) -> bytes:
    """Return what the reading process wrote."""
    try:
        done = RUN.get()(Program.WORKBOOK, (), data, MAX_SECONDS)
    except TimeoutExpired as error:
        raise _too_large() from error
    except OSError as error:
        raise TransientError("reader_unavailable.not_started") from error
    if done.code:
        known: dict[int, DocumentError] = {Exit.PASSWORD: _protected(), Exit.DAMAGED: _damaged()}
        raise known.get(done.code, _too_large())
    return done.output


def _damaged() -> DocumentError:
    return DocumentError("damaged_spreadsheet.workbook")


def _protected() -> DocumentError:
    return DocumentError("password_protected.spreadsheet")


def _too_large() -> DocumentError:
    return DocumentError("file_too_large.spreadsheet")
