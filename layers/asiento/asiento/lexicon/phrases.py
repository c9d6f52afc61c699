"""The phrases of all languages, read from `languages/` once."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from asiento.lexicon.files import tables, written
from asiento.lexicon.terms import Term


class Part(StrEnum):
    """Where a phrase counts; `asiento.lexicon` tells what each part is for."""

    EVERYWHERE = "everywhere"
    LABELS = "labels"
    COLUMNS = "columns"
    LINES = "lines"


type Parts = Mapping[Part, Mapping[Term, tuple[str, ...]]]

LANGUAGE = "language"
"""The table of a file that tells of the language itself: `iso` (ISO 639-2) and its `telltales`."""

OTHERS = frozenset({LANGUAGE, "calendar", "words", "hints"})
"""Tables of a file that hold no phrases."""


@cache
def languages() -> Mapping[str, Parts]:
    """Return the phrases by file, part and term, as they are written.

    Raises `ValueError` for an unknown part or term.
    """
    return MappingProxyType({name: _parts(file) for name, file in written().items()})


@cache
def telltales() -> Mapping[str, frozenset[str]]:
    """Return the words that only one language prints, by that language (ISO 639-2, as tesseract names its data).

    Some of them are phrases too: here they say nothing but their language.
    """
    return MappingProxyType({one["iso"]: frozenset(one["telltales"]) for one in tables(LANGUAGE)})


def _parts(file: Mapping[str, Any]) -> Parts:
    return {
        Part(part): {Term(term): tuple(phrases) for term, phrases in terms.items()}
        for part, terms in file.items()
        if part not in OTHERS
    }


def phrases_of(term: Term, *parts: Part) -> Iterator[str]:
    """Yield the phrases of *term* in *parts*, in all languages."""
    return (phrase for file in languages().values() for part in parts for phrase in file.get(part, {}).get(term, ()))
