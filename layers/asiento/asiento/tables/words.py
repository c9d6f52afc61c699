"""The words that banks and programs put around the rows of their tables, by terms of the lexicon."""

from functools import cache

from asiento.lexicon.folding import bare_words
from asiento.lexicon.notation import spellings
from asiento.lexicon.phrases import Part, phrases_of
from asiento.lexicon.terms import Term
from asiento.lexicon.words import Word, words_saying

STATEMENT_NAMES = (Term.BOOKING_DATE, Term.BANK_DESCRIPTION, Term.FUNDING_SOURCE)
"""Column names that only banks use."""

CARD_NAMES = (Term.CARD_DATE, Term.CARD_AMOUNT, Term.CARD_CURRENCY, Term.CARD_BALANCE)
"""Names that tell a card's or app's export from a list of expenses, though both sort what was paid by category."""

TOTAL_WORDS = (Term.TOTAL, Term.GENERAL_TOTAL, Term.SUBTOTAL, Term.INTERIM_TOTAL, Term.SUM)
"""What a cell says in a line of totals, alone or before a month. A dated row is none: TOTAL also sells petrol."""

SUMMARY_WORDS = (Term.TURNOVER, Term.BALANCE_OR_OWED, Term.BALANCE_OR_SETTLED)
"""What a whole cell says in a line of totals, dated or not."""

OPENING_WORDS = (Term.OPENING_BALANCE, Term.PREVIOUS_BALANCE, Term.BROUGHT_FORWARD)
CLOSING_WORDS = (Term.CLOSING_BALANCE, Term.CARRIED_FORWARD)
"""What introduces the balance at the start and end of a statement."""

CARRIED_WORDS = words_saying(Word.CARRIED)
"""What begins a line that carries a balance or a sum over from the page or month before."""

ACCOUNT_WORDS = (Term.IBAN, Term.ACCOUNT_NUMBER, Term.BANK_STATEMENT, Term.ACCOUNT_KIND)
"""Words above the header that tell of a bank account or card."""


@cache
def words_of(terms: tuple[Term, ...]) -> frozenset[str]:
    """Return every phrase of *terms* as words are compared (`lexicon.folding.bare_words`), but for those with a `*`."""
    spelled = (one for term in terms for phrase in phrases_of(term, *Part) for one in spellings(phrase))
    return frozenset(bare_words(one) for one in spelled if "*" not in one)
