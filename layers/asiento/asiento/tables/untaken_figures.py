"""Columns of figures that no entry takes, in lists of expenses and invoices: what they hold is told, once a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from asiento.document import DocType, Notice
from asiento.lexicon.folding import bare_words
from asiento.lexicon.words import Word, words_saying
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Writing
from asiento.tables.columns import columns_of, meaning_of
from asiento.tables.columns_by_content import is_when
from asiento.tables.headers import UNTITLED
from asiento.tables.meanings import Meaning
from asiento.tables.numbers import number
from asiento.tables.qualifiers import CHARGES, COUNTED, DISCOUNTS
from asiento.tables.row_reading import flat_row, row_values
from asiento.tables.row_type import row_doc_type
from asiento.tables.row_values import EXEMPT, FIGURES, RowValues, is_nothing

MOST_TOLD = 10
"""Columns that a sentence names."""

_NO_MONEY = (words_saying(Word.NAMING) | COUNTED) - {UNTITLED}
"""Words of a title whose figures count or name something."""

_COMPARED = frozenset({Meaning.TOTAL, Meaning.AMOUNT})
"""Figures of which every column is compared with the one that is taken."""

_SINGLE = FIGURES - _COMPARED
"""Those of which one column is taken."""

_ALIKE = 5
"""Digits from which on whole numbers that have all the same length are codes: postal codes."""

_LONG = 8
"""Digits from which on whole numbers of any length are codes: accounts."""

_YEARS = range(1990, 2101)

_ANY = (Dialect(decimal=",", day_first=True), Dialect(decimal=".", day_first=True))


def untaken_figures(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return the columns of *rows* with figures that no entry takes, each with the index of the first row that has one.

    Nobody knows their titles, or another column has the same meaning, or they are discounts, charges and fees that the
    rest of the row does not explain.
    """
    found: dict[str, dict[int, object]] = {}
    movements: dict[tuple[str, ...], bool] = {}
    for index, row in enumerate(rows):
        for name, value in _untaken(row, movements):
            found.setdefault(name, {})[index] = value
    return {name: next(iter(cells)) for name, cells in found.items() if _are_money(list(cells.values()))}


def telling(writings: Sequence[Writing], rows: Sequence[Mapping[str, Any]]) -> list[Writing]:
    """Return the *writings* of *rows* that came in one request: that of the first with untaken figures tells of all."""
    found = untaken_figures(rows)
    if not found:
        return list(writings)
    names, more = shortened(found)
    notice = Notice.of("left_out.columns", columns=names, more=more)
    first = min(found.values())
    return [
        replace(writing, notices=(*writing.notices, notice)) if at == first else writing
        for at, writing in enumerate(writings)
    ]


def shortened(columns: Iterable[str]) -> tuple[list[str], int]:
    """Return the names that a sentence says of *columns*, and how many others there are."""
    names = list(columns)
    return names[:MOST_TOLD], len(names[MOST_TOLD:])


def _untaken(row: Mapping[str, Any], movements: dict[tuple[str, ...], bool]) -> Iterator[tuple[str, object]]:
    """Yield the columns of *row* that are not taken, with their values, figures or not.

    *movements* keeps which kinds of rows are movements of an account.
    """
    flat = {name: value for name, value in flat_row(row) if not is_nothing(value, meaning_of(name))}
    unknown = [name for name in flat if _is_unknown(name)]
    doubled = _leaves_known_out(list(flat))
    if not (unknown or doubled) or _is_movement(row, flat, movements):
        return
    yield from ((name, flat[name]) for name in unknown)
    if doubled:
        values = row_values(row, None)
        yield from ((name, value) for name, value in flat.items() if _is_left_out(values, name, value))


def _is_movement(row: Mapping[str, Any], flat: Mapping[str, object], known: dict[tuple[str, ...], bool]) -> bool:
    """Return whether *row* is a movement of an account, as all are that fill the same columns and say the same type."""
    kind = (*flat, *(str(value) for name, value in flat.items() if meaning_of(name) is Meaning.TYPE))
    if kind not in known:
        known[kind] = row_doc_type(row).doc_type is DocType.BANK_STATEMENT
    return known[kind]


def _is_unknown(name: str) -> bool:
    """Return whether *name* says nothing to us, not even that its figures count or name something."""
    words = bare_words(name)
    return meaning_of(name) is None and words not in EXEMPT and not set(words.split()) & _NO_MONEY


def _leaves_known_out(names: Sequence[str]) -> bool:
    """Return whether two of *names* have the meaning of one figure, or one is of a discount, a charge or a fee."""
    places = columns_of(names).values()
    return any(
        _names_extra(name) or (at not in places and meaning_of(name) in _SINGLE) for at, name in enumerate(names)
    )


def _is_left_out(values: RowValues, name: str, value: object) -> bool:
    """Return whether *name* is an extra that nothing explains, or differs from the column that has its meaning."""
    if _is_extra(values, name):
        return True
    meaning = meaning_of(name)
    if meaning not in _SINGLE or name == values.names.get(meaning) or name in values.rivals.get(meaning, {}):
        return False
    if any(name in part.names.values() for part in values.rated.values()):
        return False
    own = values.readable_amount(meaning)
    return own is not None and number(value, values.dialect) != own


def _names_extra(name: str) -> bool:
    """Return whether *name* is one of a discount, a charge for delivery or a fee."""
    meaning = meaning_of(name)
    words = set(bare_words(name).split())
    return meaning is Meaning.FEE or (meaning is Meaning.ASIDE and bool(words & (DISCOUNTS | CHARGES)))


def _is_extra(values: RowValues, name: str) -> bool:
    """Return whether *name* is such an extra, and nothing beside the total shows whether it is in it."""
    shown = Meaning.NET in values.values or Meaning.LINES in values.values or values.values.keys() >= _COMPARED
    return _names_extra(name) and not shown and not values.rated


def _are_money(cells: Sequence[object]) -> bool:
    """Return whether *cells* are figures that may be money: no codes, no marks of yes and no, no numbers of rows."""
    figures = [_figure(cell) for cell in cells]
    read = [figure for figure in figures if figure is not None]
    if len(read) < len(figures) or set(read) <= {Decimal(0), Decimal(1)}:
        return False
    whole = all(figure == int(figure) for figure in read)
    return not (whole and (_are_codes(cells) or _are_counted_up(read)))


def _figure(cell: object) -> Decimal | None:
    if isinstance(cell, str) and is_when(cell):
        return None
    return next((figure for dialect in _ANY if (figure := number(cell, dialect)) is not None), None)


def _are_codes(cells: Sequence[object]) -> bool:
    """Return whether *cells*, whole numbers, are written as codes and years are."""
    texts = [str(cell) for cell in cells]
    if not all(text.isdigit() for text in texts):
        return False
    lengths = {len(text) for text in texts}
    if max(lengths) >= _LONG or any(text.startswith("0") for text in texts if len(text) > 1):
        return True
    alike = len(lengths) == 1 and min(lengths) >= _ALIKE
    return len(texts) > 1 and (alike or all(int(text) in _YEARS for text in texts))


def _are_counted_up(figures: Sequence[Decimal]) -> bool:
    return len(figures) > 1 and all(after - before == 1 for before, after in pairwise(figures))
