"""The document type of a PDF or picture, from its words, their places and the shape of the page."""

from collections import defaultdict
from collections.abc import Iterator

from asiento.classification import Classification, Reason
from asiento.classify.evidence import BELOW_ZERO, BUYER, CLUES, NUMBERED, OWED, Clue
from asiento.classify.lookalikes import HEAD, lookalike_of, words_of
from asiento.classify.movements import MONEY, is_dated_amount, movements_on
from asiento.classify.tape import columns_of
from asiento.classify.weights import TYPE
from asiento.document import DocType, Source
from asiento.pages.statement.headings import heading_at
from asiento.pages.statement.words import names_total
from asiento.reading import Reading
from asiento.reading.layout import NARROW, Layout, Line, layout_of

IN_SENTENCE = (TYPE.in_sentence, "in_a_sentence")
"""What a title weighs where other documents are named, and what is said of its place."""


def classify_reading(reading: Reading) -> Classification:
    """Return the type with the most evidence; `other` when there is too little of it."""
    points: dict[DocType, float] = defaultdict(float)
    reasons: dict[DocType, list[Reason]] = defaultdict(list)
    layout = layout_of(reading)
    lookalike = None if _is_strip(layout) else lookalike_of(layout)
    if lookalike:
        kind, title = lookalike
        return Classification(
            doc_type=DocType.OTHER,
            score=TYPE.lookalike,
            reasons=(Reason.of("type_reason.title", words=title),),
            advice=kind.advice,
        )
    clues = (*_words(layout), *_shape(layout), *_tape(layout, reading), *_amounts(layout), *movements_on(layout))
    for doc_type, weight, reason in clues:
        points[doc_type] += weight
        reasons[doc_type].append(reason)
    if points[DocType.CREDIT_NOTE] > TYPE.corrects:
        # A credit note is an invoice in all but its heading.
        points[DocType.CREDIT_NOTE] += points.pop(DocType.INVOICE, 0.0)
    if not any(MONEY.search(line.text) for line in layout.lines):
        points = defaultdict(float, {doc_type: TYPE.without_amount * weight for doc_type, weight in points.items()})
    (best, most), (_, second) = sorted([*points.items(), (DocType.OTHER, 0.0)], key=lambda pair: -pair[1])[:2]
    if most < TYPE.enough:
        return Classification(
            doc_type=DocType.OTHER,
            score=round(1 - most / (2 * TYPE.enough), 2),
            reasons=(Reason.of("type_reason.too_little"),),
        )
    return Classification(doc_type=best, score=round(most / (most + second + 1), 2), reasons=tuple(reasons[best]))


def _words(layout: Layout) -> Iterator[tuple[DocType, float, Reason]]:
    """Yield each clue once, where it weighs most."""
    listed = _listed(layout)
    texts = [(line, text) for line in layout.lines for text in dict.fromkeys(map(words_of, (line, *line.cells)))]
    if _is_sheet(layout) and any(BUYER.search(text) for _, text in texts):
        texts = [(line, NUMBERED.sub("", text)) for line, text in texts]
    for clue in CLUES:
        hits = [
            (IN_SENTENCE if clue.title and line in listed else _place(layout, line, clue), found)
            for line, text in texts
            if (found := clue.found_in(text))
        ]
        if hits:
            (factor, where), word = max(hits)
            yield clue.doc_type, clue.weight * factor, Reason.of("type_reason.words", words=word, where=where)


def _listed(layout: Layout) -> frozenset[Line]:
    """Return the lines of a list of movements and of its titles: what they name are other documents."""
    rows = [line for line in layout.lines if is_dated_amount(line)]
    if len(rows) < TYPE.fewest_listed and not any(movements_on(layout)):
        return frozenset()
    titles = [at for at in range(len(layout.lines)) if heading_at(layout.lines, at) is not None]
    # Above the titles stands what is listed, and below the sum of it: what came in, what went out.
    around = (line for at in titles for line in layout.lines[max(at - 1, 0) : at + 1])
    return frozenset((*rows, *around, *(line for line in layout.lines if names_total(line.text))))


def _is_strip(layout: Layout) -> bool:
    return len(layout.aspects) == 1 and layout.aspects[0] < NARROW


def _is_sheet(layout: Layout) -> bool:
    return bool(layout.aspects) and TYPE.sheet_narrowest <= layout.aspects[0] <= TYPE.sheet_widest


def _place(layout: Layout, line: Line, clue: Clue) -> tuple[float, str]:
    if not clue.title:
        return 1.0, "on_the_page"
    if _is_sentence(line):
        return IN_SENTENCE
    if line.page != 1 or line.box[1] > HEAD:
        return TYPE.in_text, "in_the_text"
    tall = line.height > TYPE.tall * layout.text_height
    if tall or any(len(cell.words) <= TYPE.heading_words for cell in line.cells):
        return TYPE.as_heading, "in_the_heading"
    return TYPE.in_head, "in_the_head"


def _is_sentence(line: Line) -> bool:
    """Return whether *line* is of prose, which may speak of anything."""
    return any(sum(word.text[:-1].isalpha() for word in cell.words) >= TYPE.sentence_words for cell in line.cells)


def _shape(layout: Layout) -> Iterator[tuple[DocType, float, Reason]]:
    if _is_strip(layout):
        yield DocType.RECEIPT, TYPE.strip, Reason.of("type_reason.strip")
    elif _is_sheet(layout):
        yield DocType.INVOICE, TYPE.sheet, Reason.of("type_reason.sheet")
    rows = sum(map(is_dated_amount, layout.lines))
    if rows >= TYPE.fewest_dated_rows:
        yield DocType.BANK_STATEMENT, TYPE.dated_rows, Reason.of("type_reason.dated_lines", lines=rows)


def _tape(layout: Layout, reading: Reading) -> Iterator[tuple[DocType, float, Reason]]:
    """Yield what the width of a photographed or scanned page in characters says."""
    columns = columns_of(layout) if reading.source is Source.OCR and len(layout.aspects) == 1 else 0
    if 0 < columns <= TYPE.tape_columns:
        yield DocType.RECEIPT, TYPE.tape, Reason.of("type_reason.narrow_lines", characters=columns)


def _amounts(layout: Layout) -> Iterator[tuple[DocType, float, Reason]]:
    """Yield what a word like `total` with an amount beside it says: a receipt or an invoice."""
    if _is_sheet(layout) and any(BELOW_ZERO.search(line.text) for line in layout.lines):
        yield DocType.CREDIT_NOTE, TYPE.below_zero, Reason.of("type_reason.below_zero")
    lines = (line for line in layout.lines if not _is_sentence(line))
    found = next((line for line in lines if MONEY.search(line.text) and OWED.search(words_of(line))), None)
    if found:
        for doc_type in (DocType.RECEIPT, DocType.INVOICE):
            yield doc_type, TYPE.amount_owed, Reason.of("type_reason.amount_owed", line=found.text)
