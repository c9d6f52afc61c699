"""`make burst`: many rows of several tenants at once, and how the API answers meanwhile. Prints one JSON line.

The answers are those of the emulated gateway, which shares its one process with the queues; beside them stands the time
of the same question without it.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import batched, count
from pathlib import Path
from statistics import median, quantiles
from threading import Event
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import text

from asiento.access.keys import Role, new_key
from asiento.review import progress_of
from asiento.store.database import Database, connect, name_tenants, open_database
from benchmarks.rows import rows
from benchmarks.running import add_stack, running_stack
from infra.local import stack
from infra.local.client import ApiClient
from infra.local.demo_tenant import ADD_KEYS, ADD_TENANT, TENANT_ID

ROWS_A_REQUEST = 1_000
STANDSTILL_SECONDS = 300.0
PATIENCE = 300.0
"""Seconds for an answer: a busy machine starts the API's processes slowly."""
LEDGER = ("expenses", "invoices", "bank_transactions")


@dataclass(kw_only=True)
class Company:
    """One of the tenants: its client, its batch, and when its last row was published, in seconds."""

    id: UUID
    client: ApiClient
    rows: Sequence[Mapping[str, str]]
    batch_id: str = ""
    accepted: int = 0
    ended: float | None = None
    published: int = 0


@dataclass(kw_only=True)
class Watch:
    """What was measured meanwhile: seconds of each answer, and the peak memory of the API's processes in MB."""

    status: list[float] = field(default_factory=list)
    query: list[float] = field(default_factory=list)
    api_mb: dict[int, float] = field(default_factory=dict)


def companies(record: stack.Record, number: int, each: int) -> list[Company]:
    """Make tenants with a key each, and the rows that they will send."""
    made = []
    engine = connect(record.admin_database_url)
    for index in range(number):
        tenant, key = uuid5(TENANT_ID, f"burst {index} {time.time_ns()}"), new_key(Role.REVIEW)
        kept = [{"prefix": key.prefix, "hash": key.hash, "role": key.role}]
        company = {"id": tenant, "name": f"Burst {index}", "country": "ES", "currency": "EUR", "tax_ids": "[]"}
        with engine.begin() as connection:
            name_tenants(connection, [tenant])
            connection.execute(ADD_TENANT, company)
            connection.execute(ADD_KEYS, {"tenant_id": tenant, "keys": json.dumps(kept), "name": "burst"})
        client = ApiClient(record.api_url, key.text)
        client.http.timeout = PATIENCE
        made.append(Company(id=tenant, client=client, rows=list(rows(each, seed=index))))
    engine.dispose()
    return made


def send(company: Company) -> None:
    """Send all rows of a tenant, one request after the other."""
    company.batch_id = company.client.create_batch("burst")
    for some in batched(company.rows, ROWS_A_REQUEST, strict=False):
        path = f"/batches/{company.batch_id}/ingest"
        company.accepted += company.client.call("POST", path, json={"rows": list(some)})["accepted"]


def watch(all_of_them: Sequence[Company], database: Database, emulator: int, seen: Watch, stop: Event) -> None:
    """Ask for the status of one batch after the other until *stop*, and note what is measured."""
    began = last = time.monotonic()
    finished: dict[str, int] = {}
    for index in count():
        company = all_of_them[index % len(all_of_them)]
        if stop.is_set() or time.monotonic() - last > STANDSTILL_SECONDS:
            return
        seen.api_mb |= dict(api_memory(emulator))
        if company.batch_id:
            asked = time.monotonic()
            status = company.client.status(company.batch_id)
            answered = time.monotonic()
            progress_of(database, company.id, UUID(company.batch_id))
            seen.status.append(answered - asked)
            seen.query.append(time.monotonic() - answered)
            if finished.get(company.batch_id) != status["finished"]:
                finished[company.batch_id], last = status["finished"], answered
            company.published = status["published"]
            if company.ended is None and company.accepted == len(company.rows) == status["finished"]:
                company.ended = answered - began
        if all(each.ended is not None for each in all_of_them):
            return
        stop.wait(0.2)


def api_memory(emulator: int) -> Iterator[tuple[int, float]]:
    """Yield the processes of the API function with the most memory that each ever held, in MB (Linux only)."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, status = (folder / "cmdline").read_bytes(), (folder / "status").read_text()
        except OSError:
            continue
        fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        if b"ApiFunction" in command and int(fields["PPid"]) == emulator:
            yield int(folder.name), int(fields["VmHWM"].split()[0]) / 1024


def ledger_of(record: stack.Record, all_of_them: Sequence[Company]) -> dict[str, int]:
    """Count the postings of these tenants, and the items that have more than one."""
    posted = " UNION ALL ".join(f"SELECT tenant_id, item_id FROM asiento.{table}" for table in LEDGER)
    engine = connect(record.admin_database_url)
    with engine.begin() as connection:
        ids = [company.id for company in all_of_them]
        name_tenants(connection, ids)
        counted = text(f"""
            SELECT count(*), count(*) - count(DISTINCT (tenant_id, item_id)) FROM ({posted}) p
            WHERE tenant_id = ANY (CAST(:tenants AS uuid[]))""")
        total, twice = connection.execute(counted, {"tenants": ids}).one()
    engine.dispose()
    return {"posted": total, "posted_twice": twice}


def burst(record: stack.Record, items: int, tenants: int) -> dict[str, Any]:
    """Send everything at once, wait for the end, and return the figures."""
    everybody = companies(record, tenants, items // tenants)
    everybody[0].client.call("GET", "/batches")  # the API starts warm
    emulator = record.processes["ministack"].pid
    before = max((megabytes for _, megabytes in api_memory(emulator)), default=0.0)
    seen, stop, database = Watch(), Event(), open_database(record.database_url)
    began = time.monotonic()
    with ThreadPoolExecutor(tenants + 1) as pool:
        watching = pool.submit(watch, everybody, database, emulator, seen, stop)
        try:
            list(pool.map(send, everybody))
            accepted = time.monotonic() - began
            watching.result()
        finally:
            stop.set()
    database.engine.dispose()
    return figures(everybody, seen, accepted, before) | ledger_of(record, everybody)


def figures(everybody: Sequence[Company], seen: Watch, accepted: float, before: float) -> dict[str, Any]:
    """Return what was measured, in seconds, milliseconds and MB."""
    ended = [company.ended for company in everybody if company.ended is not None]
    seconds = max(ended) if len(ended) == len(everybody) else None
    return {
        "figure": "burst",
        "tenants": len(everybody),
        "accepted": sum(company.accepted for company in everybody),
        "accepted_seconds": round(accepted, 1),
        "published": sum(company.published for company in everybody),
        "seconds": seconds and round(seconds, 1),
        "ended_first_and_last": [round(min(ended), 1), round(max(ended), 1)] if ended else None,
        "status_asked": len(seen.status),
        "status_median_ms": round(median(seen.status) * 1000),
        "status_p95_ms": round(quantiles(seen.status, n=20)[-1] * 1000),
        "status_without_gateway_median_ms": round(median(seen.query) * 1000),
        "api_mb_before": round(before, 1),
        "api_mb_peak": round(max(seen.api_mb.values(), default=0.0), 1),
        "api_processes": len(seen.api_mb),
    }


def main() -> int:
    """Run the burst on the stack that is up."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.burst", description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--tenants", type=int, default=5)
    add_stack(parser)
    arguments = parser.parse_args()
    _, record = running_stack(arguments)
    print(json.dumps(burst(record, arguments.items, arguments.tenants)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
