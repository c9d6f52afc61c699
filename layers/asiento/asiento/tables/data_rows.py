"""Which rows of a table are data: none that repeat the header, and no lines of totals or balances."""

from collections.abc import Iterator, Mapping, Sequence

from asiento.lexicon.folding import bare_words
from asiento.reading import Table
from asiento.reading.months import MONTHS
from asiento.tables.columns import filled_rows, meaning_of, table_columns
from asiento.tables.columns_by_content import is_figure, is_when
from asiento.tables.meanings import AMOUNTS, Meaning
from asiento.tables.words import CARRIED_WORDS, CLOSING_WORDS, OPENING_WORDS, SUMMARY_WORDS, TOTAL_WORDS, words_of


def data_rows(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row below the header that is neither empty nor a line of totals, with its index in the table.

    In a statement a balance may stand beside a date. With a figure where movements have theirs it is one of them,
    though it may be a balance.
    """
    columns = table_columns(table)
    places = date_places(columns)
    figures = [columns[meaning] for meaning in AMOUNTS if meaning in columns]
    for index, row in filled_rows(table):
        dated = is_dated(row, places)
        moved = dated and any(at < len(row) and row[at] for at in figures)
        if moved or not (names_summary(row) or (not dated and names_total(row))):
            yield index, row


def row_above_titles(table: Table) -> int | None:
    """Return the index of the first row above the header that has a day and a figure below the titles of such."""
    columns = table_columns(table)
    figures = [columns[meaning] for meaning in AMOUNTS if meaning in columns]
    for index, row in enumerate(table.rows[: max(table.header, 0)]):
        dated = any(is_when(row[at]) for at in date_places(columns) if at < len(row))
        if dated and any(is_figure(row[at]) for at in figures if at < len(row)) and not is_total_row(row):
            return index
    return None


def names_summary(row: Sequence[str]) -> bool:
    """Return whether a cell of *row* is a word of balances or turnovers."""
    return names_balance(row) or any(bare_words(cell) in words_of(SUMMARY_WORDS) for cell in row if cell)


def entry_rows(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows of a list of expenses or invoices: a row with anything in a column of dates is an entry."""
    places = date_places(table_columns(table))
    for index, row in filled_rows(table):
        if is_dated(row, places) or not is_total_row(row):
            yield index, row


def date_places(columns: Mapping[Meaning, int]) -> list[int]:
    """Return the columns of dates among the *columns* of a table."""
    return [columns[meaning] for meaning in (Meaning.DATE, Meaning.VALUE_DATE) if meaning in columns]


def is_dated(row: Sequence[str], places: Sequence[int]) -> bool:
    """Return whether *row* has anything but a word of totals in the *places* of dates."""
    return any(at < len(row) and row[at] and not names_total(row[at : at + 1]) for at in places)


def is_total_row(row: Sequence[str]) -> bool:
    """Return whether a cell of *row*, which has no date, says that it holds totals or a balance."""
    return names_summary(row) or names_total(row)


def names_total(row: Sequence[str]) -> bool:
    """Return whether a cell of *row* is a word of totals, alone or with a month, a year or a currency after it."""
    return any(_begins(cell, words_of(TOTAL_WORDS)) for cell in row if cell)


def names_balance(row: Sequence[str]) -> bool:
    """Return whether *row* states the balance at the start or end of a statement."""
    return names_opening(row) or names_closing(row)


def names_opening(row: Sequence[str]) -> bool:
    """Return whether *row* states the balance at the start of a statement."""
    return any(_begins(cell, words_of(OPENING_WORDS)) for cell in row if cell)


def names_carried(row: Sequence[str]) -> bool:
    """Return whether a cell of *row* begins with a word of balances or sums (`Saldo mes anterior`, `Suma anterior`)."""
    return any(bare_words(cell).partition(" ")[0] in CARRIED_WORDS for cell in row if cell)


def names_closing(row: Sequence[str]) -> bool:
    """Return whether *row* states the balance at the end of a statement."""
    return any(_begins(cell, words_of(CLOSING_WORDS)) for cell in row if cell)


def _begins(cell: str, phrases: frozenset[str]) -> bool:
    """Return whether *cell* is one of *phrases*, with at most figures, a date and words like `al` or `EUR` after it."""
    words = bare_words(cell).split()
    heads = (size for size in range(1, len(words) + 1) if " ".join(words[:size]) in phrases)
    return any(all(len(word) < 4 or word.isdigit() or word in MONTHS for word in words[size:]) for size in heads)  # noqa: PLR2004 (a real word)


def unknown_columns(table: Table) -> dict[int, list[str]]:
    """Return the filled cells of each column whose title says nothing to us, but for those that are hardly used."""
    titles = table.rows[table.header]
    data = [row for _, row in data_rows(table)]
    found = {
        at: [row[at] for row in data if at < len(row) and row[at]]
        for at, title in enumerate(titles)
        if title and meaning_of(title) is None
    }
    return {at: cells for at, cells in found.items() if cells and 2 * len(cells) >= len(data)}
