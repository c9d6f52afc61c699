"""No tenant slows another's data: neither in the queues, nor by what it holds locked."""

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento import intake
from asiento.api import ApiServices, build_api
from asiento.model import Delivery, ItemRef, Limits
from asiento.pipeline import PIPELINE, Stage
from asiento.runner import Services, run_stage
from asiento.store.batches import lock_batch
from asiento.store.database import Database
from asiento.sweep import Repairs, sweep
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue

ROW = {"type": "expense", "date": "2026-03-05", "supplier": "Bar Sol", "total": "12.10"}
MANY = 5_000

PutItem = Callable[..., ItemRef]


class FairQueue(ListQueue):
    """Queues that serve their message groups in turn, as those of SQS do; the group is the tenant."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, dict[UUID, deque[ItemRef]]] = defaultdict(lambda: defaultdict(deque))

    def send(self, stage: Stage, refs: Sequence[ItemRef]) -> None:
        """Put each to the end of its group."""
        for ref in refs:
            self.groups[stage.name][ref.tenant_id].append(ref)

    def take(self, stage: Stage) -> list[Delivery]:
        """Return the next batch of a stage: one of each group, then again, until it is full."""
        groups, batch = self.groups[stage.name], list[ItemRef]()
        while len(batch) < stage.batch_size and any(groups.values()):
            batch += [group.popleft() for group in groups.values() if group]
        for ref in reversed(batch[stage.batch_size :]):
            groups[ref.tenant_id].appendleft(ref)
        return [delivered(ref) for ref in batch[: stage.batch_size]]


def open_batch(services: ApiServices, tenant: Tenant) -> UUID:
    """Open a batch of *tenant*."""
    batch_id: UUID = intake.create_batch(services, tenant.id, "x")["id"]
    return batch_id


def test_one_row_does_not_wait_for_five_thousand(
    api_services: ApiServices,
    services: Services,
    tenant: Tenant,
    other_tenant: Tenant,
    item_row: Callable[[ItemRef], Any],
    count: Callable[[str], int],
) -> None:
    """Behind five thousand rows of another tenant a row is published by the first batch of each stage."""
    queue = FairQueue()
    taking = replace(api_services, queue=queue, limits=Limits(max_items_per_batch=MANY))
    many = intake.ingest_rows(taking, tenant.id, open_batch(taking, tenant), [ROW] * MANY)
    one = intake.ingest_rows(taking, other_tenant.id, open_batch(taking, other_tenant), [ROW])
    assert (many.created, one.created) == (MANY, 1)

    running = replace(services, queue=queue)
    again = {stage.name: run_stage(stage, batch, running) for stage in PIPELINE if (batch := queue.take(stage))}

    assert [stage for stage, left in again.items() if left] == []
    item = item_row(ItemRef(other_tenant.id, one.items[0]))
    assert (item.stage, item.state) == ("publish", "done")
    assert count("expenses") < PIPELINE[0].batch_size + 1


@pytest.mark.timeout(60)
def test_what_one_tenant_locks_stops_no_other(
    api_services: ApiServices,
    services: Services,
    queue: ListQueue,
    tenant: Tenant,
    other_tenant: Tenant,
    put_item: Callable[..., ItemRef],
    admin: Engine,
) -> None:
    """While an ingest and all items of a tenant stand locked, another opens, ingests, asks, and its items run."""
    batch = open_batch(api_services, tenant)
    put_item(tenant)
    theirs = put_item(other_tenant, content=ROW)
    stranger = ApiClient(api=build_api(api_services), tenant_id=other_tenant.id)
    with api_services.database.transaction([tenant.id]) as holding, admin.begin() as owner:
        assert lock_batch(holding, tenant.id, batch)
        owner.execute(text("SELECT FROM asiento.items WHERE tenant_id = :id FOR UPDATE"), {"id": tenant.id})
        owner.execute(text("SELECT FROM asiento.tenants WHERE id = :id FOR UPDATE"), {"id": tenant.id})

        own = stranger.post("/batches").json["id"]
        ingested = stranger.post(f"/batches/{own}/ingest", {"rows": [ROW]})
        status = stranger.get(f"/batches/{own}/status")
        again = run_stage(PIPELINE[0], [delivered(theirs)], services)

    assert (ingested.status, status.json["total"], again) == (202, 1, [])
    assert ("classify", theirs.item_id) in queue.sent


def test_the_sweep_takes_the_tenants_in_turn(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, other_tenant: Tenant, put_item: PutItem
) -> None:
    """A run is bounded, and the item of one does not wait behind all that another left stuck before it."""
    for _ in range(3):
        put_item(tenant)
    late = put_item(other_tenant)
    with admin.begin() as connection:
        aged = "UPDATE asiento.items SET updated_at = updated_at - make_interval(mins => 20)"
        connection.execute(text(aged))

    assert sweep(database, queue, most=2) == Repairs(unsent=2)

    assert late.item_id in {item for _, item in queue.sent}
