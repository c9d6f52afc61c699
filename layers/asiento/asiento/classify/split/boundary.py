"""Whether another document begins on a page: the evidence for and against, weighed."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from asiento.classify.split.pages import Facts
from asiento.classify.weights import BOUNDARY
from asiento.document import DocType


class Boundary(StrEnum):
    """What is known about the place between two pages."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    CLEAR = "clear"


def boundary_before(page: Facts, document: Sequence[Facts]) -> Boundary:
    """Return whether *page* begins another document than *document*, the pages before it."""
    before = [one for one in document if not one.is_blank]
    if page.is_blank or not before or _counts_on(page, before[-1]):
        return Boundary.NONE
    evidence, marks = sum(_evidence(page, before)), _marks(page)
    if evidence >= BOUNDARY.clear and marks >= BOUNDARY.own_marks:
        ended = _is_complete(before) and not before[-1].goes_on
        return Boundary.CLEAR if ended and not _lacks_pages(page, before[-1]) else Boundary.DOUBTFUL
    if _lacks_pages(page, before[-1]):
        return Boundary.NONE
    return (
        Boundary.DOUBTFUL
        if (evidence >= BOUNDARY.doubtful and marks) or _are_two_wholes(page, before)
        else Boundary.NONE
    )


def _counts_on(page: Facts, last: Facts) -> bool:
    """Return whether *page* counts itself as the one after *last*."""
    own = page.counter
    return bool(own and own.page > 1 and (last.counter is None or last.counter.is_followed_by(own)))


def _lacks_pages(page: Facts, last: Facts) -> bool:
    """Return whether a counted page of one of the documents would be missing if *page* began another."""
    if page.counter:
        return page.counter.page > 1
    return bool(last.counter and last.counter.of and not last.counter.is_last)


def _marks(page: Facts) -> int:
    """Return how much *page* shows that the first page of a document does."""
    if page.doc_type is DocType.OTHER:
        return 0
    first = bool(page.counter and page.counter.page == 1)
    whole = page.doc_type is DocType.RECEIPT and page.proven
    own = (page.number, page.tax_id, page.name, page.day)
    return sum(mark is not None for mark in own) + first + whole


def _is_complete(before: Sequence[Facts]) -> bool:
    """Return whether the pages have what ends a document: a total, or the last of the pages that they count."""
    last = before[-1].counter
    return any(one.total is not None for one in before) or bool(last and last.is_last)


def _is_receipt(page: Facts) -> bool:
    return page.doc_type is DocType.RECEIPT and page.likely_total is not None


def _are_two_wholes(page: Facts, before: Sequence[Facts]) -> bool:
    """Return whether *page* has a day and a proven total, and the pages before it another one."""
    others = [one for one in before if one.proven and one.day is not None]
    figures = page.proven and page.day is not None and not _are_statements(page, before)
    return bool(figures and others) and not _same(page.total, [one.total for one in before])


def _are_statements(page: Facts, before: Sequence[Facts]) -> bool:
    """Return whether days and sums on the pages are those of movements, which differ on each page of a statement."""
    return DocType.BANK_STATEMENT in (page.doc_type, *(one.doc_type for one in before))


def _same[T](one: T | None, others: Sequence[T | None]) -> bool:
    return one is not None and one in others


def _differ[T](one: T | None, others: Sequence[T | None]) -> bool:
    known = [other for other in others if other is not None]
    return one is not None and bool(known) and one not in known


def _evidence(page: Facts, before: Sequence[Facts]) -> Iterator[float]:
    yield from _of_identity(page, before)
    if not _are_statements(page, before):
        yield from _of_figures(page, before)
    yield from _of_paper(page, before)


def _of_identity(page: Facts, before: Sequence[Facts]) -> Iterator[float]:
    numbers = [one.likely_number for one in before]
    own = page.likely_number
    if any(page.shows(number) for number in numbers if number) or (own and any(one.shows(own) for one in before)):
        yield BOUNDARY.same_number
    elif _differ(page.number, numbers):
        yield BOUNDARY.another_number
    yield from _of_supplier(page, before)


def _of_supplier(page: Facts, before: Sequence[Facts]) -> Iterator[float]:
    known = [one for one in before if one.tax_id]
    if _differ(page.tax_id, [one.tax_id for one in known]):
        if _is_on(page.tax_id, before):
            return
        if page.checked and all(one.checked for one in known):
            yield BOUNDARY.another_tax_id
        elif all(_far(page.tax_id, one.tax_id) for one in known):
            yield BOUNDARY.unchecked_tax_id
    elif _same(page.tax_id, [one.tax_id for one in known]):
        yield BOUNDARY.same_tax_id
    elif _differ(page.name, [one.name for one in before]) and not _is_on(page.name, before):
        yield BOUNDARY.another_name


def _far(one: str | None, other: str | None) -> bool:
    """Return whether two ids differ by more than a misread character or two."""
    return SequenceMatcher(None, one or "", other or "", autojunk=False).ratio() < BOUNDARY.alike


def _is_on(text: str | None, before: Sequence[Facts]) -> bool:
    return text is not None and any(text.lower() in one.text for one in before)


def _of_figures(page: Facts, before: Sequence[Facts]) -> Iterator[float]:
    days, totals = [one.day for one in before], [one.total for one in before]
    if _differ(page.day, days):
        yield BOUNDARY.another_day
    elif _same(page.day, days):
        yield BOUNDARY.same_day
    if _differ(page.total, totals):
        yield BOUNDARY.another_total + BOUNDARY.both_proven * (page.proven and any(one.proven for one in before))
    elif _same(page.total, totals):
        yield BOUNDARY.same_total
    if all(map(_is_receipt, (page, *before))) and _differ(page.likely_total, [one.likely_total for one in before]):
        yield BOUNDARY.two_receipts


def _of_paper(page: Facts, before: Sequence[Facts]) -> Iterator[float]:
    last = before[-1].counter
    ended = bool(last and last.is_last)
    if page.counter and page.counter.page == 1:
        yield BOUNDARY.first_after_last if ended else BOUNDARY.first_again
    elif ended and page.counter is None:
        yield BOUNDARY.after_last
    if abs(page.aspect - before[-1].aspect) > BOUNDARY.same_shape:
        yield BOUNDARY.another_size
