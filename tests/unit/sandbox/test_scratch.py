"""The scratch folder of a child: where pytesseract has its files, and what is left of them however the child ends."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import IO, Any

import pytest

from asiento.causes import BugError
from asiento.errors import DocumentError, TransientError
from asiento.model import Engine, Item, Kind
from asiento.ocr import ocr
from asiento.pipeline import STAGES
from asiento.programs.engine_call import call
from asiento.sandbox.process import ProcessSandbox
from asiento.sandbox.programs import MOST_GIVEN
from asiento.timelimit import OutOfTimeError, time_limit
from builders import DictFiles, make_file_item, make_tools
from made_files import draw, image_bytes
from processes import alive_in, is_empty_soon

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what a handle is")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this process and of what it starts."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def sandbox(temporary: Path) -> Iterator[ProcessSandbox]:
    """With servers that were started while that was the folder."""
    sandbox = ProcessSandbox()
    yield sandbox
    sandbox.stop()
    assert list(temporary.iterdir()) == []


def run(sandbox: ProcessSandbox, function: str, name: str, files: DictFiles, **of_stage: Any) -> Item:
    """Run a stage function of `engine_readers`, whose engine is a Python, on an item called *name*."""
    stage = replace(STAGES["ocr"], function=f"engine_readers:{function}", warm_up=None, **of_stage)
    item = replace(make_file_item(b"bytes", files, "a.pdf"), name=name)
    return sandbox.run(stage, item, make_tools(files, tesseract=sys.executable))


@linux
@pytest.mark.parametrize(
    ("end", "error"),
    [
        ("well", None),
        ("late", None),
        ("SIGSEGV", DocumentError),
        ("SIGKILL", TransientError),
        ("silence", DocumentError),
        ("bug", BugError),
        ("loop", DocumentError),
    ],
)
def test_nothing_is_left_however_a_child_ends(
    sandbox: ProcessSandbox, temporary: Path, end: str, error: type[Exception] | None
) -> None:
    """Its engine has files in a folder of the child's own, which have lost their names; the folder goes with it."""
    files, limits = DictFiles(), {"soft_limit": 2} if end == "loop" else {}
    if error:
        with pytest.raises(error):
            run(sandbox, "asks_the_engine", end, files, **limits)
    else:
        run(sandbox, "asks_the_engine", end, files, **limits)

    said = next(json.loads(data) for key, data in files.contents.items() if key.endswith("handles.json"))
    folder = Path(said["picture"]).parent
    assert folder.parent == temporary
    assert (said["picture"], said["answer"]) == (f"{folder}/picture (deleted)", f"{folder}/answer (deleted)")
    assert said["threads"] == "1"
    assert list(temporary.iterdir()) == []
    assert sandbox.server is None or alive_in(sandbox.server.pid) == [sandbox.server.pid]


@linux
def test_each_child_has_a_folder_of_its_own(sandbox: ProcessSandbox) -> None:
    """Another one's name leads nowhere."""
    picture = set()
    for _ in range(2):
        files = DictFiles()
        made = run(sandbox, "asks_the_engine", "well", files)
        picture.add(json.loads(files.contents[made.content_key or ""])["picture"])

    assert len(picture) == 2


def test_a_stage_without_time_leaves_no_folder(sandbox: ProcessSandbox, temporary: Path) -> None:
    """Server, reader and engine are killed, and the folder goes after them."""
    run(sandbox, "asks_the_engine", "well", DictFiles())
    assert sandbox.server is not None
    group, seen = sandbox.server.pid, set[Path]()
    Timer(0.5, lambda: seen.update(temporary.iterdir())).start()

    with pytest.raises(OutOfTimeError), time_limit(1.5):
        run(sandbox, "waits_for_the_engine", "a", DictFiles())

    assert len(seen) == 1
    assert list(temporary.iterdir()) == []
    assert is_empty_soon(group)


def test_a_server_that_is_killed_leaves_no_folder(sandbox: ProcessSandbox, temporary: Path) -> None:
    """It is the parent that made it."""
    run(sandbox, "asks_the_engine", "well", DictFiles())
    assert sandbox.server is not None
    group = sandbox.server.pid
    Timer(0.5, lambda: os.kill(group, signal.SIGKILL)).start()

    with pytest.raises(TransientError, match="reader_unavailable"):
        run(sandbox, "waits_for_the_engine", "a", DictFiles())

    assert list(temporary.iterdir()) == []
    assert is_empty_soon(group)


def test_a_disk_that_is_away_is_worth_another_try(
    sandbox: ProcessSandbox, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no fault of the document."""
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "missing"))

    with pytest.raises(TransientError, match="reader_unavailable"):
        run(sandbox, "asks_the_engine", "well", DictFiles())


@pytest.mark.parametrize("asked", [f"{MOST_GIVEN + 1} 5", "5 0", "5 -1", "5 nan"])
def test_what_a_child_has_written_there_is_bounded(sandbox: ProcessSandbox, asked: str) -> None:
    """A picture that is too large, or a time that never ends: the server hangs up. `test_sandbox` has the answer."""
    refused = run(sandbox, "asks_too_much", asked, DictFiles()).media_type

    assert refused in {"ConnectionResetError", "BrokenPipeError"}


def test_no_file_is_left_where_temporary_files_are(sandbox: ProcessSandbox, temporary: Path) -> None:
    """A page is read as always, in a child and here, and that folder is as empty as before."""
    data, made, left = image_bytes(draw()), [], []
    for reads in (lambda item, tools: sandbox.run(replace(STAGES["ocr"], warm_up=None), item, tools), ocr):
        files = DictFiles()
        tools = replace(make_tools(files), engines=frozenset({Engine.TESSERACT}))
        reads(make_file_item(data, files, kind=Kind.IMAGE), tools)
        made.append(files.contents)
        left.append(list(temporary.iterdir()))

    assert left == [[], []]
    assert made[0] == made[1]


def test_a_disk_without_room_is_no_short_answer(tmp_path: Path) -> None:
    """The engine would cut its answer there, and say that all is well: it is not even started."""

    def never(_options: Sequence[str], _streams: Sequence[IO[bytes]], _seconds: float) -> int:
        raise AssertionError

    with pytest.raises(OSError, match="No space left"):
        call(b"picture", ["-"], 1, tmp_path, never, least_free=2**62)
    assert list(tmp_path.iterdir()) == []


def test_readers_do_not_load_pytesseract() -> None:
    """Nor numpy or pandas, which it would import: only what starts the engine does."""
    code = "import sys, asiento.sandbox.server, asiento.ocr.engines, asiento.preprocess; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()

    assert not {"pytesseract", "numpy", "pandas"} & set(loaded)
