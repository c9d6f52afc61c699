"""The signed amount of a bank movement, however its columns tell money in from money out. Knows one row at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from asiento.document import Doubt, Field, Transaction
from asiento.lexicon.folding import bare_words
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues

_IN = (
    "h haber haben c cr credit credito k kr kredit a abono abonos ingreso ingresos entrada in inflow income deposit "
    "avere gutschrift bij receita"
)
_OUT = (
    "d db dr debe debit debito debet s soll cargo cargos gasto gastos salida out outflow expense withdrawal dare "
    "lastschrift af despesa"
)
IN, OUT = frozenset(_IN.split()), frozenset(_OUT.split())
"""What a direction column says of money in and money out (folded); `+` and `-` besides."""

UNSIGNED = Doubt(
    code="unsigned_amounts",
    message="No amount has a sign, and no column says whether money came in or went out: all are read as money in. "
    "Correct what went out, or accept them; where amounts are signed, a saved mapping can say so.",
)


AGAINST_SIDE = Doubt(
    code="sign_against_side",
    message="This amount has a minus in a column that says the side already: it was taken back, or the sign says "
    "the same again. Correct its sign, or accept it.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How a table tells money in from money out.

    *negative_debits*: its debit column prints a minus. *directed*: a column of words gives the sign.
    *c_is_debit*: that column says A (abono) and C (cargo). *unsigned*: nothing tells.
    """

    negative_debits: bool
    directed: bool
    c_is_debit: bool
    unsigned: bool


def convention_of(rows: Sequence[RowValues]) -> Convention:
    """Return how *rows*, all movements of a table, tell money in from money out. Raises `unreadable_value`."""
    debits = [field.value for row in rows if (field := row.amount(Meaning.DEBIT)) and field.value]
    single = [row for row in rows if not _has_sides(row) and _single(row)]
    words = {word for row in rows if (word := _word(row))}
    unsigned = bool(single) and not any(map(_shows_sign, single))
    told = bool(words & (IN | OUT | {"+", "-"}))
    return Convention(
        negative_debits=bool(debits) and all(debit < 0 for debit in debits),
        directed=unsigned and told,
        c_is_debit=bool(words & {"a", "abono"}) and not words & {"d", "debe"},
        unsigned=unsigned and not told,
    )


def transaction_of(row: RowValues, convention: Convention, description: Field[str] | None) -> Transaction:
    """Return the movement that *row* is. Raises `DocumentError("unreadable_value")`."""
    booked, value = row.day(Meaning.DATE), row.day(Meaning.VALUE_DATE)
    return Transaction(
        booked_on=booked or value,
        value_on=value,
        amount=signed_amount(row, convention),
        balance=row.amount(Meaning.BALANCE),
        description=description,
        reference=row.text(Meaning.REFERENCE) or row.text(Meaning.NUMBER),
    )


def signed_amount(row: RowValues, convention: Convention) -> Field[Decimal] | None:
    """Return the amount of *row*, money in positive; None if the row has none."""
    amount = _single(row)
    if _has_sides(row) or amount is None:
        moved = _from_two_columns(row, convention)
        # Beside debit and credit an amount is in the currency of the shop; alone it does not say which way it went.
        return replace(amount, doubt=amount.doubt or UNSIGNED) if moved is None and amount else moved
    if convention.directed and amount.value:
        return amount.map(_towards(row, convention))
    return amount


def _has_sides(row: RowValues) -> bool:
    """Tell whether the table has a column for each side."""
    return {Meaning.DEBIT, Meaning.CREDIT} <= row.names.keys()


def _single(row: RowValues) -> Field[Decimal] | None:
    return row.amount(Meaning.AMOUNT) or row.amount(Meaning.TOTAL)


def _shows_sign(row: RowValues) -> bool:
    return row.shows_sign(Meaning.AMOUNT if row.amount(Meaning.AMOUNT) else Meaning.TOTAL)


def _from_two_columns(row: RowValues, convention: Convention) -> Field[Decimal] | None:
    debit, credit = (
        _against_side(row.amount(Meaning.DEBIT), negative=convention.negative_debits),
        _against_side(row.amount(Meaning.CREDIT), negative=False),
    )
    if debit is None or not debit.value:
        return credit or debit
    out = debit if convention.negative_debits else debit.map(lambda amount: -amount)
    return out.map(lambda amount: amount + credit.value) if credit else out


def _against_side(amount: Field[Decimal] | None, *, negative: bool) -> Field[Decimal] | None:
    """Return *amount*, doubted if it is below zero in a column that is not *negative* throughout."""
    if amount is None or negative or amount.value >= 0 or amount.doubt:
        return amount
    return replace(amount, doubt=AGAINST_SIDE)


def _towards(row: RowValues, convention: Convention) -> Callable[[Decimal], Decimal]:
    word = _word(row)
    if word in OUT or word == "-" or (word == "c" and convention.c_is_debit):
        return lambda amount: -amount
    if word in IN or word == "+":
        return lambda amount: amount
    meaning = Meaning.DIRECTION if Meaning.DIRECTION in row.names else Meaning.TYPE
    raise row.unreadable(meaning, "neither debit nor credit", "as D or H (debe, haber)")


def _word(row: RowValues) -> str:
    """Return what the row says of its direction: folded, or its `+` or `-`."""
    said = row.text(Meaning.DIRECTION) or row.text(Meaning.TYPE)
    return (bare_words(said.value) or said.value) if said else ""
