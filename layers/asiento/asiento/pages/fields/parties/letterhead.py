"""Who issued an invoice that does not say `supplier`: the letterhead, the sender line, the company's data in the foot.

Each is evidence for a name; what several agree on is sure. Names of the addressee's window do not count.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asiento.lexicon.folding import plain, unaccented
from asiento.money.company_forms import FORM, company_form
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.near import ROUNDING
from asiento.pages.fields.parties.address_window import OWN_DATA, POSTCODE, TOWN, window_of
from asiento.pages.fields.parties.go_betweens import is_go_between
from asiento.pages.fields.parties.names import (
    LABELLED,
    PLACE,
    bare_name,
    is_name,
    same_name,
    score_of,
)
from asiento.pages.fields.parties.tax_ids import TaxId
from asiento.pages.fields.parties.weights import HEAD, ISSUER, ISSUER_SURE, SHAPE
from asiento.reading.dates import read_date
from asiento.reading.layout import Line, Span

PARTED = re.compile(r"\s[-–—−·•●▪∙■|*]\s|\s?[·•●▪∙■|]\s?|,\s(?=.*\d)")  # noqa: RUF001 (as printed)
"""What parts the name from the address in a sender line."""

REGISTER = re.compile(
    r"\b(?:au capital|r\.?c\.?s\.?|rsc|siret|siren|siege social|hrb|hra|amtsgericht|handelsregister|geschaftsfuhrer\w*|"
    r"vorstand|registro mercantil|inscrita en|reg\.? merc|capital social|capitale sociale|rea|registered (?:in|office)|"
    r"company (?:no|number|reg)|regd|kvk|conservatoria|matriculada)\b",
    re.IGNORECASE,
)
OWNER = re.compile(
    r"\b(?:titulaire du compte|titular de la cuenta|titular cuenta|beneficiario|account (?:name|holder)|kontoinhaber|"
    r"kontoname|intestatario|intestato a|titular da conta|begunstigter|zahlungsempfanger|payable to)\s*:?\s+(.+)",
    re.IGNORECASE,
)
SITE = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]{3,})\.(?:[a-z]{2,}\b)", re.IGNORECASE)
SITE_ALONE = re.compile(r"[\w-]+\.[A-Za-z]{2,3}")
MAILERS = frozenset(("gmail", "hotmail", "outlook", "yahoo", "gmx", "web", "example", "orange", "aol", "icloud"))


@dataclass(frozen=True)
class _Candidate:
    """A name, where it stands, and what speaks for it: points and how many kinds of evidence."""

    span: Span
    points: float
    kinds: int

    @property
    def text(self) -> str:
        return self.span.text.strip(" :,;-|*")


def letterhead(
    pages: AnnotatedPages,
    taken: Sequence[tuple[int, Span]],
    tax_id: TaxId | None,
    others_ids: Sequence[TaxId],
    not_this: str | None,
) -> tuple[str, Span, float] | None:
    """Return the likeliest name of the issuer with its place and confidence.

    *taken* are cells of other parties, *others_ids* the tax ids that are not the issuer's; *not_this* is a name that
    cannot be the issuer's (the tenant's).
    """
    others = [plain(cell.text) for _, cell in taken]
    theirs = {id(word) for _, cell in taken for word in cell.words}
    found = [
        one
        for one in (*_heads(pages, tax_id), *_registered(pages), *_holders(pages))
        if plain(one.text) not in others
        and not any(_has_beside(pages, one.span, other) for other in others_ids)
        and id(one.span.words[0]) not in theirs
        and not (not_this and same_name(one.text, not_this))
    ]
    sites, texts = _sites(pages), ["".join(line.plain) for line in pages.lines]
    rated = [_with_agreement(one, found, sites, texts) for one in found]
    best = max(rated, key=lambda one: one.points, default=None)
    return (best.text, best.span, _sure(best)) if best else None


def _has_beside(pages: AnnotatedPages, name: Span, tax_id: TaxId) -> bool:
    """Return whether *tax_id* stands on the line of *name*, right of it: it is whose name that is."""
    line = pages.lines[tax_id.at]
    return name.page == line.page and name.words[0] in line.words and name.box[2] < tax_id.span.box[0]


def _sure(one: _Candidate) -> float:
    """Return how sure a name is (0 to 1) by its points, and by how many kinds of evidence agree on it."""
    if one.kinds > 1 and company_form(one.text):
        return ISSUER_SURE.several if one.kinds >= ISSUER_SURE.agreeing else ISSUER_SURE.two
    if is_go_between(one.text):
        return ISSUER_SURE.base
    most = ISSUER_SURE.two if one.kinds > 1 else ISSUER_SURE.one
    return min(most, ISSUER_SURE.base + ISSUER_SURE.per_point * max(one.points, 0))


def _heads(pages: AnnotatedPages, tax_id: TaxId | None) -> Iterator[_Candidate]:
    """Yield the names in the head of the first page, with what place, size and legal form say for them."""
    window = window_of(pages)
    for at, line in enumerate(pages.layout.page(1)):
        if line.box[1] >= HEAD.head and at >= HEAD.head_lines:
            continue
        heading = _is_heading(pages, at)
        for whole in line.cells:
            cell = _first_part(whole)
            if ((heading and at) or LABELLED.match(whole.text)) and not company_form(whole.text):
                continue
            if cell and is_name(cell.text) and not _starts_labelled(pages, at, cell) and not _places(pages, whole):
                points = score_of(pages, at, cell, tax_id) + ISSUER.window * ((at, whole.box) in window)
                points += ISSUER.go_between * is_go_between(cell.text)
                yield _Candidate(cell, points + ISSUER.sender * _is_sender(whole), 1)


def _places(pages: AnnotatedPages, cell: Span) -> bool:
    """Return whether *cell* is a town with its postcode, or says where and when: `Lyon, 12 mars 2024`."""
    place, _, day = cell.text.partition(", ")
    return TOWN.fullmatch(cell.text) is not None or bool(place and read_date(day, pages.dialect))


def _is_sender(cell: Span) -> bool:
    """Return whether *cell* is a sender line: a name, a street and a town in one line, above the addressee."""
    return len(PARTED.findall(cell.text)) > 1 and bool(POSTCODE.search(cell.text))


def _first_part(cell: Span) -> Span | None:
    """Return the name that *cell* begins with: before the address of a sender line, or before a number."""
    parted = PARTED.search(cell.text)
    rest = cell.text[parted.end() :] if parted else ""
    if parted and (re.search(r"\d{4}", rest) or PLACE.search(rest)):
        cell = cell.cut(0, max(len(cell.text[: parted.start()].split()), 1))
    return bare_name(cell)


def _is_heading(pages: AnnotatedPages, at: int) -> bool:
    """Return whether line *at* heads a table or holds an amount: no name of an issuer stands there."""
    labels = [mention for mention in pages.mentions[at] if not mention.span.words[-1].text.endswith(":")]
    cells = pages.lines[at].cells
    heads = sum(any(mention.span.box == cell.box for mention in labels) for cell in cells)
    return heads > 1 or any(figure.money for figure in pages.figures[at])


def _starts_labelled(pages: AnnotatedPages, at: int, cell: Span) -> bool:
    """Return whether *cell* begins with a label. `Bar` and `Servicio` are labels on tills and names of companies."""
    return any(
        mention.span.box[0] <= cell.box[0] + ROUNDING and mention.span.box[2] > cell.box[0]
        for mention in pages.mentions[at]
        if mention.label not in (Label.CASH, Label.TIP, Label.CHANGE)
    )


def _registered(pages: AnnotatedPages) -> Iterator[_Candidate]:
    """Yield the companies whose register, capital or managers are printed: only an issuer does that."""
    for at, line in enumerate(pages.lines):
        text = line.text
        found = REGISTER.search(unaccented(text))
        if not found:
            continue
        name = _name_with_form(line)
        if name:
            yield _Candidate(name, ISSUER.registered, 1)
        elif line.box[1] > ISSUER.foot:
            own = _first_part(line.cells[0]) if PARTED.search(line.cells[0].text) else None
            cells = [own] if own and is_name(own.text) and not REGISTER.search(unaccented(own.text)) else []
            yield from (_in_foot(cell) for cell in cells or _above_in_foot(pages, at))


def _in_foot(cell: Span) -> _Candidate:
    """Return *cell* as a candidate, up to its legal form where small words or a site follow it."""
    form = FORM.search(cell.text)
    rest = cell.text[form.end() :].split() if form else []
    if rest and (rest[-1].islower() or SITE_ALONE.fullmatch(rest[-1])):
        cell = cell.cut(0, len(cell.words) - len(rest))
    return _Candidate(cell, ISSUER.registered + (ISSUER.registered_form if form else ISSUER.registered_bare), 1)


def _name_with_form(line: Line) -> Span | None:
    """Return the words up to the legal form that *line* begins with: `Free SAS au capital de …`."""
    start = next((i + 1 for i, word in enumerate(line.words[: ISSUER.label_words]) if word.text.endswith(":")), 0)
    form = FORM.search(line.cut(start, len(line.words)).text)
    if not form:
        return None
    text = line.cut(start, len(line.words)).text[: form.end()]
    cell = line.cut(start, start + len(text.split()))
    letters = sum(map(str.isalpha, text[: form.start()]))
    is_name_length = letters >= SHAPE.fewest_letters and len(cell.words) <= ISSUER.register_words
    return cell if is_name_length and not re.search(r"\d", text) else None


def _above_in_foot(pages: AnnotatedPages, at: int) -> Iterator[Span]:
    """Yield the short names that stand in the foot of the page above the register's line."""
    page = pages.lines[at].page
    for line in pages.lines[max(at - ISSUER.foot_lines, 0) : at]:
        cell = _first_part(line.cells[0])
        if (
            line.page == page
            and line.box[1] > ISSUER.foot
            and cell
            and is_name(cell.text)
            and not OWN_DATA.search(cell.text)
            and len(cell.words) < SHAPE.sentence_words
        ):
            yield cell


def _holders(pages: AnnotatedPages) -> Iterator[_Candidate]:
    """Yield the holders of the account into which is to be paid."""
    for line in pages.lines:
        found = OWNER.search(unaccented(line.text))
        if found:
            cell = _first_part(line.cut(len(line.text[: found.start(1)].split()), len(line.words)))
            if cell and is_name(cell.text):
                yield _Candidate(cell, ISSUER.holder, 1)


def _with_agreement(one: _Candidate, found: Sequence[_Candidate], sites: set[str], texts: Sequence[str]) -> _Candidate:
    """Return *one* with what the other evidence says for the same name."""
    name = _core(one.text)
    same = [other for other in found if other is not one and name and _core(other.text) == name]
    is_word = len(name) > ISSUER.initials
    domain = is_word and any(name.startswith(site) or site.startswith(name) for site in sites)
    again = is_word and sum(name in text for text in texts) > 1 + len(same)
    points = one.points + sum(other.points for other in same if other.points > 0)
    points += ISSUER.domain * domain + ISSUER.again * again
    return _Candidate(one.span, points, 1 + bool(same) + domain + again)


def _core(text: str) -> str:
    """Return the name without its legal form, as it is compared."""
    return plain(FORM.sub("", text))


def _sites(pages: AnnotatedPages) -> set[str]:
    """Return the domains of web and mail addresses that are not a mail provider's."""
    return {plain(site) for line in pages.lines for site in SITE.findall(line.text)} - MAILERS
