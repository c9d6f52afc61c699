"""The memory of suppliers: what the tenant corrected about one is used when it is seen on a page again."""

from dataclasses import replace

from asiento.document import Document, Field, Source
from asiento.lexicon.folding import bare_words
from asiento.model import Item
from asiento.reading import Reading
from asiento.tax_ids import is_one_of
from asiento.tenant import Supplier

BY_TAX_ID = 0.95
"""Confidence in what is remembered of a supplier that was known again by its id. Set by hand, not measured."""

BY_NAME = 0.85
"""The same of one known again by a name, which two may have."""

MIN_TAX_ID = 8
"""Characters of a tax id: what is shorter stands on any page by chance."""

MIN_NAME = 5
"""The same of a name, folded."""


def with_memory(item: Item, document: Document, reading: Reading) -> Document:
    """Return *document* with name, tax id, category and description of a known supplier that is seen on its pages.

    The name replaces what was read; the others fill what is missing. What two suppliers fit is left as it was read.
    """
    known = _known_again(item, document, reading) if item.tenant.suppliers else None
    if known is None:
        return document
    supplier, confidence = known
    party = document.supplier
    if supplier.name and (party.name is None or bare_words(party.name.value) != bare_words(supplier.name)):
        party = replace(party, name=_remembered(supplier.name, confidence))
    return replace(
        document,
        supplier=replace(party, tax_id=party.tax_id or _remembered(supplier.tax_id, confidence)),
        category=document.category or _remembered(supplier.category, confidence),
        description=document.description or _remembered(supplier.description, confidence),
    )


def _known_again(item: Item, document: Document, reading: Reading) -> tuple[Supplier, float] | None:
    """Return the one supplier that the pages name best, with the confidence in it."""
    words = [word.text for page in reading.pages for word in page.words]
    compact = "".join(character for word in words for character in word.upper() if character.isalnum())
    folded = f" {bare_words(' '.join(words))} "
    fitting = [supplier for supplier in item.tenant.suppliers if _fits(supplier, document)]
    by_tax_id = [
        supplier for supplier in fitting if any(len(each) >= MIN_TAX_ID and each in compact for each in _ids(supplier))
    ]
    if by_tax_id:
        return (by_tax_id[0], BY_TAX_ID) if len(by_tax_id) == 1 else None
    by_name = [
        supplier
        for supplier in fitting
        if any(len(each) >= MIN_NAME and f" {each} " in folded for each in _folded_names(supplier))
    ]
    return (by_name[0], BY_NAME) if len(by_name) == 1 else None


def _ids(supplier: Supplier) -> tuple[str, ...]:
    return tuple(filter(None, (supplier.tax_id, supplier.seen_tax_id)))


def _folded_names(supplier: Supplier) -> tuple[str, ...]:
    return tuple(bare_words(name) for name in (supplier.name, supplier.seen_name) if name)


def _fits(supplier: Supplier, document: Document) -> bool:
    """Return whether what was read does not name another company as the supplier, or this one as the customer."""
    if not _ids(supplier):
        return True
    read = document.supplier.tax_id
    same = read is None or is_one_of(read, _ids(supplier))
    return same and not is_one_of(document.customer.tax_id, _ids(supplier))


def _remembered(value: str | None, confidence: float) -> Field[str] | None:
    return Field(value=value, confidence=confidence, source=Source.DERIVED) if value else None
