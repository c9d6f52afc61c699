"""Ports and background processes of the local stack."""

import os
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from infra.local.config import StackError
from infra.local.processes import check_port, is_running, launch, stop

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_taken_port_gets_a_sentence_with_the_variable_to_set() -> None:
    """It names the port, what needs it and a command that works."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(StackError) as caught:
            check_port("postgres_port", port, "Postgres")

    assert str(caught.value) == (
        f"Port {port}, which Postgres needs, is taken by another program. Stop that program, or choose another port, "
        f"for example: ASIENTO_POSTGRES_PORT={port + 1} make up"
    )
    check_port("postgres_port", port, "Postgres")


def test_a_process_runs_until_it_is_stopped(tmp_path: Path) -> None:
    """Started in the background, known by its command line, ended by its id."""
    process = launch(SLEEP, log=tmp_path / "sleep.log", environment=dict(os.environ), cwd=tmp_path)

    assert is_running(process)
    stop(process)
    assert not is_running(process)


def test_a_process_that_is_no_longer_ours_is_left_alone() -> None:
    """A number that went to another program is not signalled: this test would not survive it."""
    own = launch(SLEEP, log=Path(os.devnull), environment=dict(os.environ), cwd=Path("/"))
    recycled = replace(own, pid=os.getpid())

    assert not is_running(recycled)
    stop(recycled)
    stop(own)
