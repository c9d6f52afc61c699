"""Who issued an invoice that does not say `supplier`: the letterhead, the sender line, the company's data in the foot.

Each is evidence for a name; what several agree on is sure. Names of the addressee's window do not count.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from asiento.lexicon.folding import plain
from asiento.money.company_forms import FORM, company_form
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.near import ROUNDING, is_heading
from asiento.pages.fields.parties.address_window import TOWN, is_sender, window_of
from asiento.pages.fields.parties.candidates import Candidate, first_part
from asiento.pages.fields.parties.go_betweens import is_go_between
from asiento.pages.fields.parties.names import (
    LABELLED,
    is_name,
    same_name,
    score_of,
)
from asiento.pages.fields.parties.own_names import own_names
from asiento.pages.fields.parties.tax_ids import TaxId
from asiento.pages.fields.parties.weights import HEAD, ISSUER, ISSUER_SURE
from asiento.reading.dates import read_date
from asiento.reading.layout import Span

SITE = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]{3,})\.(?:[a-z]{2,}\b)", re.IGNORECASE)
MAILERS = frozenset(("gmail", "hotmail", "outlook", "yahoo", "gmx", "web", "example", "orange", "aol", "icloud"))


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
        for one in (*_heads(pages, tax_id), *own_names(pages))
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


def _sure(one: Candidate) -> float:
    """Return how sure a name is (0 to 1) by its points, and by how many kinds of evidence agree on it."""
    if one.kinds > 1 and company_form(one.text):
        return ISSUER_SURE.several if one.kinds >= ISSUER_SURE.agreeing else ISSUER_SURE.two
    if is_go_between(one.text):
        return ISSUER_SURE.base
    most = ISSUER_SURE.two if one.kinds > 1 else ISSUER_SURE.one
    return min(most, ISSUER_SURE.base + ISSUER_SURE.per_point * max(one.points, 0))


def _heads(pages: AnnotatedPages, tax_id: TaxId | None) -> Iterator[Candidate]:
    """Yield the names in the head of the first page, with what place, size and legal form say for them."""
    window = window_of(pages)
    for at, line in enumerate(pages.layout.page(1)):
        if line.box[1] >= HEAD.head and at >= HEAD.head_lines:
            continue
        if is_heading(pages, at) and at:
            break
        heading = _is_heading(pages, at)
        for whole in line.cells:
            cell = first_part(whole)
            if ((heading and at) or LABELLED.match(whole.text)) and not company_form(whole.text):
                continue
            if cell and is_name(cell.text) and not _starts_labelled(pages, at, cell) and not _places(pages, whole):
                points = score_of(pages, at, cell, tax_id) + ISSUER.window * ((at, whole.box) in window)
                points += ISSUER.go_between * is_go_between(cell.text)
                yield Candidate(cell, points + ISSUER.sender * is_sender(whole), 1)


def _places(pages: AnnotatedPages, cell: Span) -> bool:
    """Return whether *cell* is a town with its postcode, a day, or says where and when: `Lyon, 12 mars 2024`."""
    place, _, day = cell.text.partition(", ")
    dated = read_date(cell.text, pages.dialect) or (place and read_date(day, pages.dialect))
    return TOWN.fullmatch(cell.text) is not None or bool(dated)


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


def _with_agreement(one: Candidate, found: Sequence[Candidate], sites: set[str], texts: Sequence[str]) -> Candidate:
    """Return *one* with what the other evidence says for the same name."""
    name = _core(one.text)
    same = [other for other in found if other is not one and name and _says_the_same(other, one)]
    is_word = len(name) > ISSUER.initials
    domain = is_word and any(name.startswith(site) or site.startswith(name) for site in sites)
    again = is_word and sum(name in text for text in texts) > 1 + len(same)
    points = one.points + sum(other.points for other in same if other.points > 0)
    points += ISSUER.domain * domain + ISSUER.again * again
    return Candidate(one.span, points, 1 + bool(same) + domain + again, one.own)


def _says_the_same(other: Candidate, one: Candidate) -> bool:
    """Return whether *other* is the name of *one*, or the first words of an own one: a logo says no more."""
    core, words = _core(other.text), accumulate(map(plain, one.text.split()))
    return core == _core(one.text) or (one.own and not company_form(other.text) and core in words)


def _core(text: str) -> str:
    """Return the name without its legal form, as it is compared."""
    return plain(FORM.sub("", text))


def _sites(pages: AnnotatedPages) -> set[str]:
    """Return the domains of web and mail addresses that are not a mail provider's."""
    return {plain(site) for line in pages.lines for site in SITE.findall(line.text)} - MAILERS
