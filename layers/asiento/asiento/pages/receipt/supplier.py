"""The issuer of a till receipt: the line that most looks like a company, over two lines if it runs on."""

from collections.abc import Sequence
from statistics import mean

from asiento.document import Field
from asiento.lexicon.folding import plain
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.parties.go_betweens import is_go_between
from asiento.pages.receipt.issuer_candidates import Candidate, bare_of, candidates_of
from asiento.pages.receipt.name_evidence import name_evidence_of
from asiento.pages.receipt.shop_words import ShopWords, shop_words_on
from asiento.pages.receipt.spelling import respelled
from asiento.pages.receipt.supplier_weights import SUPPLIER, SUPPLIER_CONFIDENCE
from asiento.reading.layout import Line, Span

MOST_ABOVE = 2
"""Lines above that a name may run on to."""

LEGIBLE = 0.6
"""Mean confidence of the words of a line that a name runs on to, at least."""

ALIKE = 0.6
"""Height of that line as a share of the name's, at least."""

NEAR = 1.2
"""Gap between the two in heights of the taller one, at most."""

TALLER = 1.8
"""How many times as tall a word is that was written over the name by hand."""


def receipt_supplier(pages: AnnotatedPages) -> Field[str] | None:
    """Return the issuer's name; None where only a picture of it is printed."""
    best = max(candidates_of(pages), key=lambda one: one.score, default=None)
    if best is None or best.score < SUPPLIER.least:
        return _from_domain(pages)
    read, span = _run_on(pages, best)
    text = respelled(pages, read, span)
    return pages.judged(text, span, _confidence(best, text, span))


def _confidence(best: Candidate, text: str, span: Span) -> float:
    """Return how sure *text*, which *span* was read as, is the name: by what agrees, and by its letters."""
    judge = SUPPLIER_CONFIDENCE
    if is_go_between(text):
        return judge.go_between
    sure = judge.alone + judge.legal_form * best.form + judge.registered * best.registered
    sure += judge.first * best.first + judge.witnessed * best.witnessed
    legible = mean(word.confidence for word in span.words)
    as_read = plain(text) == plain(span.text)
    return min(sure, judge.most) * min(1.0, judge.illegible + judge.legible * legible) - judge.corrected * (not as_read)


def _run_on(pages: AnnotatedPages, best: Candidate) -> tuple[str, Span]:
    """Return the name with the lines above and below onto which it runs."""
    lines, words = pages.layout.page(1), shop_words_on(pages)
    name, top = (best.text, best.span), best.at
    while best.at - top < MOST_ABOVE and words.is_rest(name[0]):
        above = _neighbour(lines, words, top, name[1], -1)
        if above is None or words.has_form(above[0]):
            break
        if not best.form and words.is_trade(name[0]):
            return above  # what follows is the trade: `CAFE & BISTRO`
        name, top = _joined(above, name), top - 1
    below = _neighbour(lines, words, best.at, best.span, 1)
    if below and (name[0].count("(") > name[0].count(")") or (not best.form and words.has_form(below[0]))):
        return _joined(name, below)
    return name


def _joined(one: tuple[str, Span], other: tuple[str, Span]) -> tuple[str, Span]:
    return f"{one[0]} {other[0]}", Span((*one[1].words, *other[1].words), one[1].page)


def _neighbour(lines: Sequence[Line], words: ShopWords, at: int, span: Span, step: int) -> tuple[str, Span] | None:
    """Return the name-like line right above or below line *at*, of about the height of *span*."""
    at += step
    bare = bare_of(_typed(lines[at], span), words) if 0 <= at < len(lines) else None
    if bare is None or not words.may_name(bare[0]) or words.is_place(bare[0]):
        return None
    cell = bare[1]
    low, high = sorted((cell.height, span.height / max(1, round(span.height / cell.height))))
    gap = max(cell.box[1], span.box[1]) - min(cell.box[3], span.box[3])
    legible = mean(word.confidence for word in cell.words) > LEGIBLE
    return bare if legible and low > ALIKE * high and gap < NEAR * high else None


def _typed(line: Line, span: Span) -> Line:
    """Return *line* without the words that are much taller than those of *span*: somebody wrote them."""
    most = TALLER * max(word.box[3] - word.box[1] for word in span.words)
    typed = tuple(word for word in line.words if word.box[3] - word.box[1] < most)
    return Line(typed or line.words, line.page, line.cells)


def _from_domain(pages: AnnotatedPages) -> Field[str] | None:
    """Return the name in the shop's own web address, which is printed even where the name is a picture."""
    return next(
        (pages.judged(site, line, SUPPLIER_CONFIDENCE.by_site) for site, line in name_evidence_of(pages).sites), None
    )
