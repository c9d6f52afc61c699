"""Who issued a till receipt: the line of its head that most looks like a company, over two lines if it runs on."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from asiento.document import Field
from asiento.extract.paper import Paper
from asiento.extract.parties.names import NOT_NAMES, PLACE, company_form
from asiento.extract.receipt.amounts import MONEY
from asiento.reading.layout import Line, Span, plain

REGISTRATION = re.compile(
    r"\(?\b(?:[a-z]{2}\d{7}|\d{5,7}) ?[-.] ?[a-z0-9]{1,2}\b\)?|\(\d{5,12}[- ]?[a-z]?\)|"
    r"\(?\b(?:co|company|reg|roc|gst|sst|tax|ust|business|vat|nif|cif|r\.?o\.?c|brn|id)\b[ .:]*"
    r"(?:reg(?:istration)?|id|no|n|nr|number|idnr)?\b[ .:]*(?:no|nr)?[ .:]*[\d(:]",
    re.IGNORECASE,
)
"""The number of a company's register or tax, which tills print beside or under its name."""

_TRADES = (
    "restoran restaurant kedai mart minimart enterprise trading bakery bakeries hardware stationery pharmacy farmasi "
    "store stores shop supermarket supermarkt markt market cafe kafe hotel bistro florist handicraft station service "
    "services petrol shell petronas sports house kitchen foods food beverage gallery perniagaan syarikat emporium "
    "boutique clinic klinik optical motor motors electrical books book hypermarket bazaar deli pub bar "
    "grill steakhouse cakes cake confectionery retail distribution resources industries niaga papan runcit "
    "panaderia farmacia ferreteria bodega mercado supermercado tienda libreria apotheke backerei baumarkt warenhaus"
)
TRADES = frozenset(_TRADES.split())
"""Words that shops have in their names."""

GREETING = re.compile(
    r"\b(?:welcome|thank|thanks|tq|please|visit|dear|customer|selamat|terima|willkommen|danke|gracias|merci|order|table|"
    r"cashier|operator|date|time|bill|receipt|invoice|copy|duplicate|original|tel|fax|phone|hotline|careline|"
    r"e-?mail|salesperson|counter|printed|pax|member|shopping hours|open|hours?|owned by|sold to|attn|to:|self collect|"
    r"offnungszeiten|filiale|kasse|mo-?sa|uhr)\b|[@]|www\.|http|\.com\b|\.de\b",
    re.IGNORECASE,
)
"""Words that the name of a shop does not have, or not on the line that heads its receipt."""

END_OF_HEAD = re.compile(
    r"\b(?:tax invoice|invoice|receipt|cash ?bill|cash sales?|bill no|table|cashier)\b", re.IGNORECASE
)
BHD = re.compile(r"\b[S5][DO0B][NH][., ]{0,3}[B8E]H?[DO0][.,]?(?=\W|$)")
GLUED = re.compile(r"(?<=[A-Z]{3})SDN[., ]{0,3}BHD")
SB = re.compile(r"\b(?:s/b|s\.?b|sb)\b\.?$", re.IGNORECASE)
AND = re.compile(r"(?<=[A-Za-z]{2}) [8£] (?=[A-Za-z]{3})")
APOSTROPHE = re.compile(r"(?<=[A-Za-z])[?`](?=[Ss]\b)")
ADDRESS = re.compile(
    r"^\W*\d{4,6}\b|\b\d{5}\b|\b(?:jalan|jln|jl|lorong|lrg|taman|tmn|seksyen|bandar|lebuh|persiaran|kampung|"
    r"selangor|johor|kuala lumpur|floor|level|basement|lot|unit|blok|block)\b.*(?:\d|,)",
    re.IGNORECASE,
)
INITIAL = re.compile(r"(?<=[A-Z][.,])1(?=\.[A-Z])")
DOMAIN = re.compile(
    r"(?:www[.,]|@)\s?([a-z][a-z0-9-]{2,30})[.,](?:com|de|es|net|org|my|fr|it|pt|co|at|ch|eu|shop)\b", re.IGNORECASE
)

_ENDINGS = "enterprise trading services stationery hardware store stores shop market mart industries resources bakeries"
ENDINGS = frozenset(_ENDINGS.split())
"""Words with which the second line of a name begins, hardly the first."""

MOST_LINES, MOST_ABOVE = 16, 2
FEWEST_LETTERS, LONGEST, MANY_DIGITS = 4, 70, 4
FOOT, FOOT_RANK = 8, 3
"""Lines of the foot, and as how low a line of the head the foot counts."""

NUMBERED = frozenset(("no", "nr", "reg", "roc", "regno", "brno", "br", "id"))
"""Words before a number that is no part of the name."""

LEGIBLE, ALIKE, NEAR = 0.6, 0.6, 1.2
"""Of a line on which a name runs on: how sure its words are, how alike its height, how near it stands, in heights."""
LEAST = 2.2
"""The score below which a line is no name."""


@dataclass(frozen=True)
class Candidate:
    """A line of the head that may be the name, with what speaks for it."""

    text: str
    at: int
    span: Span
    form: bool
    registered: bool
    first: bool
    score: float


def receipt_supplier(paper: Paper) -> Field[str] | None:
    """Return the issuer's name; None where only a picture of it is printed."""
    candidates = [*_candidates(paper), *_owners(paper)]
    best = max(candidates, key=lambda one: one.score, default=None)
    if best is None or best.score < LEAST:
        return _from_domain(paper)
    text, span = _run_on(paper, best)
    sure = 0.55 + 0.2 * best.form + 0.12 * best.registered + 0.1 * best.first
    legible = mean(word.confidence for word in span.words)
    sure = min(sure, 0.97) * min(1.0, 0.3 + 0.75 * legible)
    return paper.judged(text, span, sure)


def _candidates(paper: Paper) -> Iterator[Candidate]:
    lines = paper.layout.page(1)
    rank, after = 0, False
    for at, line in enumerate(lines[:MOST_LINES]):
        if MONEY.search(line.text) and at > 1:
            return
        bare = _bare(line)
        if bare and _may_be(bare[0]):
            yield _candidate(paper, at, bare, rank, after=after)
            rank += 1
        after = after or bool(rank and END_OF_HEAD.search(line.text))


def _owners(paper: Paper) -> Iterator[Candidate]:
    """Yield the company with its number at the foot: the shop at the head may be a brand only."""
    lines = paper.layout.page(1)
    for at in range(max(MOST_LINES, len(lines) - FOOT), len(lines)):
        bare = _bare(lines[at])
        below = lines[at + 1].text if at + 1 < len(lines) else ""
        numbered = REGISTRATION.search(lines[at].text) or REGISTRATION.search(below)
        if bare and numbered and has_form(bare[0]) and _may_be(bare[0]):
            yield _candidate(paper, at, bare, FOOT_RANK, after=False)


def _bare(line: Line) -> tuple[str, Span] | None:
    """Return the text before a registration number, without what is no word at either end, and its words."""
    found = REGISTRATION.search(line.text)
    text = line.text[: found.start()] if found else line.text
    kept = text.split()
    long = next((at for at, word in enumerate(kept) if sum(map(str.isdigit, word)) > MANY_DIGITS), len(kept))
    while long and plain(kept[long - 1]) in NUMBERED:
        long -= 1
    words = [at for at in range(long) if any(map(str.isalnum, kept[at]))]
    if not words:
        return None
    first, stop = words[0], words[-1] + 1
    return mended(" ".join(kept[first:stop])), line.cut(first, stop)


def _may_be(text: str) -> bool:
    """Return whether *text* may be a name: mostly letters, no address, greeting or heading."""
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
    others = sum(not letter.isalnum() and not letter.isspace() for letter in text)
    words = [folded for word in text.split() if (folded := plain(word))]
    form = has_form(text)
    if letters < FEWEST_LETTERS or digits > letters / 3 or others > letters * (0.8 if form else 0.5):
        return False
    if len(text) > LONGEST or ADDRESS.search(text) or (GREETING.search(text) and not form):
        return False
    return not all(word in NOT_NAMES or len(word) < 3 or word.isdigit() for word in words)  # noqa: PLR2004


def has_form(text: str) -> bool:
    """Return whether *text* holds a legal form, OCR's readings of `SDN BHD` among them."""
    return bool(BHD.search(_flat(text)) or SB.search(text) or company_form(text))


def _flat(text: str) -> str:
    """Return *text* in capitals without accents, letter for letter."""
    return "".join(unicodedata.normalize("NFKD", letter)[0].upper() for letter in text)


def _candidate(paper: Paper, at: int, bare: tuple[str, Span], rank: int, *, after: bool) -> Candidate:
    lines = paper.layout.page(1)
    text, cell = bare
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    registered = bool(REGISTRATION.search(lines[at].text) or REGISTRATION.search(below))
    form = has_form(text)
    trade = any(plain(word) in TRADES for word in text.split())
    legible = mean(word.confidence for word in cell.words)
    score = 2.5 * form + 1.2 * registered + 1.2 * trade + 2.0 * legible - 0.35 * rank + 0.6 * (rank == 0)
    score += min(1.4, max(0.0, cell.height / paper.layout.text_height - 1.1))
    score -= 2.0 * bool(PLACE.search(text) and not form) + 0.8 * bool(re.search(r"\d", text) and not form)
    score -= 2.5 * after + 0.7 * (len(cell.words) > 7) + 0.6 * (text.rstrip().endswith(","))  # noqa: PLR2004
    return Candidate(text, at, cell, form, registered, rank == 0, score)


def mended(text: str) -> str:
    """Return *text* with `SDN BHD` and `&` as they are printed where OCR reads what no name holds."""
    upper = BHD.search(_flat(text)) or GLUED.search(text)
    if upper:
        text = f"{text[: upper.start()].rstrip()} SDN BHD{text[upper.end() :]}"
    bare = APOSTROPHE.sub("'", AND.sub(" & ", INITIAL.sub("I", text))).strip(" :,;-|*._'\"")
    return f"{bare}." if re.search(r"\b[A-Za-z]\.[A-Za-z]$", bare) and f"{bare}." in text else bare


def _run_on(paper: Paper, best: Candidate) -> tuple[str, Span]:
    """Return the name with the lines above and below onto which it runs."""
    lines = paper.layout.page(1)
    name, top = (best.text, best.span), best.at
    while best.at - top < MOST_ABOVE and _is_rest(name[0]) and (above := _neighbour(lines, top, name[1], -1)):
        if has_form(above[0]):
            break
        if not best.form and _is_trade(name[0]):
            return above  # what follows is the trade: `CAFE & BISTRO`
        name, top = _joined(above, name), top - 1
    below = _neighbour(lines, best.at, best.span, 1)
    if below and (name[0].count("(") > name[0].count(")") or (not best.form and has_form(below[0]))):
        return _joined(name, below)
    return name


def _joined(one: tuple[str, Span], other: tuple[str, Span]) -> tuple[str, Span]:
    return f"{one[0]} {other[0]}", Span((*one[1].words, *other[1].words), one[1].page)


def _is_rest(text: str) -> bool:
    """Return whether *text* is the end of a name: `STATIONERY SDN BHD`, `ALAM) SDN BHD`, `CAFE`, `(M) SDN BHD`."""
    words = _words(text)
    ending = bool(words) and words[0] in ENDINGS
    return ending or text.count(")") > text.count("(") or _is_trade(text)


def _is_trade(text: str) -> bool:
    """Return whether *text* holds words of a trade and a legal form only."""
    return all(word in TRADES or (has_form(text) and len(word) < FEWEST_LETTERS) for word in _words(text))


def _words(text: str) -> list[str]:
    """Return the folded words of *text* but for initials and `SDN BHD`."""
    return [word for word in map(plain, BHD.sub("", _flat(text)).split()) if len(word) > 1]


def _neighbour(lines: Sequence[Line], at: int, span: Span, step: int) -> tuple[str, Span] | None:
    """Return the name-like line right above or below line *at*, of about the height of *span*."""
    at += step
    bare = _bare(lines[at]) if 0 <= at < len(lines) else None
    if bare is None or not _may_be(bare[0]) or PLACE.search(bare[0]):
        return None
    cell = bare[1]
    low, high = sorted((cell.height, span.height / max(1, round(span.height / cell.height))))
    gap = max(cell.box[1], span.box[1]) - min(cell.box[3], span.box[3])
    legible = mean(word.confidence for word in cell.words) > LEGIBLE
    return bare if legible and low > ALIKE * high and gap < NEAR * high else None


def _from_domain(paper: Paper) -> Field[str] | None:
    """Return the name in the shop's own web address, which is printed even where the name is a picture."""
    for line in paper.lines:
        found = DOMAIN.search(line.text)
        if found:
            return paper.judged(found[1], line, 0.6)
    return None
