"""The rule that an item is one document: of several on its pages only one was read."""

from collections.abc import Iterator, Sequence

from asiento.document import Document
from asiento.model import Finding
from asiento.validate.finding import Context, review


def single_document(_: Document, context: Context) -> Iterator[Finding]:
    """Ask where the pages may hold more than one document."""
    if context.others:
        yield _several(context.others)


def _several(pages: Sequence[int]) -> Finding:
    if tuple(pages) == (1,):
        return review("several_documents.page", "doc_type")
    return review("several_documents.pages", "doc_type", count=len(pages), pages=pages)
