"""Months, weekdays and days by their names in all languages, folded: no accents, lower case."""

from asiento.lexicon import calendar

_SHORTEST = 3

WEEKDAYS = frozenset(calendar.weekdays())
"""Weekdays and their usual short forms. `mar` is left to March."""


def _prefixes() -> dict[str, set[int]]:
    """Return every beginning of a month's name, at least three letters long, with the months that it may mean."""
    found: dict[str, set[int]] = {}
    for number, name in calendar.months():
        for length in range(_SHORTEST, len(name) + 1):
            found.setdefault(name[:length], set()).add(number)
    return found


MONTHS: dict[str, int] = {name: min(numbers) for name, numbers in _prefixes().items() if len(numbers) == 1}
"""Month numbers by name and by every abbreviation that means one month only (`jui` is June or July in French)."""

DAYS = {name: number for number, name in calendar.days()}
"""Days in Spanish words, as formal papers write them; the 31st is `treinta y uno`."""
