"""The tax ids on a document. One with a label is kept as printed, even if wrong; one without only if it is valid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asiento.lexicon.folding import plain
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import below, in_one_cell, right_of, with_sign
from asiento.pages.fields.parties.tax_id_shapes import (
    ANY,
    EUROPEAN,
    bare,
    compact,
    has_shape,
    is_german_number,
    is_unmistakable,
)
from asiento.reading.layout import Span

ONE_CELL = 0.03
"""Share of the page's width up to which a word before a label belongs to it."""

JOINED = 6
"""Words that one id may be printed in (`DE 813 129 242`)."""

COUNTRY = re.compile(r"\(?[A-Z]{2}\)?")
TAX_OFFICE = frozenset(("steuernummer", "steuernr", "stnr", "steuerno", "stnummer"))
"""Labels of the German Steuernummer, which counts only where no VAT id is printed."""

THEIRS = re.compile(
    r"(?:clien|customer|buyer|your|kunde|kaufer|empfanger|ihre|ihr$|uw|klant|acheteur|votre|su(?:nif|cif|ruc)|"
    r"destinatario|adquirente|comprador|receptor|committente|cessionario)"
)
"""In or before a label: the id is the customer's (`Customer VAT Number`, `N° TVA client`, `Ihre USt-IdNr.`)."""


@dataclass(frozen=True)
class TaxId:
    """A compact tax id, the words it stands in on line *at*, whether a label announced it, and whether as theirs."""

    value: str
    at: int
    span: Span
    labelled: bool
    customers: bool = False


def tax_ids_of(pages: AnnotatedPages) -> list[TaxId]:
    """Return every tax id once, labelled ones first, from the top; a Steuernummer only if there is no other."""
    found = [*_labelled(pages), *_after_tax(pages), *_bare(pages)]
    once = [one for i, one in enumerate(found) if not any(_same_place(one, other) for other in found[:i])]
    return once if any(not one.customers for one in once) else [*once, *_of_tax_office(pages)]


def _same_place(one: TaxId, other: TaxId) -> bool:
    return one.at == other.at and one.span.box[0] < other.span.box[2] and other.span.box[0] < one.span.box[2]


def _labelled(pages: AnnotatedPages) -> Iterator[TaxId]:
    for mention in pages.every(Label.TAX_ID):
        beside, theirs = _beside(pages, mention)
        found = _read(beside) if beside else None
        at = mention.at
        if not found and not beside:
            found, at = next(
                ((one, line) for cell, line in _cells_below(pages, mention) if (one := _read(cell))), (None, at)
            )
        if found:
            yield TaxId(found[0], at, found[1], labelled=True, customers=theirs)


def _beside(pages: AnnotatedPages, mention: Mention) -> tuple[Span | None, bool]:
    """Return the words behind the label, and whether the id is the customer's: `N° TVA client` goes on."""
    line, start = pages.lines[mention.at], mention.stop
    if start < len(line.words) and THEIRS.match(line.plain[start]):
        return (line.cut(start + 1, len(line.words)) if start + 1 < len(line.words) else None), True
    beside = right_of(pages, with_sign(pages, mention))
    return (in_one_cell(pages, mention.at, beside) if beside else None), _is_theirs(pages, mention)


def _is_theirs(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether the label, or the word right before it, says that the id is the customer's."""
    start = max(mention.start - 2, 0)
    before = pages.lines[mention.at].cut(start, mention.start) if mention.start else None
    words = [word for word in before.plain if word] if before else []
    close = before is None or mention.span.box[0] - before.box[2] < ONE_CELL
    return bool(THEIRS.search(mention.text) or (close and any(map(THEIRS.match, words))))


def _cells_below(pages: AnnotatedPages, mention: Mention) -> Iterator[tuple[Span, int]]:
    for cell in below(pages, mention):
        yield cell, next(at for at in range(mention.at, len(pages.lines)) if cell in pages.lines[at].cells)


def _after_tax(pages: AnnotatedPages) -> Iterator[TaxId]:
    """Yield the VAT ids right behind the name of the tax: `TVA : FR…`, `BTW NL…`."""
    for mention in pages.every(Label.TAX, Label.TAX_TOTAL):
        beside = right_of(pages, mention)
        found = _read(beside) if beside else None
        if found and EUROPEAN.fullmatch(found[0]):
            yield TaxId(found[0], mention.at, found[1], labelled=True, customers=_is_theirs(pages, mention))


def _bare(pages: AnnotatedPages) -> Iterator[TaxId]:
    for at, line in enumerate(pages.lines):
        for start in range(len(line.words)):
            span = line.cut(start, start + 1)
            text = compact(span.text)
            if len(text) > 7 and is_unmistakable(text):  # noqa: PLR2004 (no country has shorter ones)
                yield TaxId(bare(text), at, span, labelled=False)


def _of_tax_office(pages: AnnotatedPages) -> Iterator[TaxId]:
    for at, line in enumerate(pages.lines):
        for start, word in enumerate(line.plain):
            if word in TAX_OFFICE and start + 1 < len(line.words):
                span = line.cut(start + 1, min(start + 4, len(line.words)))
                stops = (stop for stop in range(1, len(span.words) + 1) if _is_office_number(span.cut(0, stop)))
                stop = next(stops, None)
                if stop:
                    yield TaxId(compact(span.cut(0, stop).text), at, span.cut(0, stop), labelled=True)


def _is_office_number(span: Span) -> bool:
    return is_german_number(plain(span.text))


def _read(span: Span) -> tuple[str, Span] | None:
    """Return the id that *span* begins with: the longest joining of words with a known shape, else the longest."""
    start = 1 if len(span.words) > 1 and re.fullmatch(r"\([A-Z0-9]{2}\)", span.words[0].text) else 0
    best: tuple[str, Span] | None = None
    shaped: tuple[str, Span] | None = None
    for stop in range(start + 1, min(start + JOINED, len(span.words)) + 1):
        part = span.cut(start, stop)
        if not (any(letter.isdigit() for letter in part.words[-1].text) or COUNTRY.fullmatch(part.words[-1].text)):
            break
        text = compact(part.text)
        if has_shape(text) or (len(text) in (10, 13) and text.isdigit() and shaped is None):
            shaped = bare(text), part
        best = (text, part) if ANY.fullmatch(text) else best
    return shaped or best
