"""`asiento redrive`, with the environment of an operator."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws
from sqlalchemy import Engine

from asiento import bootstrap
from asiento.commands import main
from asiento.model import ItemRef
from asiento.queues import body_of
from asiento.settings import queue_variable
from asiento.tenant import Tenant
from dead_letter_queues import Queues, make_queues
from moving_sqs import give_move_task, take_move_task

BUILT = (bootstrap.settings, bootstrap.database, bootstrap.client, bootstrap.queue, bootstrap.dead_letters)
AWAY = json.dumps({"code": "scanner_unavailable", "message": "The scanner did not answer."})


@pytest.fixture
def queues(migrated: tuple[Engine, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Queues]:
    """All queues, on an endpoint without the move task; the environment names them and the database."""
    take_move_task(monkeypatch)
    with mock_aws():
        queues = make_queues()
        for stage, url in queues.urls.items():
            monkeypatch.setenv(queue_variable(stage), url)
        monkeypatch.setenv("DATABASE_URL", migrated[1])
        for built in BUILT:
            built.cache_clear()
        yield queues
        if bootstrap.database.cache_info().currsize:
            bootstrap.database().engine.dispose()
        for built in BUILT:
            built.cache_clear()


def test_an_operator_counts_and_then_moves(
    queues: Queues, tenant: Tenant, put_item: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each run says in a sentence what it did, and nothing else."""
    dead: list[ItemRef] = [put_item(tenant, stage="ocr", state="failed", error=AWAY) for _ in range(3)]
    for item in dead:
        queues.put_letter(body_of(item), "ocr")
    queues.put_letter("hello", "ocr")

    assert main(["redrive", "ocr", "--dry-run"]) == 0
    assert capsys.readouterr().out == (
        "ocr: 3 dead letters would be moved back (scanner_unavailable 3); "
        "0 would be removed, since their item waits for no message; 1 left.\n"
    )
    assert main(["redrive", "ocr", "--code", "scanner_unavailable", "--limit", "2"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("ocr: 2 dead letters moved back (scanner_unavailable 2); ")
    assert said.endswith("; there may be more, run it again.\n")
    assert set(queues.bodies(queues.urls["ocr"])) < {body_of(item) for item in dead}
    assert len(queues.bodies(queues.dead["ocr"])) == 2


def test_where_sqs_moves_them_it_is_said(
    queues: Queues, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The number is SQS's own, which is approximate."""
    give_move_task(monkeypatch)
    queues.put_letter("hello", "ocr")

    assert main(["redrive", "ocr"]) == 0
    assert capsys.readouterr().out == "ocr: SQS is moving about 1 dead letters back.\n"


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"IMPORTS_QUEUE_OCR": ""}, 2, "The setting IMPORTS_QUEUE_OCR is missing."),
        ({"DATABASE_URL": ""}, 2, "The setting DATABASE_URL is missing."),
        ({"IMPORTS_RUNNER_MODE": "inline"}, 2, "there are no queues and no dead letters."),
        ({"IMPORTS_QUEUE_OCR": "https://sqs.eu-south-2.amazonaws.com/1/gone"}, 1, "ocr did not answer."),
    ],
)
def test_what_is_missing_is_named(
    queues: Queues,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, str],
    status: int,
    sentence: str,
) -> None:
    """A sentence and a status, not a traceback."""
    assert queues
    for name, value in changes.items():
        monkeypatch.setenv(name, value)

    assert main(["redrive", "ocr"]) == status
    said = capsys.readouterr().err
    assert said.startswith("asiento: ")
    assert sentence in said
