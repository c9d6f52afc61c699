"""A word in a column of types that is in no list: an unknown document, unless the column holds something else.

`Tipo` is the title of types of documents, and of categories, ways of paying and rates of tax.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from asiento.document import DocType, Doubt
from asiento.lexicon.folding import bare_words
from asiento.lexicon.hints import Hint, bare_phrases_hinting
from asiento.lexicon.terms import Term
from asiento.lexicon.words import Word, words_saying
from asiento.tables.columns import columns_of
from asiento.tables.columns_by_content import is_side
from asiento.tables.meanings import Meaning
from asiento.tables.qualifiers import INCOME, SALES
from asiento.tables.row_reading import is_rate
from asiento.tables.row_values import RowValues, is_nothing, shown
from asiento.tables.synonyms import names_of

_NOTES = words_saying(Word.NOTE)
_NAMED = frozenset(bare_words(doc_type) for doc_type in DocType if doc_type is not DocType.OTHER)
_LISTED = (
    *(Hint.ROW_OF_EXPENSE, Hint.ROW_OF_INVOICE, Hint.ROW_OF_CREDIT_NOTE, Hint.ROW_OF_BANK),
    *(Hint.ROW_OF_SALE, Hint.ROW_OF_PURCHASE, Hint.EXEMPT),
    *(Hint.SETTLED, Hint.OWED_STATUS, Hint.UNSETTLED),
)
"""What is a type of a row, or else said of it in such a column."""


def has_other_types(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether the column of types of *rows*, which came together, holds more words of other kinds than invoices.

    A row that came alone shows nothing of its column.
    """
    said = [word for row in rows if (word := _type_of(row))]
    unknown = sum(map(_is_unlisted, said))
    return len(said) > 1 and unknown > sum(word in bare_phrases_hinting(Hint.ROW_OF_INVOICE) for word in said)


def doubt_of_type(values: RowValues, *, others: bool) -> Doubt | None:
    """Return the doubt that the row says it is a document of a type that is in no list.

    *others*: its column holds other words than types of documents; only a title of such, or a word of a paper that
    gives back or charges, then says that this one is.
    """
    name, said = values.names.get(Meaning.TYPE, ""), values.text(Meaning.TYPE)
    title = bare_words(name)
    closed = title in names_of(Term.DOCUMENT_TYPE)
    if said is None or not (closed or title in names_of(Term.TYPE) | names_of(Term.TYPE_OR_RATE)):
        return None
    word = bare_words(said.value)
    if not _is_unlisted(word) or is_rate(said.value, Meaning.TYPE) or is_side(said.value):
        return None
    if others and not closed and not set(word.split()) & _NOTES:
        return None
    return Doubt.of("unlisted_type", column=name, cell=shown(said.value))


def _type_of(row: Mapping[str, Any]) -> str:
    """Return the word of *row* in its column of types, folded; empty if it has none."""
    at = columns_of(list(row)).get(Meaning.TYPE)
    value = None if at is None else list(row.values())[at]
    return bare_words(value) if isinstance(value, str) and not is_nothing(value, Meaning.TYPE) else ""


def _is_unlisted(word: str) -> bool:
    """Return whether *word* is no type of a row, no status, no rate and no income."""
    listed = word in _NAMED or word in bare_phrases_hinting(*_LISTED)
    return bool(word) and not listed and not set(word.split()) & (SALES | INCOME)
