"""What a document does to its reader ends there: real child processes, crashed, starved and killed."""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pillow_heif import from_pillow

from asiento.causes import BugError, cause_of
from asiento.classification import Classification
from asiento.codec import from_plain, to_plain
from asiento.codes import sentence
from asiento.codes.said import MOST_TEXT
from asiento.errors import AsientoError, DocumentError, TransientError
from asiento.model import Engine, Finding, Item, Kind, Severity
from asiento.ocr import ocr
from asiento.pipeline import PIPELINE, STAGES, Stage
from asiento.preprocess import preprocess
from asiento.preview import JOB as PREVIEW
from asiento.preview.dry_run import dry_run
from asiento.preview.results import Preview
from asiento.sandbox.messages import MOST_WRITES
from asiento.sandbox.process import ProcessSandbox
from asiento.timelimit import OutOfTimeError, time_limit
from builders import TENANT, DictFiles, make_file_item, make_item, make_tools
from made_files import RECEIPT, draw, image_bytes, pdf_bytes
from processes import is_empty_soon
from reader_functions import STRANGER

STAGE = replace(STAGES["preprocess"], warm_up=None)
OTHERS_FILE = f"{STRANGER}/{STRANGER}/{STRANGER}/invoice.pdf"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ProcessSandbox]:
    """One server for all tests: it survives them, or is replaced."""
    sandbox = ProcessSandbox()
    yield sandbox
    sandbox.stop()


def run(
    sandbox: ProcessSandbox, function: str, name: str = "a.pdf", files: DictFiles | None = None, **of_stage: Any
) -> Item:
    """Run a stage function of `reader_functions` on a file called *name*."""
    files = files if files is not None else DictFiles()
    stage = replace(STAGE, function=f"reader_functions:{function}", **of_stage)
    item = replace(make_file_item(b"bytes", files, "a.pdf"), name=name)
    return sandbox.run(stage, item, make_tools(files))


def code_of(sandbox: ProcessSandbox, function: str, name: str = "a.pdf", **of_stage: Any) -> str:
    """Return the code with which the stage function ends."""
    with pytest.raises(AsientoError) as ended:
        run(sandbox, function, name, **of_stage)
    return ended.value.code


def test_a_child_makes_what_the_function_makes(sandbox: ProcessSandbox) -> None:
    """The item and the stored content are the same as without a child."""
    near, far = DictFiles(), DictFiles()
    data = pdf_bytes(RECEIPT)

    here = preprocess(make_file_item(data, near), make_tools(near))
    there = sandbox.run(STAGES["preprocess"], make_file_item(data, far), make_tools(far))

    assert (there, far.contents) == (here, near.contents)


@pytest.mark.parametrize("form", ["HEIF", "TIFF", "WEBP", "PNG"])
def test_a_picture_is_known_in_a_child_as_it_is_here(sandbox: ProcessSandbox, form: str) -> None:
    """Decoders that are loaded when they are needed can still be."""
    stream, files = BytesIO(), DictFiles()
    from_pillow(draw()).save(stream) if form == "HEIF" else draw().save(stream, form)
    data = stream.getvalue()
    item, tools = make_file_item(data, files), make_tools(files)

    assert sandbox.run(STAGE, item, tools) == preprocess(item, tools)


def test_a_picture_is_read_in_a_child_as_it_is_here(sandbox: ProcessSandbox) -> None:
    """By tesseract, which the server starts: its languages, which way up, and the words."""
    data = image_bytes(draw([*RECEIPT, *RECEIPT], size=30).rotate(90, expand=True))
    near, far = DictFiles(), DictFiles()
    here, there = (
        (
            make_file_item(data, files, kind=Kind.IMAGE),
            replace(make_tools(files), engines=frozenset({Engine.TESSERACT})),
        )
        for files in (near, far)
    )

    assert sandbox.run(replace(STAGES["ocr"], warm_up=None), *there) == ocr(*here)
    assert far.contents == near.contents


@pytest.mark.parametrize("script", [None, "#!/bin/sh\nexec tesseract $*\n"], ids=["missing", "a script"])
def test_an_engine_that_is_no_program_is_worth_another_try(
    sandbox: ProcessSandbox, tmp_path: Path, script: str | None
) -> None:
    """It is missing, or a script, which would need a second program: the log and the dead letter say so."""
    command = tmp_path / "tesseract"
    if script:
        command.write_text(script)
        command.chmod(0o755)
    files = DictFiles()
    tools = replace(make_tools(files, tesseract=str(command)), engines=frozenset({Engine.TESSERACT}))

    with pytest.raises(TransientError, match="ocr_unavailable: Tesseract could not be run"):
        sandbox.run(STAGES["ocr"], make_file_item(image_bytes(draw()), files, kind=Kind.IMAGE), tools)


def test_each_file_has_a_child_of_its_own(sandbox: ProcessSandbox) -> None:
    """No document meets what another left in the process; what it stores arrives."""
    files = DictFiles()
    one, other = (run(sandbox, "writes_and_reads", files=files) for _ in range(2))

    assert one.media_type != other.media_type
    assert files.contents[one.content_key or ""] == b"bytesbytes"


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE"])
def test_a_crash_is_the_documents_fault(sandbox: ProcessSandbox, name: str) -> None:
    """It ends at once with a sentence, and the next document is read."""
    with pytest.raises(DocumentError, match=r"unreadable_file: .*Print it to a new PDF"):
        run(sandbox, "crashes", name)
    assert run(sandbox, "writes_and_reads").content_key


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_a_child_killed_from_outside_is_the_worlds_fault(sandbox: ProcessSandbox, name: str) -> None:
    """The kernel that wants its memory back says nothing of the document: it is tried again."""
    with pytest.raises(TransientError, match="reader_unavailable"):
        run(sandbox, "crashes", name)


def test_memory_is_limited(sandbox: ProcessSandbox) -> None:
    """A gigabyte is more than the stage has."""
    assert code_of(sandbox, "eats_memory") == "too_much_memory"


def test_depth_is_limited(sandbox: ProcessSandbox) -> None:
    """A file nested without end is no bug of ours."""
    assert code_of(sandbox, "goes_ever_deeper") == "unreadable_file"


def test_cpu_time_is_limited(sandbox: ProcessSandbox) -> None:
    """An endless loop ends at the limit, by the document's fault and at the first try."""
    started = time.monotonic()

    assert code_of(sandbox, "counts_forever", soft_limit=2) == "took_too_long"
    assert time.monotonic() - started < 30


def test_a_stage_without_time_leaves_nothing_behind(sandbox: ProcessSandbox) -> None:
    """Server and child are gone when the stage's time is over, and another server takes their place."""
    run(sandbox, "writes_and_reads")
    assert sandbox.server is not None
    group = sandbox.server.pid

    with pytest.raises(OutOfTimeError), time_limit(0.3):
        run(sandbox, "counts_forever")

    assert is_empty_soon(group)
    assert run(sandbox, "writes_and_reads").content_key


def test_a_server_that_was_killed_is_replaced(sandbox: ProcessSandbox) -> None:
    """One document may have to be tried again, the one after it is read."""
    run(sandbox, "writes_and_reads")
    assert sandbox.server is not None
    os.kill(sandbox.server.pid, signal.SIGKILL)

    with suppress(TransientError):
        run(sandbox, "writes_and_reads")
    assert run(sandbox, "writes_and_reads").content_key


def test_silence_is_no_success(sandbox: ProcessSandbox) -> None:
    """A child that leaves without an answer has read nothing."""
    assert code_of(sandbox, "leaves_at_once") == "unreadable_file"


def test_errors_come_through_as_they_are(sandbox: ProcessSandbox) -> None:
    """The document's fault and the world's keep their codes, also the scanner's, which is asked on this side."""

    def away(_key: str, _data: bytes) -> None:
        raise TransientError("scanner_unavailable")

    files = DictFiles()
    stage = replace(STAGE, function="reader_functions:blames")
    with pytest.raises(TransientError, match="scanner_unavailable"):
        sandbox.run(stage, make_file_item(b"1", files), make_tools(files, scan=away))
    assert code_of(sandbox, "blames") == "empty_file"
    assert code_of(sandbox, "blames", "world") == "scanner_unavailable"


def test_a_bug_keeps_its_cause_and_its_traceback(sandbox: ProcessSandbox) -> None:
    """Dead letters are grouped by the fault in the child, not by the child's end."""
    with pytest.raises(BugError, match="1 // 0") as bug:
        run(sandbox, "has_a_bug")
    assert cause_of(bug.value).startswith("ZeroDivisionError")


def test_a_child_knows_no_secret(sandbox: ProcessSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment with the database's address and the credentials stays with the parent."""
    monkeypatch.setenv("DATABASE_URL", "postgresql+pg8000://user:password@host/database")
    sandbox.stop()

    names = (run(sandbox, "tells_its_environment").media_type or "").split()

    assert "PYTHONPATH" in names
    assert not [name for name in names if name.startswith(("AWS", "DATABASE", "IMPORTS"))]


OWN = f"{TENANT.id}/00000000-0000-4000-8000-0000000000b1/00000000-0000-4000-8000-0000000000c1"
FOREIGN = [
    OTHERS_FILE,
    f"{TENANT.id}/{STRANGER}/{STRANGER}/a.pdf",
    OWN.replace("c1", "c2") + "/a.pdf",
    f"{OWN}2/a.pdf",
    f"{OWN}/../{STRANGER}/a.pdf",
    f"{OWN}/content/../../{STRANGER}/content/a.pdf",
    "",
    "../a",
    OWN,
    f"{TENANT.id}",
]


@pytest.mark.parametrize("tool", ["read", "write", "scan", "quarantine"])
@pytest.mark.parametrize("key", FOREIGN, ids=range(len(FOREIGN)))
def test_a_child_names_only_keys_of_its_item(sandbox: ProcessSandbox, tool: str, key: str) -> None:
    """Whoever takes a child over gets no other file, of no tenant, and neither changes nor hides one."""
    files = DictFiles(dict.fromkeys(FOREIGN, b"another's"))

    with pytest.raises(DocumentError, match="unreadable_file"):
        run(sandbox, "asks_for", json.dumps([tool, key]), files)
    assert {files.contents[foreign] for foreign in FOREIGN} == {b"another's"}
    assert not files.quarantined


@pytest.mark.parametrize(
    ("tool", "key"),
    [
        ("read", f"{OWN}/a.pdf"),
        ("read", f"{OWN}/content/reading.json"),
        ("write", f"{OWN}/content/reading.json"),
        ("write", f"{OWN}/parts/3/signed/invoice.xml"),
        ("scan", f"{OWN}/a.pdf"),
        ("quarantine", f"{OWN}/a.pdf"),
    ],
)
def test_a_child_may_use_its_own_keys(sandbox: ProcessSandbox, tool: str, key: str) -> None:
    """Its file, and what was read of it."""
    files = DictFiles({f"{OWN}/content/reading.json": b""})

    assert run(sandbox, "asks_for", json.dumps([tool, key]), files)


@pytest.mark.parametrize("name", ["signed/invoice.xml", "signed/signature.json", "reading.json"])
def test_a_part_of_a_file_reads_what_lies_beside_it(sandbox: ProcessSandbox, name: str) -> None:
    """Its folder is in that of the file that it was a part of; the other parts are not its own."""
    place = f"{OWN.replace('c1', 'aa')}/parts/1"
    files = DictFiles({f"{place}/{name}": b"", f"{place}/signed/invoice.xml": b"", f"{place[:-1]}2/{name}": b""})
    part = replace(make_item(), file_key=f"{place}/{name.rpartition('/')[0]}{'/' * ('/' in name)}invoice.xml")
    stage = replace(STAGE, function="reader_functions:asks_for")

    assert sandbox.run(stage, replace(part, name=json.dumps(["read", f"{place}/{name}"])), make_tools(files))
    for tool, key in [("read", f"{place[:-1]}2/{name}"), ("write", f"{place}/{name}"), ("quarantine", f"{place}/b")]:
        with pytest.raises(DocumentError, match="unreadable_file"):
            sandbox.run(stage, replace(part, name=json.dumps([tool, key])), make_tools(files))


def test_a_child_writes_over_no_upload(sandbox: ProcessSandbox) -> None:
    """What was scanned stays as it was."""
    with pytest.raises(DocumentError, match="unreadable_file"):
        run(sandbox, "asks_for", json.dumps(["write", f"{OWN}/a.pdf"]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("postings", None),
        ("approved", True),
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
    """Whose an item is, whether a person approved it, and what is posted: a reading stage decides none of it."""
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


def test_what_a_child_stores_is_bounded(sandbox: ProcessSandbox) -> None:
    """By number and by bytes; what is past it ends the child."""
    assert code_of(sandbox, "stores", str(MOST_WRITES + 1)) == "unreadable_file"


def test_only_a_stage_that_makes_children_may_make_some(sandbox: ProcessSandbox) -> None:
    """What it stored itself becomes a child of preprocess, and none of extract."""
    claim = json.dumps(["children", {"file_key": f"{OWN}/parts/0/a.pdf"}])

    assert len(run(sandbox, "claims", claim).children) == 1
    assert code_of(sandbox, "claims", claim, has_children=False) == "unreadable_file"


@pytest.mark.parametrize(
    "function", ["keeps_other_bytes", "keeps_under_a_false_key", "keeps_unscanned", "keeps_malware"]
)
def test_a_child_keeps_only_what_was_scanned(sandbox: ProcessSandbox, function: str) -> None:
    """What becomes the item's file are the bytes that the parent read and the scanner let pass, under their own key."""
    files = DictFiles()
    stage = replace(STAGE, function=f"reader_functions:{function}")
    item = make_file_item(b"bytes", files)
    found = "Eicar" if function == "keeps_malware" else None

    with pytest.raises(DocumentError, match="unreadable_file"):
        sandbox.run(stage, item, make_tools(files, scan=lambda _key, _data: found))

    assert list(files.contents) == [item.file_key]


def test_a_child_cannot_say_which_file_is_the_items(sandbox: ProcessSandbox) -> None:
    """It is the one that it had, unless the parent kept it."""
    assert run(sandbox, "names_another_file").file_key == make_file_item(b"", DictFiles(), "a.pdf").file_key


def test_a_child_cannot_speak_for_another_item(sandbox: ProcessSandbox) -> None:
    """Whose item it is, is what the database said, not what the child says."""
    done = run(sandbox, "takes_another_name")

    assert STRANGER not in (done.id, done.batch_id, done.tenant.id)


def test_a_child_writes_nothing_to_the_disk(sandbox: ProcessSandbox, tmp_path: Path) -> None:
    """The disk of a function is small and shared by all its documents."""
    assert run(sandbox, "writes_to_disk", str(tmp_path / "a")).media_type == "PermissionError"
    assert not list(tmp_path.iterdir())


def test_a_preview_is_made_in_a_child_as_well(sandbox: ProcessSandbox) -> None:
    """The dry run of a table in the API comes back as it would be made here."""
    files = DictFiles()
    table = b"Fecha;Proveedor;Total\n2025-03-01;Bar Sol;3,10\n2025-03-02;Bar Luna;4,10\n"
    item, tools = make_file_item(table, files), make_tools(files)

    there = sandbox.make(PREVIEW, item, tools, Preview)

    assert replace(there, items=()) == replace(dry_run(item, tools), items=())
    assert [shown.expected for shown in there.items] == [shown.expected for shown in dry_run(item, tools).items]
