"""The phrases of all languages, read from `languages/` once."""

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from asiento.lexicon.terms import Term

FOLDER = Path(__file__).parent / "languages"


class Part(StrEnum):
    """Where a phrase counts; `asiento.lexicon` tells what each part is for."""

    EVERYWHERE = "everywhere"
    LABELS = "labels"
    COLUMNS = "columns"
    LINES = "lines"


type Parts = Mapping[Part, Mapping[Term, tuple[str, ...]]]

LANGUAGE = "language"
"""The table of a file that tells of the language itself: `iso` (ISO 639-2) and its `telltales`."""


@cache
def languages() -> Mapping[str, Parts]:
    """Return the phrases by file, part and term, as they are written. Raises `ValueError` for an unknown part or term.

    The files are a part of the package: what is wrong in them fails every test.
    """
    return MappingProxyType({name: _parts(written) for name, written in _files().items()})


@cache
def telltales() -> Mapping[str, frozenset[str]]:
    """Return the words that only one language prints, by that language (ISO 639-2, as tesseract names its data).

    Some of them are phrases too: here they say nothing but their language.
    """
    told = (written[LANGUAGE] for written in _files().values() if LANGUAGE in written)
    return MappingProxyType({one["iso"]: frozenset(one["telltales"]) for one in told})


@cache
def _files() -> Mapping[str, Mapping[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def _parts(written: Mapping[str, Any]) -> Parts:
    return {
        Part(part): {Term(term): tuple(phrases) for term, phrases in terms.items()}
        for part, terms in written.items()
        if part != LANGUAGE
    }


def phrases_of(term: Term, *parts: Part) -> Iterator[str]:
    """Yield the phrases of *term* in *parts*, in all languages."""
    return (phrase for file in languages().values() for part in parts for phrase in file.get(part, {}).get(term, ()))
