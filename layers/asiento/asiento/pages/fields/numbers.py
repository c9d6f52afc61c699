"""The number of an invoice or receipt: what stands beside or below a label that announces one."""

import re
from collections.abc import Iterator

from asiento.document import Field
from asiento.lexicon.folding import plain
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import below, captioned, is_heading, is_within, right_of, with_sign
from asiento.pages.fields.series import direction_of, with_series
from asiento.pages.fields.weights import NUMBER
from asiento.reading.dates import read_date
from asiento.reading.layout import Span

SHAPE = re.compile(r"#?(?=[^\s]*\d)[A-Z0-9][A-Z0-9_./-]{0,39}", re.IGNORECASE)
PREFIX = re.compile(r"[A-Z]{1,5}[-/]?", re.IGNORECASE)
CENTS = re.compile(r"-?\d{1,3}(?:[.,]\d{3})*[.,]\d{2}")
TITLE = re.compile(
    r"(?:[A-Z]{1,4} )?[A-Z]{0,10}[-/]?\d[A-Z0-9-]*(?:[-/][A-Z0-9]+)*|[A-Z]{1,10}(?:[-/][A-Z0-9]+)*[-/]\d+"
)
"""A number that is a heading of its own: `SAMPLE-001`, `FT A/27`."""

TWO_PARTS = re.compile(r"(\d{3,5}) ?- ?(\d{6,9})(?=\s|$)|(\d{4,5}) (\d{8})(?=\s|$)")
"""A point of sale and the number there, with spaces between: `00003 - 00003668` (AFIP RG 1415: 4 or 5 and 8 digits)."""

TOWN = re.compile(r"[A-Z]?\d{4,6}(?:-\d{3})? [A-ZÀ-Þ][^\W\d]{2,}")
"""What a town with its postcode begins with."""

MARKS = frozenset(("no", "n", "nr", "num", "numero", "number", "nro", "nº"))
"""Words between a label and its number."""


HEADING = re.compile(
    r"^(?P<before>(?:[^\W\d]+\s){0,2}?)(?:\w*rechnung|gutschrift|facturas?|invoice|facture|fattura|fatura|factuur|avoir|abono|"
    r"nota de cr[eé]dito|nota di credito|credit note|factura rectificativa|nota de d[eé]bito)\b[^:#\d]{0,40}?"
    r"(?:\(\d{3}\) ?)?(?:n[r°ºo]\.?:?|n[uú]m\.?|no\.?:|#|number:?|n[uú]mero:?)\s*(?=\S)",
    re.IGNORECASE,
)
"""A heading that names the document and its number: `Handelsrechnung (380) Nr. 471102 vom …`."""

ELSE = re.compile(
    r"\b(?:bestell|auftrag|order|pedido|commande|contra|kunden|client|customer|dossier|liefer|albar|policy|proje|ref)",
    re.IGNORECASE,
)
"""What a number in a heading may be of, other than the document."""

BARE = frozenset(("n", "nro", "ne", "n2", "n9", "no", "nr", "num", "numero", "folio"))
"""Labels that say nothing of what they number: inside a sentence they number a law or a house."""

NUMBERED = frozenset((Label.TAX_ID, Label.OTHER_NUMBER, Label.CONTACT))
"""Labels of what has a number of its own, with or without the sign for one."""


def number_of(
    pages: AnnotatedPages, *, gives_back: bool = False, corrects: Field[str] | None = None
) -> Field[str] | None:
    """Return the document's number as printed, None if no label announces one.

    What *gives_back* (a credit note) names in its sentences the invoice that it is for, and *corrects* that one.
    """
    other = corrects.value if corrects else None
    heading = _headed(pages, other, alone=gives_back)
    if heading:
        return heading
    for label, sure in ((Label.NUMBER, NUMBER.label), (Label.WEAK_NUMBER, NUMBER.weak_label)):
        mentions = sorted(
            (one for one in pages.every(label) if _may_announce(pages, one, gives_back=gives_back)),
            key=lambda mention: (is_within(pages, mention), mention.span.page, -len(mention.text)),
        )
        for mention in mentions:
            found = _value(pages, mention)
            if found and found[0] != other:
                number, span = found
                whole = with_series(pages, mention.at, number, direction_of(mention, span))
                return pages.field(whole, span, sure)
    return _title(pages)


def _may_announce(pages: AnnotatedPages, mention: Mention, *, gives_back: bool) -> bool:
    """Return whether a label may be of the document's number: a sign behind `CUIT` or in a sentence is of another."""
    others = (one for one in pages.mentions[mention.at] if one.label in NUMBERED)
    if mention.text in BARE and any(other.stop == mention.start for other in others):
        return False
    return not is_within(pages, mention) or not (gives_back or mention.text in BARE)


def _headed(pages: AnnotatedPages, other: str | None, *, alone: bool) -> Field[str] | None:
    """Return the number in the heading of the first page, but for *other*; *alone*: no words stand before the title."""
    for at, line in enumerate(pages.layout.page(1)):
        for cell in line.cells if line.box[1] < NUMBER.heading_bottom else ():
            found = HEADING.match(cell.text)
            if found and (ELSE.search(found[0]) or (alone and found["before"])):
                continue
            start = len(cell.text[: found.end()].split()) if found else 0
            number = _number_in(pages, cell.cut(start, len(cell.words)), strong=True) if found else None
            if number and len(number[0]) > 1 and number[0] != other:
                sure = NUMBER.heading if start <= NUMBER.heading_words else NUMBER.long_heading
                return pages.field(with_series(pages, at, number[0]), number[1], sure)
    return None


def _value(pages: AnnotatedPages, mention: Mention) -> tuple[str, Span] | None:
    beside = _beside(pages, with_sign(pages, mention))
    strong = mention.label is Label.NUMBER
    of_next_column = beside is not None and _is_town(pages, mention, beside)
    found = _number_in(pages, beside, strong=strong) if beside and not of_next_column else None
    if found or not (strong or _in_row_of_labels(pages, mention) or (beside is None and _names_number(pages, mention))):
        return found
    caption = captioned(pages, mention)
    over = _number_in(pages, caption[1], strong=strong) if caption else None
    if over:
        return over
    cells = (_under(cell, mention) for cell in below(pages, mention))
    return next((found for cell in cells if (found := _number_in(pages, cell, strong=strong))), None)


def _is_town(pages: AnnotatedPages, mention: Mention, beside: Span) -> bool:
    """Return whether *beside* is a postcode and its town in a cell of another column: `16004 Cuenca`."""
    is_apart = any(cell.words[0] is beside.words[0] for cell in pages.lines[mention.at].cells)
    return is_apart and TOWN.match(beside.text) is not None


def _beside(pages: AnnotatedPages, mention: Mention) -> Span | None:
    """Return the words after *mention*; letters before a number are no label of their own (`RE 8332-B`)."""
    later = [other for other in pages.mentions[mention.at] if other.start >= mention.stop]
    after = later[0] if later else None
    line = pages.lines[mention.at]
    if after and after.stop - after.start == 1 and _is_prefix(line.words[after.start].text):
        number = line.words[after.stop].text if after.stop < len(line.words) else ""
        between = any(line.plain[mention.stop : after.start])
        if not between and SHAPE.fullmatch(number):
            return line.cut(after.start, later[1].start if len(later) > 1 else len(line.words))
    return right_of(pages, mention)


def _names_number(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether a weak label has a word or sign for a number (`Gutschrift Nr.`), and is no title alone."""
    words = pages.lines[mention.at].words
    sign = mention.stop < len(words) and words[mention.stop].text.rstrip(":") == "#"
    return sign or any(plain(word.text) in MARKS for word in mention.span.words)


def _in_row_of_labels(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether the line of *mention* heads a small table (`Cliente | Fecha | Factura`)."""
    dated = (Label.ISSUED, Label.DUE)
    return any(other.label in dated for other in pages.mentions[mention.at]) and not is_heading(pages, mention.at)


def _under(cell: Span, mention: Mention) -> Span:
    """Return the words of *cell* from the left edge of the label on: cells of a narrow table run together."""
    left = mention.span.box[0] - NUMBER.left_slack
    starts = [i for i, word in enumerate(cell.words) if word.box[0] >= left]
    return cell.cut(min(starts), len(cell.words)) if starts else cell


def _number_in(pages: AnnotatedPages, span: Span, *, strong: bool) -> tuple[str, Span] | None:
    """Return the first word with a digit, and the letters right before it, if it can be a number."""
    for at, word in enumerate(span.words[:4]):
        text = word.text.strip(",;:.*'\"|")
        if parts := TWO_PARTS.match(" ".join(each.text for each in span.words[at : at + 3])):
            return f"{parts[1] or parts[3]}-{parts[2] or parts[4]}", span.cut(at, at + len(parts[0].split()))
        if SHAPE.fullmatch(text):
            whole = span.cut(at - 1, at + 1) if at and _is_prefix(span.words[at - 1].text) else span.cut(at, at + 1)
            shown = " ".join(each.text for each in whole.words).strip("#(),;:.*'\"| ")
            return (shown, whole) if _may_be_number(pages, text) and (strong or len(text) > 1) else None
        if not (plain(text) in MARKS or _is_prefix(text) or not plain(text)):
            return None
    return None


def _is_prefix(text: str) -> bool:
    return bool(PREFIX.fullmatch(text)) and plain(text) not in MARKS and text.isupper()


def _may_be_number(pages: AnnotatedPages, text: str) -> bool:
    return read_date(text, pages.dialect) is None or text.isdigit() if not CENTS.fullmatch(text) else False


def _title(pages: AnnotatedPages) -> Field[str] | None:
    for cell in _first_cells(pages):
        if TITLE.fullmatch(cell.text) and read_date(cell.text, pages.dialect) is None and not cell.text.isdigit():
            return pages.field(cell.text, cell, NUMBER.title)
    return None


def _first_cells(pages: AnnotatedPages) -> Iterator[Span]:
    return (cell for line in pages.layout.page(1)[:3] for cell in line.cells)
