"""What a file lacks that its format demands, and what it says that nobody books: doubts about the file as a whole."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from lxml import etree

from asiento.document import DocType, Doubt, Field
from asiento.einvoices.fields import LONGEST, Element
from asiento.reading.xml_files import find_all, local, text_at

TRUE = ("true", "1")
MOST_APART = timedelta(days=300)


def missing(parents: Iterable[Element], *demanded: str | tuple[str, ...]) -> Iterator[Doubt]:
    """Yield a doubt for each path *demanded* at which one of *parents* has no text; of several paths one is enough.

    Without it the other figures of the file prove less, and a column of the ledger stays empty. However many parents
    lack it, it is told once.
    """
    found = [parent for parent in parents if parent is not None]
    for paths in ((one,) if isinstance(one, str) else one for one in demanded):
        lacking = next((one for one in found if all(text_at(one, path) is None for path in paths)), None)
        if lacking is not None:
            element = paths[0].rpartition("/")[2].partition("|")[0]
            yield Doubt.of("missing_element", element=element, within=local(lacking))


def far_apart(issued: Field[date] | None, delivered: Field[date] | None) -> Iterator[Doubt]:
    """Yield a doubt if what was delivered on one day was billed on another of nearly a year before or after."""
    if issued and delivered and abs(issued.value - delivered.value) > MOST_APART:
        yield Doubt.of("delivery_far_off", issued=issued.value, delivered=delivered.value)


def credits_nothing(doc_type: DocType, root: Element, *paths: str) -> Iterator[Doubt]:
    """Yield a doubt about a credit note that has nothing at *paths*, where the invoice is named that it corrects.

    Its type alone turns the sign of all figures.
    """
    if doc_type is DocType.CREDIT_NOTE and not any(text_at(root, path) for path in paths):
        yield Doubt.of("credits_nothing")


def takes_back(doc_type: DocType, total: Field[Decimal] | None) -> Iterator[Doubt]:
    """Yield a doubt about a credit note with a *total* below nothing: by EN 16931 it takes a credit back."""
    if doc_type is DocType.CREDIT_NOTE and total is not None and total.value < 0:
        yield Doubt.of("corrects_upwards.takes_back")


def unknown_type(code: str | None, booked: Iterable[str]) -> Iterator[Doubt]:
    """Yield a doubt if *code*, the file's own word for its type, is there and none of those that are *booked*."""
    if code is not None and code not in booked:
        yield Doubt.of("unknown_type", type=code[:LONGEST])


def copied(root: Element, path: str) -> Iterator[Doubt]:
    """Yield a doubt if the file says at *path* that it is a copy."""
    if (text_at(root, path) or "").lower() in TRUE:
        yield Doubt.of("marked_copy")


def tried(root: Element, path: str) -> Iterator[Doubt]:
    """Yield a doubt if the file says at *path* that it is a test."""
    if (text_at(root, path) or "").lower() in TRUE:
        yield Doubt.of("marked_test")


def other_currencies(root: etree._Element, currency: str | None, *paths: str) -> Iterator[Doubt]:
    """Yield a doubt if amounts at *paths* have a `currencyID` of another currency than the document."""
    found = (one.get("currencyID") for path in paths for one in find_all(root, path))
    others = sorted({one for one in found if one and one != currency})
    if currency and others:
        yield Doubt.of("two_currencies", currency=currency, others=others)
