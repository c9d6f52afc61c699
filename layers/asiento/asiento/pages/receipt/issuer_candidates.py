"""The lines of a till receipt that may name its issuer, with what speaks for each: place, size, words, evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean

from asiento.lexicon.folding import plain
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.parties.go_betweens import is_go_between
from asiento.pages.receipt.amounts import MONEY
from asiento.pages.receipt.name_evidence import NameEvidence, name_evidence_of
from asiento.pages.receipt.shop_words import REGISTRATION, ShopWords, shop_words_on
from asiento.pages.receipt.supplier_weights import SUPPLIER
from asiento.reading.layout import Line, Span

END_OF_HEAD = re.compile(
    r"\b(?:tax invoice|invoice|receipt|cash ?bill|cash sales?|bill no|table|cashier)\b", re.IGNORECASE
)
CLOCK = re.compile(r"\d+[:.]\d+")
"""What is left of a time or an amount at the end of a line: no name ends so."""

MOST_LINES = 16
"""Lines of the head in which a name is looked for."""

FOOT = 8
"""Lines of the foot in which the name of a company is looked for."""

MANY_DIGITS = 4
"""Digits above which a word is a number of a register."""

NUMBERED = frozenset(("no", "nr", "reg", "roc", "regno", "brno", "br", "id"))
"""Words before a number that is not part of the name."""


@dataclass(frozen=True)
class Candidate:
    """Line *at* of the first page, if it may be the name, with what speaks for it."""

    text: str
    at: int
    span: Span
    form: bool
    registered: bool
    first: bool
    witnessed: bool
    score: float


def candidates_of(pages: AnnotatedPages) -> list[Candidate]:
    """Return the lines of head and foot that may be the issuer's name, from the top."""
    words, evidence = shop_words_on(pages), name_evidence_of(pages)
    return [*_heads(pages, words, evidence), *_owners(pages, words, evidence)]


def _heads(pages: AnnotatedPages, words: ShopWords, evidence: NameEvidence) -> Iterator[Candidate]:
    rank, after = 0, False
    for at, line in enumerate(pages.layout.page(1)[:MOST_LINES]):
        if MONEY.search(line.text) and at > 1:
            return
        bare = bare_of(line, words)
        if bare and words.may_name(bare[0]):
            yield _candidate(pages, words, evidence, at, bare, rank=rank, after=after)
            rank += 1
        after = after or bool(rank and END_OF_HEAD.search(line.text))


def _owners(pages: AnnotatedPages, words: ShopWords, evidence: NameEvidence) -> Iterator[Candidate]:
    """Yield the company with its number at the foot: the shop at the head may be a brand only."""
    lines = pages.layout.page(1)
    for at in range(max(MOST_LINES, len(lines) - FOOT), len(lines)):
        bare = bare_of(lines[at], words)
        if bare and _is_registered(pages, at) and words.has_form(bare[0]) and words.may_name(bare[0]):
            yield _candidate(pages, words, evidence, at, bare, rank=SUPPLIER.foot_rank, after=False)


def _is_registered(pages: AnnotatedPages, at: int) -> bool:
    """Return whether the number of a register stands on line *at* or right below it."""
    return any(REGISTRATION.search(line.text) for line in pages.layout.page(1)[at : at + 2])


def bare_of(line: Line, words: ShopWords) -> tuple[str, Span] | None:
    """Return the text before a registration number, without what is not a word at either end, and its words."""
    found = REGISTRATION.search(line.text)
    kept = (line.text[: found.start()] if found else line.text).split()
    long = next((at for at, word in enumerate(kept) if sum(map(str.isdigit, word)) > MANY_DIGITS), len(kept))
    while long and (plain(kept[long - 1]) in NUMBERED or CLOCK.fullmatch(kept[long - 1])):
        long -= 1
    places = [at for at in range(long) if any(map(str.isalnum, kept[at]))]
    if not places:
        return None
    first, stop = places[0], places[-1] + 1
    return words.corrected(" ".join(kept[first:stop])), line.cut(first, stop)


def _candidate(
    pages: AnnotatedPages,
    words: ShopWords,
    evidence: NameEvidence,
    at: int,
    bare: tuple[str, Span],
    *,
    rank: int,
    after: bool,
) -> Candidate:
    text, cell = bare
    form, registered = words.has_form(text), _is_registered(pages, at)
    core = words.core_of(text)
    site, repeated = evidence.has_site(core), evidence.repeats(core, at)
    traded = any(plain(word) in words.trades for word in text.split())
    score = SUPPLIER.legal_form * form + SUPPLIER.registered * registered + SUPPLIER.trade * traded
    score += SUPPLIER.legible * mean(word.confidence for word in cell.words) + SUPPLIER.first * (rank == 0)
    score += min(SUPPLIER.taller, max(0.0, cell.height / pages.layout.text_height - 1.1))
    score += SUPPLIER.site * site + SUPPLIER.repeated * repeated + _by_address(pages, words, at, form=form)
    score -= SUPPLIER.lower * (min(rank, SUPPLIER.witnessed_rank) if site else rank) + SUPPLIER.after_heading * after
    if not form:
        score -= SUPPLIER.street * words.is_place(text) + SUPPLIER.digits * bool(re.search(r"\d", text))
    score -= SUPPLIER.wordy * (len(cell.words) > SUPPLIER.many_words)
    score -= SUPPLIER.go_between * is_go_between(text)
    score -= SUPPLIER.unfinished * text.rstrip().endswith(",")
    return Candidate(text, at, cell, form, registered, rank == 0, site or repeated, score)


def _by_address(pages: AnnotatedPages, words: ShopWords, at: int, *, form: bool) -> float:
    """Return what the address says, which stands right below the name: a name below it is a mall's or a cashier's."""
    lines = pages.layout.page(1)
    above = any(_is_address(words, line.text) for line in lines[:at])
    below = any(_is_address(words, line.text) for line in lines[at + 1 : at + 3])
    return SUPPLIER.above_address * below - SUPPLIER.below_address * (above and not form)


def _is_address(words: ShopWords, text: str) -> bool:
    return words.is_address(text) or bool(words.is_place(text) and re.search(r"\d", text))
