"""What a child may say of its document: data in bounds, of its own item, in the codes of the registry."""

import json
import time
from dataclasses import replace

import pytest

from asiento.classification import Classification
from asiento.codec import from_plain, to_plain
from asiento.codes import sentence
from asiento.codes.said import MOST_TEXT
from asiento.errors import DocumentError
from asiento.model import Finding, Severity
from asiento.pipeline import PIPELINE, Stage
from asiento.sandbox.process import ProcessSandbox
from builders import TENANT, DictFiles, make_file_item, make_item, make_tools
from reader_functions import STRANGER
from sandboxed import OTHERS_FILE, OWN, STAGE, code_of, run


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("postings", None),
        ("accepted", [{"code": "zero_total", "severity": "review", "field": "total"}]),
        ("id", str(STRANGER)),
        ("batch_id", str(STRANGER)),
        ("file_key", OTHERS_FILE),
        ("name", "other.pdf"),
        ("row", {"total": "1"}),
        ("received_at", "2020-01-01T00:00:00Z"),
    ],
)
@pytest.mark.parametrize("stage", [stage for stage in PIPELINE if stage.reads_files], ids=lambda stage: stage.name)
def test_what_is_not_a_childs_to_say_is_not_heard(
    sandbox: ProcessSandbox, stage: Stage, field: str, value: object
) -> None:
    """Whose an item is, what a person accepted, and what is posted: a reading stage decides none of it."""
    files = DictFiles()
    item = replace(make_file_item(b"bytes", files), name=json.dumps([field, value]))
    claiming = replace(stage, function="reader_functions:claims", warm_up=None)

    assert sandbox.run(claiming, item, make_tools(files)) == item


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("content_key", OTHERS_FILE),
        ("content_key", f"{OWN}/../{STRANGER}/content/a"),
        ("children", {"file_key": OTHERS_FILE}),
        ("children", {"file_key": f"{OWN}/parts/0/a.pdf", "content_key": OTHERS_FILE}),
        ("children", {"file_key": f"{TENANT.id}/{STRANGER}/{STRANGER}/parts/0/a.pdf"}),
    ],
)
def test_an_answer_that_names_anothers_key_is_none(sandbox: ProcessSandbox, field: str, value: object) -> None:
    """Else the next stage would read it, and may quarantine it, as its own."""
    assert code_of(sandbox, "claims", json.dumps([field, value])) == "unreadable_file"


@pytest.mark.parametrize(
    "message",
    [
        "no json",
        "[" * 100_000,
        "[]",
        '{"done": 1}',
        '{"done": "a"}',
        '{"unconfined": [{}, 1, "all"]}',
        '{"read": ["a"]}',
        '{"document_error": {"code": "Robert\'); DROP TABLE items"}}',
        '{"document_error": ["infected", "a sentence"]}',
        '{"document_error": {"code": "empty_file", "message": "a sentence"}}',
        '{"document_error": {"code": "empty_file", "params": {"name": "x"}}}',
        '{"document_error": {"code": "file_too_large", "variant": "file"}}',
        '{"document_error": {"code": "file_too_large", "variant": "file", "params": {"most": "many"}}}',
        '{"document_error": {"code": "zero_total"}}',
        '{"transient_error": {"code": "empty_file"}}',
        '{"transient_error": {"code": ""}}',
        '{"bug": [1, 2]}',
        '{"fetch": "http://example.com"}',
    ],
    ids=range(18),
)
def test_what_a_child_says_is_data(sandbox: ProcessSandbox, message: str) -> None:
    """Whatever it sends, it harms only its own document."""
    assert code_of(sandbox, "says", message) == "unreadable_file"
    assert run(sandbox, "writes_and_reads").content_key


def test_what_a_child_quotes_is_bounded(sandbox: ProcessSandbox) -> None:
    """A text that is a book is not kept; one in bounds is, as the child's own words never are."""
    book, name = ({"code": "archive_too_deep", "params": {"name": "a" * size}} for size in (MOST_TEXT + 1, MOST_TEXT))

    assert code_of(sandbox, "says", json.dumps({"document_error": book})) == "unreadable_file"
    with pytest.raises(DocumentError, match="archive_too_deep") as ended:
        run(sandbox, "says", json.dumps({"document_error": name}))
    assert ended.value.said.params == name["params"]


AMOUNT = {"value": "1.00", "confidence": 1, "source": "ocr"}
FOUND = {"code": "zero_total", "severity": "review", "field": "total"}


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "no_such_code"},
        {"severity": "error"},
        {"severity": "accepted"},
        {"params": {"name": "x"}},
        {"message": "Call this number."},
        {"code": "negative_total"},
        {"code": "negative_total", "params": {"total": "a lot"}},
    ],
    ids=repr,
)
def test_a_finding_of_a_child_is_one_of_the_registry(sandbox: ProcessSandbox, changed: dict[str, object]) -> None:
    """By its code, severity and parameters: a child has no sentences of its own."""
    assert run(sandbox, "claims", json.dumps(["findings", FOUND])).findings
    assert code_of(sandbox, "claims", json.dumps(["findings", FOUND | changed])) == "unreadable_file"


def test_a_doubt_of_a_child_is_one_of_the_registry(sandbox: ProcessSandbox) -> None:
    """However deep in its document it stands."""
    doubts = ({"code": "open_kind"}, {"code": "open_kind", "message": "Call this number."}, {"code": "zero_total"})
    told, own, other = (
        {"doc_type": "bank_statement", "transactions": [{"amount": {**AMOUNT, "doubt": doubt}}]} for doubt in doubts
    )

    assert run(sandbox, "claims", json.dumps(["document", told])).document
    assert code_of(sandbox, "claims", json.dumps(["document", own])) == "unreadable_file"
    assert code_of(sandbox, "claims", json.dumps(["document", other])) == "unreadable_file"


@pytest.mark.parametrize(
    "reason",
    [
        "Call this number.",
        {"code": "type_reason", "message": "Call this number."},
        {"code": "open_kind"},
        {"code": "type_reason", "variant": "title"},
    ],
    ids=repr,
)
def test_a_reason_of_a_child_is_one_of_the_registry(sandbox: ProcessSandbox, reason: object) -> None:
    """Also where reasons were texts once."""
    title = {"code": "type_reason", "variant": "title", "params": {"words": "quote"}}
    told, own = ({"doc_type": "other", "score": 1, "reasons": [each]} for each in (title, reason))

    assert run(sandbox, "claims", json.dumps(["classification", told])).classification
    assert code_of(sandbox, "claims", json.dumps(["classification", own])) == "unreadable_file"


def test_what_was_stored_as_a_reason_passes_a_child(sandbox: ProcessSandbox) -> None:
    """It was a text before reasons were codes."""
    kept = {"doc_type": "other", "score": 1, "reasons": ["'quote' as the title"]}
    stage = replace(STAGE, function="reader_functions:claims")
    old = from_plain(Classification, kept)
    item = make_item(name=json.dumps(["classification", kept]), classification=old)

    assert sandbox.run(stage, item, make_tools()).classification == old
    assert [sentence(reason, "es") for reason in old.reasons] == ["'quote' as the title"]


def test_what_was_stored_as_a_sentence_passes_a_child(sandbox: ProcessSandbox) -> None:
    """Items of before codes had parameters are read again, and keep what they said."""
    old = Finding(code="zero_total", severity=Severity.REVIEW, field="total", message="The total is 0.00. Look at it.")
    stage = replace(STAGE, function="reader_functions:claims")
    item = make_item(name=json.dumps(["findings", to_plain(old)]), findings=(old,))

    assert sandbox.run(stage, item, make_tools()).findings == (old,)


def test_what_a_child_asks_is_bounded(sandbox: ProcessSandbox) -> None:
    """Millions of empty things are not even looked at; nor is an answer whose every entry is wrong, to the last."""
    asked = json.dumps({"read": [{}] * 2_000_000})
    started = time.monotonic()

    assert code_of(sandbox, "says", asked) == "unreadable_file"
    assert code_of(sandbox, "answers", '{"findings": [' + "{}," * 900_000 + "{}]}") == "unreadable_file"
    assert time.monotonic() - started < 20


def test_only_a_stage_that_makes_children_may_make_some(sandbox: ProcessSandbox) -> None:
    """What it stored itself becomes a child of preprocess, and none of extract."""
    claim = json.dumps(["children", {"file_key": f"{OWN}/parts/0/a.pdf"}])

    assert len(run(sandbox, "claims", claim).children) == 1
    assert code_of(sandbox, "claims", claim, has_children=False) == "unreadable_file"


def test_a_child_cannot_speak_for_another_item(sandbox: ProcessSandbox) -> None:
    """Whose item it is, is what the database said, not what the child says."""
    done = run(sandbox, "takes_another_name")

    assert STRANGER not in (done.id, done.batch_id, done.tenant.id)
