"""The meaning of a table's columns, by their names: where the header stands, what each column holds, what kind it is.

Knows nothing of documents; `synonyms.py` says what the names mean.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from asiento.lexicon.folding import SHORT, bare_words
from asiento.lexicon.hints import Hint, phrases_hinting
from asiento.money.signs import EXPECTED_CODES, is_currency
from asiento.reading import Table
from asiento.tables.columns_by_content import columns_by_content, is_figure, is_movement, is_side, is_when
from asiento.tables.meanings import Meaning
from asiento.tables.qualifiers import joined, qualified, side_named
from asiento.tables.synonyms import meanings_by_name

NO_HEADER = -1
"""`Table.header` of a statement whose file names no columns: every row is data."""

HEADER_WITHIN = 60
"""Rows within which a header is looked for."""

SAMPLE = 25
"""Rows below a header that must look like data."""

EXACT = 1000
"""How close a name is that is a synonym as it stands; of two such names the left one counts."""

KNOWN_NAME = 0.95
"""Confidence (0 to 1) of the meaning of a column whose name is a synonym as it stands; shown in previews only."""

HOLDS_NAME = 0.7
"""The same of a name that holds a synonym among other words. Both set by hand, not measured."""

_MAY_BE_SIDES = frozenset({None, Meaning.TYPE, Meaning.DEBIT, Meaning.CREDIT})
_BARE_NUMBERS = phrases_hinting(Hint.NUMBER_ALONE)
_FIGURES = frozenset(
    {Meaning.AMOUNT, Meaning.TOTAL, Meaning.NET, Meaning.DEBIT, Meaning.CREDIT, Meaning.PAYABLE, Meaning.UNIT_PRICE}
)


_IN_MONEY = re.compile(r"(.+?)[\s(\[]+([A-Z]{3})[)\]]?")
"""A title with a currency behind it: `Montant TTC (USD)`."""


def _match(name: str) -> tuple[Meaning, int] | None:
    """Return the meaning of the longest synonym that stands in *name* as whole words, and how close it is.

    Of a longer name the first `SHORT` characters say what it means.
    """
    return _match_short(name[:SHORT])


@lru_cache(maxsize=4096)
def _match_short(name: str) -> tuple[Meaning, int] | None:
    folded, meanings = bare_words(name), meanings_by_name()
    added = "+" in name and qualified(name, folded)
    for exact in (folded, joined(folded)):
        if exact in meanings and not added:
            return meanings[exact], EXACT
    in_money = _IN_MONEY.fullmatch(name.strip())
    if in_money and in_money[2] in EXPECTED_CODES and meanings.get(bare_words(in_money[1])) in _FIGURES:
        return meanings[bare_words(in_money[1])], EXACT
    side = side_named(folded)
    if side:
        return side, len(folded)
    found = added or qualified(name, folded)
    if found:
        return found[0], EXACT if found[1] else len(folded)
    inside = f" {folded} "
    held = next((synonym for synonym in meanings if len(synonym) > 2 and f" {synonym} " in inside), None)  # noqa: PLR2004 (`no` and `in` stand in many names)
    return (meanings[held], len(held)) if held else None


def meaning_of(name: str) -> Meaning | None:
    """Return what a column of this name holds, or None if the name says nothing to us."""
    match = _match(name)
    return match[0] if match else None


def closeness_of(name: str) -> int:
    """Return how close *name* is to a known one: `EXACT`, the letters of the one inside it, or 0."""
    match = _match(name)
    return match[1] if match else 0


def confidence_of(name: str) -> float:
    """Return how sure the meaning of a column of this name is: the name is a known one, holds one, or says nothing."""
    match = _match(name)
    if match is None:
        return 0.0
    return KNOWN_NAME if match[1] == EXACT else HOLDS_NAME


def columns_of(names: Sequence[str]) -> dict[Meaning, int]:
    """Return the index in *names* of the column of each meaning: one column a meaning, the closest name first."""
    matches = [(_rank(name, match), -index, match[0]) for index, name in enumerate(names) if (match := _match(name))]
    return {meaning: -index for _, index, meaning in sorted(matches)}


def _rank(name: str, match: tuple[Meaning, int]) -> int:
    """Return how close *name* is.

    A bare `Nº` may count the rows, so that one that says of what comes first; and a movement is booked when it is
    completed, not when it was started.
    """
    started = match[0] is Meaning.DATE and "started" in bare_words(name).split()
    return match[1] - ((match[0] is Meaning.NUMBER and is_bare_number(name)) or started)


def is_bare_number(name: str) -> bool:
    """Return whether *name* says number and not of what."""
    return bare_words(name) in _BARE_NUMBERS


def table_columns(table: Table) -> dict[Meaning, int]:
    """Return the columns of *table*, by its header or, without one, by what its cells look like."""
    if table.header == NO_HEADER:
        return columns_by_content(table.rows)
    return _by_cells(table, _of_money_moved(columns_of(table.rows[table.header])))


def _by_cells(table: Table, columns: dict[Meaning, int]) -> dict[Meaning, int]:
    """Return *columns* with those that their cells show to be others than their title says."""
    found = dict(columns)
    # `Valuta` is the value date or, in Swedish, Italian and Dutch, the currency; `Valor` the amount or the value date.
    for said, looks, meant in (
        (Meaning.VALUE_DATE, is_currency, Meaning.CURRENCY),
        (Meaning.AMOUNT, is_when, Meaning.VALUE_DATE),
    ):
        named = places_of(table, said)
        other = next((at for at in named if _all_cells(table, at, looks)), None)
        if other is not None:
            rest = [at for at in named if at != other]
            found = {meaning: at for meaning, at in found.items() if at != other}
            found = {said: rest[0]} | found if rest else found
            found = {meant: other} | found
    side = None if {Meaning.DIRECTION, Meaning.SUPPLIER} & found.keys() else _column_of_sides(table)
    return found if side is None else {m: at for m, at in found.items() if at != side} | {Meaning.DIRECTION: side}


def _column_of_sides(table: Table) -> int | None:
    """Return the first column with nothing but words of both sides below a title that has no other meaning."""
    for at, title in enumerate(table.rows[table.header]):
        if meaning_of(title) not in _MAY_BE_SIDES or not _all_cells(table, at, is_side):
            continue
        if len({row[at].casefold() for _, row in filled_rows(table) if at < len(row) and row[at]}) > 1:
            return at
    return None


def is_payment_service(columns: Mapping[Meaning, int]) -> bool:
    """Return whether *columns* give each payment before and after the fee, as services that collect money do."""
    fee_and_net = {Meaning.FEE, Meaning.NET} <= columns.keys() and Meaning.SUPPLIER not in columns
    return fee_and_net and bool({Meaning.TOTAL, Meaning.AMOUNT} & columns.keys())


def _of_money_moved(columns: dict[Meaning, int]) -> dict[Meaning, int]:
    """Return *columns* with the amount after the fee as the amount: by it the balance moves."""
    if not is_payment_service(columns):
        return columns
    moved = dict(columns)
    moved.pop(Meaning.TOTAL, None)
    moved[Meaning.AMOUNT] = moved.pop(Meaning.NET)
    return moved


def places_of(table: Table, meaning: Meaning) -> list[int]:
    """Return every column whose title has this meaning, the closest first."""
    titles = table.rows[table.header]
    places = (at for at, title in enumerate(titles) if meaning_of(title) is meaning)
    return sorted(places, key=lambda at: -closeness_of(titles[at]))


def _all_cells(table: Table, place: int, looks: Callable[[str], bool]) -> bool:
    """Return whether the column at *place* has cells that are filled, and all of them look so."""
    cells = (row[place] for _, row in filled_rows(table) if place < len(row) and row[place])
    first = next(cells, None)
    return first is not None and looks(first) and all(map(looks, cells))


def filled_rows(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows below the header that say something and do not repeat it."""
    header = table.rows[table.header] if table.header != NO_HEADER else ()
    rows = ((index, table.rows[index]) for index in range(table.header + 1, len(table.rows)))
    return ((index, row) for index, row in rows if any(row) and row != header)


def find_table(rows: Sequence[Sequence[str]]) -> Table | None:
    """Return the table in *rows* with its header row, the preamble kept above it; None if there is none.

    The header is the row with the most names that we know, at least two of them and one of a figure, with data below;
    of rows that repeat it the first. Without such a row, dated and signed rows are a statement all the same
    (`NO_HEADER`), and what stands above them, titles in a language or an alphabet that we do not know, is emptied.
    """
    cells = tuple(tuple(cell.strip() for cell in row) for row in rows)
    known = [
        (len(columns_of(row)), -index) for index, row in enumerate(cells[:HEADER_WITHIN]) if _is_header(cells, index)
    ]
    if known:
        return Table(rows=cells, header=cells.index(cells[-max(known)[1]]))
    start = next((index for index, row in enumerate(cells[:HEADER_WITHIN]) if is_movement(row)), 0)
    for data in (cells, ((),) * start + cells[start:]):
        if columns_by_content(data):
            return Table(rows=data, header=NO_HEADER)
    return None


def names_another_table(table: Table) -> bool:
    """Return whether above or below the rows of *table* other columns are named, a date and a figure among them."""
    if table.header == NO_HEADER:
        return False
    own = [bare_words(cell) for cell in table.rows[table.header] if cell]
    others = (index for index, row in enumerate(table.rows) if any(row) and index != table.header)
    return any(
        Meaning.DATE in columns_of(table.rows[index])
        and [bare_words(cell) for cell in table.rows[index] if cell] != own
        and _is_header(table.rows, index)
        for index in others
    )


def has_titles_below(table: Table) -> bool:
    """Return whether the titles of *table* go on in the row below the header: nothing but known names stand there."""
    if table.header == NO_HEADER:
        return False
    cells = [cell for cell in next((row for row in table.rows[table.header + 1 :] if any(row)), ()) if cell]
    known = [meaning for cell in cells if (meaning := meaning_of(cell)) and closeness_of(cell) == EXACT]
    return len(known) == len(cells) > 1 and bool(_FIGURES & set(known))


def _is_header(rows: Sequence[Sequence[str]], index: int) -> bool:
    header = rows[index]
    columns = columns_of(header)
    if len(columns) < 2 or not _FIGURES & columns.keys() or any(is_figure(cell) or is_when(cell) for cell in header):  # noqa: PLR2004 (one word may stand anywhere)
        return False
    figures = [column for column, name in enumerate(header) if meaning_of(name) in {*_FIGURES, Meaning.BALANCE}]
    below = rows[index + 1 : index + 1 + SAMPLE]
    return any(is_figure(row[column]) for row in below for column in figures if column < len(row))
