"""The commands that README shows work as they stand there, on the deployed stack."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.conftest import Deployed
from places import ROOT

SAMPLE = "breakfast.jpg"
UPLOAD = re.compile(
    r"^## From an upload to the ledger$.*?^```sh\n(.*?)^```.*?^```json\n(.*?)^```", re.DOTALL | re.MULTILINE
)
ROWS = re.compile(r"^## Rows$.*?^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
ERRORS_ARE_FAILURES = 'curl() { command curl -fsS "$@"; }'


def read_json_values(text: str) -> list[object]:
    """Return the JSON values that stand one after the other in *text*."""
    decoder, values, text = json.JSONDecoder(), [], text.strip()
    while text:
        value, end = decoder.raw_decode(text)
        values.append(value)
        text = text[end:].strip()
    return values


@pytest.fixture
def clone(deployed: Deployed, samples_folder: Path, tmp_path: Path) -> Path:
    """A folder as `make run` leaves it: its Python, the samples, and `run.json` with address and key."""
    key = deployed.client.http.headers["Authorization"].removeprefix("Bearer ")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (tmp_path / "var" / "samples").mkdir(parents=True)
    shutil.copy(samples_folder / SAMPLE, tmp_path / "var" / "samples")
    (tmp_path / "var" / "run.json").write_text(json.dumps({"api_url": deployed.record.api_url, "api_key": key}))
    return tmp_path


@pytest.mark.timeout(300)
def test_the_upload_of_the_readme_works(clone: Path) -> None:
    """Its commands, run by bash, print what it shows: but for ids and times, the same answers."""
    commands, shown = upload_of_the_readme()

    ran = run(commands, clone)

    assert (ran.returncode, ran.stderr) == (0, "")
    printed = read_json_values(ran.stdout)
    assert [without_chance(value) for value in printed] == [without_chance(value) for value in read_json_values(shown)]


@pytest.mark.timeout(300)
def test_the_rows_of_the_api_guide_work(clone: Path) -> None:
    """After the README's upload its commands are answered, none with an error."""
    rows = ROWS.search((ROOT / "docs" / "api.md").read_text(encoding="utf-8"))
    assert rows

    ran = run("\n".join((ERRORS_ARE_FAILURES, upload_of_the_readme()[0], rows[1])), clone)

    assert (ran.returncode, ran.stderr) == (0, "")


def upload_of_the_readme() -> tuple[str, str]:
    """Return the commands of the README's upload, and what it says that they print."""
    found = UPLOAD.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found
    return found[1], found[2]


def run(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run *commands* as a shell would that ends at the first failure."""
    command = ["bash", "-euo", "pipefail", "-c", commands]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def without_chance(value: object) -> object:
    """Return an answer without what differs from run to run: ids and times."""
    assert isinstance(value, dict)
    return {name: value[name] for name in value if name not in {"id", "item_id", "items", "created_at"}}
