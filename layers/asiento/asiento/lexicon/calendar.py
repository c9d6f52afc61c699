"""The names of months and days, by `calendar` of each language: as many entries as there are months or days."""

from collections.abc import Iterator

from asiento.lexicon.files import tables
from asiento.lexicon.folding import plain
from asiento.lexicon.notation import spellings

CALENDAR = "calendar"
"""The table of a file with the names."""


def months() -> Iterator[tuple[int, str]]:
    """Yield each name of a month, folded, after its number from 1."""
    return _numbered("months")


def days() -> Iterator[tuple[int, str]]:
    """Yield each word for a day of a month, folded, after its number from 1."""
    return _numbered("days")


def weekdays() -> Iterator[str]:
    """Yield each word of the names of weekdays and of their short forms, folded."""
    return (word for _, name in _numbered("weekdays") for word in name.split())


def _numbered(kind: str) -> Iterator[tuple[int, str]]:
    for table in tables(CALENDAR):
        for number, names in enumerate(table.get(kind, ()), start=1):
            yield from ((number, " ".join(map(plain, name.split()))) for name in spellings(names))
