"""The rule that an item is one document: of several on its pages only one was read."""

from collections.abc import Iterator, Sequence

from asiento.document import Document
from asiento.model import Finding
from asiento.validate.finding import Context, review


def single_document(_: Document, context: Context) -> Iterator[Finding]:
    """Ask where the pages may hold more than one document."""
    if context.others:
        yield review(
            "several_documents",
            "doc_type",
            f"{_where(context.others)}, and only one was read. If that is so, reject this item and send each document "
            "by itself; otherwise approve it.",
        )


def _where(pages: Sequence[int]) -> str:
    if tuple(pages) == (1,):
        return "There seem to be several documents on this page"
    *most, last = map(str, pages)
    words = f"pages {', '.join(most)} and {last}" if most else f"page {last}"
    return f"Another document seems to begin on {words}"
