"""For which regions and currencies a till receipt speaks, by the marks that it bears."""

from collections.abc import Iterator
from functools import lru_cache

from asiento.pages.annotated import Paper
from asiento.pages.receipt.regions import REGIONS
from asiento.pages.receipt.regions.region import Region
from asiento.pages.receipt.weights import CURRENCY
from asiento.reading.layout import Span


def regions_on(paper: Paper) -> tuple[Region, ...]:
    """Return the regions of which *paper* bears a mark; all of them where it bears none."""
    texts = _texts(paper)
    found = tuple(region for region in REGIONS if any(_hits(region, kind, texts) for kind in region.marks))
    return found or REGIONS


def region_on(paper: Paper, currency: str) -> Region | None:
    """Return the region of that *currency* (ISO 4217) for which *paper* says most; None if none has it."""
    texts = _texts(paper)
    return max(
        (region for region in REGIONS if region.currency == currency),
        key=lambda region: sum(CURRENCY.of(kind, len(_hits(region, kind, texts))) for kind in region.marks),
        default=None,
    )


def marks_on(paper: Paper) -> Iterator[tuple[str, float, Span]]:
    """Yield the currencies that *paper* bears marks of, with the points of each kind of mark and its first place.

    Regions with one currency share its points: `MwSt` and `IVA` on one page are one reason for the euro.
    """
    texts = _texts(paper)
    lines: dict[tuple[str, str], set[int]] = {}
    for region in REGIONS:
        for kind in region.marks:
            lines.setdefault((region.currency, kind), set()).update(_hits(region, kind, texts))
    for (currency, kind), hits in lines.items():
        if hits:
            yield currency, CURRENCY.of(kind, len(hits)), paper.lines[min(hits)]


def _texts(paper: Paper) -> tuple[str, ...]:
    return tuple(line.text.casefold() for line in paper.lines)


@lru_cache(maxsize=256)
def _hits(region: Region, kind: str, texts: tuple[str, ...]) -> tuple[int, ...]:
    """Return the lines on which *region* has a mark of that *kind*."""
    return tuple(at for at, text in enumerate(texts) if region.marks[kind].search(text))
