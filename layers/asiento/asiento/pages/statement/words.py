"""The words that banks print around movements: balances, totals, sections, credit cards. Compared without spaces."""

from functools import cache

from asiento.lexicon.folding import bare_words
from asiento.lexicon.hints import Hint, bare_phrases_hinting
from asiento.lexicon.terms import Term
from asiento.tables.columns import meaning_of
from asiento.tables.meanings import Meaning
from asiento.tables.words import CARRIED_WORDS, CLOSING_WORDS, OPENING_WORDS, TOTAL_WORDS, words_of

_CLOSING = (*CLOSING_WORDS, Term.AMOUNT_DUE)
"""A card's statement ends with what is due."""

BALANCE = (Term.BALANCE_WORD, Term.BALANCE_OR_OWED, Term.BALANCE_OR_SETTLED, Term.AMOUNT_DUE)
CARD = (Term.CARD_STATEMENT, Term.CREDIT_LIMIT, Term.CARD_BILL, Term.CARD_DUE_DATE)
ACCOUNT = (Term.IBAN, Term.ACCOUNT_NUMBER, Term.BANK_STATEMENT, Term.ACCOUNT_KIND)
MONEY_IN = (
    Term.MONEY_IN,
    Term.CREDITS,
    Term.CREDIT_NOTE_OR_CREDIT,
    Term.CREDIT_NOTE_FIRST,
    Term.DEPOSIT_OR_CREDIT,
    Term.PAYMENTS,
)
MONEY_OUT = (Term.MONEY_OUT, Term.DEBIT_OR_CARD, Term.CHARGES, Term.FEE, Term.PAID)


@cache
def _squeezed(terms: tuple[Term, ...]) -> tuple[str, ...]:
    return tuple(word.replace(" ", "") for word in words_of(terms))


def squeeze(text: str) -> str:
    """Return the letters and digits of *text*, folded and run together: PDFs and OCR part words at will."""
    return bare_words(text).replace(" ", "")


def names_opening_balance(text: str) -> bool:
    """Return whether *text* names the balance that a statement starts with."""
    return any(phrase in squeeze(text) for phrase in _squeezed(OPENING_WORDS))


def names_closing_balance(text: str) -> bool:
    """Return whether *text* names the balance that a statement ends with."""
    return any(phrase in squeeze(text) for phrase in _squeezed(_CLOSING))


def names_balance(text: str) -> bool:
    """Return whether *text* speaks of a balance."""
    return any(phrase in squeeze(text) for phrase in _squeezed(BALANCE))


def names_card(text: str) -> bool:
    """Return whether *text* is what only the statement of a credit card prints."""
    return any(phrase in squeeze(text) for phrase in _squeezed(CARD))


def names_card_in_head(text: str) -> bool:
    """Return whether *text*, of the head of a paper, names a card: among movements any account names some."""
    words = f" {bare_words(text)} "
    return any(f" {phrase} " in words for phrase in bare_phrases_hinting(Hint.CREDIT_CARD))


def names_account(text: str) -> bool:
    """Return whether *text* names an account, by its kind or its number."""
    return any(phrase in squeeze(text) for phrase in _squeezed(ACCOUNT))


def begins_with_account(text: str) -> bool:
    """Return whether *text* begins with a word for an account or its number."""
    words = bare_words(text)
    return any(words.startswith(f"{phrase} ") for phrase in bare_phrases_hinting(Hint.ACCOUNT_WORD)) or squeeze(
        text
    ).startswith(_squeezed((Term.ACCOUNT_NUMBER, Term.IBAN)))


def names_total(text: str) -> bool:
    """Return whether *text* begins as a line of totals does."""
    words = bare_words(text).split()
    return bool(words) and (words[0] in words_of(TOTAL_WORDS) or words[0].startswith(("total", "totai", "subtotal")))


def names_carried(text: str) -> bool:
    """Return whether *text* begins as a line does that carries a balance or a sum over to another page."""
    return any(word in CARRIED_WORDS for word in bare_words(text).split()[:2])


def section_of(text: str) -> int | None:
    """Return 1 for the title of a list of money that came in, -1 for one that went out, 0 for another; else None."""
    words = bare_words(text).split()
    if not 0 < len(words) <= 8 or any(word.isdigit() for word in words[:-1]):  # noqa: PLR2004 (a title, no sentence)
        return None
    if (column := meaning_of(text)) in (Meaning.DEBIT, Meaning.CREDIT):
        return 1 if column is Meaning.CREDIT else -1
    came, went = (any({word, word.rstrip("s")} & words_of(terms) for word in words) for terms in (MONEY_IN, MONEY_OUT))
    if came and words[0] in ("payments", "credits", "pagos"):
        return 1
    return None if came == went else 1 if came else -1
