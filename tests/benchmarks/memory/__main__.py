"""Measure each stage and the API under their worst messages. Prints JSON lines; ends with 1 if one has too little.

A function is a process of its own, with real child processes, a real Postgres, and files on disk in S3's place.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, text

from asiento.pipeline import API_MEMORY, STAGES
from asiento.schema import migrate
from asiento.store.database import connect
from benchmarks.memory.api import put_large_items
from benchmarks.memory.measure import measured
from benchmarks.memory.messages import Message, kinds
from infra.local.ports import free_port
from infra.local.postgres import Cluster

ROOT = Path(__file__).parents[3]


def put(owner: Engine, files: Path, tenant: UUID, stage: str, messages: Sequence[Message]) -> list[UUID]:
    """Put items of *messages* in front of *stage*, their files below *files*; return their ids."""
    batch, ids = uuid4(), [uuid4() for _ in messages]
    with owner.begin() as connection:
        new = "INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:t, :b, '')"
        connection.execute(text(new), {"t": tenant, "b": batch})
        for item, message in zip(ids, messages, strict=True):
            columns = {"name": message.name, "stage": stage, **_columns(files, f"{tenant}/{batch}/{item}", message)}
            names = ", ".join(f'"{name}"' for name in columns)
            given = ", ".join(f":{name}" for name in columns)
            connection.execute(
                text(
                    f"INSERT INTO asiento.items (tenant_id, batch_id, id, position, {names}) "
                    f"VALUES (:t, :b, :i, 0, {given})"
                ),
                {"t": tenant, "b": batch, "i": item, **columns},
            )
    return ids


def _columns(files: Path, folder: str, message: Message) -> dict[str, Any]:
    columns = {name: value if isinstance(value, str) else json.dumps(value) for name, value in message.columns.items()}
    if message.row is not None:
        columns["row"] = json.dumps(message.row)
    if message.file is not None:
        columns["file_key"] = _stored(files, f"{folder}/{message.name}", message.file)
    if message.content is not None:
        columns["content_key"] = _stored(files, f"{folder}/content/content.json", message.content)
    if columns.pop("own_content", None):
        columns["content_key"] = columns["file_key"]
    return columns


def _stored(files: Path, key: str, data: bytes) -> str:
    place = files / key
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return key


def a_tenant(owner: Engine) -> UUID:
    """Return a new tenant."""
    tenant = uuid4()
    new = "INSERT INTO asiento.tenants (id, name, country, currency) VALUES (:id, 'Uno', 'ES', 'EUR')"
    with owner.begin() as connection:
        connection.execute(text(new), {"id": tenant})
    return tenant


def figure(name: str, has: int, command: Sequence[str], about: Mapping[str, str]) -> bool:
    """Run *command* and print what it took; tell whether it was enough."""
    peak, output, ended = measured([sys.executable, "-m", *command])
    enough = ended == 0 and peak.tree <= has
    sizes = {"tree_mb": round(peak.tree), "parent_mb": round(peak.parent), "child_mb": round(peak.child)}
    told = json.loads(output.splitlines()[-1]) if ended == 0 and output else {"ended": ended}
    print(json.dumps({"function": name, **about, "has_mb": has, **sizes, "enough": enough, **told}), flush=True)
    return enough


def main() -> int:
    """Measure what is asked for, everything by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("only", nargs="*", help="functions, or kinds of messages")
    only = set(parser.parse_args().only)
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder) / "postgres" / "data", free_port())
        Path(folder).chmod(0o755)
        cluster.start(fast=True)
        try:
            return 0 if all([*_figures(cluster, Path(folder) / "files", only)]) else 1
        finally:
            cluster.stop()


def _figures(cluster: Cluster, files: Path, only: set[str]) -> list[bool]:
    owner, url = connect(cluster.url()), cluster.url("asiento_login", "secret")
    migrate(owner, ROOT / "functions" / "migrate" / "migrations", url)
    tenant, enough = a_tenant(owner), []
    for stage, make in kinds():
        if not only or {stage, make.__name__} & only:
            ids = put(owner, files, tenant, stage, make())
            given = [stage, url, str(files), str(tenant), *map(str, ids)]
            command = ["benchmarks.memory.function", *given]
            enough.append(figure(stage, STAGES[stage].memory, command, {"messages": make.__name__}))
    if not only or "api" in only:
        item = put_large_items(owner, tenant)
        command = ["benchmarks.memory.api", url, str(files), str(tenant), str(item)]
        enough.append(figure("api", API_MEMORY, command, {"messages": "requests"}))
    owner.dispose()
    return enough


if __name__ == "__main__":
    sys.exit(main())
