"""The method of payment and the account to pay into."""

import re
from collections.abc import Iterator

from stdnum import iban

from asiento.document import Field, Payment, Source
from asiento.lexicon.folding import plain
from asiento.lexicon.words import Word, words_saying
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.near import figures_below, figures_beside
from asiento.pages.fields.weights import PAYMENT
from asiento.reading.layout import Span

_METHODS = {
    "transfer": Word.BY_TRANSFER,
    "direct_debit": Word.BY_DIRECT_DEBIT,
    "card": Word.BY_CARD,
    "cash": Word.BY_CASH,
}
METHODS = {word: method for method, kind in _METHODS.items() for word in words_saying(kind)}
"""Words for a method of payment, run together, and the method."""

ANNOUNCED = words_saying(Word.PAYMENT_LABEL)
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
IBAN_WORDS = 10
BANKING = words_saying(Word.BANK_DETAILS)
LENGTHS = {"AT": 20, "BE": 16, "CH": 21, "DE": 22, "ES": 24, "FR": 27, "GB": 22, "IT": 27, "LU": 20, "NL": 18, "PT": 25}
"""Characters of an IBAN by country (ISO 13616)."""


def payment_of(pages: AnnotatedPages) -> Payment:
    """Return the method of payment, where it is announced or its amount is printed, and the first valid IBAN."""
    return Payment(method=_announced(pages) or _by_amount(pages), iban=iban_of(pages))


def _announced(pages: AnnotatedPages) -> Field[str] | None:
    for at, line in enumerate(pages.lines):
        for start, stop in (
            (i, j) for i in range(len(line.words)) for j in range(i + 1, min(i + 4, len(line.words)) + 1)
        ):
            if "".join(line.plain[start:stop]) in ANNOUNCED:
                below = pages.lines[at + 1 : at + 2]
                rest = [line.cut(stop, len(line.words)), *below]
                found = next((hit for span in rest if span.words and (hit := _method(span))), None)
                if found:
                    return pages.field(found[0], found[1], PAYMENT.announced)
    return None


def _method(span: Span) -> tuple[str, Span] | None:
    for start in range(len(span.words)):
        for stop in range(min(start + 3, len(span.words)), start, -1):
            method = METHODS.get("".join(span.plain[start:stop]))
            if method:
                return method, span.cut(start, stop)
    return None


def _by_amount(pages: AnnotatedPages) -> Field[str] | None:
    for label, method in ((Label.CARD, "card"), (Label.CASH, "cash")):
        for mention in pages.every(label):
            figures = figures_beside(pages, mention) or figures_below(pages, mention)
            if any(figure.money and figure.value for figure in figures):
                return pages.field(method, mention.span, PAYMENT.by_amount)
    return None


def iban_of(pages: AnnotatedPages) -> Field[str] | None:
    """Return the first IBAN whose check digits are right (ISO 13616, mod 97); words are joined as far as needed.

    Of a PDF's own text, one with wrong digits that is announced as an IBAN is returned as well, for a person to check.
    """
    found = [one for line in pages.lines for one in _ibans(line)]
    for text, span in found:
        if iban.is_valid(text, check_country=False):
            return pages.field(text, span, PAYMENT.iban)
    if pages.source is not Source.PDF_TEXT:
        return None
    printed = ((text, span) for text, span in found if len(text) == LENGTHS.get(text[:2], len(text)))
    return next((pages.field(text, span, PAYMENT.wrong_iban) for text, span in printed), None)


def _ibans(line: Span) -> Iterator[tuple[str, Span]]:
    """Yield what may be an IBAN on a line that says so, the valid joining of words or else the longest."""
    announced = any(word in BANKING for word in line.plain)
    for start, word in enumerate(line.words):
        if not re.match(r"[A-Z]{2}\d\d", word.text):
            continue
        joined = [line.cut(start, stop) for stop in range(start + 1, min(start + IBAN_WORDS, len(line.words)) + 1)]
        texts = [(plain(span.text.replace(" ", "")).upper(), span) for span in joined if _is_of_groups(span)]
        fitting = [(text, span) for text, span in texts if IBAN.fullmatch(text)]
        valid = [one for one in fitting if iban.is_valid(one[0], check_country=False)]
        yield from valid[:1] or (fitting[-1:] if announced else [])


def _is_of_groups(span: Span) -> bool:
    """Return whether the words after the first are the groups of one number, not a BIC or another word."""
    return all(re.fullmatch(r"[A-Z]{0,4}\d[\dA-Z]*|[A-Z]{4}", word.text) for word in span.words[1:])
