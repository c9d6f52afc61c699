"""A reader that a document took over reaches nothing: real processes, as root and as a user without privileges."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws
from seccompy.syscalls import AARCH64_SYSCALLS, X86_64_SYSCALLS

from asiento import bootstrap
from asiento.sandbox.calls import ALLOWED, ONLY_X86
from asiento.settings import SECRETS as SECRETS_OF_FUNCTIONS
from needs import kernel_has_landlock
from processes import alive_in, is_empty_soon
from unprivileged import as_we_are, start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines readers")

SECRETS = {
    "DATABASE_URL": "postgresql+pg8000://user:password@host/database",
    "AWS_SECRET_ACCESS_KEY": "the-secret",
    "PATH": os.environ["PATH"],
}
READING = ("preprocess", "ocr", "classify", "extract")

Says = Callable[..., list[Any]]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody may write to, with a file that everybody may change."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        marker = Path(name) / "marker"
        marker.write_text("untouched")
        marker.chmod(0o666)
        yield Path(name)
        assert marker.read_text() == "untouched"


@pytest.fixture(params=["as we are", "without privileges"])
def says(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Says]:
    """Return what the hostile children of some tasks say, their readers started by this user, or by nobody."""
    with tempfile.TemporaryDirectory() as trees:
        Path(trees).chmod(0o755)

        def ask(*tasks: tuple[str, str, dict[str, Any]], flags: tuple[str, ...] = ()) -> list[Any]:
            with (tmp_path / "log").open("w") as log:
                streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": log}
                if request.param == "as we are":
                    process = as_we_are("hostile_worker.py", flags, SECRETS, **streams)
                else:
                    process = start("hostile_worker.py", flags, SECRETS, Path(trees), **streams)
                try:
                    out, _ = process.communicate(json.dumps(tasks), timeout=60)
                finally:
                    process.kill()
            if process.returncode:
                return [(tmp_path / "log").read_text()]
            return [json.loads(line) for line in out.splitlines()]

        yield ask


def got_of(answer: dict[str, Any]) -> dict[str, str]:
    """Return the attacks that were not refused, with what they got."""
    assert len(answer) > 40
    return {name: got for name, got in answer.items() if got != "refused"}


def test_a_reader_reaches_nothing(says: Says, place: Path, request: pytest.FixtureRequest) -> None:
    """No secret, process, socket, file, session, handle or limit, in any stage that reads files."""
    answers = says(*((stage, "tries_everything", {"place": str(place)}) for stage in READING))

    assert [got_of(answer["outcomes"]) for answer in answers] == [{}] * len(READING)
    # To its parent, and to its server.
    assert [answer["open"] for answer in answers] == [["socket", "socket"]] * len(READING)
    unprivileged = "without" in request.node.name
    assert all((answer["user"] != 0) >= unprivileged for answer in answers)


def test_an_older_kernel_still_keeps_secrets_and_processes(says: Says, place: Path) -> None:
    """Without Landlock, as in Lambda today, the same is refused; a line in the log says that files can be looked at."""
    told, answer = says(("extract", "tries_everything", {"place": str(place)}), flags=("no-landlock",))

    assert got_of(answer["outcomes"]) == {}
    assert (told["level"], told["missing"]) == ("WARNING", ["landlock"])


@pytest.mark.parametrize("lacking", ["no-seccomp", "no-loading"])
def test_a_kernel_without_filters_is_warned_of_once(says: Says, place: Path, lacking: str) -> None:
    """It goes on: secrets and memory are out of reach all the same, and files cannot be written to."""
    task = ("extract", "tries_a_little", {"place": str(place)})
    told, one, other = says(task, task, flags=(lacking, "no-landlock"))

    assert told["missing"] == ["landlock", "seccomp"]
    assert one == other == dict.fromkeys(one, "refused")


def test_threads_have_an_end(says: Says, request: pytest.FixtureRequest) -> None:
    """A decoder may have some. Root, whom no such limit binds, ends with the memory."""
    (count,) = says(("extract", "starts_threads", {}))

    assert 4 < count < (20_000 if "as we are" in request.node.name else 5_000)


@pytest.mark.parametrize("lacking", ["no-seccomp", "no-loading"])
def test_a_kernel_without_filters_is_refused_where_they_are_required(says: Says, lacking: str) -> None:
    """The process does not start, or, where the kernel promised what it does not keep, reads nothing."""
    (problem,) = says(("extract", "open_now", {}), flags=(lacking, "required"))

    assert "IMPORTS_SANDBOX" in problem


def test_a_reader_looks_at_code_only(says: Says, place: Path) -> None:
    """Where the kernel has Landlock: no data of the machine, open to all or not, and no list of its processes."""
    if not kernel_has_landlock():
        pytest.skip("this kernel has no Landlock")
    (answer,) = says(("preprocess", "looks_at_files", {"place": str(place)}))

    assert set(answer.values()) == {"refused"}


def test_a_function_keeps_its_secrets_in_memory_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once there are readers its environment has none, and boto3 signs all the same."""
    built = (bootstrap.settings, bootstrap.keys, bootstrap.client, bootstrap.sandbox)
    for name in SECRETS_OF_FUNCTIONS:
        monkeypatch.setenv(name, SECRETS.get(name, "the-secret"))
    for each in built:
        each.cache_clear()

    with mock_aws():
        bootstrap.sandbox()

        assert not set(os.environ) & set(SECRETS_OF_FUNCTIONS)
        assert bootstrap.settings().database_url == SECRETS["DATABASE_URL"]
        assert bootstrap.client("s3").list_buckets()["Buckets"] == []
    for each in built:
        each.cache_clear()


def test_the_filter_is_the_same_on_both_processors() -> None:
    """Each call that is allowed has a number on x86_64, and on arm64 unless that never had it."""
    named = {*ALLOWED, "openat", "fcntl", "ioctl", "prlimit64", "clone", "clone3", "kill", "tgkill", "execveat"}

    assert named <= set(X86_64_SYSCALLS)
    assert named - set(AARCH64_SYSCALLS) == ONLY_X86


SCRIPT = """
import json, os, pathlib
from hostile_reader import attacks, outcome
tried = attacks(pathlib.Path({place!r}), {parent}, os.getppid())
print(json.dumps({{name: outcome(attack) for name, attack in tried.items()}}))
"""


def test_the_ocr_engine_reaches_nothing_either(says: Says, place: Path) -> None:
    """What reads the picture is as confined as what asked for it, and starts no other program."""
    ((code, out, errors),) = says(
        ("ocr", "has_a_script_run", {"script": SCRIPT.format(place=str(place), parent=os.getpid())})
    )

    assert code == 0, errors
    assert got_of(json.loads(out)) == {}


def test_the_ocr_engine_is_limited(says: Says) -> None:
    """In what it writes, in memory, in handles and in time."""
    scripts = [
        "import sys; [sys.stdout.write('0' * 2**20) for _ in range(100)]",
        "b = bytes(8 * 2**30)",
        "import os; [os.open('/dev/null', os.O_RDONLY) for _ in range(100)]",
        "import resource; print(resource.getrlimit(resource.RLIMIT_CPU))",
    ]
    ended = says(*(("ocr", "has_a_script_run", {"script": script}) for script in scripts))

    assert [code != 0 for code, _, _ in ended] == [True, True, True, False]
    assert "too large" in ended[0][2]
    assert "MemoryError" in ended[1][2]
    assert "Too many open files" in ended[2][2]
    assert ended[3][1].startswith("(100,")


@pytest.mark.parametrize(
    ("stage", "program", "options"),
    [
        ("preprocess", "tesseract", ["-"]),
        ("classify", "workbook", []),
        ("ocr", "/bin/true", []),
        ("ocr", "tesseract", ["/etc/passwd"]),
        ("ocr", "tesseract", ["-c", "tessedit_write_images=1"]),
        ("ocr", "tesseract", ["a"] * 9),
    ],
)
def test_a_server_starts_only_what_the_stage_has(stage: str, program: str, options: list[str]) -> None:
    """Another program, another stage's, or options that name files: the server hangs up."""
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    asked = [(stage, "asks_for_a_program", {"program": program, "options": options})]
    with as_we_are("hostile_worker.py", (), SECRETS, **streams) as worker:
        out, _ = worker.communicate(json.dumps(asked), timeout=60)

    assert json.loads(out).startswith("refused")


@pytest.mark.parametrize(
    ("stage", "function"), [("extract", "counts_forever"), ("ocr", "keeps_a_script_running")], ids=["reader", "engine"]
)
def test_nothing_stays_behind_a_worker_that_was_killed(stage: str, function: str, tmp_path: Path) -> None:
    """Server, reader and engine end with the worker, even if that could say nothing to them; no file has a name."""
    tasks: list[tuple[str, str, dict[str, Any]]] = [("extract", "open_now", {}), (stage, function, {})]
    streams, environment = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}, SECRETS | {"TMPDIR": str(tmp_path)}
    with as_we_are("hostile_worker.py", ("linger",), environment, **streams) as worker:
        worker.stdin.write(json.dumps(tasks))
        worker.stdin.close()
        worker.stdout.readline()
        group = int(worker.stdout.readline())
        wait_for_children(group, 3 if stage == "ocr" else 2)

        worker.kill()

    assert is_empty_soon(group)
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []


def wait_for_children(group: int, count: int) -> None:
    """Wait until a group has *count* processes."""
    until = time.monotonic() + 20
    while len(alive_in(group)) < count and time.monotonic() < until:
        time.sleep(0.02)
    assert len(alive_in(group)) == count
