"""For which regions and currencies a till receipt speaks, by the marks that it bears."""

from collections.abc import Iterator
from functools import lru_cache

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.receipt.currency_weights import CURRENCY
from asiento.pages.receipt.regions import REGIONS
from asiento.pages.receipt.regions.region import Region
from asiento.reading.layout import Span


def regions_on(pages: AnnotatedPages) -> tuple[Region, ...]:
    """Return the regions of which *pages* bear a mark; all of them where they bear none."""
    texts = _texts(pages)
    found = tuple(region for region in REGIONS if any(_hits(region, kind, texts) for kind in region.marks))
    return found or REGIONS


def region_on(pages: AnnotatedPages, currency: str) -> Region | None:
    """Return the region of that *currency* (ISO 4217) for which *pages* say most; None if none has it."""
    texts = _texts(pages)
    return max(
        (region for region in REGIONS if region.currency == currency),
        key=lambda region: sum(CURRENCY.of(kind, len(_hits(region, kind, texts))) for kind in region.marks),
        default=None,
    )


def marks_on(pages: AnnotatedPages) -> Iterator[tuple[str, float, Span]]:
    """Yield the currencies that *pages* bear marks of, with the points of each kind of mark and its first place.

    Regions with one currency share its points: `MwSt` and `IVA` on one page are one reason for the euro.
    """
    texts = _texts(pages)
    lines: dict[tuple[str, str], set[int]] = {}
    for region in REGIONS:
        for kind in region.marks:
            lines.setdefault((region.currency, kind), set()).update(_hits(region, kind, texts))
    for (currency, kind), hits in lines.items():
        if hits:
            yield currency, CURRENCY.of(kind, len(hits)), pages.lines[min(hits)]


def _texts(pages: AnnotatedPages) -> tuple[str, ...]:
    return tuple(line.text.casefold() for line in pages.lines)


@lru_cache(maxsize=256)
def _hits(region: Region, kind: str, texts: tuple[str, ...]) -> tuple[int, ...]:
    """Return the lines on which *region* has a mark of that *kind*."""
    return tuple(at for at, text in enumerate(texts) if region.marks[kind].search(text))
