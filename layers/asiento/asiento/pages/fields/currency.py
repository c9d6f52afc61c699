"""In what currency a document counts: by signs and codes, and for a sign that countries share by what else it says."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from asiento.document import Doubt, Field, Source
from asiento.lexicon.folding import plain
from asiento.lexicon.phrases import Part, phrases_of
from asiento.lexicon.terms import Term
from asiento.money.countries import home_currency
from asiento.money.signs import (
    BESIDE_FIGURE,
    CROWN_WORDS,
    DOLLAR_WORDS,
    DOLLARS,
    EXPECTED_CODES,
    OFFICE_WORDS,
    SHARED,
    SHARED_WORDS,
    currency_of,
)
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.weights import CURRENCY
from asiento.reading.layout import Line, Span
from asiento.tenant import Tenant

YEN = "¥"
OPEN_YEN = Doubt.of("open_currency", shown=[YEN, "CNY"], currency="JPY")
OPEN_BOLIVAR = Doubt.of("open_currency", shown=["Bs", "VES"], currency="BOB")

GLUED = re.compile(r"[a-z]{2,3}\.?[-(]?\d{1,3}(?:[.,']?\d{3}){0,2}(?:[.,]\d{1,2})?\)?", re.IGNORECASE)
"""A sign and its figure in one word: `RM12.50`, not the `6205-2RS` of a bearing, nor the tax id `FR22875125726`."""


ACCOUNT, GROUP = re.compile(r"[A-Z]{2}\d{2}"), re.compile(r"[A-Z0-9]{4}")
"""The first group of an IBAN, which is no sign with its figure (`FR35`), and the next."""

MORE_LABELS = frozenset(("monnaie", "valuta", "tipodemoneda"))
"""Labels of a currency that are titles of other columns."""

NAMES = {"soles": "PEN"}
"""What offices print behind the label: SUNAT writes `Tipo de Moneda : SOLES`."""

LONGEST_LABEL = 3


def currency_on(
    pages: AnnotatedPages, tenant: Tenant, country: str | None = None, *, lines: Sequence[Line] | None = None
) -> Field[str]:
    """Return the currency that a label announces, else by the signs and codes on the page.

    Without any of them it is, as derived, that of the issuer's country.
    The words of a tax office tell that country, else *country* (ISO 3166-1) does; None: the tenant's is likeliest.
    *lines* are those whose labels, signs and codes count; None: all.
    """
    said = pages.lines if lines is None else lines
    announced = _announced(pages, said)
    if announced:
        return announced
    home, crown, bolivar = _home(pages, tenant), _told_by(CROWN_WORDS, pages), _bolivar(pages, tenant)
    votes: Counter[str] = Counter()
    places: dict[str, tuple[Span, float]] = {}
    for code, span, sure in (vote for line in said for vote in _votes(line, home, crown, bolivar, tenant)):
        votes[code] += 1
        if code not in places or places[code][1] < sure:
            places[code] = span, sure
    if not votes:
        return Field(
            value=currency_by_office(pages) or home_currency(country) or tenant.currency,
            confidence=CURRENCY.unprinted,
            source=Source.DERIVED,
        )
    (code, count), *others = votes.most_common(2)
    alone = not others or count > CURRENCY.lead * others[0][1]
    span, sure = places[code]
    found = pages.field(code, span, sure if alone else CURRENCY.unclear)
    # China writes its money by Japan's sign, Venezuela by Bolivia's.
    doubt = OPEN_YEN if YEN in span.text else OPEN_BOLIVAR if code == "BOB" else None
    return found if sure > CURRENCY.shared or doubt is None else replace(found, doubt=doubt)


@cache
def _labels() -> frozenset[str]:
    """Return what announces the currency of a paper, its words run together."""
    told = phrases_of(Term.CURRENCY, Part.EVERYWHERE, Part.LABELS, Part.COLUMNS)
    return frozenset("".join(map(plain, phrase.split())) for phrase in told) | MORE_LABELS


def _announced(pages: AnnotatedPages, lines: Sequence[Line]) -> Field[str] | None:
    """Return what stands behind a label at the beginning of a cell (`Moneda: USD`); None if two are named."""
    found = [
        (code, span)
        for line in lines
        for at, word in enumerate(line.words)
        if any(cell.words[0] is word for cell in line.cells)
        for length in range(1, LONGEST_LABEL + 1)
        if "".join(line.plain[at : at + length]) in _labels()
        for code, span in _code_after(line, at + length)
    ]
    if len({code for code, _ in found}) != 1:
        return None
    return pages.field(*found[0], CURRENCY.printed)


def _code_after(line: Line, at: int) -> Iterator[tuple[str, Span]]:
    """Yield the currency that the first word from *at* on names, if it does."""
    at = next((place for place in range(at, len(line.words)) if line.plain[place]), len(line.words))
    text = line.words[at].text.strip(".,:()") if at < len(line.words) else ""
    code = _code(text) or NAMES.get(text.casefold())
    if code:
        yield code, line.cut(at, at + 1)


def _votes(
    line: Line, home: str | None, crown: str | None, bolivar: str | None, tenant: Tenant
) -> Iterator[tuple[str, Span, float]]:
    for at, word in enumerate(line.words):
        mark = re.sub(r"[\d.,'()\[\]:*-]", "", word.text)
        span = line.cut(at, at + 1)
        if ACCOUNT.fullmatch(word.text) and at + 1 < len(line.words) and GROUP.fullmatch(line.words[at + 1].text):
            continue
        if mark == "$":
            yield (
                home or _own_dollar(tenant) or "USD",
                span,
                CURRENCY.by_country if home or _own_dollar(tenant) else CURRENCY.shared,
            )
        elif mark == YEN:
            yield "JPY", span, CURRENCY.shared
        elif mark.casefold() in SHARED:
            yield bolivar or "BOB", span, CURRENCY.by_country if bolivar else CURRENCY.shared
        elif mark.casefold() == "kr" and crown:
            yield crown, span, CURRENCY.by_country
        elif mark.casefold() in BESIDE_FIGURE:
            if GLUED.fullmatch(word.text) or (mark == word.text.rstrip(".:") and _figure_follows(line, at)):
                yield BESIDE_FIGURE[mark.casefold()], span, CURRENCY.printed
        elif code := _code(mark):
            yield code, span, CURRENCY.printed


def _code(mark: str) -> str | None:
    """Return the currency that a word names by itself; a code counts in capitals only, and `s/` is Spanish for *of*."""
    if mark.startswith("s/"):
        return None
    if mark.upper() in EXPECTED_CODES and not mark.isupper():
        return None
    return currency_of(mark)


def _figure_follows(line: Line, at: int) -> bool:
    return at + 1 < len(line.words) and bool(re.match(r"[-(]?\d", line.words[at + 1].text))


def _own_dollar(tenant: Tenant) -> str | None:
    return tenant.currency if tenant.currency in DOLLARS else None


def _home(pages: AnnotatedPages, tenant: Tenant) -> str | None:
    """Return what `$` is on this paper, where its tax office's words say so for one country alone."""
    return dollar_by_office(pages) if _own_dollar(tenant) is None else None


def _bolivar(pages: AnnotatedPages, tenant: Tenant) -> str | None:
    """Return what `Bs` is on this paper: by its words, else the company's own money if it is one of the two."""
    own = tenant.currency if tenant.currency in SHARED["bs"] else None
    return _told_by(SHARED_WORDS, pages) or own


def dollar_by_office(pages: AnnotatedPages) -> str | None:
    """Return the currency (ISO 4217) that `$` is beside the page's words of a tax office; None without such words."""
    return _told_by(DOLLAR_WORDS, pages)


def currency_by_office(pages: AnnotatedPages) -> str | None:
    """Return the currency (ISO 4217) of the one country whose tax office the page names, None if there is none."""
    return _told_by(OFFICE_WORDS, pages)


def _told_by(words: Mapping[str, str], pages: AnnotatedPages) -> str | None:
    """Return the currency that the page's *words* stand for; None if they stand for none or several."""
    found = {words[word] for line in pages.lines for word in line.plain if word in words}
    return found.pop() if len(found) == 1 else None
