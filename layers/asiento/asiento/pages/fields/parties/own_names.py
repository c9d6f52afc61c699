"""Names beside what only an issuer prints of itself: its register, its account, its tax id in the foot."""

import re
from collections.abc import Iterator

from asiento.lexicon.folding import unaccented
from asiento.money.company_forms import FORM, company_form
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.fields.parties.address_window import OWN_DATA
from asiento.pages.fields.parties.candidates import PARTED, Candidate, first_part
from asiento.pages.fields.parties.names import is_name
from asiento.pages.fields.parties.weights import ISSUER, SHAPE
from asiento.reading.layout import Line, Span

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
SITE_ALONE = re.compile(r"[\w-]+\.[A-Za-z]{2,3}")


def own_names(pages: AnnotatedPages) -> Iterator[Candidate]:
    """Yield the names that stand beside data of the issuer's own, each with the points of its kind of evidence."""
    yield from _registered(pages)
    yield from _holders(pages)
    yield from _foot_lines(pages)


def _foot_lines(pages: AnnotatedPages) -> Iterator[Candidate]:
    """Yield the names that a line of the foot begins with and a tax id goes on with: `Ruiz · Calle Mayor 3 · NIF …`."""
    for at, line in enumerate(pages.lines):
        told = any(mention.label is Label.TAX_ID and mention.start for mention in pages.mentions[at])
        registered = REGISTER.search(unaccented(line.text))
        if line.box[1] < ISSUER.foot_top or registered or not (told and PARTED.search(line.text)):
            continue
        name = first_part(line.cut(0, len(line.words)))
        if name and is_name(name.text):
            yield Candidate(name, ISSUER.foot + ISSUER.registered_form * company_form(name.text), 1, own=True)


def _registered(pages: AnnotatedPages) -> Iterator[Candidate]:
    """Yield the companies whose register, capital or managers are printed: only an issuer does that."""
    for at, line in enumerate(pages.lines):
        text = line.text
        found = REGISTER.search(unaccented(text))
        if not found:
            continue
        name = _name_with_form(line)
        if name:
            yield Candidate(name, ISSUER.registered, 1, own=True)
        elif line.box[1] > ISSUER.foot_top:
            own = first_part(line.cells[0]) if PARTED.search(line.cells[0].text) else None
            cells = [own] if own and is_name(own.text) and not REGISTER.search(unaccented(own.text)) else []
            yield from (_in_foot(cell) for cell in cells or _above_in_foot(pages, at))


def _in_foot(cell: Span) -> Candidate:
    """Return *cell* as a candidate, up to its legal form where small words or a site follow it."""
    form = FORM.search(cell.text)
    rest = cell.text[form.end() :].split() if form else []
    if rest and (rest[-1].islower() or SITE_ALONE.fullmatch(rest[-1])):
        cell = cell.cut(0, len(cell.words) - len(rest))
    return Candidate(
        cell, ISSUER.registered + (ISSUER.registered_form if form else ISSUER.registered_bare), 1, own=True
    )


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
        cell = first_part(line.cells[0])
        if (
            line.page == page
            and line.box[1] > ISSUER.foot_top
            and cell
            and is_name(cell.text)
            and not OWN_DATA.search(cell.text)
            and len(cell.words) < SHAPE.sentence_words
        ):
            yield cell


def _holders(pages: AnnotatedPages) -> Iterator[Candidate]:
    """Yield the holders of the account into which is to be paid."""
    for line in pages.lines:
        found = OWNER.search(unaccented(line.text))
        if found:
            cell = first_part(line.cut(len(line.text[: found.start(1)].split()), len(line.words)))
            if cell and is_name(cell.text):
                yield Candidate(cell, ISSUER.holder, 1, own=True)
