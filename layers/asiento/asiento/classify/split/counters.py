"""What a page says of its place among others: `Seite 2 von 3`, `1/2`, `suma y sigue`. Knows no field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asiento.reading.layout import Layout, Line, Span

MARGIN = 0.1
"""Share of the page, from its top and its bottom, in which a counter without a word stands."""

MOST = 200
"""Pages that a counter counts at most; what is more counts something else."""

_PAGE = r"(?:seite|p[aá]gina?|p[aá]gs?|page|hoja|folha|folio|blatt|bladzijde|pg)"
OF_ALL = re.compile(rf"\b{_PAGE}\W{{0,3}}(\d{{1,3}}) ?(?:von|de|of|sur|di|van|/|-) ?(\d{{1,3}})\b", re.IGNORECASE)
ALONE = re.compile(rf"\W*{_PAGE}\W{{0,3}}(\d{{1,3}})\W*", re.IGNORECASE)
BARE = re.compile(r"\W*(\d{1,3}) ?(?:/|von|de|of|sur|di|van) ?(\d{1,3})\W*", re.IGNORECASE)

GOES_ON = re.compile(
    r"\b(?:suma y sigue|sigue (?:en|al dorso|p[aá]g)|contin[uú]a|carried forward|continued|[uü]bertrag|"
    r"fortsetzung|a reporter|suite page|riporto|a transportar|segueix)\b(.*)",
    re.IGNORECASE,
)
"""What stands at the foot of a page whose document goes on, and what follows it on the line."""

NOTHING = re.compile(r"(?=.*0)[^1-9]*")
"""An amount of zero: nothing is carried forward, though the form has a place for it."""

FOOT = 0.6
"""Share of the page, from its top, below which a page says that it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A page's own number, from 1, and how many there are, if it says so."""

    page: int
    of: int | None = None

    @property
    def is_last(self) -> bool:
        """Return whether no page can follow."""
        return self.page == self.of

    def is_followed_by(self, other: "Counter") -> bool:
        """Return whether *other* is the next page of the same document."""
        return other.page == self.page + 1 and (self.of == other.of or None in (self.of, other.of))


def counter_of(layout: Layout) -> Counter | None:
    """Return what the first page of *layout* counts itself as; None if it does not, or in two ways."""
    found = {counter for line in layout.page(1) for counter in _counters(line)}
    return found.pop() if len(found) == 1 else None


def _counters(line: Line) -> Iterator[Counter]:
    labelled = list(OF_ALL.finditer(line.text))
    for match in labelled:
        yield from _counter(match[1], match[2])
    for cell in () if labelled else line.cells:
        yield from _in_cell(cell)


def _in_cell(cell: Span) -> Iterator[Counter]:
    alone = ALONE.fullmatch(cell.text)
    bare = BARE.fullmatch(cell.text) if cell.box[3] < MARGIN or cell.box[1] > 1 - MARGIN else None
    if alone:
        yield from _counter(alone[1], None)
    elif bare:
        yield from _counter(bare[1], bare[2])


def _counter(page: str, of: str | None) -> Iterator[Counter]:
    counter = Counter(page=int(page), of=int(of) if of else None)
    if 1 <= counter.page <= (counter.of or MOST) <= MOST:
        yield counter


def goes_on(layout: Layout) -> bool:
    """Return whether the foot of the first page of *layout* carries an amount over, or says that more follows."""
    found = (GOES_ON.search(line.text) for line in layout.page(1) if line.box[1] > FOOT)
    return any(match and not NOTHING.fullmatch(match[1]) for match in found)
