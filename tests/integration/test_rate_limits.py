"""The sliding window of ingests, on many connections at once, and what a closed intake still does."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from time import sleep
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.model import ItemRef, Limits, State
from asiento.pipeline import FIRST, MAX_ATTEMPTS
from asiento.queues import InlineQueue
from asiento.runner import Services, run_stage
from asiento.store.database import Database, open_database
from asiento.store.requests import retry_after, take_slot
from asiento.tenant import Tenant
from builders import make_tools

ROW = {"rows": [{"date": "2025-03-14", "supplier": "Bar Sol", "total": "12.10"}]}
MOST, SECONDS = 10, 0.5


@pytest.fixture
def instances(migrated: tuple[Engine, str], database: Database) -> Iterator[list[Database]]:
    """Eight function instances, each with an engine of its own."""
    assert database
    opened = [open_database(migrated[1]) for _ in range(8)]
    yield opened
    for each in opened:
        each.engine.dispose()


def slots(instance: Database, tenant: Tenant, tries: int) -> list[datetime]:
    """Ask for a slot again and again; return when there was one."""
    taken = []
    for _ in range(tries):
        with instance.transaction([tenant.id]) as connection:
            taken.append(take_slot(connection, tenant.id, "ingest", MOST, SECONDS))
        sleep(0.01)
    return [at for at in taken if at]


def test_no_window_ever_holds_more_than_the_limit(
    instances: list[Database], tenant: Tenant, other_tenant: Tenant, admin: Engine
) -> None:
    """Eight instances at once get the limit at first and never more in any window, however it lies in time."""
    with ThreadPoolExecutor(8) as pool:
        taken = sorted(at for found in pool.map(lambda one: slots(one, tenant, 80), instances) for at in found)

    assert all(later - at > timedelta(seconds=SECONDS) for at, later in zip(taken, taken[MOST:], strict=False))
    assert all(at < later for at, later in pairwise(taken))
    # It slides: slots that were taken at the start are there again before all are.
    assert len(taken) > MOST
    with admin.connect() as connection:
        kept = connection.execute(text("SELECT tenant_id, cardinality(times) FROM asiento.request_windows")).all()
    assert [(each.tenant_id, each.cardinality <= MOST) for each in kept] == [(tenant.id, True)]
    assert len(slots(instances[0], other_tenant, MOST)) == MOST


def test_the_wait_is_until_the_oldest_leaves(database: Database, tenant: Tenant, admin: Engine) -> None:
    """What is told to wait is told how long: until one slot of the window is free."""
    assert len(slots(database, tenant, MOST)) == MOST
    with database.transaction([tenant.id]) as connection:
        assert take_slot(connection, tenant.id, "ingest", MOST, 60) is None
        assert retry_after(connection, tenant.id, "ingest", MOST, 60) in (59, 60)
    shift(admin, 58.5)
    with database.transaction([tenant.id]) as connection:
        assert take_slot(connection, tenant.id, "ingest", MOST, 60) is None
        assert retry_after(connection, tenant.id, "ingest", MOST, 60) in (1, 2)
    shift(admin, 1.6)
    with database.transaction([tenant.id]) as connection:
        assert take_slot(connection, tenant.id, "ingest", MOST, 60)


def test_a_lost_instance_holds_no_row_for_long(instances: list[Database]) -> None:
    """A function that was ended inside a transaction leaves the row of its tenant locked for a minute at most."""
    with instances[0].transaction(()) as connection:
        assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one() == "1min"


def shift(admin: Engine, seconds: float) -> None:
    """Let time pass for the windows."""
    with admin.begin() as connection:
        earlier = "ARRAY(SELECT t - make_interval(secs => :s) FROM unnest(times) t)"
        change = f"UPDATE asiento.request_windows SET times = {earlier}"
        connection.execute(text(change), {"s": seconds})


def test_too_many_ingests_are_told_when_to_come_again(
    api_services: ApiServices, tenant: Tenant, batch: str, stranger: ApiClient, count: Callable[[str], int]
) -> None:
    """Past the limit is a 429 with Retry-After that does nothing; a repetition, a refusal and others are not in it."""
    limits = Limits(max_ingests_per_min=2, max_items_per_batch=20)
    client = ApiClient(api=build_api(replace(api_services, limits=limits)), tenant_id=tenant.id)
    ingest = f"/batches/{batch}/ingest"

    assert problem_of(client.post(ingest, {"rows": [{"a": 1}] * 21})) == (413, "too_many_items", "rows")
    first = client.post(ingest, ROW, Idempotency_Key="k")
    assert client.post(ingest, ROW).status == 202
    refused = client.post(ingest, ROW)

    assert problem_of(refused) == (429, "too_many_ingests", None)
    assert 55 <= int(refused.headers["Retry-After"][0]) <= 60
    assert count("items") == 2
    assert client.post(ingest, ROW, Idempotency_Key="k").text == first.text
    assert client.get(f"/batches/{batch}").status == 200
    theirs = stranger.post("/batches").json["id"]
    assert stranger.post(f"/batches/{theirs}/ingest", ROW).status == 202


def test_a_closed_intake_lets_what_is_queued_finish(
    api_services: ApiServices, tenant: Tenant, batch: str, database: Database, admin: Engine
) -> None:
    """After the switch nothing new comes in, a repeated request has its answer, and what was queued is published."""
    client = ApiClient(api=build_api(api_services), tenant_id=tenant.id)
    ingest = f"/batches/{batch}/ingest"
    first = client.post(ingest, ROW, Idempotency_Key="k")
    closed = ApiClient(api=build_api(replace(api_services, enabled=False)), tenant_id=tenant.id)

    refused = closed.post(ingest, ROW)
    queue = InlineQueue(lambda stage, given: run_stage(stage, given, services), MAX_ATTEMPTS)
    services = Services(database=database, queue=queue, tools=make_tools())
    queue.send(FIRST, [ItemRef(tenant.id, UUID(item)) for item in first.json["items"]])

    assert problem_of(refused) == (503, "intake_closed", None)
    assert int(refused.headers["Retry-After"][0]) > 0
    assert closed.post(ingest, ROW, Idempotency_Key="k").text == first.text
    with admin.connect() as connection:
        states = connection.execute(text("SELECT stage, state FROM asiento.items")).all()
    assert states == [("publish", State.DONE)]
