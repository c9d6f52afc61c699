"""Whether the issuer of a page is in the United States."""

import re
from functools import cache

from asiento.lexicon.hints import Hint, source_of_hints

_ZIP = re.compile(r",\s*[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?\b", re.ASCII)
"""A state and a ZIP code, as the United States Postal Service has them: `Austin, TX 78701`."""


def is_american(text: str) -> bool:
    """Return whether *text* has an address, a number or a tax that only the United States have."""
    return bool(_ZIP.search(text) or _words().search(text))


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{source_of_hints(Hint.AMERICAN)})\b", re.IGNORECASE)
