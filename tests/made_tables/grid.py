"""A truth and a style become the lines of a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from made_tables.around import above, below, opening, subtotal
from made_tables.cells import Cell, Line, cell_of
from made_tables.columns import roles_of, titles_of
from made_tables.style import Style
from made_tables.truth import Kind, Truth


def lines_of(truth: Truth, style: Style) -> list[Line]:
    """Return the lines of the sheet, the header among them."""
    roles = roles_of(truth, style)
    header = [Cell(value=title, role="title") for title in titles_of(roles, truth, style)]
    return [
        *above(truth, style),
        header,
        *_body(truth, style, roles, header),
        *below(truth, style, roles),
    ]


def sheets_of(truth: Truth, style: Style) -> list[list[Line]]:
    """Return the sheets of the file with their lines: of two, each has half of the rows."""
    middle = len(truth.rows) // 2
    if not style.two_sheets or not middle:
        return [lines_of(truth, style)]
    return [lines_of(replace(truth, rows=rows), style) for rows in (truth.rows[:middle], truth.rows[middle:])]


def _body(truth: Truth, style: Style, roles: Sequence[str], header: Line) -> Iterator[Line]:
    rows = truth.rows[::-1] if style.newest_first and truth.kind is Kind.BANK else truth.rows
    if style.opening:
        yield opening(truth, style, roles)
    for place, row in enumerate(rows):
        yield [cell_of(row, role, truth, style) for role in roles]
        if style.blank_every and place % style.blank_every == style.blank_every - 1:
            yield []
        following = rows[place + 1] if place + 1 < len(rows) else None
        if style.subtotals and (following is None or following.day.month != row.day.month):
            month = [one for one in rows if (one.day.year, one.day.month) == (row.day.year, row.day.month)]
            yield subtotal(month, truth, style, roles)
        if style.header_every and following and place % style.header_every == style.header_every - 1:
            yield header
