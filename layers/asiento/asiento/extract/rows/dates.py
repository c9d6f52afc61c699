"""The day of a row's document, where several columns have days: that of the invoice, not that of its booking."""

from dataclasses import replace
from datetime import date

from asiento.document import Field
from asiento.lexicon.folding import bare_words
from asiento.lexicon.words import Word, words_saying
from asiento.reading.dates import read_date
from asiento.tables.columns import meaning_of
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues

OF_DOCUMENT, OF_BOOKING = words_saying(Word.OF_DOCUMENT), words_saying(Word.OF_BOOKING)
"""Words of a title that say whose day it is: the document's, or that of what was done with it."""


def issued_on(values: RowValues) -> Field[date] | None:
    """Return the day of the document, doubted if several columns may have it and differ.

    Raises `DocumentError("unreadable_value")`.
    """
    said = values.day(Meaning.DATE)
    if said is None:
        return values.day(Meaning.VALUE_DATE)
    days = {name: _day(values, name) for name in values.columns if _has_day(values, name)}
    best = _best(list(days))
    if len({days[name] for name in best}) > 1:
        name = values.names[Meaning.DATE]
        other = next((one for one in best if days[one] != said.value), name)
        return replace(said, doubt=said.doubt or values.two_columns(Meaning.DATE, other, values.columns[other]))
    return _of_column(values, best[0]).day(Meaning.DATE) if best else said


def _has_day(values: RowValues, name: str) -> bool:
    """Return whether the column *name* is one of days and its value is more than words, readable or not."""
    return meaning_of(name) is Meaning.DATE and any(map(str.isdigit, str(values.columns[name])))


def _day(values: RowValues, name: str) -> date | None:
    return read_date(str(values.columns[name]), values.dialect)


def _best(names: list[str]) -> list[str]:
    """Return those of the columns that name the document, else those that name nothing else."""
    words = {name: set(bare_words(name).split()) for name in names}
    return (
        [name for name in names if words[name] & OF_DOCUMENT]
        or [name for name in names if not words[name] & OF_BOOKING]
        or names
    )


def _of_column(values: RowValues, name: str) -> RowValues:
    """Return *values* with the date of the column *name*."""
    if name == values.names[Meaning.DATE]:
        return values
    return replace(
        values,
        names={**values.names, Meaning.DATE: name},
        values={**values.values, Meaning.DATE: values.columns[name]},
        rivals={meaning: others for meaning, others in values.rivals.items() if meaning is not Meaning.DATE},
    )
