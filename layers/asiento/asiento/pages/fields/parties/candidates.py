"""A name that may be the issuer's, and where a line of print ends to be one."""

import re
from dataclasses import dataclass

from asiento.money.company_forms import FORM
from asiento.pages.fields.parties.names import PLACE, bare_name
from asiento.reading.layout import Span

PARTED = re.compile(r"\s[-–—−·•●▪∙■|*]\s|\s?[·•●▪∙■|]\s?|,\s(?=.*\d)")  # noqa: RUF001 (as printed)
"""What parts the name from the address in a sender line."""


@dataclass(frozen=True)
class Candidate:
    """A name, where it stands, and what speaks for it: points and how many kinds of evidence.

    *own*: it stands beside data that only an issuer prints.
    """

    span: Span
    points: float
    kinds: int
    own: bool = False

    @property
    def text(self) -> str:
        """Return the name without the marks around it."""
        return self.span.text.strip(" :,;-|*")


def first_part(cell: Span) -> Span | None:
    """Return the name that *cell* begins with: before the address of a sender line, or before a number."""
    ends = (found for found in PARTED.finditer(cell.text) if not FORM.match(cell.text[found.end() :]))
    parted = next(ends, None)
    rest = cell.text[parted.end() :] if parted else ""
    if parted and (re.search(r"\d{4}", rest) or PLACE.search(rest)):
        cell = cell.cut(0, max(len(cell.text[: parted.start()].split()), 1))
    return bare_name(cell)
