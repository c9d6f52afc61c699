"""How sure a currency, a date, a number and a method of payment are, by what says so.

Confidences are 0 to 1, and no field is surer than its words are read (`AnnotatedPages.field`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyConfidence:
    """How sure the currency of a page is. Set by hand while looking at the development set (401 files)."""

    printed: float = 0.95
    """A code, or a sign of one currency only."""

    by_country: float = 0.91
    """A sign of several currencies, with words of the country or a tenant whose own it is."""

    shared: float = 0.82
    """A sign of several currencies without either."""

    unclear: float = 0.75
    """Any of these, where another currency is named nearly as often (`lead`)."""

    unprinted: float = 0.6
    """No sign at all: derived from the issuer's country or the tenant's books."""

    lead: int = 2
    """Times as often as the next currency the first must be named at least, to be clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateConfidence:
    """How sure the days of issue and of payment are. Set by hand while looking at the development set (401 files)."""

    label: float = 0.95
    """Beside or below a label that says which day it is."""

    bare_label: float = 0.92
    """Beside or below a label of at most `bare_letters` letters (`fecha`, `date`), which may be of any day."""

    of_else: float = 0.7
    """Beside a bare label with words that are not known: `Print date`."""

    timed_or_alone: float = 0.85
    """Without a label, on a line with a time of day, or as the only date."""

    first_of_several: float = 0.6
    """Without a label, the first of several dates."""

    bare_letters: int = 5
    """Letters of the longest bare label in most languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberConfidence:
    """How sure a document's number is. Set by hand while looking at the development set (401 files)."""

    label: float = 0.94
    """Beside or below a label of the document's number."""

    heading: float = 0.94
    """In a heading that names the document, after at most `heading_words` words."""

    long_heading: float = 0.85
    """In a longer heading, which may number something else."""

    weak_label: float = 0.75
    """Beside a label of some number."""

    title: float = 0.6
    """As a title of its own, without any label."""

    heading_words: int = 4
    """Words of a heading up to its number."""

    heading_bottom: float = 0.45
    """Share of the first page, from its top, above which a heading stands."""

    left_slack: float = 0.03
    """Share of the page's width by which the number may begin left of the label above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentConfidence:
    """How sure method and account of a payment are. Set by hand while looking at the development set (401 files)."""

    announced: float = 0.9
    """A method behind a label such as `forma de pago`."""

    by_amount: float = 0.85
    """A method that is the label of an amount: `Tarjeta 12,50`."""

    iban: float = 0.97
    """An IBAN whose check digits are right."""

    wrong_iban: float = 0.5
    """An IBAN whose check digits are wrong: a person looks."""


CURRENCY = CurrencyConfidence()
DATE = DateConfidence()
NUMBER = NumberConfidence()
PAYMENT = PaymentConfidence()
