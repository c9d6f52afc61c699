"""In what currency a document counts, and how it was or is to be paid."""

import re
from collections import Counter

from stdnum import iban

from asiento.currencies import ISO_CODES, currency_of
from asiento.document import Field, Payment, Source
from asiento.extract.labels import Label
from asiento.extract.near import figures_below, figures_beside
from asiento.extract.paper import Paper
from asiento.layout import Span, plain
from asiento.model import Tenant

_METHODS = {
    "transfer": "transferencia transferenciabancaria transfer banktransfer wire uberweisung virement bonifico",
    "direct_debit": (
        "domiciliacion domiciliacionbancaria recibodomiciliado recibobancario directdebit lastschrift sepalastschrift "
        "prelevement addebito"
    ),
    "card": (
        "tarjeta tarjetabancaria tarjetadecredito visa mastercard creditcard debitcard card girocard kreditkarte "
        "eckarte cb cartabancaria targeta"
    ),
    "cash": "efectivo contado alcontado metalico cash bar especes contanti dinheiro numerario efectiu",
}
METHODS: dict[str, str] = {word: method for method, words in _METHODS.items() for word in words.split()}
"""Words for a method of payment, run together, and the method."""

ANNOUNCED = frozenset(
    [
        "formadepago",
        "formapago",
        "metododepago",
        "metodopago",
        "mediodepago",
        "modalidaddepago",
        "condicionesdepago",
        "paymentmethod",
        "methodofpayment",
        "paymentterms",
        "zahlungsart",
        "zahlungsweise",
        "modedepaiement",
        "modedereglement",
        "modalitadipagamento",
        "formadepagamento",
        "formadepagament",
        "pago",
        "payment",
        "paidby",
        "pagadocon",
    ]
)
OTHER_SIGNS = {"rm": "MYR"}
DOLLARS = frozenset(["ARS", "AUD", "CAD", "CLP", "COP", "MXN", "NZD", "SGD", "USD", "UYU"])
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
IBAN_WORDS = 10


def currency_on(paper: Paper, tenant: Tenant) -> Field[str]:
    """Return the currency by the signs and codes on the page; without any, the tenant's, as derived."""
    votes: Counter[str] = Counter()
    places: dict[str, Span] = {}
    for line in paper.lines:
        for at, word in enumerate(line.words):
            code = _code(word.text, tenant)
            if code:
                votes[code] += 1
                places.setdefault(code, line.cut(at, at + 1))
    if not votes:
        return Field(value=tenant.currency, confidence=0.6, source=Source.DERIVED)
    (code, count), *others = votes.most_common(2)
    alone = not others or count > 2 * others[0][1]
    return paper.field(code, places[code], 0.95 if alone else 0.75)


def _code(text: str, tenant: Tenant) -> str | None:
    """Return the currency that a word names by itself or beside its figure; `$` is the tenant's own dollar or peso."""
    mark = re.sub(r"[\d.,'()\[\]:*-]", "", text)
    if mark == "$":
        return tenant.currency if tenant.currency in DOLLARS else "USD"
    if mark.upper() in ISO_CODES and not mark.isupper():
        return None
    return currency_of(mark) or OTHER_SIGNS.get(mark.casefold())


def payment_of(paper: Paper) -> Payment:
    """Return the method of payment, where it is announced or its amount is printed, and the first valid IBAN."""
    return Payment(method=_announced(paper) or _by_amount(paper), iban=iban_of(paper))


def _announced(paper: Paper) -> Field[str] | None:
    for at, line in enumerate(paper.lines):
        for start, stop in (
            (i, j) for i in range(len(line.words)) for j in range(i + 1, min(i + 4, len(line.words)) + 1)
        ):
            if "".join(line.plain[start:stop]) in ANNOUNCED:
                below = paper.lines[at + 1 : at + 2]
                rest = [line.cut(stop, len(line.words)), *below]
                found = next((hit for span in rest if span.words and (hit := _method(span))), None)
                if found:
                    return paper.field(found[0], found[1], 0.9)
    return None


def _method(span: Span) -> tuple[str, Span] | None:
    for start in range(len(span.words)):
        for stop in range(min(start + 3, len(span.words)), start, -1):
            method = METHODS.get("".join(span.plain[start:stop]))
            if method:
                return method, span.cut(start, stop)
    return None


def _by_amount(paper: Paper) -> Field[str] | None:
    for label, method in ((Label.CARD, "card"), (Label.CASH, "cash")):
        for mention in paper.every(label):
            figures = figures_beside(paper, mention) or figures_below(paper, mention)
            if any(figure.money and figure.value for figure in figures):
                return paper.field(method, mention.span, 0.85)
    return None


def iban_of(paper: Paper) -> Field[str] | None:
    """Return the first IBAN whose check digits are right (ISO 13616, mod 97); words are joined as far as needed."""
    for line in paper.lines:
        for start, word in enumerate(line.words):
            if not re.match(r"[A-Z]{2}\d\d", word.text):
                continue
            for stop in range(start + 1, min(start + IBAN_WORDS, len(line.words)) + 1):
                span = line.cut(start, stop)
                text = plain(span.text.replace(" ", "")).upper()
                if IBAN.fullmatch(text) and iban.is_valid(text):
                    return paper.field(text, span, 0.97)
    return None
