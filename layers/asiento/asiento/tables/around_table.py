"""What the lines around a table's rows and its sheet's name say of figures: money, unit, and that they are takings."""

from collections.abc import Iterable, Mapping, Sequence

from asiento.document import Doubt
from asiento.lexicon.folding import bare_words
from asiento.lexicon.words import Word, words_saying
from asiento.money.signs import currency_named_in
from asiento.tables.qualifiers import MONEY, SALES
from asiento.tables.units import unit_noted

_OF_SPENDING = words_saying(Word.SPENDING)
_AROUND_MONEY = words_saying(Word.TABLE_LABEL) | MONEY
"""Words that stand around the name of the money that a whole table is in."""


def currencies_around(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ISO codes that *texts* name as the table's (`Moneda: USD`), and those that they only mention."""
    named, mentioned = set[str](), set[str]()
    for text in texts:
        code = currency_named_in(text)
        if code:
            words = {word for word in bare_words(text).split() if not word.isdigit() and word.upper() != code}
            (named if words <= _AROUND_MONEY or _is_sign(text) else mentioned).add(code)
    return frozenset(named), frozenset(mentioned)


def _is_of_sales(words: Sequence[str]) -> bool:
    """Return whether a line heads a list of takings: `Ventas diarias`, but no `Department: Sales`."""
    return bool(SALES & set(words)) and not _OF_SPENDING & set(words)


def _is_sign(text: str) -> bool:
    return len(text.split()) == 1


def doubts_around(texts: Iterable[str], lines: Iterable[str]) -> tuple[Doubt, ...]:
    """Return the doubts that *texts*, and whole *lines*, cast on every figure below: thousands, or takings."""
    unit = next((text for text in texts if unit_noted(text)), None)
    sales = next((line for line in lines if _is_of_sales(bare_words(line).split())), None)
    return tuple(doubt for doubt in (_thousands(unit), _takings(sales)) if doubt)


def takings_below(rows: Iterable[tuple[int, Sequence[str]]]) -> Mapping[int, Doubt]:
    """Return the doubt of each of *rows*, by its index, that stands below a heading of takings (`INGRESOS`).

    A heading is the only cell of its row; one of what was spent ends the takings.
    """
    found, doubt = dict[int, Doubt](), None
    for index, row in rows:
        cells = [cell for cell in row if cell]
        if len(cells) == 1:
            words = bare_words(cells[0]).split()
            doubt = _takings(cells[0]) if _is_of_sales(words) else None if _OF_SPENDING & set(words) else doubt
        elif doubt:
            found[index] = doubt
    return found


def _thousands(said: str | None) -> Doubt | None:
    return Doubt.of("unit_above", line=said) if said else None


def _takings(said: str | None) -> Doubt | None:
    return Doubt.of("may_be_income.line", line=said) if said else None
