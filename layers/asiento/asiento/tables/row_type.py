"""What kind of document a row is, by its own word for it or by the columns that it fills. Reads no figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from asiento.classification import Classification, Reason
from asiento.document import DocType
from asiento.lexicon.folding import bare_words
from asiento.lexicon.hints import Hint, bare_phrases_hinting
from asiento.tables.meanings import AMOUNTS, Meaning
from asiento.tables.row_reading import row_values
from asiento.tables.row_values import RowValues

HINTS = {
    DocType.RECEIPT: Hint.ROW_OF_EXPENSE,
    DocType.INVOICE: Hint.ROW_OF_INVOICE,
    DocType.CREDIT_NOTE: Hint.ROW_OF_CREDIT_NOTE,
    DocType.BANK_STATEMENT: Hint.ROW_OF_BANK,
}
"""What a column of types may hold, beside the names of the types themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowScores:
    """How sure the type of a row is (0 to 1), by what tells it. Set by hand, not measured."""

    word: float = 1.0
    """The sender said so in a column of types."""

    columns: float = 0.85
    """The columns fit one type only."""

    default: float = 0.75
    """Nothing speaks for another type than a receipt."""


SCORE = RowScores()

OF_A_BANK = frozenset(
    {Meaning.BALANCE, Meaning.VALUE_DATE, Meaning.IBAN, Meaning.DIRECTION, Meaning.DEBIT, Meaning.CREDIT}
)
"""Columns by which a row is a movement, if it names no purchase."""
_OF_A_PURCHASE = frozenset(
    {
        Meaning.SUPPLIER,
        Meaning.SUPPLIER_TAX_ID,
        Meaning.TAX_ID,
        Meaning.NET,
        Meaning.TAX,
        Meaning.TAX_RATE,
        Meaning.TAXES,
    }
)
_OF_AN_INVOICE = frozenset({Meaning.CUSTOMER, Meaning.CUSTOMER_TAX_ID, Meaning.DUE_DATE})


def row_doc_type(row: Mapping[str, object]) -> Classification:
    """Return what *row* is, by its `doc_type` or else by its columns.

    A number with a customer or a due date is an invoice; an amount with an account or a balance, and no supplier or
    tax, is a bank transaction; anything else is a receipt.
    """
    values = row_values(row, None)
    return _by_word(values) or _by_columns(values)


def _by_word(values: RowValues) -> Classification | None:
    said = values.text(Meaning.TYPE)
    doc_type = _types().get(bare_words(said.value)) if said else None
    if said is None or doc_type is None or _is_movement(values):
        return None
    reason = Reason.of("type_reason.said_in_column", value=said.value, column=values.names[Meaning.TYPE])
    return Classification(doc_type=doc_type, score=SCORE.word, reasons=(reason,))


def _is_movement(values: RowValues) -> bool:
    """Return whether the columns are a bank's: there `abono` is money in, not a credit note."""
    filled = values.names.keys()
    return bool({*AMOUNTS} & filled and {Meaning.BALANCE, Meaning.VALUE_DATE} & filled and not _OF_A_PURCHASE & filled)


def _by_columns(values: RowValues) -> Classification:
    filled = values.names.keys()
    if Meaning.NUMBER in filled and (marks := _OF_AN_INVOICE & filled):
        return _columns(DocType.INVOICE, values, {Meaning.NUMBER, *marks})
    if {*AMOUNTS} & filled and (marks := OF_A_BANK & filled) and not _OF_A_PURCHASE & filled:
        return _columns(DocType.BANK_STATEMENT, values, marks)
    nothing = Reason.of("type_reason.no_column")
    return Classification(doc_type=DocType.RECEIPT, score=SCORE.default, reasons=(nothing,))


def _columns(doc_type: DocType, values: RowValues, marks: set[Meaning] | frozenset[Meaning]) -> Classification:
    named = [name for meaning, name in sorted(values.names.items()) if meaning in marks]
    reason = Reason.of("type_reason.columns", columns=named)
    return Classification(doc_type=doc_type, score=SCORE.columns, reasons=(reason,))


@cache
def _types() -> dict[str, DocType]:
    named = {bare_words(doc_type): doc_type for doc_type in DocType if doc_type is not DocType.OTHER}
    return named | {phrase: doc_type for doc_type, hint in HINTS.items() for phrase in bare_phrases_hinting(hint)}
