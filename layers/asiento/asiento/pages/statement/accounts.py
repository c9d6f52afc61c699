"""The accounts of a paper with several: where the part of each begins, and its number. Knows no movement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import iban

from asiento.pages.statement.headings import heading_at
from asiento.pages.statement.money import StatementPages
from asiento.pages.statement.table_lines import Movements, days_at
from asiento.pages.statement.weights import PLACE
from asiento.pages.statement.words import begins_with_account
from asiento.reading.layout import Line, Span

DIGITS = 5
"""Of a number of an account at least; a sheet or a page has fewer."""

BELOW = 14
"""Lines between the number of an account and the names of its columns: its balances, and whose it is."""

_NUMBER = re.compile(r"[A-Z]{0,4}\d[\dA-Z./*-]*\d|\d")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one account, from *start* to before *stop*, and its number with its place."""

    number: str
    span: Span
    start: int
    stop: int


def parts_of(pages: StatementPages, found: Movements) -> list[Part]:
    """Return the part of each account, if there are several with movements; else nothing.

    A number that comes again, as in the head of each page, goes on with its account.
    """
    begins: list[tuple[int, str, Span]] = []
    for at, number, span in _numbers(pages):
        if not begins or begins[-1][1] != number:
            begins.append((at, number, span))
    if len(begins) < 2 or len({number for _, number, _ in begins}) < len(begins):  # noqa: PLR2004 (several)
        return []
    stops = [at for at, _, _ in begins[1:]] + [len(pages.lines)]
    parts = [Part(number, span, at, stop) for (at, number, span), stop in zip(begins, stops, strict=True)]
    if found.rows and found.rows[0].at < parts[0].start:
        return []
    used = [part for part in parts if found.within(part.start, part.stop).rows]
    return used if len(used) > 1 else []


def _numbers(pages: StatementPages) -> Iterator[tuple[int, str, Span]]:
    """Yield each line that names an account above a table, with the number.

    The other side of a payment is named within the table, right of its days.
    """
    lines = pages.lines
    for at, line in enumerate(lines):
        found = _number_on(line)
        if found is None or days_at(pages, at):
            continue
        heading = next(_headings(pages, at), None)
        if heading is not None and found[1].box[0] < heading:
            yield at, *found


def _headings(pages: StatementPages, at: int) -> Iterator[float]:
    """Yield how far right a number may stand that is no part of a table: below line *at* its columns are named."""
    for below in range(at + 1, min(at + 1 + BELOW, len(pages.lines))):
        columns = heading_at(pages.lines, below)
        if columns:
            lefts = sorted(span.box[0] for span in columns.values())
            yield (lefts[1] if len(lefts) > 1 else lefts[0]) + PLACE.figure
            return
        if days_at(pages, below):
            return


def _number_on(line: Line) -> tuple[str, Span] | None:
    """Return the number of an account behind a word for it, or an IBAN, with the cell that begins with it."""
    for cell in line.cells:
        words = [word.text for word in cell.words]
        text = "".join(words)
        known = _IBAN.search(text.upper())
        if known and (number := _valid(known[0])):
            return number, cell
        if begins_with_account(cell.text):
            number = "".join(match[0] for word in words if (match := _NUMBER.fullmatch(word)))
            if sum(map(str.isdigit, number)) >= DIGITS:
                return number, cell
    return None


def _valid(text: str) -> str | None:
    """Return the longest beginning of *text* that is an IBAN: words behind it are glued to it here."""
    return next((text[:stop] for stop in range(min(34, len(text)), 14, -1) if iban.is_valid(text[:stop])), None)
