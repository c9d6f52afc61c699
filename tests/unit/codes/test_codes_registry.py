"""The registry of codes is whole: what the package says is in it, and every language says all of it."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pytest

from asiento.codes.languages import LANGUAGES, language
from asiento.codes.registry import OPTIONAL, TYPES, Entry, Kind, registry
from asiento.codes.sentences import WRITERS
from asiento.publish import NEEDED
from places import ROOT

PACKAGE = ROOT / "layers" / "asiento" / "asiento"
FINDING = frozenset({Kind.ERROR, Kind.REVIEW, Kind.WARNING})
NAMED_BY = {
    "DocumentError": (0, frozenset({Kind.DOCUMENT})),
    "TransientError": (0, frozenset({Kind.TRANSIENT})),
    "RequestError": (1, frozenset({Kind.REQUEST})),
    "JsonError": (0, frozenset({Kind.REQUEST})),
    "refused": (0, frozenset({Kind.REQUEST})),
    "error": (0, frozenset({Kind.ERROR})),
    "review": (0, frozenset({Kind.REVIEW})),
    "warning": (0, frozenset({Kind.WARNING})),
    "judge": (0, frozenset({Kind.ERROR, Kind.REVIEW})),
    "Finding.of": (1, FINDING),
    "Doubt.of": (0, frozenset({Kind.DOUBT})),
    "Notice.of": (0, frozenset({Kind.WARNING})),
    "Reason.of": (0, frozenset({Kind.REASON})),
    "said": (0, frozenset(Kind)),
}
"""What says something, with the place of the name of the sentence, and what that may be."""
RULES = frozenset({"error", "review", "warning", "judge"})
"""Only in rules of validation."""
NOT_PARAMS = frozenset({"field", "retry_after", "errors"})
PASSED_ON = frozenset(
    {
        "api/body.py",  # what is wrong with JSON
        "api/localization.py",  # a name that was stored
        "sandbox/conversation.py",  # what a child said, looked up there
        "sandbox/messages.py",  # what the parent's tools said
        "extract/__init__.py",  # what classify named, looked up there
        "originals/__init__.py",  # a document's error as a request's
        "preview/__init__.py",  # the same
        "review/postings.py",  # the same
        "codes/said.py",
        "errors.py",
        "model.py",
        "strict_json.py",
        "validate/finding.py",
    }
)
"""Where what is said comes from elsewhere, so that no name stands there."""


@dataclass(frozen=True)
class Call:
    """A place that says something: the *name* of the sentence, None if it is no literal, with its parameters."""

    place: str
    said_by: str
    name: str | None
    params: frozenset[str | None]


def _calls() -> Iterator[Call]:
    for path in sorted(PACKAGE.rglob("*.py")):
        where = str(path.relative_to(PACKAGE))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (by := ast.unparse(node.func)) in NAMED_BY:
                if by in RULES and not where.startswith("validate/"):
                    continue
                place, _ = NAMED_BY[by]
                named = node.args[place] if len(node.args) > place else None
                name = named.value if isinstance(named, ast.Constant) and isinstance(named.value, str) else None
                given = frozenset(keyword.arg for keyword in node.keywords)
                params = given - NOT_PARAMS if by in ("RequestError", "JsonError") else given
                yield Call(f"{where}:{node.lineno}", by, name, params)


CALLS = tuple(_calls())
ENTRIES = tuple(registry().values())
REASONS = tuple(entry for entry in ENTRIES if Kind.REASON in entry.kinds)
WRONG = tuple(entry for entry in ENTRIES if entry not in REASONS)
"""What tells of something that is wrong."""
TEXTS = frozenset(
    node.value
    for path in PACKAGE.rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
)


def _said_in_sql() -> set[str]:
    """Return the sentences of what is decided where it is saved: their codes and variants stand in quotes."""
    quoted = set(
        re.findall(r"'([a-z_]+)'", (PACKAGE / "store" / "sql" / "post_outcomes.sql").read_text(encoding="utf-8"))
    )
    return {entry.name for entry in ENTRIES if set(entry.name.split(".")) <= quoted}


def _names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_package_says_something() -> None:
    """The tests below see the places, so that they do not pass by finding nothing."""
    assert len(CALLS) > 250
    assert len({entry.code for entry in ENTRIES}) > 150


def test_every_name_is_literal_where_it_is_said() -> None:
    """A name that is put together is found by nobody; only what was said elsewhere is passed on."""
    assert [call.place for call in CALLS if call.name is None and call.place.partition(":")[0] not in PASSED_ON] == []


def test_findings_and_doubts_are_made_by_name() -> None:
    """None is put together with a sentence of its own; a rule passes on what a reader doubted. Nor are reasons."""
    made = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Finding", "Doubt", "Notice", "Error", "Reason")
    ]

    assert [place for place in made if not place.startswith("validate/doubts.py")] == []


def test_every_code_is_registered() -> None:
    """Whoever says something finds its sentence."""
    assert [(call.place, call.name) for call in CALLS if call.name and call.name not in registry()] == []


def test_every_parameter_is_given() -> None:
    """Just those that the sentence names."""
    wrong = []
    for call in CALLS:
        if call.name and call.name in registry():
            params = registry()[call.name].params
            needed = {name for name, kind in params.items() if kind not in OPTIONAL}
            place_names_it = {"name"} if call.said_by == "refused" else set()
            if not needed - place_names_it <= call.params <= params.keys():
                wrong.append((call.place, call.name, call.params ^ params.keys()))
    assert wrong == []


def test_every_code_is_said_as_what_it_is() -> None:
    """A document's error is no finding, and a review no warning."""
    known = [(call, registry()[call.name].kinds) for call in CALLS if call.name and call.name in registry()]

    assert [(call.place, call.name) for call, kinds in known if kinds.isdisjoint(NAMED_BY[call.said_by][1])] == []


def test_every_sentence_is_said() -> None:
    """What nobody says any more goes."""
    said = {call.name for call in CALLS} | TEXTS | _said_in_sql()

    assert [entry.name for entry in ENTRIES if entry.name not in said] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_types_are_known(entry: Entry) -> None:
    """Each parameter can be checked and written."""
    assert set(entry.params.values()) <= TYPES.keys()
    assert TYPES.keys() == WRITERS.keys()


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_says_everything(name: str) -> None:
    """No sentence is missing, and none is left over."""
    assert language(name).sentences.keys() == registry().keys()


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_sentences_name_their_parameters(entry: Entry, name: str) -> None:
    """What is wrong and what to do name just what is there; how many others there are is said after them."""
    named = set().union(*(_names_in(text) for text in language(name).sentences[entry.name]))

    assert named == {param for param, kind in entry.params.items() if kind not in OPTIONAL}


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("entry", WRONG, ids=lambda entry: entry.name)
def test_sentences_end_in_what_to_do(entry: Entry, name: str) -> None:
    """The second part gives an order, by a word of the language's list; both parts are sentences."""
    spoken = language(name)
    says, do = spoken.sentences[entry.name]
    words = {_bare(word) for word in do.split()}

    assert words & set(spoken.form["orders"]), do
    assert do[-1] in ".…", do
    assert says[-1] in ".!?}", says
    assert says != do


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("entry", REASONS, ids=lambda entry: entry.name)
def test_reasons_are_sentences_that_ask_for_nothing(entry: Entry, name: str) -> None:
    """Nothing is wrong."""
    says, do = language(name).sentences[entry.name]

    assert (says[-1], do) == (".", "")


def _bare(word: str) -> str:
    """Return *word* in small letters, without accents but that of ñ, and what stands around it."""
    plain = word.lower().strip(".,;:«»'\"`()[]{}…")
    return plain.translate(str.maketrans("áéíóúü", "aeiouu"))


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_sentence_is_pasted_from_another_language(name: str) -> None:
    """Each language has sentences of its own, but for what is the same in all."""
    others = {text for other in LANGUAGES if other != name for text in language(other).sentences.values()}

    assert [key for key, text in language(name).sentences.items() if text in others] == []


def test_words_are_the_same_in_all_languages() -> None:
    """And each is one that the package says."""
    first, *rest = (language(name).words.keys() for name in LANGUAGES)

    assert [words ^ first for words in rest if words != first] == []
    assert sorted(first - TEXTS) == []


def test_what_the_ledger_needs_has_words() -> None:
    """`incomplete_document` names columns."""
    assert set(chain.from_iterable(NEEDED.values())) <= language("en").words.keys()
