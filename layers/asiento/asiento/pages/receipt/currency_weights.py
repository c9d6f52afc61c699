"""What the marks of a till receipt weigh by which it tells its region and currency.

Set by hand while looking at the 100 receipts of the development set (94 of them are SROIE's and German ones), and
`make eval` measures it. Points are compared with each other only; a confidence is 0 to 1.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyWeights:
    """Points of the marks by which a page tells its region and currency. Set by hand, as this module says."""

    signs: float = 2.0
    """The currency's own mark, such as `RM 5`."""

    forms: float = 2.0
    """A legal form that only one country has."""

    taxes: float = 1.0
    """Words of a tax office."""

    places: float = 1.5
    """Towns, provinces and words of streets."""

    words: float = 1.0
    """Other words that only one country's tills print."""

    repeated: float = 0.3
    """Added for each further line with the same mark."""

    most_repeated: int = 4
    """Further lines that count."""

    least: float = 1.5
    """Points below which the page says nothing."""

    clear: float = 2.0
    """How many times the second currency's points the first one has where it is sure."""

    sure: float = 0.95
    """Confidence where it is clear and has twice the least points."""

    likely: float = 0.8
    """Confidence where it has more points than any other."""

    shared: float = 0.6
    """Confidence where two have as many."""

    def of(self, kind: str, lines: int) -> float:
        """Return the points of a *kind* of mark that stands on so many lines; 0 for none."""
        again = self.repeated * min(lines - 1, self.most_repeated)
        return float(getattr(self, kind)) + again if lines else 0.0


CURRENCY = CurrencyWeights()
