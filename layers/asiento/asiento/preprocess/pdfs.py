"""Checks a PDF, and takes its own text and its fiscal codes if no page needs ocr. Draws nothing but codes."""

from dataclasses import dataclass

from asiento.document import Source
from asiento.errors import DocumentError
from asiento.model import Limits
from asiento.preprocess.einvoices import embedded_invoice
from asiento.reading import Page, Reading
from asiento.reading.pdf_codes import with_codes
from asiento.reading.pdf_file import has_marks, open_page, open_pdf
from asiento.reading.pdf_text import own_page

MOST_WORDS = 100_000
"""Of a PDF, on all its pages; a page of a statement in small print holds about 700."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfCheck:
    """The number of pages, the e-invoice inside the PDF, and its own text and codes if no page needs ocr."""

    pages: int
    reading: Reading | None
    invoice: bytes | None = None


def check_pdf(data: bytes, limits: Limits) -> PdfCheck:
    """Open every page of *data* and read its own text as long as all pages have one.

    Raises `DocumentError`: `password_protected`, `damaged_pdf`, `empty_document`, `too_many_pages`, `too_much_text`.
    """
    with open_pdf(data) as pdf:
        count = len(pdf)
        if count > limits.max_pages:
            raise DocumentError("too_many_pages.pdf", pages=count, most=limits.max_pages)
        invoice = embedded_invoice(pdf)
        drawn, words, pages = False, 0, list[Page]()
        for index in range(count):
            with open_page(pdf, index) as page:
                drawn = drawn or has_marks(page)
                read = own_page(page, index + 1) if len(pages) == index else None
                if read:
                    pages.append(read if invoice else with_codes(read, page))
                    words += len(read.words)
            if words > MOST_WORDS:
                raise DocumentError("too_much_text.words", most=MOST_WORDS)
    if not drawn:
        raise DocumentError("empty_document")
    whole = len(pages) == count
    reading = Reading(source=Source.PDF_TEXT, pages=tuple(pages)) if whole else None
    return PdfCheck(pages=count, reading=reading, invoice=invoice)
