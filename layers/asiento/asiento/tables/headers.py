"""The header of a table: a title for each column, its fingerprint, and what a tenant said that its columns mean.

A saved mapping is applied once, where a table comes in, by renaming: whatever reads the table later needs no mapping.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from asiento.lexicon.folding import bare_words
from asiento.reading import Table
from asiento.tables.columns import HEADER_WITHIN, meaning_of
from asiento.tables.meanings import Meaning

ColumnMapping = Mapping[str, str | None]
"""The title of every column with the name of its meaning, or None for a column that is to be left alone."""

LISTS = (Meaning.LINES, Meaning.TAXES, Meaning.WITHHOLDINGS)
BOOKED_ON = "booked_on"
"""What the date of a movement is called in the document."""

MEANINGS = frozenset(meaning.value for meaning in Meaning if meaning not in LISTS) | {BOOKED_ON}
"""What a column of a table can be said to mean: all but lists, which only JSON has."""

_TITLES = {
    Meaning.SURCHARGE.value: "recargo de equivalencia",
    Meaning.ASIDE.value: "descuento",
    Meaning.DIRECTION.value: "debit/credit",
}
"""Titles with those meanings whose own name is none: an English `surcharge` is not the Spanish tax."""

UNTITLED = "columna"
"""What a column without a title is called, with its place."""

MAX_TITLE = 190
"""Characters of a title, which each row repeats; a saved mapping takes 200, so that a number fits behind it."""


def unique_titles(header: Sequence[str], width: int) -> list[str]:
    """Return a title for each of *width* columns: a second `Importe` is `Importe (2)`, none is `columna 4`.

    A title of more than `MAX_TITLE` characters is cut.
    """
    titles, earlier = list[str](), Counter[str]()
    for index in range(width):
        title = header[index].strip() if index < len(header) else ""
        title = _short(title) or f"{UNTITLED} {index + 1}"
        again = earlier[title]
        titles.append(f"{title} ({again + 1})" if again else title)
        earlier.update({titles[-1], titles[-1].partition(" (")[0]})
    return titles


def _short(title: str) -> str:
    return title if len(title) <= MAX_TITLE else title[:MAX_TITLE] + "…"


def titles_of(header: Sequence[str]) -> list[str]:
    """Return a title for each column up to the last that has a name."""
    named = [index for index, cell in enumerate(header) if cell.strip()]
    return unique_titles(header, named[-1] + 1 if named else 0)


def fingerprint(titles: Iterable[str]) -> str:
    """Return the same 32 hexadecimal digits for the same titles, in any order, case and accents."""
    return sha256("\n".join(sorted(bare_words(_short(title)) for title in titles)).encode()).hexdigest()[:32]


def mapped_table(rows: Sequence[Sequence[str]], mappings: Mapping[str, ColumnMapping]) -> Table | None:
    """Return the table in *rows* whose header one of *mappings*, by fingerprint, fits; None if none does."""
    cells = tuple(tuple(cell.strip() for cell in row) for row in rows)
    for index, header in enumerate(cells[:HEADER_WITHIN] if mappings else ()):
        mapping = mappings.get(fingerprint(titles_of(header)))
        if mapping is not None:
            return Table(rows=(*cells[:index], renamed(header, mapping), *cells[index + 1 :]), header=index)
    return None


def bare_titles(header: Sequence[str]) -> tuple[str, ...]:
    """Return the titles of *header* without what no title depends on: case, accents and empty cells at the end."""
    return tuple(bare_words(title) for title in titles_of(header))


def table_titled_as(headers: Collection[Sequence[str]], rows: Sequence[Sequence[str]]) -> Table | None:
    """Return the table in *rows* that has one of *headers* (as `bare_titles` gives them) and a row below it."""
    cells = tuple(tuple(cell.strip() for cell in row) for row in rows)
    for index, header in enumerate(cells[:HEADER_WITHIN] if headers else ()):
        if any(header) and bare_titles(header) in headers and any(map(any, cells[index + 1 :])):
            return Table(rows=cells, header=index)
    return None


def mapped_row(row: Mapping[str, Any], mappings: Mapping[str, ColumnMapping]) -> Mapping[str, Any]:
    """Return *row* with its keys renamed if one of *mappings* fits them."""
    mapping = mappings.get(fingerprint(row)) if mappings else None
    if mapping is None:
        return row
    keys = unique_titles(renamed(list(row), mapping), len(row))
    return dict(zip(keys, row.values(), strict=True))


def unmapped(rows: Sequence[Mapping[str, Any]], mapped: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return those of *rows* that `mapped_row` left as they are, and an empty one for each that a mapping explains."""
    return [row if row is after else {} for row, after in zip(rows, mapped, strict=True)]


def renamed(header: Sequence[str], mapping: ColumnMapping) -> tuple[str, ...]:
    """Return *header* with each column that we would take for something else named as *mapping* says."""
    said = {bare_words(title): meaning for title, meaning in mapping.items()}
    named = titles_of(header)
    cells = (_renamed(cell, said.get(bare_words(title))) for cell, title in zip(header, named, strict=False))
    return (*cells, *header[len(named) :])


def _renamed(cell: str, meaning: str | None) -> str:
    ours = meaning_of(cell)
    if meaning is None:
        return cell if ours is None else ""
    return cell if ours == meaning else _TITLES.get(meaning, meaning)
