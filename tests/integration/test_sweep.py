"""The sweep brings back what a crash left behind, and nothing else."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, text

from asiento.model import Delivery, Tenant
from asiento.store.database import Database
from asiento.sweep import sweep
from doubles import ListQueue

PutItem = Callable[..., Delivery]
ItemRow = Callable[[Delivery], Any]


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


def put_running(admin: Engine, put_item: PutItem, tenant: Tenant, *, attempt: int, lease_left: int) -> Delivery:
    """Put an item that a worker holds in ocr, with a lease that ends in *lease_left* seconds."""
    delivery = put_item(tenant, stage="ocr", state="running", lease=uuid4(), attempt=attempt)
    with admin.begin() as connection:
        lease = "UPDATE asiento.items SET lease_until = clock_timestamp() + make_interval(secs => :left) WHERE id = :id"
        connection.execute(text(lease), {"left": lease_left, "id": delivery.item_id})
    return delivery


def test_items_of_a_dead_worker_are_queued_again(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """A lease that is over, and no message that came again: nobody works on the item any more."""
    lost = put_running(admin, put_item, tenant, attempt=1, lease_left=-1)
    held = put_running(admin, put_item, tenant, attempt=1, lease_left=60)
    age(admin, 19)

    assert sweep(database, queue) == 1
    assert queue.sent == [("ocr", lost.item_id)]
    assert (item_row(lost).state, item_row(held).state) == ("queued", "running")


def test_a_dead_workers_own_message_comes_first(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """Until the visibility timeout of its queue is over (ocr: 18 minutes), a second message would only add tries."""
    lost = put_running(admin, put_item, tenant, attempt=1, lease_left=-1)
    age(admin, 17)

    assert sweep(database, queue) == 0
    assert item_row(lost).state == "running"


def test_what_ends_its_worker_each_time_is_failed(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """At the third try the message lies in the dead-letter queue: the item fails, once, instead of going round."""
    deadly = put_running(admin, put_item, tenant, attempt=3, lease_left=-1)
    age(admin, 19)

    assert [sweep(database, queue), sweep(database, queue)] == [0, 0]

    assert queue.sent == []
    assert (item_row(deadly).state, item_row(deadly).error["code"]) == ("failed", "worker_lost")
    with admin.connect() as connection:
        letter = connection.execute(text("SELECT * FROM asiento.dead_letters")).one()
    assert (letter.item_id, letter.stage, letter.attempt, letter.code) == (deadly.item_id, "ocr", 3, "worker_lost")


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
