"""Papers of trade that look like invoices and are not: quotes, delivery notes, reminders, payslips. Words as data.

Only a title counts: `Lieferschein Nr. 17` also stands on invoices, as a reference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asiento.classify.evidence import names_bill
from asiento.lexicon.notation import source_of
from asiento.lexicon.terms import Term
from asiento.reading.layout import Layout, Line, Span
from asiento.reading.months import MONTHS

HEAD = 0.35
"""Share of the first page, from its top, in which a title stands."""

TITLE_WORDS = 6
"""Words of a title at most, its number among them."""

TITLE_CELLS = 2
"""Cells of a line with a title: more are the head of a table."""

TALLER = 1.3
"""How much taller than others the letters of a title are, if they are."""


@dataclass(frozen=True)
class Lookalike:
    """A kind of paper: the name of the sentence that says what its sender should do, and its titles.

    One that is *numbered* may carry its number or month in the title; the others name theirs on invoices too often.
    """

    advice: str
    title: re.Pattern[str]
    numbered: bool = True


def _lookalike(advice: str, term: Term, *, numbered: bool = True) -> Lookalike:
    title = re.compile(rf"(?:(?:\d|your|ihr|ihre|su|votre) )?(?:{source_of(term)})\b")
    return Lookalike(advice, title, numbered)


NUMBER = re.compile(rf"(?: (?:[a-z]{{1,3}}|num\w*|number|{'|'.join(sorted(MONTHS))}|\w*\d\w*)){{1,5}}")
"""What follows a title that has a number or a month."""

LOOKALIKES: tuple[Lookalike, ...] = (
    _lookalike("not_a_ledger_document.pro_forma", Term.PRO_FORMA),
    _lookalike("not_a_ledger_document.quote", Term.QUOTE),
    _lookalike("not_a_ledger_document.delivery_note", Term.DELIVERY_NOTE),
    _lookalike("not_a_ledger_document.order", Term.ORDER, numbered=False),
    _lookalike("not_a_ledger_document.reminder", Term.REMINDER, numbered=False),
    _lookalike("not_a_ledger_document.payslip", Term.PAYSLIP),
    _lookalike("not_a_ledger_document.remittance", Term.REMITTANCE),
    _lookalike("not_a_ledger_document.contract", Term.CONTRACT),
)
"""Kinds of paper by the term of their titles."""


def lookalike_of(layout: Layout) -> tuple[Lookalike, str] | None:
    """Return what kind of paper the title of the first page names, with its words; None for anything else.

    Of several titles the tallest one counts, or else the first one from the top.
    """
    titles = list(_titles(layout))
    tallest = max((cell.height for cell, _ in titles), default=0.0)
    first = next(((cell, kind) for cell, kind in titles if TALLER * cell.height >= tallest), None)
    if first is None or first[1] is None:
        return None
    text, kind = words_of(first[0]), first[1]
    alone = all(other is not None for _, other in titles)
    numbered = kind.numbered and alone and NUMBER.fullmatch(kind.title.sub("", text, count=1))
    return (kind, text) if numbered or kind.title.fullmatch(text) else None


def _titles(layout: Layout) -> Iterator[tuple[Span, Lookalike | None]]:
    """Yield what may be titles, from the top down; those of ledger documents, first on their line, without a kind."""
    for line in layout.page(1):
        if line.box[1] <= HEAD:
            found = [(cell, _kind(line, cell)) for cell in line.cells if len(words_of(cell).split()) <= TITLE_WORDS]
            yield from ((cell, None) for cell, kind in found if kind is None and names_bill(words_of(cell)))
            yield from ((cell, kind) for cell, kind in found if kind is not None)


def _kind(line: Line, cell: Span) -> Lookalike | None:
    """Return the kind that *cell* begins with, unless it is a bill's title as well: `Rechnung / Lieferschein`."""
    text = words_of(cell)
    kind = next((one for one in LOOKALIKES if one.title.match(text)), None)
    if kind is None or len(line.cells) > TITLE_CELLS or names_bill(kind.title.sub("", text, count=1)):
        return None
    return kind


def words_of(span: Span) -> str:
    """Return the words of *span* as titles are compared."""
    return " ".join(word for word in span.plain if word)
