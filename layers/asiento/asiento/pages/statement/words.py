"""The words that banks print around movements: balances, totals, sections, credit cards. Compared without spaces."""

import re
from functools import cache

from asiento.lexicon.folding import bare_words
from asiento.lexicon.terms import Term
from asiento.tables.words import CLOSING_WORDS, OPENING_WORDS, TOTAL_WORDS, words_of

_CLOSING = (*CLOSING_WORDS, Term.AMOUNT_DUE)
"""A card's statement ends with what is due."""

BALANCE = re.compile(r"balance|saldo|solde|kontostand|egyenleg|deuda|amountdue")
CARD = re.compile(
    r"minimum(?:payment|amount)?due|minimumpayment|creditlimit|paymentduedate|pagominimo|limitecredito|fechalimitepago|"
    r"plafond|availablecredit|cupodisponible|newcharges|cashadvance|kreditkartenabrechnung"
)
"""Only cards have it: there what is bought is printed without a minus, and the balances are owed."""

_IN = "deposit credit addition ingreso abono entrada gutschrift received payments receipts credito haben versement"
_OUT = (
    "withdrawal debit subtraction cargo gasto salida retiro belastung lastschrift checks cheques fee fees charge "
    "charges purchase purchases debito paid compras comisiones"
)


@cache
def _squeezed(terms: tuple[Term, ...]) -> tuple[str, ...]:
    return tuple(word.replace(" ", "") for word in words_of(terms))


def squeeze(text: str) -> str:
    """Return the letters and digits of *text*, folded and run together: PDFs and OCR part words at will."""
    return bare_words(text).replace(" ", "")


def names_opening_balance(text: str) -> bool:
    """Tell whether *text* names the balance that a statement starts with."""
    return any(phrase in squeeze(text) for phrase in _squeezed(OPENING_WORDS))


def names_closing_balance(text: str) -> bool:
    """Tell whether *text* names the balance that a statement ends with."""
    return any(phrase in squeeze(text) for phrase in _squeezed(_CLOSING))


def names_balance(text: str) -> bool:
    """Tell whether *text* speaks of a balance."""
    return BALANCE.search(squeeze(text)) is not None


def names_total(text: str) -> bool:
    """Tell whether *text* begins as a line of totals does."""
    words = bare_words(text).split()
    return bool(words) and (words[0] in words_of(TOTAL_WORDS) or words[0].startswith(("total", "subtotal")))


def section_of(text: str) -> int | None:
    """Return 1 for the title of a list of money that came in, -1 for one that went out, 0 for another; else None."""
    words = bare_words(text).split()
    if not 0 < len(words) <= 8 or any(word.isdigit() for word in words[:-1]):  # noqa: PLR2004 (a title, no sentence)
        return None
    came = any(word.rstrip("s") in _IN.split() or word in _IN.split() for word in words)
    went = any(word.rstrip("s") in _OUT.split() or word in _OUT.split() for word in words)
    if came and words[0] in ("payments", "credits", "pagos"):
        return 1
    return None if came == went else 1 if came else -1
