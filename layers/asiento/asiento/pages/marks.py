"""What a page says against being booked: cancelled, a draft, a copy, a test, a payment. Each is a doubt."""

import re
from collections.abc import Container, Iterator
from functools import cache

from asiento.document import Document, Doubt
from asiento.lexicon.hints import Hint, source_of_hints
from asiento.lexicon.notation import source_of
from asiento.lexicon.terms import Term
from asiento.pages.annotated import AnnotatedPages

_MARKS = (Hint.MARK_VOID, Hint.MARK_TEST, Hint.MARK_COPY)
"""The kinds of marks, the gravest first."""


def marks_on(pages: AnnotatedPages, items: Container[int]) -> Iterator[Doubt]:
    """Yield the doubt of the gravest mark of *pages*: a cell with nothing but marks, and perhaps the title of a bill.

    In a sentence, and in the lines of *items*, the same words speak of something else.
    """
    lines = [line for at, line in enumerate(pages.lines) if at not in items]
    cells = {" ".join(word for word in cell.plain if word) for line in lines for cell in line.cells}
    found = {hint: text for hint in _MARKS for text in sorted(cells) if _is_marked(text, hint)}
    if Hint.MARK_VOID in found:
        yield Doubt.of("marked_void", words=found[Hint.MARK_VOID])
    elif Hint.MARK_TEST in found:
        yield Doubt.of("marked_test")
    elif found:
        yield Doubt.of("marked_copy")


def _is_marked(text: str, hint: Hint) -> bool:
    return bool(_all_marks().fullmatch(text) and _mark(hint).search(text))


@cache
def _mark(hint: Hint) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{source_of_hints(hint)})\b")


@cache
def _all_marks() -> re.Pattern[str]:
    """Return the pattern of a text that has nothing but marks and titles of bills."""
    title = source_of(Term.INVOICE, Term.SIMPLIFIED_INVOICE, Term.RECEIPT, Term.CREDIT_NOTE)
    return re.compile(rf"(?:\b(?:{source_of_hints(*_MARKS)}|{title})\b ?)+")


def confirms_payment(document: Document, pages: AnnotatedPages) -> Iterator[Doubt]:
    """Yield a doubt if *pages* say that another document was paid, name its number and state no tax of their own."""
    if document.number is None or document.net or document.tax_total or document.taxes:
        return
    texts = (" ".join(word for word in line.plain if word) for line in pages.lines)
    found = next((one for text in texts if (one := _payment().search(text))), None)
    if found:
        yield Doubt.of("payment_receipt", words=found[0])


@cache
def _payment() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{source_of_hints(Hint.OF_PAYMENT)})\b")
