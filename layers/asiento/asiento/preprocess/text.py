"""Bytes to text and text to rows: the encodings and dialects of delimited files. Knows no meaning of any cell."""

import csv
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from itertools import islice

from asiento.errors import DocumentError
from asiento.preprocess.unsupported import unsupported
from asiento.table_bounds import MAX_CELLS, MAX_ROWS

DELIMITERS = ";\t,|"
SAMPLE_LINES = 200
MAX_LINE = 1_000_000
"""Characters; no bank or spreadsheet program writes such a line, and a reader would keep all of it in memory."""

MAX_CONTROL_SHARE = 0.01


def decode(data: bytes) -> str | None:
    """Return *data* as text (UTF-8, UTF-16 with its mark, else Windows-1252), or None if it is binary.

    Charset detectors guess wrong on Spanish, so the order is fixed.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in data:
        return None
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if _is_printable(text) else None
    return None


def _is_printable(text: str) -> bool:
    sample = text[:10_000]
    controls = sum(character < " " and character not in "\t\r\n\f\x1a" for character in sample)
    return controls <= MAX_CONTROL_SHARE * len(sample)


def read_delimited(text: str) -> list[list[str]]:
    """Return the rows of a CSV or TSV, cells stripped; blank lines are empty rows, so that the index is the row.

    Raises `DocumentError`: `unsupported_type` for text without columns, `damaged_spreadsheet`, `file_too_large`.
    """
    lines = list(StringIO(text, newline=""))
    if any(len(line) > MAX_LINE for line in lines):
        raise DocumentError("damaged_spreadsheet.long_line")
    delimiter = vote_delimiter(lines)
    if delimiter is None:
        raise unsupported("plain_text")
    return bounded(_parse(lines, delimiter))


def vote_delimiter(lines: list[str]) -> str | None:
    """Return the delimiter that splits the most lines into the same, largest number of columns, or None."""
    best, best_score = None, 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in islice(_parse(lines[:SAMPLE_LINES], delimiter), SAMPLE_LINES) if row)
        if not widths:
            continue
        columns, votes = max(widths.items(), key=lambda entry: (entry[0] - 1) * entry[1])
        score = (columns - 1) * votes / widths.total()
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _parse(lines: Iterable[str], delimiter: str) -> Iterable[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    except csv.Error as error:
        raise DocumentError("damaged_spreadsheet.open_quote") from error


def bounded(rows: Iterable[list[str]]) -> list[list[str]]:
    """Return *rows* with stripped cells. Raises `DocumentError("file_too_large")` past `MAX_CELLS` or `MAX_ROWS`."""
    kept, cells = list[list[str]](), 0
    for row in rows:
        cells += len(row)
        if cells > MAX_CELLS or len(kept) >= MAX_ROWS:
            raise DocumentError("file_too_large.table", rows=MAX_ROWS, cells=MAX_CELLS)
        kept.append([cell.strip() for cell in row])
    return kept
