"""What speaks for each document type: terms and hints of the lexicon, with their weights.

Patterns are matched against lines without accents, in lower case, words parted by single spaces.
"""

import re
from dataclasses import dataclass

from asiento.document import DocType
from asiento.lexicon.hints import Hint, source_of_hints
from asiento.lexicon.notation import found_in, pattern_of, source_of
from asiento.lexicon.terms import Term


@dataclass(frozen=True)
class Clue:
    """A pattern that speaks for a type with a *weight* in points. A *title* counts in full only in a heading."""

    doc_type: DocType
    weight: float
    pattern: re.Pattern[str]
    title: bool = False

    def found_in(self, text: str) -> str | None:
        """Return the words of *text* that speak for the type."""
        return found_in(text, self.pattern)


def _clue(doc_type: DocType, weight: float, pattern: str) -> Clue:
    return Clue(doc_type, weight, re.compile(rf"\b(?P<said>{pattern})\b"))


def _said(doc_type: DocType, weight: float, *terms: Term) -> Clue:
    return Clue(doc_type, weight, pattern_of(*terms))


def _title(doc_type: DocType, weight: float, pattern: re.Pattern[str]) -> Clue:
    return Clue(doc_type, weight, pattern, title=True)


CREDIT_NOTE = (Term.CREDIT_NOTE, Term.CREDIT_NOTE_OR_CREDIT, Term.CREDIT_INVOICE, Term.RECTIFIED)
FIRST = (Term.CREDIT_NOTE_FIRST,)
NO_TITLE = (Term.NO_TITLE,)
NOT_INVOICE = (Term.CREDIT_INVOICE, Term.SIMPLIFIED_INVOICE, Term.NO_TITLE)
BALANCES = (
    Term.OPENING_BALANCE,
    Term.PREVIOUS_BALANCE,
    Term.CLOSING_BALANCE,
    Term.STATED_BALANCE,
    Term.CREDIT_LIMIT,
)
STATEMENT = (Term.BANK_STATEMENT, Term.STATEMENT_DATE, Term.CARD_BILL)
BUYER = pattern_of(Term.BUYER)
"""Labels of a named buyer: tills print none."""

NUMBERED = re.compile(rf"\b(?:{source_of_hints(Hint.RECEIPT_NUMBER)})\b")
"""A label, not a heading: invoices to a named customer number themselves so as well."""

RINGGIT = "(?:rm)?"
CHANGE_GIVEN = (
    rf"(?:{source_of(Term.CHANGE, Term.RETURNED)})(?: (?:{source_of_hints(Hint.AFTER_CHANGE)}))* {RINGGIT}\d+"
)
ROUNDED = rf"(?:{source_of(Term.ROUNDING)})(?: (?:{source_of_hints(Hint.AFTER_ROUNDING)}))* {RINGGIT}\d{{1,3}}$"
CLOCK = rf"\d{{1,2}} \d{{2}} \d{{4}} \d{{1,2}} \d{{2}}(?: \d{{2}})?(?: (?:{source_of_hints(Hint.CLOCK)}))?"
CUSTOMER = (
    rf"{source_of(Term.CUSTOMER, Term.BUYER, Term.CUSTOMER_NUMBER)}|"
    rf"(?:{source_of_hints(Hint.CLIENT)})(?= \w+ \w+$)"
)
"""`client` in French is a customer where a name of two words follows it."""

TRANSFER = rf"{source_of(Term.TRANSFER, Term.IBAN, Term.WITHHOLDING)}|{source_of_hints(Hint.NET_TO_PAY)}"

BILLS = pattern_of(
    *CREDIT_NOTE, Term.INVOICE, Term.SIMPLIFIED_INVOICE, Term.RECEIPT, *STATEMENT, first=FIRST, unless=NO_TITLE
)


def names_bill(text: str) -> bool:
    """Return whether *text* holds the title of anything that goes into the ledger."""
    return found_in(text, BILLS) is not None


CLUES: tuple[Clue, ...] = (
    _title(DocType.CREDIT_NOTE, 6, pattern_of(*CREDIT_NOTE, first=FIRST, unless=NO_TITLE)),
    _title(DocType.INVOICE, 4, pattern_of(Term.INVOICE, unless=NOT_INVOICE)),
    _said(DocType.INVOICE, 1.2, Term.TAX_BASE, Term.SUBTOTAL),
    _said(DocType.INVOICE, 1.2, Term.DUE_DATE, Term.CARD_DUE_DATE, Term.PAYMENT_TERMS, Term.ACCESS_KEY),
    _clue(DocType.INVOICE, 1.2, CUSTOMER),
    _clue(DocType.INVOICE, 0.8, source_of_hints(Hint.TAXED)),
    _clue(DocType.INVOICE, 0.8, TRANSFER),
    # By law a simplified invoice says so, and it takes the place of the till receipt (RD 1619/2012, art. 4).
    _said(DocType.RECEIPT, 7, Term.SIMPLIFIED_INVOICE),
    _title(DocType.RECEIPT, 5.5, pattern_of(Term.RECEIPT, unless=NO_TITLE)),
    _said(DocType.RECEIPT, 2, Term.CASH, Term.CHANGE),
    # Only who is paid in cash gives change and rounds to its smallest coin.
    _clue(DocType.RECEIPT, 2, CHANGE_GIVEN),
    _clue(DocType.RECEIPT, 1, ROUNDED),
    _said(DocType.RECEIPT, 1.5, Term.CARD, Term.CARD_SLIP, Term.CARD_TERMINAL, Term.DEBIT_OR_CARD),
    _said(DocType.RECEIPT, 1.5, Term.TILL, Term.TABLE_OR_CASHIER),
    _clue(DocType.RECEIPT, 1.2, CLOCK),
    _said(DocType.RECEIPT, 0.8, Term.TAX_INCLUDED, Term.RETAIL_PRICE),
    _title(DocType.BANK_STATEMENT, 5, pattern_of(*STATEMENT)),
    _said(DocType.BANK_STATEMENT, 2, *BALANCES),
    _clue(DocType.BANK_STATEMENT, 1.5, source_of_hints(Hint.BANK_COLUMN)),
)
"""Each clue counts once, with its points, where it counts most (`TypeWeights`).

Points were set by hand while looking at the development set (401 files): a title makes a type by itself, two or three
other words together make one.
"""

BELOW_ZERO = re.compile(
    rf"^(?:{source_of_hints(Hint.BELOW_ZERO)})(?: [a-z]+){{0,2}}\W*(?:[$€£]|eur|usd)?\s?[-\u2212\u2013]"
    r"\s?(?:[$€£]\s?)?\d",
    re.IGNORECASE,
)
"""A total that is owed to the buyer."""

OWED = re.compile(rf"\b(?:{source_of_hints(Hint.OWED)})\b")
"""Words beside an amount that is owed or paid: together they make a page a ledger document of some type."""
