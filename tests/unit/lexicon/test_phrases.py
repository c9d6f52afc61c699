"""One vocabulary: each phrase stands once, under a term that somebody reads."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from asiento.lexicon.files import FOLDER
from asiento.lexicon.folding import plain
from asiento.lexicon.notation import found_in, is_plain, pattern_of, source_of, spellings
from asiento.lexicon.phrases import Part, languages, phrases_of
from asiento.lexicon.terms import Term
from asiento.pages.annotated import phrases as annotated

PACKAGE = FOLDER.parent.parent


def phrases() -> Iterator[tuple[str, str]]:
    """Yield each phrase as it is compared, with the file in which it stands."""
    for file, parts in languages().items():
        for terms in parts.values():
            for written in terms.values():
                spelled = (one for phrase in written for one in spellings(phrase))
                yield from (
                    (" ".join(filter(None, map(plain, one.replace("*", "0").split()))), file) for one in spelled
                )


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


@pytest.mark.parametrize("part", [Part.EVERYWHERE, Part.LABELS, Part.COLUMNS])
def test_what_is_looked_up_is_written_as_it_is_printed(part: Part) -> None:
    """The notation of lines is for what is looked for in lines."""
    assert [phrase for term in Term for phrase in phrases_of(term, part) if not is_plain(phrase)] == []


@pytest.mark.parametrize(
    ("phrase", "printed"),
    [
        ("extracto (de) cuenta", {"extracto cuenta", "extracto de cuenta"}),
        ("obrigado/obrigada pela", {"obrigado pela", "obrigada pela"}),
        (
            "releve de (vos) compte/comptes",
            {f"releve de {vos}{c}" for vos in ("", "vos ") for c in ("compte", "comptes")},
        ),
        ("*rechnung", {"*rechnung"}),
        ("total/ttl ... incl*", {"total ... incl*", "ttl ... incl*"}),
    ],
)
def test_a_phrase_of_lines_is_spelled_in_each_way(phrase: str, printed: set[str]) -> None:
    """What may be missing, and what stands there of two; any letters stay as they are."""
    assert set(spellings(phrase)) == printed


def test_what_holds_a_title_and_is_none_is_not_found() -> None:
    """Whether it begins before the title or with it."""
    receipt = pattern_of(Term.RECEIPT, unless=(Term.NO_TITLE,))

    assert found_in("payable upon receipt", receipt) is None
    assert found_in("bon de livraison", receipt) is None
    assert found_in("upon receipt of the cash receipt", receipt) == "cash receipt"


def test_a_pattern_prefers_the_longer_phrase() -> None:
    """Of two at one place that one counts, as for labels."""
    found = re.search(rf"\b(?:{source_of(Term.RECEIPT)})\b", "su ticket n 17")

    assert found is not None
    assert found[0] == "ticket n"


def test_every_term_is_read() -> None:
    """Some module outside of the lexicon asks for it."""
    modules = [path for path in PACKAGE.rglob("*.py") if FOLDER.parent not in path.parents]
    asked = {name for path in modules for name in re.findall(r"\bTerm\.(\w+)", path.read_text(encoding="utf-8"))}

    assert {term.name for term in Term} - asked == set()


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
