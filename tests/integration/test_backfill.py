"""`asiento backfill`: what an older system left pending is taken over once, and goes through the pipeline."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from asiento.api import ApiServices
from asiento.commands import backfill as command
from asiento.commands import main
from asiento.model import ItemRef
from asiento.pipeline import FIRST, MAX_ATTEMPTS
from asiento.queues import InlineQueue
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from doubles import ListQueue

ROW = {"date": "2025-03-14", "supplier": "Bar Sol", "total": "12.10"}


def old(tenant: Tenant, **said: Any) -> dict[str, Any]:
    """Return a line of the export as the older system's table gives it, columns of its own among them."""
    ids = {name: str(uuid4()) for name in ("batch_id", "id")}
    return {"tenant_id": str(tenant.id), "status": "pending", "celery_task_id": None, **ids} | said


def options(folder: Path, lines: list[Any], *more: str) -> Namespace:
    """Write the export and return the command's options."""
    export = folder / "export.jsonl"
    written = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    export.write_text("\n".join(written) + "\n", encoding="utf-8")
    parser = ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args([str(export), "--files", str(folder), *more])


def states(admin: Engine) -> dict[str, str]:
    """Return stage and state of all items by id."""
    with admin.connect() as connection:
        rows = connection.execute(text("SELECT id, stage || ' ' || state AS at FROM asiento.items")).all()
    return {str(row.id): row.at for row in rows}


def test_pending_items_are_taken_over_once(
    api_services: ApiServices,
    tenant: Tenant,
    other_tenant: Tenant,
    queue: ListQueue,
    admin: Engine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Rows and files of two tenants become items under their own ids and are published; again nothing is made."""
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "gastos ñ.csv").write_text("fecha;proveedor;total\n2024-03-05;Bar Sol;12,10\n")
    batch = str(uuid4())
    lines = [
        old(tenant, row=ROW, batch_id=batch),
        old(tenant, file="2024/gastos ñ.csv", batch_id=batch),
        old(other_tenant, row=ROW),
        old(tenant, row=ROW, status="published"),
    ]

    assert command.take_over(api_services, options(tmp_path, lines)) == 0
    assert capsys.readouterr().out.startswith("3 items taken over, 0 were here already, 1 are not pending, 0 refused")
    assert {(stage, str(item)) for stage, item in queue.sent} == {("preprocess", line["id"]) for line in lines[:3]}
    assert command.take_over(api_services, options(tmp_path, lines)) == 0
    assert capsys.readouterr().out.startswith("0 items taken over, 3 were here already")
    assert len(queue.sent) == 3

    publish(api_services, lines[:3])

    assert {states(admin)[line["id"]] for line in (lines[0], lines[2])} == {"publish done"}
    assert sorted(states(admin).values()) == ["preprocess done"] + ["publish done"] * 3


def publish(services: ApiServices, lines: list[dict[str, Any]]) -> None:
    """Let the items go through all stages."""
    inline = InlineQueue(lambda stage, given: run_stage(stage, given, run), MAX_ATTEMPTS)
    run = Services(database=services.database, queue=inline, tools=services.tools)
    inline.send(FIRST, [ItemRef(UUID(line["tenant_id"]), UUID(line["id"])) for line in lines])


def test_a_dry_run_changes_nothing(
    api_services: ApiServices,
    tenant: Tenant,
    count: Callable[[str], int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It says what would be done."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    lines = [old(tenant, row=ROW), old(tenant, file="a.pdf")]

    assert command.take_over(api_services, options(tmp_path, lines, "--dry-run")) == 0

    assert capsys.readouterr().out.startswith("2 items would be taken over")
    assert (count("items"), count("batches"), api_services.files.sizes("")) == (0, 0, {})


def test_what_the_queue_did_not_take_is_left_to_the_sweep(
    api_services: ApiServices, tenant: Tenant, queue: ListQueue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The items are there and queued; the command says that they were not sent yet."""
    queue.away = True

    assert command.take_over(api_services, options(tmp_path, [old(tenant, row=ROW)])) == 0

    assert "1 items taken over (1 not sent yet" in capsys.readouterr().out


def test_lines_that_cannot_be_taken_over_are_named(
    api_services: ApiServices,
    tenant: Tenant,
    count: Callable[[str], int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each is named with its number and its fault, nothing outside the folder is read, and the others are taken."""
    folder = tmp_path / "files"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (folder / "large.pdf").write_bytes(b"x" * 1001)
    (folder / "link").symlink_to(tmp_path / "secret.txt")
    bad = [
        "{nope",
        "[]",
        '{"row": {"total": NaN}}',
        old(tenant),
        old(tenant, row=ROW, file="a"),
        old(tenant, row={}),
        old(tenant, row=[1]),
        old(tenant, row={"a": "\x00"}),
        old(tenant, row=ROW, id="7"),
        old(tenant, row=ROW, batch_id=None),
        old(tenant, row=ROW, tenant_id=str(uuid4())),
        old(tenant, file="missing.pdf"),
        old(tenant, file="../secret.txt"),
        old(tenant, file=str(tmp_path / "secret.txt")),
        old(tenant, file="link"),
        old(tenant, file="a\x00b"),
        old(tenant, file="large.pdf"),
    ]

    assert command.take_over(api_services, options(folder, [*bad, "", old(tenant, row=ROW)])) == 1

    said = capsys.readouterr()
    numbers = sorted(int(line.split()[1].rstrip(":")) for line in said.err.splitlines())
    assert numbers == list(range(1, len(bad) + 1))
    assert said.out.startswith(f"1 items taken over, 0 were here already, 0 are not pending, {len(bad)} refused")
    assert count("items") == 1
    assert api_services.files.sizes("") == {}


def test_an_expired_batch_takes_nothing_over(
    api_services: ApiServices, tenant: Tenant, admin: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its documents were deleted for good: what comes now goes into another batch; no file is stored for nothing."""
    batch = str(uuid4())
    assert command.take_over(api_services, options(tmp_path, [old(tenant, row=ROW, batch_id=batch)])) == 0
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.batches SET expired_at = now()"))
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")

    assert command.take_over(api_services, options(tmp_path, [old(tenant, file="a.pdf", batch_id=batch)])) != 0

    assert "its batch has expired" in capsys.readouterr().err
    assert api_services.files.sizes("") == {}


def test_without_settings_it_says_which_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An operator who forgot the environment is told its name."""
    from asiento import bootstrap  # noqa: PLC0415 (only here)

    monkeypatch.delenv("DATABASE_URL", raising=False)
    bootstrap.settings.cache_clear()

    assert main(["backfill", str(tmp_path / "none.jsonl")]) == 2
    assert "DATABASE_URL" in capsys.readouterr().err
