"""Whose dollar or peso `$` is on a page: a doubt where the page speaks for another one than was taken."""

import re
from collections.abc import Iterator
from dataclasses import replace

from asiento.document import Doubt, Field, Source
from asiento.money.signs import DOLLAR_WORDS, DOLLARS, currency_of
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.american import is_american

SIGN = "$"
DOLLAR = "USD"


def of_issuer(currency: Field[str], pages: AnnotatedPages) -> Field[str]:
    """Return *currency*, doubted if `$` was taken for it and the page names another country or currency of that sign.

    The words of the buyer's tax office are on the page as well: which of two is the issuer's is for a person to see.
    """
    if currency.source is Source.DERIVED or currency.value not in DOLLARS or not _has_sign(pages):
        return currency
    others = sorted(set(_said(pages)) - {currency.value})
    if not others:
        return currency
    shown = [SIGN, *others]
    return replace(currency, doubt=currency.doubt or Doubt.of("open_currency", shown=shown, currency=currency.value))


def _has_sign(pages: AnnotatedPages) -> bool:
    return any(re.sub(r"[\d.,'()\[\]:*-]", "", word.text) == SIGN for line in pages.lines for word in line.words)


def _said(pages: AnnotatedPages) -> Iterator[str]:
    """Yield the currencies with the sign that codes, words of tax offices and American addresses speak for."""
    for line in pages.lines:
        yield from (DOLLAR_WORDS[word] for word in line.plain if word in DOLLAR_WORDS)
        codes = (currency_of(word.text.strip(".,:()")) for word in line.words if word.text.isupper())
        yield from (code for code in codes if code in DOLLARS)
    if is_american("\n".join(line.text for line in pages.lines)):
        yield DOLLAR
