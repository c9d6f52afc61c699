"""Opening PDFs and their pages, with pdfium's errors translated. Knows no text and no pixels."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from asiento.errors import DocumentError

MANY_SHAPES = 300
"""Lines and filled areas; tables and logos have fewer."""


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open *data*; what pdfium cannot read inside the block is the document's fault.

    Raises `DocumentError`: `password_protected`, `damaged_pdf`.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            yield pdf
        finally:
            pdf.close()
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise DocumentError("password_protected.pdf") from error
        raise DocumentError("damaged_pdf") from error


@contextmanager
def open_page(pdf: pypdfium2.PdfDocument, index: int) -> Iterator[pypdfium2.PdfPage]:
    """Open the page at *index* (from 0) and free its memory afterwards."""
    page = pdf[index]
    try:
        yield page
    finally:
        page.close()


def has_marks(page: pypdfium2.PdfPage) -> bool:
    """Return whether anything is drawn on *page*."""
    return int(raw.FPDFPage_CountObjects(page)) > 0 or int(raw.FPDFPage_GetAnnotCount(page)) > 0


def drawn_share(page: pypdfium2.PdfPage) -> float:
    """Return the share of the page that its largest picture covers, near 1 on a scan, or 1 if it is drawn in lines.

    Some programs write letters as shapes: hundreds of them and hardly a word of text.
    """
    width, height = page.get_size()
    largest, shapes = 0.0, 0
    for part in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        if part.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
        else:
            largest = max(largest, _area(*part.get_bounds()))
    return 1.0 if shapes > MANY_SHAPES else largest / float(max(width * height, 1.0))


def _area(left: float, bottom: float, right: float, top: float) -> float:
    return abs(right - left) * abs(top - bottom)
