"""The description of a movement, put together of what a bank says in several places. Knows no format."""

from asiento.document import MAX_TEXT

LOOKED_AT = 8 * MAX_TEXT
"""Characters of a text that are looked at, spaces and all; what banks write has some hundred."""


def joined(*parts: str | None, kept: bool = False) -> str:
    """Return *parts* with single spaces, each said once, the rest parted by a middle dot.

    With *kept* an earlier part stays although a later one holds it: the columns of a table mean different things.
    Of a text that is too long more is left than `MAX_TEXT`, or an ellipsis, so that its cut is told.
    """
    said: list[str] = []
    for part in map(_in_one_line, filter(None, parts)):
        if part and not any(part.casefold() in earlier.casefold() for earlier in said):
            said = [earlier for earlier in said if kept or earlier.casefold() not in part.casefold()] + [part]
    return " · ".join(said)[: MAX_TEXT + 1]


def _in_one_line(part: str) -> str:
    looked_at = part if len(part) <= LOOKED_AT else part[:LOOKED_AT] + "…"
    return " ".join(looked_at.split())[: MAX_TEXT + 1]
