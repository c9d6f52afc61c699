"""What a page says against being booked: a draft, a copy, a payment, no money back, our own sale. Each is a doubt."""

import re
from collections.abc import Container, Iterator
from functools import cache

from asiento.company_names import is_like_name
from asiento.document import BILLS, DocType, Document, Doubt
from asiento.lexicon.hints import Hint, source_of_hints
from asiento.lexicon.notation import pattern_of, source_of
from asiento.lexicon.terms import Term
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.parties.names import same_name
from asiento.tax_ids import is_one_of
from asiento.tenant import Tenant

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
    found = next((one for text in _texts(pages) if (one := _payment().search(text))), None)
    if found:
        yield Doubt.of("payment_receipt", words=found[0])


@cache
def _payment() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{source_of_hints(Hint.OF_PAYMENT)})\b")


_GIVES_BACK = pattern_of(Term.CREDIT_NOTE, Term.CREDIT_NOTE_OR_CREDIT, Term.CREDIT_NOTE_FIRST)


def corrects_upwards(document: Document, pages: AnnotatedPages) -> Iterator[Doubt]:
    """Yield a doubt if *pages* correct an invoice with figures above nothing, and never say that they give money back.

    A *factura rectificativa* states the difference, of either sign, or replaces the invoice (RD 1619/2012, art. 15).
    """
    if document.doc_type is not DocType.CREDIT_NOTE or document.total is None or document.total.value <= 0:
        return
    texts = list(_texts(pages))
    if any(map(_correction().search, texts)) and not any(map(_GIVES_BACK.search, texts)):
        yield Doubt.of("corrects_upwards.gives_back")


@cache
def _correction() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{source_of_hints(Hint.CORRECTION)})\b")


def may_be_our_sale(document: Document, pages: AnnotatedPages, tenant: Tenant) -> Iterator[Doubt]:
    """Yield a doubt if a bill to somebody else has the *tenant*'s name on it, and no other of who issued it."""
    supplier, customer = document.supplier.name, document.customer.name
    if document.doc_type not in BILLS or supplier or customer is None or is_like_name(customer.value, tenant.name):
        return
    if is_one_of(document.supplier.tax_id, tenant.tax_ids):
        return
    if any(same_name(cell.text, tenant.name) for line in pages.lines for cell in line.cells):
        yield Doubt.of("direction_unproven.name", name=tenant.name)


def _texts(pages: AnnotatedPages) -> Iterator[str]:
    return (" ".join(word for word in line.plain if word) for line in pages.lines)
