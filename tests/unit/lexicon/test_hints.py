"""What tells documents and amounts apart without naming them: each hint is one that somebody takes."""

import re
from collections import Counter

import pytest

from asiento.lexicon.files import FOLDER, written
from asiento.lexicon.hints import HINTS, Hint, source_of_hints
from asiento.lexicon.notation import spellings

PACKAGE = FOLDER.parent.parent
KINDS = [(name, kind) for name, file in written().items() for kind in file.get(HINTS, {})]


def test_what_several_languages_print_alike_stands_once() -> None:
    """As phrases do: in `shared.toml`, for each thing that it hints at."""
    said = Counter(
        (kind, spelled)
        for name, kind in KINDS
        for phrase in written()[name][HINTS][kind]
        for spelled in spellings(phrase)
    )

    assert [each for each, times in said.items() if times > 1] == []


def test_each_is_of_a_known_kind() -> None:
    """Another one would never be found."""
    assert {kind for _, kind in KINDS} == set(Hint)


@pytest.mark.parametrize("hint", Hint)
def test_every_hint_is_taken(hint: Hint) -> None:
    """Some module outside of the lexicon asks for it."""
    modules = (path for path in PACKAGE.rglob("*.py") if FOLDER.parent not in path.parents)

    assert any(re.search(rf"\bHint\.{hint.name}\b", path.read_text(encoding="utf-8")) for path in modules)


def test_anything_may_stand_between() -> None:
    """A till puts what it likes between `total` and what is in it."""
    pattern = re.compile(rf"\b(?:{source_of_hints(Hint.TOTAL_WITH_TAX)})\b")

    assert [bool(pattern.search(text)) for text in ("total rm inclusive", "total incl", "totalincl", "incl total")] == [
        True,
        True,
        False,
        False,
    ]
