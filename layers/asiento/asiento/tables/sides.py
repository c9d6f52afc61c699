"""What the rows that came together say of money in and money out: by words, by signs, or by two columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from asiento.document import Field
from asiento.lexicon.folding import bare_words
from asiento.lexicon.words import Word, words_saying
from asiento.reading.convention import Convention
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues

IN, OUT = words_saying(Word.MARK_IN), words_saying(Word.MARK_OUT)
"""What a direction column says of money in and money out (folded); `+` and `-` besides."""

_CARGO = words_saying(Word.CARGO)
_BESIDE_CARGO = words_saying(Word.BESIDE_CARGO)
_BESIDE_CREDIT = words_saying(Word.BESIDE_CREDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """The one amount of a row, not zero, whether it is marked as money in, and what its word says: 1, -1 or 0."""

    amount: Decimal
    marked: bool
    side: int


def convention_of(rows: Iterable[RowValues]) -> Convention:
    """Return how *rows*, all movements that came together, tell money in from money out.

    What cannot be read says nothing here.
    """
    found = list(rows)
    debits = [amount for row in found if (amount := row.readable_amount(Meaning.DEBIT))]
    words = {word for row in found if (word := word_of(row))}
    title = {word for row in found if (name := _name_of_word(row)) for word in bare_words(name).split()}
    cargo = bool(title & _CARGO or words & _BESIDE_CARGO) and not words & _BESIDE_CREDIT
    single = [row for row in found if not has_sides(row)]
    moved = [_moved(row, amount, cargo=cargo) for row in single if (amount := _single(row)) is not None]
    directed, unsigned = _told(moved)
    values = [] if any(row.side or (row.marked and row.amount > 0) for row in moved) else [row.amount for row in moved]
    return Convention(
        negative_debits=bool(debits) and all(debit < 0 for debit in debits),
        directed=directed,
        c_is_debit=cargo,
        open_c=directed and words == {"c"} and not cargo and not any(map(_says_credit, title)),
        unsigned=unsigned,
        came=sum(value > 0 for value in values),
        went=sum(value < 0 for value in values),
    )


def as_said(convention: Convention, *, signed: bool | None) -> Convention:
    """Return *convention* as a person says what a minus means: money out (*signed*), or money in, as on a card."""
    turned = signed is False and not convention.directed
    return replace(convention, turned=turned, unsigned=convention.unsigned and signed is None)


def has_sides(row: RowValues) -> bool:
    """Return whether the table has a column for each side."""
    return {Meaning.DEBIT, Meaning.CREDIT} <= row.names.keys()


def single(row: RowValues) -> Field[Decimal] | None:
    """Return the amount of the one column of amounts."""
    return row.amount(Meaning.AMOUNT) or row.amount(Meaning.TOTAL)


def word_of(row: RowValues) -> str:
    """Return what the row says of its direction: folded, or its `+` or `-`."""
    said = row.text(Meaning.DIRECTION) or row.text(Meaning.TYPE)
    return (bare_words(said.value) or said.value.strip("() ")) if said else ""


def side_of(word: str, *, c_is_debit: bool) -> int:
    """Return 1 for a *word* of money in, -1 for one of money out, 0 for any other."""
    if word in OUT or word == "-" or (word == "c" and c_is_debit):
        return -1
    return 1 if word in IN or word == "+" else 0


def _told(moved: Sequence[_Moved]) -> tuple[bool, bool]:
    """Return whether words give the sign, and whether nothing does.

    Where every row has a word it decides, unless most of those that say money out have a minus as well.
    """
    some = [row for row in moved if row.amount]
    outs = [row.amount < 0 for row in some if row.side < 0]
    minus = any(row.amount < 0 for row in some)
    said = any(row.side for row in moved)
    directed = said and (not minus or (all(row.side for row in some) and 2 * sum(outs) <= len(outs)))
    # CR or + beside some amounts says nothing of those without: they may be what was paid.
    told = minus or (bool(some) and all(row.marked for row in some))
    return directed, bool(moved) and not said and not told


def _moved(row: RowValues, amount: Decimal, *, cargo: bool) -> _Moved:
    named = Meaning.AMOUNT if Meaning.AMOUNT in row.values else Meaning.TOTAL
    return _Moved(amount=amount, marked=row.shows_sign(named), side=side_of(word_of(row), c_is_debit=cargo))


def _single(row: RowValues) -> Decimal | None:
    found = row.readable_amount(Meaning.AMOUNT)
    return row.readable_amount(Meaning.TOTAL) if found is None else found


def _name_of_word(row: RowValues) -> str | None:
    return row.names.get(Meaning.DIRECTION) or row.names.get(Meaning.TYPE)


def _says_credit(word: str) -> bool:
    return word == "c" or word.startswith("cr")
