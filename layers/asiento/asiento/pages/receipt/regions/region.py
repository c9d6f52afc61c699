"""What a region says about its tills: one `Region` a file. Patterns are matched against text in lower case."""

import re
from dataclasses import dataclass
from functools import cached_property

NOTHING = r"(?!)"
"""The pattern that matches nothing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Region:
    """The words of a country's tills. What is left empty the country shares with all.

    A region whose tills misread in ways of their own overrides the three methods.
    """

    country: str
    """ISO 3166-1 alpha-2."""

    currency: str
    """ISO 4217."""

    month_first: bool = False
    """Whether dates in figures begin with the month (Unicode CLDR)."""

    signs: str = NOTHING
    """The marks of the currency beside a figure or alone."""

    prefixes: tuple[str, ...] = ()
    """The mark right before a figure, folded, then its usual misreadings."""

    forms: str = NOTHING
    """Legal forms that only this country has, with the usual misreadings of them."""

    taxes: str = NOTHING
    """Words of its tax office."""

    places: str = NOTHING
    """Its towns, provinces and words of streets."""

    words: str = NOTHING
    """Other words that only its tills print."""

    names: str = ""
    """Its name where it ends an address, in the languages of its tills, parted by spaces."""

    trades: str = ""
    """Words that shops have in their names, parted by spaces, folded."""

    streets: str = NOTHING
    """Words of streets: what holds one is not a name."""

    quarters: str = NOTHING
    """Words of addresses beside a figure or a comma."""

    greetings: str = NOTHING
    """Words that the name of a shop does not have."""

    misread_words: tuple[tuple[str, str], ...] = ()
    """Words before an amount as they are misread, and what they are; both folded."""

    @cached_property
    def marks(self) -> dict[str, re.Pattern[str]]:
        """Return what speaks for the region, by kind: each kind has its points in `CurrencyWeights`."""
        kinds = ("signs", "forms", "taxes", "places", "words")
        return {kind: re.compile(getattr(self, kind)) for kind in kinds if getattr(self, kind) != NOTHING}

    def holds_form(self, text: str) -> bool:  # noqa: ARG002 (a region may have forms of its own)
        """Return whether *text*, as it was read, holds a legal form that is misread here."""
        return False

    def corrected(self, text: str) -> str:
        """Return the name *text* with its legal form as it is printed."""
        return text

    def without_form(self, text: str) -> str:
        """Return the name *text* without a legal form that is misread here."""
        return text
