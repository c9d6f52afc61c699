"""The phrases of all languages, read from `languages/` once."""

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from asiento.lexicon.terms import Term

FOLDER = Path(__file__).parent / "languages"


class Part(StrEnum):
    """Where a phrase counts; `asiento.lexicon` tells what each part is for."""

    EVERYWHERE = "everywhere"
    LABELS = "labels"
    COLUMNS = "columns"
    LINES = "lines"


@cache
def languages() -> Mapping[str, Mapping[Part, Mapping[Term, tuple[str, ...]]]]:
    """Return the phrases by file, part and term, as they are written. Raises `ValueError` for an unknown part or term.

    The files are a part of the package: what is wrong in them fails every test.
    """
    return MappingProxyType({path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))})


def _read(path: Path) -> Mapping[Part, Mapping[Term, tuple[str, ...]]]:
    with path.open("rb") as file:
        written = tomllib.load(file)
    return {
        Part(part): {Term(term): tuple(phrases) for term, phrases in terms.items()} for part, terms in written.items()
    }


def phrases_of(term: Term, *parts: Part) -> Iterator[str]:
    """Yield the phrases of *term* in *parts*, in all languages."""
    return (phrase for file in languages().values() for part in parts for phrase in file.get(part, {}).get(term, ()))
