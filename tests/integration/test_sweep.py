"""The sweep brings back what a crash left behind, and nothing else."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, text

from asiento.database import Database
from asiento.model import Delivery, Tenant
from asiento.sweep import sweep
from doubles import ListQueue

PutItem = Callable[..., Delivery]


def age(admin: Engine, minutes: int) -> None:
    """Let time pass for all items."""
    with admin.begin() as connection:
        aged = "UPDATE asiento.items SET updated_at = updated_at - make_interval(mins => :minutes)"
        connection.execute(text(aged), {"minutes": minutes})


def test_items_that_were_never_sent_are_sent(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, other_tenant: Tenant, put_item: PutItem
) -> None:
    """What is queued for longer than a visibility timeout goes to its stage's queue, whatever its tenant."""
    ours, theirs = put_item(tenant), put_item(other_tenant, stage="extract")
    assert sweep(database, queue) == 0

    age(admin, 16)

    assert sweep(database, queue) == 2
    assert sorted(queue.sent) == sorted([("preprocess", ours.item_id), ("extract", theirs.item_id)])
    assert sweep(database, queue) == 0


def test_items_of_a_dead_worker_are_queued_again(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem, item_row: Callable[..., Any]
) -> None:
    """A lease that is over means that nobody works on the item any more."""
    lost = put_item(tenant, stage="ocr", state="running", lease=uuid4())
    held = put_item(tenant, stage="ocr", state="running", lease=uuid4())
    with admin.begin() as connection:
        leases = (
            "UPDATE asiento.items SET lease_until = clock_timestamp() + make_interval(secs => :left) WHERE id = :item"
        )
        connection.execute(text(leases), {"left": -1, "item": lost.item_id})
        connection.execute(text(leases), {"left": 60, "item": held.item_id})

    assert sweep(database, queue) == 1
    assert queue.sent == [("ocr", lost.item_id)]
    assert (item_row(lost).state, item_row(held).state) == ("queued", "running")


def test_what_ended_or_waits_for_a_person_is_left_alone(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem
) -> None:
    """Failed, reviewed, rejected and finished items are nobody's leftovers."""
    for state in ("failed", "review", "rejected", "done"):
        put_item(tenant, state=state)
    age(admin, 60)

    assert sweep(database, queue) == 0


def test_a_run_of_the_sweep_is_bounded(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem
) -> None:
    """A run sends at most so many, the oldest first; the next run goes on."""
    items = [put_item(tenant) for _ in range(5)]
    age(admin, 16)

    assert [sweep(database, queue, most=3), sweep(database, queue, most=3)] == [3, 2]
    assert {item for _, item in queue.sent} == {delivery.item_id for delivery in items}
