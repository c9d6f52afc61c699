"""The quality of a page as read, for a bookkeeper, and whether another engine should read it again.

A pure function of the page's words. It asks the rules of receipts for total, day and name, on sheets as well: there
too a total must stand beside its label and be proven by other amounts.
"""

from dataclasses import dataclass

from asiento.document import Box, Source
from asiento.ocr.weights import ENGINE
from asiento.ocr.words import Pass
from asiento.pages.annotated import annotated_pages
from asiento.pages.receipt.day import receipt_date
from asiento.pages.receipt.supplier import receipt_supplier
from asiento.pages.receipt.total import receipt_total
from asiento.reading import Page, Reading

COUNTRY = "ES"
"""Decides only what the amounts and dates of a page leave open, so any does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How sure the total, the day, the supplier's name and the letters of a page are, each 0 to 1.

    *place*: where the day stands.
    """

    total: float
    day: float
    name: float
    letters: float
    place: Box | None = None

    @property
    def doubtful(self) -> bool:
        """Return whether total or day are missing.

        Asking for more (a proof, a label, clear letters) has a second engine read up to a third of all receipts, and
        mends none of them: chosen on four fifths of those whose truth is known, judged on the others, five times.
        """
        return not self.total or not self.day

    @property
    def score(self) -> float:
        """Return one figure by which two readings of a page are compared."""
        return self.total + self.day + self.name + ENGINE.letters * self.letters


def quality_of(read: Pass, size: tuple[int, int]) -> Quality:
    """Return the quality of *read*, of a picture of *size* (width, height)."""
    page = Page(number=1, width=size[0], height=size[1], words=read.words)
    pages = annotated_pages(Reading(source=Source.OCR, pages=(page,)), COUNTRY)
    total, day, name = receipt_total(pages), receipt_date(pages, day_first=True), receipt_supplier(pages)
    return Quality(
        total=total.confidence if total else 0.0,
        day=day.confidence if day else 0.0,
        name=name.confidence if name else 0.0,
        letters=read.confidence,
        place=day.box if day else None,
    )
