"""The tax ids on a document. One with a label is kept as printed, even if wrong; one without only if it is valid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum.ec import ci, ruc
from stdnum.es import cif, dni, nie, nif
from stdnum.eu import vat

from asiento.extract.labels import Label
from asiento.extract.mentions import Mention
from asiento.extract.near import below, right_of
from asiento.extract.paper import Paper
from asiento.layout import Span

SPANISH = re.compile(r"(?:ES)?([A-HJNP-SUVW]\d{7}[0-9A-J]|\d{8}[A-Z]|[XYZKLM]\d{7}[A-Z])")
EUROPEAN = re.compile(r"(?:AT|BE|DE|DK|EE|EL|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)[0-9A-Z]{8,12}")
ECUADORIAN = re.compile(r"\d{10}|\d{13}")
ANY = re.compile(r"[A-Z]{0,4}\d[A-Z0-9]{5,16}")
JOINED = 6
"""Words that one id may be printed in (`DE 813 129 242`)."""

COUNTRY = re.compile(r"\(?[A-Z]{2}\)?")
COUNTRY_BY_NAME = {"partitaiva": "IT", "piva": "IT"}


@dataclass(frozen=True)
class TaxId:
    """A compact tax id, the words it stands in on line *at*, and whether a label announced it."""

    value: str
    at: int
    span: Span
    labelled: bool


def tax_ids_of(paper: Paper) -> list[TaxId]:
    """Return every tax id once, labelled ones first, from the top."""
    found = [*_labelled(paper), *_bare(paper)]
    return [one for i, one in enumerate(found) if not any(_same_place(one, other) for other in found[:i])]


def _same_place(one: TaxId, other: TaxId) -> bool:
    return one.at == other.at and one.span.box[0] < other.span.box[2] and other.span.box[0] < one.span.box[2]


def _labelled(paper: Paper) -> Iterator[TaxId]:
    for mention in paper.every(Label.TAX_ID):
        beside = right_of(paper, mention)
        found = _read(beside) if beside else None
        at = mention.at
        if not found and not beside:
            found, at = next(
                ((one, line) for cell, line in _cells_below(paper, mention) if (one := _read(cell))), (None, at)
            )
        if found:
            yield TaxId(found[0], at, found[1], labelled=True)


def _cells_below(paper: Paper, mention: Mention) -> Iterator[tuple[Span, int]]:
    for cell in below(paper, mention):
        yield cell, next(at for at in range(mention.at, len(paper.lines)) if cell in paper.lines[at].cells)


def _bare(paper: Paper) -> Iterator[TaxId]:
    for at, line in enumerate(paper.lines):
        for start in range(len(line.words)):
            span = line.cut(start, start + 1)
            text = _compact(span.text)
            if is_valid(text):
                yield TaxId(bare(text), at, span, labelled=False)


def is_valid(text: str) -> bool:
    """Return whether *text* cannot well be anything but a tax id: letters in their places and a right control digit."""
    spanish = SPANISH.fullmatch(text)
    if spanish:
        return any(kind.is_valid(spanish[1]) for kind in (nif, cif, nie, dni))
    if EUROPEAN.fullmatch(text):
        return bool(vat.is_valid(text))
    return bool(ECUADORIAN.fullmatch(text)) and len(text) == 13 and bool(ruc.is_valid(text) and ci.is_valid(text[:10]))  # noqa: PLR2004 (RUC of a person)


def bare(text: str) -> str:
    """Return a compact id without the `ES` that Spanish ids carry abroad."""
    spanish = SPANISH.fullmatch(text)
    return spanish[1] if spanish else text


def _compact(text: str) -> str:
    return re.sub(r"[\s.\-·/,:;()#]", "", text).upper()


def _read(span: Span) -> tuple[str, Span] | None:
    """Return the id that *span* begins with: the first joining of words with a known shape, else the longest."""
    start = 1 if len(span.words) > 1 and re.fullmatch(r"\([A-Z0-9]{2}\)", span.words[0].text) else 0
    best = None
    for stop in range(start + 1, min(start + JOINED, len(span.words)) + 1):
        part = span.cut(start, stop)
        if not (any(letter.isdigit() for letter in part.words[-1].text) or COUNTRY.fullmatch(part.words[-1].text)):
            break
        text = _compact(part.text)
        if SPANISH.fullmatch(text) or EUROPEAN.fullmatch(text) or (len(text) in (10, 13) and text.isdigit()):
            return bare(text), part
        best = (text, part) if ANY.fullmatch(text) else best
    return best
