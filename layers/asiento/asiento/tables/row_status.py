"""The status of a row: only what happened is booked, and what is stated and in no list waits for a person.

In the lists of bills that programs write, a bill that is not paid yet is one to be booked; in an account it is a
movement that did not happen.
"""

from asiento.document import Doubt
from asiento.lexicon.folding import bare_words
from asiento.lexicon.hints import Hint, bare_phrases_hinting
from asiento.lexicon.notation import pattern_of
from asiento.lexicon.terms import Term
from asiento.tables.columns import meaning_of
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues, shown

_OPEN_TITLES = frozenset({"state", "province state", "type", "tipo"})
"""Titles (folded) that say the status, or also something else: there only known words count."""

_UNBOOKED = pattern_of(
    Term.PRO_FORMA, Term.QUOTE, Term.DELIVERY_NOTE, Term.ORDER, Term.REMINDER, Term.PAYSLIP, Term.CONTRACT
)
"""Papers of trade that look like bills, as a type of a row names them."""


def doubt_of_status(values: RowValues, *, is_movement: bool) -> Doubt | None:
    """Return the doubt that the row did not happen, or is no bill that is booked: a draft, a copy, a cancelled one."""
    booked = (Hint.SETTLED,) if is_movement else (Hint.SETTLED, Hint.OWED_STATUS)
    named = {values.names[meaning]: value for meaning, value in values.values.items()}
    for name, value in {**values.columns, **named}.items():
        if meaning_of(name) not in (Meaning.STATUS, Meaning.TYPE) or not isinstance(value, str):
            continue
        said = bare_words(value)
        closed = meaning_of(name) is Meaning.STATUS and bare_words(name) not in _OPEN_TITLES
        unbooked = said in bare_phrases_hinting(Hint.UNSETTLED) or _UNBOOKED.fullmatch(said)
        if said and (unbooked or closed) and said not in bare_phrases_hinting(*booked):
            return Doubt.of("not_settled", column=name, cell=shown(value))
    return None
