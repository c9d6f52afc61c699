"""The smallest case that is still wrong in the same way: fewer rows, and a style as simple as can be."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

from made_tables.case import Case, consistent
from made_tables.style import Style
from made_tables.truth import Flaw

SIMPLE = Style()


def shrunk(case: Case, is_wrong: Callable[[Case], bool]) -> Case:
    """Return a smaller case for which *is_wrong* still holds."""
    while smaller := next((one for one in map(consistent, _smaller(case)) if one != case and is_wrong(one)), None):
        case = smaller
    return case


def _smaller(case: Case) -> Iterator[Case]:
    rows = case.truth.rows
    size = len(rows) // 2
    while size:
        for start in range(0, len(rows), size):
            left = rows[:start] + rows[start + size :]
            if left:
                yield replace(case, truth=replace(case.truth, rows=left))
        size //= 2
    for one in fields(Style):
        if getattr(case.style, one.name) != getattr(SIMPLE, one.name):
            yield replace(case, style=replace(case.style, **{one.name: getattr(SIMPLE, one.name)}))
    for place, row in enumerate(rows):
        if row.flaw:
            plain = replace(row, flaw=Flaw.NONE)
            yield replace(case, truth=replace(case.truth, rows=(*rows[:place], plain, *rows[place + 1 :])))
