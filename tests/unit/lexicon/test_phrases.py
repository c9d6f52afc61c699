"""One vocabulary: each phrase stands once, under a term that somebody reads."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest

from asiento.lexicon.folding import plain
from asiento.lexicon.phrases import FOLDER, Part, languages, phrases_of
from asiento.lexicon.terms import Term
from asiento.pages.annotated import phrases as annotated
from asiento.tables import synonyms, words


def phrases() -> Iterator[tuple[str, str]]:
    """Yield each phrase as it is compared, with the file in which it stands."""
    for file, parts in languages().items():
        for terms in parts.values():
            for written in terms.values():
                yield from ((" ".join(filter(None, map(plain, phrase.split()))), file) for phrase in written)


def test_no_phrase_stands_twice() -> None:
    """Neither in two files nor twice in one: what several languages print alike is in `shared.toml`."""
    places: dict[str, list[str]] = {}
    for phrase, file in phrases():
        places.setdefault(phrase, []).append(file)

    assert {phrase: files for phrase, files in places.items() if len(files) > 1} == {}
    assert "" not in places


def test_every_file_is_read() -> None:
    """Each has known parts and terms only: `languages` raises for others."""
    assert set(languages()) == {path.stem for path in FOLDER.iterdir()}
    assert {"es", "en", "de", "fr", "it", "pt", "ca", "nl", "shared"} <= set(languages())


def test_every_term_has_phrases() -> None:
    """One without phrases would never be found."""
    assert [term for term in Term if not any(phrases_of(term, *Part))] == []


def test_every_term_is_read() -> None:
    """By the labels of pages, the titles of columns or the lines of tables."""
    read = {*chain(*annotated.TERMS.values(), *synonyms.TERMS.values())}
    read |= {
        *words.STATEMENT_NAMES,
        *words.CARD_NAMES,
        *words.TOTAL_WORDS,
        *words.SUMMARY_WORDS,
        *words.OPENING_WORDS,
        *words.CLOSING_WORDS,
        *words.ACCOUNT_WORDS,
    }
    assert set(Term) - read == set()


def test_a_label_announces_one_value() -> None:
    """No term is in two rows of the mapping, and no two phrases that read alike announce two values."""
    assert Counter(term for terms in annotated.TERMS.values() for term in terms).most_common(1)[0][1] == 1
    announced = {
        (key, label) for label, terms in annotated.TERMS.items() for term in terms for key in annotated.label_keys(term)
    }
    assert len(announced) == len(annotated.labels_by_phrase())


@pytest.mark.parametrize("part", [Part.EVERYWHERE, Part.LABELS])
def test_a_label_is_no_longer_than_what_is_looked_for(part: Part) -> None:
    """Of a longer one the last words would never be read."""
    from asiento.pages.annotated.mentions import MAX_LABEL_WORDS  # noqa: PLC0415

    long = [phrase for term in Term for phrase in phrases_of(term, part) if len(phrase.split()) > MAX_LABEL_WORDS]
    assert long == []
