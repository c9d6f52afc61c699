"""A burst of 20,000 rows from five tenants, as far as the API goes; `make burst` takes it through the whole stack."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.api import ApiServices, build_api
from asiento.model import Limits
from doubles import ListQueue

TENANTS, EACH = 5, 4_000
ROW = {"type": "expense", "date": "2026-03-05", "supplier": "Bar Sol", "total": "12.10", "description": "x" * 500}
LAMBDA_MEGABYTES = 512


@pytest.fixture
def everybody(api_services: ApiServices, admin: Engine) -> list[ApiClient]:
    """Clients of five tenants on one process of the API."""
    limits = replace(Limits(), max_items_per_batch=5_000)
    api = build_api(replace(api_services, limits=limits))
    made = text(
        "INSERT INTO asiento.tenants (id, name, country, currency) VALUES (gen_random_uuid(), 'x', 'ES', 'EUR')"
    )
    with admin.begin() as connection:
        for _ in range(TENANTS):
            connection.execute(made)
        ids = connection.execute(text("SELECT id FROM asiento.tenants")).scalars().all()
    return [ApiClient(api=api, tenant_id=tenant_id) for tenant_id in ids]


@pytest.fixture
def traced() -> Iterator[None]:
    """Memory is traced."""
    tracemalloc.start()
    yield
    tracemalloc.stop()


def ingest(client: ApiClient, rows: int) -> str:
    """Send rows of a tenant to a new batch, and return its id."""
    batch: str = client.post("/batches").json["id"]
    answer = client.post(f"/batches/{batch}/ingest", {"rows": [ROW] * rows})
    assert (answer.status, answer.json["created"]) == (202, rows), answer.text
    return batch


def test_twenty_thousand_rows_are_accepted_and_their_status_is_quick(
    everybody: list[ApiClient], queue: ListQueue, admin: Engine, record_property: Callable[[str, object], None]
) -> None:
    """All are kept and sent once, and with all of them waiting a status takes under 300 ms at the median."""
    batches = [(client, ingest(client, EACH)) for client in everybody]

    assert len(queue.sent) == len(set(queue.sent)) == TENANTS * EACH
    with admin.connect() as connection:
        counted = connection.execute(text("SELECT tenant_id, count(*) FROM asiento.items GROUP BY tenant_id"))
        assert dict(counted.all()) == {client.tenant_id: EACH for client in everybody}
    times, told = [], []
    for client, batch in batches * 6:
        began = time.perf_counter()
        told.append(client.get(f"/batches/{batch}/status").json)
        times.append(time.perf_counter() - began)
    assert [status for status in told if (status["total"], status["running"]) != (EACH, EACH)] == []
    record_property("burst", f"{median(times) * 1000:.0f} ms for a status, with {TENANTS * EACH:,} items waiting")
    assert median(times) < 0.3


@pytest.mark.usefixtures("traced")
def test_the_memory_of_the_api_is_bounded(
    everybody: list[ApiClient], queue: ListQueue, record_property: Callable[[str, object], None]
) -> None:
    """A request takes a small part of the function's memory, and leaves none of it behind for the next."""
    ingest(everybody[0], 100)
    peaks, kept = [], []
    for client, rows in zip(everybody, (EACH, 500), strict=False):
        tracemalloc.reset_peak()
        ingest(client, rows)
        queue.sent.clear()
        current, peak = tracemalloc.get_traced_memory()
        peaks.append(peak / 2**20)
        kept.append(current / 2**20)

    record_property("burst", f"{peaks[0]:.0f} MB at the most for a request of {EACH:,} rows")
    assert max(peaks) < LAMBDA_MEGABYTES / 4, peaks
    assert kept[-1] - kept[0] < 2, kept
