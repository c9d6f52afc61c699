"""The commands behind the Makefile, as far as they need no stack."""

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from infra.local.__main__ import _run
from infra.local.config import StackError


def test_a_wrong_path_is_told_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make run DOCS=…` with a path that is not there takes no time and starts nothing."""
    monkeypatch.setenv("PATH", str(tmp_path))  # Nothing could be started with it.

    with pytest.raises(StackError, match="no file or folder"):
        _run(Namespace(command="run", documents=[tmp_path / "missing.pdf"]))


def test_stopping_the_stack_loads_nothing_that_draws_samples() -> None:
    """`make down` and `make status` answer without the libraries of `make run`."""
    loaded = "import sys, infra.local.__main__; print(sorted({'reportlab', 'rich', 'openpyxl'} & set(sys.modules)))"

    printed = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"
