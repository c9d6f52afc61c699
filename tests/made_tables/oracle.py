"""What the written cells alone say: in which dialects the whole file can be read, and what each row then says.

Written from how people write, not from how any reader reads. A dialect is a decimal separator and an order of day and
month; one is possible if every text cell of an amount or of a day can be read in it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from made_tables.case import Case
from made_tables.cells import Cell, Line
from made_tables.columns import AMOUNTS, DAYS
from made_tables.grid import lines_of, sheets_of
from made_tables.spelling import EPOCH, UNICODE_MINUS
from made_tables.style import JSON
from made_tables.truth import Flaw, Kind, Row
from made_tables.words import MONTHS, SHORT_MONTHS, WEEKDAYS

_MARKS = re.compile(r"EUR|USD|GBP|CHF|US\$|Fr\.|[€$£]")
_SPACES = " \u00a0\u202f\u2009"


def read_amount(text: str, decimal: str) -> Decimal | None:
    """Return the amount that *text* is where *decimal* parts whole and fraction."""
    bare = _MARKS.sub("", text).replace(UNICODE_MINUS, "-").strip(_SPACES)
    bare, side = re.subn(r"\s*(DR)$", "", bare)
    bare = re.sub(r"\s*CR$", "", bare)
    bare, opened = re.subn(r"^\((.*)\)$", r"\1", bare)
    bare = bare.strip(_SPACES)
    if re.search(r"\d[.,]-$", bare):
        if bare[-2] != decimal:
            return None
        bare = bare[:-2]
    negative = bool(side or opened) or "-" in bare
    bare = bare.strip("-" + _SPACES)
    other = "." if decimal == "," else ","
    groups = "|".join(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+" for mark in (other, *_SPACES, "'", "\u2019"))
    found = re.fullmatch(rf"({groups}|\d+|)(?:{re.escape(decimal)}(\d+))?", bare)
    if not found or not (found[1] or found[2]):
        return None
    amount = Decimal(f"{re.sub(r'\D', '', found[1]) or '0'}.{found[2] or '0'}")
    return -amount if negative else amount


@cache
def _months() -> dict[str, int]:
    lists = [*MONTHS.values(), *SHORT_MONTHS.values()]
    return {name.casefold(): number for names in lists for number, name in enumerate(names.split(), 1)}


def read_day(text: str, order: str) -> date | None:
    """Return the day that *text* is where numbers stand in *order*, `dmy` or `mdy`."""
    bare = re.sub(r"[ T]\d\d:\d\d(:\d\d)?$", "", text.strip())
    for name in {name for names in WEEKDAYS.values() for name in names.split()}:
        bare = bare.removeprefix(f"{name} ")
    if re.fullmatch(r"\d{5}", bare):
        return EPOCH + timedelta(days=int(bare))
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)|(\d{4})[-/.](\d\d)[-/.](\d\d)", bare):
        return _day(*(part for part in found.groups() if part))
    if found := re.fullmatch(r"(\d\d?)([-/.])(\d\d?)\2(\d{4}|\d\d)", bare):
        day, month = (found[1], found[3]) if order == "dmy" else (found[3], found[1])
        return _day(found[4], month, day)
    words = re.findall(r"[^\W\d]{3,}", bare)
    numbers = re.findall(r"\d+", bare)
    months = [_months()[word.casefold()] for word in words if word.casefold() in _months()]
    return _day(numbers[1], str(months[0]), numbers[0]) if len(months) == 1 and len(numbers) == 2 else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The dialects in which the file can be read, and the marks of the rows that read the same in all of them."""

    decimals: tuple[str, ...]
    orders: tuple[str, ...]
    rows: frozenset[str]


def decision_of(case: Case) -> Decision:
    """Return what the cells of the file decide; of JSON rows that are sent one by one, what each decides."""
    cells = [cell for line in lines_of(case.truth, case.style) for cell in line if isinstance(cell.value, str)]
    if case.style.format == "rows":
        alone = [_decision([cell for cell in cells if cell.row is row], [row]) for row in case.truth.rows]
        return Decision(decimals=(), orders=(), rows=frozenset().union(*(one.rows for one in alone)))
    if case.style.two_sheets:
        each = [_of_sheet(lines, case.truth.rows) for lines in sheets_of(case.truth, case.style)]
        return Decision(decimals=(), orders=(), rows=frozenset().union(*(one.rows for one in each)))
    return _decision(cells, case.truth.rows)


def _of_sheet(lines: Sequence[Line], rows: Sequence[Row]) -> Decision:
    cells = [cell for line in lines for cell in line]
    marks = {cell.row.mark for cell in cells if cell.row}
    return _decision(
        [cell for cell in cells if isinstance(cell.value, str)], [row for row in rows if row.mark in marks]
    )


def _decision(cells: Sequence[Cell], rows: Sequence[Row]) -> Decision:
    amounts = [cell for cell in cells if cell.role.partition(" ")[0] in AMOUNTS | {"sum"}]
    days = [cell for cell in cells if cell.role in DAYS | {"sum_day"}]
    decimals = tuple(_possible(amounts, (",", "."), read_amount))
    orders = tuple(_possible(days, ("dmy", "mdy"), read_day))
    open_marks = {
        cell.row.mark
        for group, readings, read in ((amounts, decimals, read_amount), (days, orders, read_day))
        for cell in group
        if cell.row and len({read(str(cell.value), one) for one in readings}) != 1
    }
    return Decision(
        decimals=decimals, orders=orders, rows=frozenset(row.mark for row in rows if row.mark not in open_marks)
    )


def _possible(
    cells: Sequence[Cell], readings: Sequence[str], read: Callable[[str, str], object | None]
) -> Iterator[str]:
    for reading in readings:
        if all(read(str(cell.value), reading) is not None for cell in cells):
            yield reading


def _may_be_rates(case: Case) -> bool:
    """Return whether the column of the tax holds rates that do not say so."""
    style = case.style
    bare = style.rate_form == "bare" or style.format in JSON
    return case.truth.kind is not Kind.BANK and style.percent and style.tax_columns == "rate" and bare


def _apart(case: Case) -> Sequence[Sequence[Row]]:
    """Return the rows that stand in one sheet."""
    middle = len(case.truth.rows) // 2
    return (case.truth.rows[:middle], case.truth.rows[middle:]) if case.style.two_sheets else (case.truth.rows,)


def _are_signed(rows: Sequence[Row]) -> bool:
    """Return whether so many amounts have a minus that the others may be money that came in."""
    return 10 * sum(row.amount < 0 for row in rows) > 3 * len(rows)


def _like_card(rows: Sequence[Row]) -> bool:
    """Return whether so few amounts have a minus that it may be what a card was paid."""
    return 3 * sum(row.amount < 0 for row in rows) <= sum(row.amount > 0 for row in rows)


def may_be_held(case: Case) -> frozenset[str]:
    """Return the marks of the rows that may be held though the dialect is clear: rightly doubted, or beside such.

    A statement is one document: what is wrong with one row holds all of them. Two columns that disagree are a
    question about the whole file.
    """
    rows, style = case.truth.rows, case.style
    if case.truth.kind is not Kind.BANK and any(map(_are_signed, _apart(case))):
        return frozenset(row.mark for row in rows)  # as an export of an account has them
    if style.above == "thousands" or _may_be_rates(case):
        return frozenset(row.mark for row in rows)
    if style.noise and style.format in JSON:
        return frozenset(row.mark for row in rows)  # JSON says each digit on purpose
    if style.day_form == "serial" and style.format in JSON:
        return frozenset(row.mark for row in rows)  # a program that writes JSON says its days as texts
    if style.formulas == "bare" or style.unquoted:
        return frozenset(row.mark for row in rows)
    if case.truth.kind is Kind.BANK:
        odd = style.sums in ("bare", "dated", "sides") or style.subtotals or style.note == "figure"
        odd = odd or style.opening == "amount" or style.foreign_bare or style.abroad_row
        odd = odd or style.money == "unsigned" or (style.money == "signed" and not style.balance and _like_card(rows))
        held: Sequence[Row] = rows if odd or any(row.flaw for row in rows) else ()
    elif any(row.flaw is Flaw.COLUMNS_DISAGREE for row in rows):
        held = rows
    else:
        held = [row for row in rows if row.flaw or row.amount <= 0]
    return frozenset(row.mark for row in held)
