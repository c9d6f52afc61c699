"""What the fiscal code on a page adds to what its words say: what they lack, and certainty where both agree.

What the words say otherwise stays as they say it, and validate lets a person compare: the code may be another
document's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from asiento.document import BILLS, DocType, Document, Doubt, Field, Fiscal, Source
from asiento.fiscal_agreement import WRITTEN_BY_BUYER, agreement, is_in_its_currency
from asiento.fiscal_codes import FiscalCode, System, Unreadable, access_key
from asiento.fiscal_codes.payload import read_code
from asiento.reading import Reading
from asiento.tax_ids import is_same_tax_id

CONFIDENCE = 0.99
"""In what a code states: its check digits are right. Set by hand."""

MISREAD_NUMBER = {"number": False, "issued_on": True, "total": True}
"""Of a receipt that says the same day and total: the code is its own. Tills print much that looks like a number."""

CODED = frozenset({*BILLS, DocType.RECEIPT})


def with_fiscal_code(document: Document, reading: Reading) -> Document:
    """Return *document*, a receipt or a bill, with what the one fiscal code on its pages states where they lack it.

    Codes of several documents, and one that breaks its rules, state nothing: that is a doubt.
    """
    codes = list(_codes(reading)) or list(_written_keys(reading))
    if not codes or document.doc_type not in CODED:
        return document
    stated = {code.value: code for code in map(_read, codes) if code is not None}
    document = replace(document, doubts=(*document.doubts, *_doubts(document, codes, list(stated))))
    return _with(document, next(iter(stated.values()))) if len(stated) == 1 else document


def _codes(reading: Reading) -> Iterator[Field[str]]:
    """Yield the codes on the pages as they are."""
    for page in reading.pages:
        for code in page.codes:
            yield Field(value=code.text, confidence=CONFIDENCE, source=Source.QR, page=page.number, box=code.box)


def _written_keys(reading: Reading) -> Iterator[Field[str]]:
    """Yield the access keys that Ecuador has written under their barcode. A misread one fails its check digit."""
    for page in reading.pages:
        for word in page.words:
            if access_key.LIKE_ONE.fullmatch(word.text) and access_key.parts_of(word.text):
                yield Field(
                    value=word.text, confidence=CONFIDENCE, source=reading.source, page=page.number, box=word.box
                )


def _read(code: Field[str]) -> Field[FiscalCode] | None:
    stated = read_code(code.value)
    return code.map(lambda _: stated) if isinstance(stated, FiscalCode) else None


def _doubts(document: Document, codes: Iterable[Field[str]], stated: list[FiscalCode]) -> Iterator[Doubt]:
    if any(isinstance(read_code(code.value), Unreadable) for code in codes):
        yield Doubt.of("fiscal_code_unreadable")
    if len(stated) > 1:
        yield Doubt.of("several_fiscal_codes", count=len(stated))
    marked = any(doubt.code == "marked_test" for doubt in document.doubts)
    if not marked and any(code.trial and code.system is not System.SRI for code in stated):
        yield Doubt.of("marked_test")


def _with(document: Document, printed: Field[FiscalCode]) -> Document:
    """Return *document* with the code that is *printed* on it; with what it states unless one of both is wrong."""
    document = replace(document, fiscal=_fiscal(printed))
    found = agreement(document)
    if document.doc_type is DocType.RECEIPT and found == {**dict.fromkeys(found, True), **MISREAD_NUMBER}:
        document = replace(document, number=None)
        found = agreement(document)
    return _completed(_surer(document, found), printed) if all(found.values()) else document


def _fiscal(printed: Field[FiscalCode]) -> Fiscal:
    code = printed.value
    if code.system is not System.SRI:
        return Fiscal(printed=printed)
    return Fiscal(
        printed=printed,
        access_key=printed.map(lambda _: code.key or ""),
        code=printed.map(lambda _: code.code or ""),
        trial=printed.map(lambda _: code.trial),
    )


def _surer(document: Document, agreed: Mapping[str, bool]) -> Document:
    """Return *document* with no doubt about the fields that are *agreed*: two that were read apart say the same."""
    supplier, customer = document.supplier, document.customer
    return replace(
        document,
        supplier=replace(supplier, tax_id=_sure(supplier.tax_id, agreed.get("supplier.tax_id"))),
        customer=replace(customer, tax_id=_sure(customer.tax_id, agreed.get("customer.tax_id"))),
        number=_sure(document.number, agreed.get("number")),
        issued_on=_sure(document.issued_on, agreed.get("issued_on")),
        total=_sure(document.total, agreed.get("total")),
    )


def _sure[T](field: Field[T] | None, agreed: bool | None) -> Field[T] | None:
    return replace(field, confidence=max(field.confidence, CONFIDENCE), doubt=None) if field and agreed else field


def _completed(document: Document, printed: Field[FiscalCode]) -> Document:
    """Return *document* with what it lacks. The issuer of a liquidación is the customer."""
    code, supplier, customer = printed.value, document.supplier, document.customer.tax_id
    is_customers = customer is not None and is_same_tax_id(customer.value, code.tax_id)
    if supplier.tax_id is None and not is_customers and code.code != WRITTEN_BY_BUYER:
        supplier = replace(supplier, tax_id=printed.map(lambda _: code.tax_id))
    total = code.total if is_in_its_currency(document, code) else None
    return replace(
        document,
        supplier=supplier,
        number=document.number or printed.map(lambda _: code.number),
        issued_on=document.issued_on or printed.map(lambda _: code.issued_on),
        total=document.total or (None if total is None else printed.map(lambda _: total)),
    )
