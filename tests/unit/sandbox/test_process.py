"""What a document does to its reader ends there: real child processes, crashed, starved and killed."""

import os
import signal
import time
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pillow_heif import from_pillow

from asiento.causes import BugError, cause_of
from asiento.errors import DocumentError, TransientError
from asiento.model import Engine, Kind
from asiento.ocr import ocr
from asiento.pipeline import STAGES
from asiento.preprocess import preprocess
from asiento.preview import JOB as PREVIEW
from asiento.preview.dry_run import dry_run
from asiento.preview.results import Preview
from asiento.sandbox.process import ProcessSandbox
from asiento.timelimit import OutOfTimeError, time_limit
from builders import DictFiles, make_file_item, make_tools
from made_files import RECEIPT, draw, image_bytes, pdf_bytes
from processes import is_empty_soon
from sandboxed import STAGE, code_of, run


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
