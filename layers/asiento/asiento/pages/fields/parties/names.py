"""Which words on a document may be the name of a company or person, and what speaks for one."""

import re

from asiento.lexicon.folding import plain, unaccented
from asiento.lexicon.words import Word, words_saying
from asiento.money.company_forms import FORM, company_form
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.phrases import labels_by_phrase
from asiento.pages.fields.parties.tax_ids import TaxId
from asiento.pages.fields.parties.weights import HEAD, SHAPE
from asiento.reading.layout import Span

PLACE = re.compile(
    r"(?<!\w)c/(?!\w*@)|\b(calle|avda?|avenida|bulevar|paraje|nave|place|ronda|rambla|pasaje|glorieta|av|plaza|pza|pl|paseo|po|carretera|ctra|camino|poligono|pol|urb|local|km|via|viale|piazza|corso|rua|travessa|largo|"
    r"rue|boulevard|bd|street|st|road|rd|avenue|lane|drive|lot|no|strasse|str|platz|weg|carrer|cra|barrio|provincia|spain|espana|ecuador|"
    r"deutschland|france|italia|portugal|sector|urbanizacion|edificio|edif|municipio|parroquia|colonia|fracc|jiron|jr|ciudadela|cdla|telefono|tel|tlf|fax|email|e-mail|www|http|registro|apartado|cp|c\.p)\b[.:]?|\bstra(ß|b)e\b|strasse\b|stra[ßB]e\b",
    re.IGNORECASE,
)
STREET = re.compile(
    r"\s(?:(?:calle|c/|avda?\.?|avenida|plaza|pza\.?|paseo|carretera|ctra\.?|camino|rua|rue|via|viale|piazza|corso|"
    r"boulevard|carrer)\s|[^\W\d]+(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|straat|laan)\s+\d|"
    r"\d+[a-z]?,?\s+(?:[^\W\d]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|drive)\b)",
    re.IGNORECASE,
)
"""Where a street with its number begins behind a name on one line: `Taller Ruiz Calle Mayor 3`."""

HOUSE = re.compile(
    r"[^\W\d](?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|straat|laan|gracht)\s+\d|"
    r"^\d{1,4}[a-z]?,? (?:[^\W\d]+\s)+(?:street|st|road|rd|avenue|ave|lane|drive|way|square)\b",
    re.IGNORECASE,
)
"""A house by its number: `Lindenallee 61`, `12 High Street`."""

POSTCODE = re.compile(
    r"(?:^|\s)(?:[A-Z]{1,3}-)?\d{4,5}(?:-\d{3,4})?\s+[^\W\d]|\b[A-Z]{2},? \d{5}\b|"
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|[^\W\d][,-]? ?\d{6}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b"
)
"""A town by its postcode: before it as on the continent, behind it as in America, Britain, India or Canada."""

DEPARTMENT = re.compile(
    r"(?:abteilung|abt|dept|department|departamento|dpto|departement|d[ée]partement|reparto|ufficio|afdeling|"
    r"accounting|accounts|buchhaltung|administraci[oó]n)\b",
    re.IGNORECASE,
)
"""What stands behind a company's name and is no part of it."""

YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
"""A year in a name: `Frutas del Valle 2024, C.A.`."""

LABELLED = re.compile(r"[^:]{2,40}:\s+\S")
"""A label and its value, whatever the label says: `Projekt: Marktanalyse`. No name is written so."""

NOT_NAMES = words_saying(Word.HEADING)
"""Words of headings: a line made of them only is not a name."""


def is_name(text: str) -> bool:
    """Return whether *text* may be a name: mostly letters, no address, date, amount, label or heading."""
    letters = sum(letter.isalpha() for letter in text)
    digits = sum(letter.isdigit() for letter in YEAR.sub("", text))
    words = [word for word in map(plain, text.split()) if word]
    if (
        text.endswith(":")
        or letters < SHAPE.fewest_letters
        or len(text) > SHAPE.longest
        or digits > letters / 3
        or "@" in text
        or "www." in text.lower()
        or not words
    ):
        return False
    if "".join(words) in labels_by_phrase():
        return False
    if all(
        word in NOT_NAMES or len(word) < SHAPE.fewest_letters or word.isdigit() for word in words
    ) and not company_form(text):
        return False
    return company_form(text) or not is_address(text)


def is_address(text: str) -> bool:
    """Return whether *text* is a street with a number or a town with a postcode."""
    digits = any(map(str.isdigit, text))
    street = bool(PLACE.search(unaccented(text))) or bool(HOUSE.search(text))
    return digits and (street or bool(POSTCODE.search(text)) or bool(re.match(r"[\W\d]*\d{4,5} ", text)))


def bare_name(cell: Span) -> Span | None:
    """Return the words of *cell* before a number of a register, a tax id, a street or a department."""
    digits = (sum(map(str.isdigit, word.text)) for word in cell.words)
    end = next((i for i, count in enumerate(digits) if count > SHAPE.register_digits), len(cell.words))
    return cell.cut(0, min(end, _end_of_name(cell.text))) if end else None


def _end_of_name(text: str) -> int:
    """Return how many words of *text* stand before a street with its number, or before a company's department."""
    street = STREET.search(text)
    if street and any(map(str.isdigit, text[street.start() :])):
        before = text[: street.start()].split()
        if any(sum(map(str.isalpha, word)) >= SHAPE.fewest_letters for word in before):
            return len(before)
    form = FORM.search(text)
    if form and DEPARTMENT.match(text[form.end() :].lstrip(" ,.-")):
        return len(text[: form.end()].split())
    return len(text.split())


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same but for case, accents, punctuation and legal form."""
    return plain(FORM.sub("", one)) == plain(FORM.sub("", other))


def score_of(pages: AnnotatedPages, at: int, cell: Span, tax_id: TaxId | None) -> float:
    """Return how much the place, size and form of *cell* on line *at* say that it names who issued the document."""
    usual = pages.layout.text_height
    has_form = company_form(cell.text)
    score = HEAD.legal_form * has_form + HEAD.per_line * at
    score += min(HEAD.tallest, max(0.0, cell.height / usual - HEAD.tall))
    score += HEAD.legible * cell.confidence
    has_digit, is_long = bool(re.search(r"\d", cell.text)), len(cell.text.split()) > SHAPE.sentence_words
    score += HEAD.digits * has_digit + HEAD.sentence * is_long
    score += HEAD.place if PLACE.search(unaccented(cell.text)) and not has_form else 0
    return score + HEAD.tax_id * bool(tax_id and _stands_by(pages, at, cell, tax_id))


def _stands_by(pages: AnnotatedPages, at: int, cell: Span, tax_id: TaxId) -> bool:
    """Return whether the tax id stands in the same block: few lines away, with the same left, right or middle."""
    if tax_id.span.page != 1 or abs(tax_id.at - at) > HEAD.tax_id_lines:
        return False
    cells = pages.lines[tax_id.at].cells
    whole = next((held for held in cells if tax_id.span.words[0] in held.words), tax_id.span)
    edges = ((box[0], box[2], (box[0] + box[2]) / 2) for box in (whole.box, cell.box))
    return any(abs(one - other) < HEAD.tax_id_edge for one, other in zip(*edges, strict=True))
