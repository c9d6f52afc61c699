"""Run as a process of its own: the API as its Lambda function runs it, under its largest requests, one by one."""

import json
import sys
import time
from collections import Counter
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Engine, text

from asiento import bootstrap
from asiento.api import ApiServices, build_api
from asiento.model import Limits, Tools
from asiento.preprocess.antivirus import scanning_off
from asiento.sandbox.process import ProcessSandbox
from asiento.store.database import open_database
from benchmarks.memory.function import DiskFiles, SentAway
from benchmarks.memory.messages import (
    json_rows_of_small_values,
    large_invoices,
    large_statements,
    many_cells,
    rows_that_fill_a_family,
)


class UploadsOnDisk(DiskFiles):
    """Uploads as `S3Files` finds them."""

    def stored(self, keys: list[str]) -> set[str]:
        """Return those that are there."""
        return {key for key in keys if (self.folder / key).exists()}


def put_large_items(owner: Engine, tenant: UUID) -> UUID:
    """Put the largest documents before a person; return the first item's id."""
    batch, ids = uuid4(), [uuid4(), uuid4()]
    with owner.begin() as connection:
        connection.execute(
            text("INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:t, :b, '')"), {"t": tenant, "b": batch}
        )
        for item, message in zip(ids, (large_invoices()[0], large_statements()[0]), strict=True):
            connection.execute(
                text(
                    "INSERT INTO asiento.items (tenant_id, batch_id, id, position, name, stage, state, row, document)"
                    " VALUES (:t, :b, :i, 0, 'x', 'validate', 'review', '{}', :d)"
                ),
                {"t": tenant, "b": batch, "i": item, "d": message.columns["document"]},
            )
    return ids[1]


def main() -> None:
    """Ask, and print what was answered."""
    sys.path.append(str(Path(__file__).parents[2] / "support"))
    from api_client import ApiClient  # noqa: PLC0415 (the tests' own)

    url, folder, tenant, item = sys.argv[1:]
    bootstrap.quiet_libraries()
    files, sandbox = UploadsOnDisk(Path(folder)), ProcessSandbox()
    tools = Tools(files=files, limits=Limits(), scan=scanning_off)
    services = ApiServices(
        database=open_database(url),
        files=files,  # type: ignore[arg-type]
        queue=SentAway(),
        limits=Limits(),
        enabled=True,
        tools=tools,
        sandbox=sandbox,
    )
    client = ApiClient(api=build_api(services), tenant_id=UUID(tenant))
    started, answers = time.monotonic(), Counter[str]()
    batch = client.post("/batches").json["id"]
    for make in (rows_that_fill_a_family, json_rows_of_small_values, many_cells):
        key = f"{tenant}/{batch}/{uuid4()}/table.csv"
        files.write(key, make()[0].file or b"")
        answer = client.post("/previews", {"key": key})
        answers[f"preview of {make.__name__} {answer.json.get('code', answer.status)}"] += 1
    small = {"date": "2026-01-02", **{f"k{at}": at % 9 for at in range(950)}}
    rows = [small] * (4_900_000 // (len(json.dumps(small)) + 2))
    for _ in range(3):
        answers[f"preview {client.post('/previews', {'rows': rows}).status}"] += 1
        answers[f"ingest {client.post(f'/batches/{batch}/ingest', {'rows': rows}).status}"] += 1
    for _ in range(3):
        answers[f"item {client.get(f'/items/{item}').status}"] += 1
        fields = {"transactions.7.description": "x"}
        answers[f"correct {client.patch(f'/items/{item}', {'fields': fields}).status}"] += 1
    sandbox.stop()
    print(json.dumps({"seconds": round(time.monotonic() - started, 1), "answers": dict(answers)}))


if __name__ == "__main__":
    main()
