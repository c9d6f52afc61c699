"""The meaning of a table's columns, by their names: where the header stands, what each column holds, what kind it is.

Knows nothing of documents; what the names mean is data in `synonyms.py`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from asiento.reading import Table
from asiento.reading.currencies import ISO_CODES
from asiento.tables.columns_by_content import columns_by_content, is_figure, is_negative, is_when
from asiento.tables.meanings import (
    ACCOUNT_WORDS,
    CARD_NAMES,
    CLOSING_WORDS,
    OPENING_WORDS,
    STATEMENT_NAMES,
    SUMMARY_WORDS,
    TOTAL_WORDS,
    Meaning,
)
from asiento.tables.synonyms import SYNONYMS

NO_HEADER = -1
"""`Table.header` of a statement whose file names no columns: every row is data."""

HEADER_WITHIN, SAMPLE = 60, 25
"""Rows within which a header is looked for, and rows below it that must look like data."""

EXACT = 1000
"""How close a name is that is a synonym as it stands; of two such names the left one counts."""

NEGATIVE_SHARE = 0.2
"""Share of negative amounts above which a list of amounts is an account's: among expenses a refund is rare."""

_SMALL_WORDS = frozenset({"de", "del", "la", "el", "los", "las", "the", "of", "do", "da", "dos", "das", "du", "des"})
_FIGURES = frozenset(
    {Meaning.AMOUNT, Meaning.TOTAL, Meaning.NET, Meaning.DEBIT, Meaning.CREDIT, Meaning.PAYABLE, Meaning.UNIT_PRICE}
)
_NO_STATEMENT = frozenset(
    {
        Meaning.SUPPLIER_TAX_ID,
        Meaning.CUSTOMER_TAX_ID,
        Meaning.TAX_ID,
        Meaning.CUSTOMER,
        Meaning.NET,
        Meaning.TAX,
        Meaning.TAX_RATE,
        Meaning.WITHHOLDING,
        Meaning.TIP,
        Meaning.QUANTITY,
        Meaning.UNIT_PRICE,
        Meaning.DUE_DATE,
    }
)
_EXPENSES = frozenset({Meaning.SUPPLIER, Meaning.CATEGORY, Meaning.PAYMENT_METHOD})


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return *name* in lower case, without accents, punctuation or small words; `%` reads as `pct`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("%", " pct ")
    bare = "".join(c for c in unicodedata.normalize("NFKD", parted.casefold()) if not unicodedata.combining(c))
    return " ".join(word for word in re.findall(r"[a-z0-9]+", bare) if word not in _SMALL_WORDS)


@cache
def _folded(names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names.split(";"))


@cache
def _meanings() -> dict[str, Meaning]:
    """Return the meaning of every folded synonym, the longest first."""
    pairs = [(name, meaning) for meaning, names in SYNONYMS.items() for name in _folded(names)]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=4096)
def _match(name: str) -> tuple[Meaning, int] | None:
    """Return the meaning of the longest synonym that stands in *name* as whole words, and how close it is."""
    folded, meanings = fold(name), _meanings()
    if folded in meanings:
        return meanings[folded], EXACT
    inside = f" {folded} "
    found = next((synonym for synonym in meanings if len(synonym) > 2 and f" {synonym} " in inside), None)  # noqa: PLR2004 (`no` and `in` stand in many names)
    return (meanings[found], len(found)) if found else None


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
    return 0.95 if match[1] == EXACT else 0.7


def columns_of(names: Sequence[str]) -> dict[Meaning, int]:
    """Return the index in *names* of the column of each meaning: one column a meaning, the closest name first."""
    matches = [(match[1], -index, match[0]) for index, name in enumerate(names) if (match := _match(name))]
    return {meaning: -index for _, index, meaning in sorted(matches)}


def table_columns(table: Table) -> dict[Meaning, int]:
    """Return the columns of *table*, by its header or, without one, by what its cells look like."""
    if table.header == NO_HEADER:
        return columns_by_content(table.rows)
    columns = columns_of(table.rows[table.header])
    place = columns.get(Meaning.VALUE_DATE)
    if place is not None and Meaning.CURRENCY not in columns and _holds_codes(table, place):
        columns[Meaning.CURRENCY] = columns.pop(Meaning.VALUE_DATE)  # `Valuta` is Swedish for currency
    return columns


def _holds_codes(table: Table, place: int) -> bool:
    cells = [row[place] for row in table.rows[table.header + 1 :] if place < len(row) and row[place]]
    return bool(cells) and all(cell in ISO_CODES for cell in cells)


def find_table(rows: Sequence[Sequence[str]]) -> Table | None:
    """Return the table in *rows* with its header row, the preamble kept above it; None if there is none.

    The header is the row with the most names that we know, at least two of them and one of a figure, with data below.
    Without such a row, dated and signed rows are a statement all the same (`NO_HEADER`).
    """
    cells = tuple(tuple(cell.strip() for cell in row) for row in rows)
    known = [
        (len(columns_of(row)), -index) for index, row in enumerate(cells[:HEADER_WITHIN]) if _is_header(cells, index)
    ]
    if known:
        return Table(rows=cells, header=-max(known)[1])
    if columns_by_content(cells):
        return Table(rows=cells, header=NO_HEADER)
    return None


def _is_header(rows: Sequence[Sequence[str]], index: int) -> bool:
    header = rows[index]
    columns = columns_of(header)
    if len(columns) < 2 or not _FIGURES & columns.keys() or any(is_figure(cell) or is_when(cell) for cell in header):  # noqa: PLR2004 (one word may stand anywhere)
        return False
    figures = [column for meaning, column in columns.items() if meaning in _FIGURES]
    below = rows[index + 1 : index + 1 + SAMPLE]
    return any(is_figure(row[column]) for row in below for column in figures if column < len(row))


def data_rows(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row below the header that is neither empty nor a line of totals, with its index in the table."""
    for index in range(table.header + 1, len(table.rows)):
        row = table.rows[index]
        if any(row) and not is_total_row(row):
            yield index, row


def is_total_row(row: Sequence[str]) -> bool:
    """Tell whether a cell of *row* says that the row holds totals or a balance, and no movement or expense."""
    words = _folded(SUMMARY_WORDS) if any(map(is_when, row)) else _folded(SUMMARY_WORDS) | _folded(TOTAL_WORDS)
    return names_opening(row) or names_closing(row) or any(fold(cell) in words for cell in row if cell)


def names_opening(row: Sequence[str]) -> bool:
    """Tell whether *row* states the balance at the start of a statement."""
    return any(_begins(cell, _folded(OPENING_WORDS)) for cell in row if cell)


def names_closing(row: Sequence[str]) -> bool:
    """Tell whether *row* states the balance at the end of a statement."""
    return any(_begins(cell, _folded(CLOSING_WORDS)) for cell in row if cell)


def _begins(cell: str, phrases: frozenset[str]) -> bool:
    """Tell whether *cell* is one of *phrases*, with at most figures, a date and words like `al` or `EUR` after it."""
    words = fold(cell).split()
    heads = (size for size in range(1, len(words) + 1) if " ".join(words[:size]) in phrases)
    return any(all(len(word) < 4 or word.isdigit() for word in words[size:]) for size in heads)  # noqa: PLR2004 (a real word)


def is_bank_statement(table: Table) -> bool:
    """Tell whether *table* lists the movements of one bank account or card.

    It has a date and amounts, nothing that only invoices and expenses have, and something that only banks write:
    a running balance, a value date, an account, debit and credit (as columns or as letters), a bank's
    word for a column, or negative amounts.
    """
    columns = table_columns(table)
    figures = {Meaning.AMOUNT, Meaning.TOTAL, Meaning.DEBIT, Meaning.CREDIT} & columns.keys()
    if not {Meaning.DATE, Meaning.VALUE_DATE} & columns.keys() or not figures or _NO_STATEMENT & columns.keys():
        return False
    if table.header == NO_HEADER or {Meaning.BALANCE, Meaning.VALUE_DATE, Meaning.DIRECTION} & columns.keys():
        return True
    if {Meaning.DEBIT, Meaning.CREDIT} <= columns.keys() or _named(table, CARD_NAMES):
        return True
    if _EXPENSES & columns.keys():
        return Meaning.IBAN in columns and Meaning.SUPPLIER not in columns
    return Meaning.IBAN in columns or _speaks_bank(table)


def _named(table: Table, names: str) -> bool:
    return any(fold(cell) in _folded(names) for cell in table.rows[table.header])


def _speaks_bank(table: Table) -> bool:
    """Tell whether the header has a bank's words, the preamble an account, or a good part of the amounts a minus."""
    if _named(table, STATEMENT_NAMES):
        return True
    preamble = " ".join(fold(cell) for row in table.rows[: table.header] for cell in row)
    if any(f" {word} " in f" {preamble} " for word in _folded(ACCOUNT_WORDS)):
        return True
    columns = table_columns(table)
    place = columns.get(Meaning.AMOUNT, columns.get(Meaning.TOTAL))
    cells = [row[place] for _, row in data_rows(table) if place is not None and place < len(row) and row[place]]
    return sum(map(is_negative, cells)) > NEGATIVE_SHARE * len(cells)
