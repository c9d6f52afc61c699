"""The words of which longer phrases are made: each says what somebody asks for."""

import re
from collections import Counter

import pytest

from asiento.lexicon.files import FOLDER, written
from asiento.lexicon.notation import spellings
from asiento.lexicon.words import WORDS, Word, words_saying

PACKAGE = FOLDER.parent.parent
KINDS = [(name, kind) for name, file in written().items() for kind in file.get(WORDS, {})]


def test_what_several_languages_print_alike_stands_once() -> None:
    """As phrases do: in `shared.toml`, for each thing that it says."""
    said = Counter(
        (kind, spelled) for name, kind in KINDS for word in written()[name][WORDS][kind] for spelled in spellings(word)
    )

    assert [each for each, times in said.items() if times > 1] == []


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_each_is_one_word_of_a_known_kind(name: str, kind: str) -> None:
    """Of several words it would be a phrase, and never found among words."""
    words = [spelled for word in written()[name][WORDS][kind] for spelled in spellings(word)]

    assert kind in set(Word)
    assert [word for word in words if not re.fullmatch(r"\w+", word)] == []


@pytest.mark.parametrize("kind", Word)
def test_every_kind_has_words_and_is_read(kind: Word) -> None:
    """Some module outside of the lexicon asks for it."""
    modules = (path for path in PACKAGE.rglob("*.py") if FOLDER.parent not in path.parents)

    assert words_saying(kind)
    assert any(re.search(rf"\bWord\.{kind.name}\b", path.read_text(encoding="utf-8")) for path in modules)


def test_words_are_those_of_all_languages_and_kinds() -> None:
    """However many are asked for."""
    assert {"without", "sin", "ohne", "excl"} <= words_saying(Word.WITHOUT)
    assert words_saying(Word.WITHOUT, Word.WITH) == words_saying(Word.WITHOUT) | words_saying(Word.WITH)
