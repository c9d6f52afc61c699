"""The sweep brings back what a crash left behind, and nothing else."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from asiento.model import ItemRef
from asiento.pipeline import PIPELINE, STAGES
from asiento.store.database import Database
from asiento.store.work import claim
from asiento.sweep import WAITS, Repairs, measure, sweep
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue

PutItem = Callable[..., ItemRef]
ItemRow = Callable[[ItemRef], Any]


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
    assert sweep(database, queue) == Repairs()

    age(admin, 16)

    assert sweep(database, queue) == Repairs(unsent=2)
    assert sorted(queue.sent) == sorted([("preprocess", ours.item_id), ("extract", theirs.item_id)])
    assert sweep(database, queue) == Repairs()


def test_each_stage_is_waited_for_as_long_as_its_queue_may_hide_a_message(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem
) -> None:
    """After 16 minutes the queue of ocr may still hold the message of a killed worker, the other queues may not."""
    assert [stage.name for stage in PIPELINE if WAITS[stage.name] <= stage.visibility_timeout] == []
    for stage in PIPELINE:
        put_item(tenant, stage=stage.name)
    age(admin, 16)

    sweep(database, queue)
    assert {stage for stage, _ in queue.sent} == set(STAGES) - {"ocr"}

    age(admin, 4)
    assert sweep(database, queue) == Repairs(unsent=1)
    assert queue.sent[-1][0] == "ocr"


def test_what_waits_in_a_long_queue_is_sent_ever_more_rarely(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem
) -> None:
    """A backlog of ten hours costs an item five more messages, not forty-six."""
    put_item(tenant)

    sent = []
    for minute in range(10, 601, 10):
        age(admin, 10)
        if sweep(database, queue).sent:
            sent.append(minute)

    assert sent == [20, 50, 110, 220, 430]


def test_a_worker_that_takes_an_item_ends_the_patience_with_it(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """What was sent again and taken is waited for as briefly as at first."""
    item = put_item(tenant)
    age(admin, 16)
    sweep(database, queue)
    assert item_row(item).resends == 1

    claim(database, STAGES["preprocess"], [delivered(item)])

    assert item_row(item).resends == 0


def put_running(admin: Engine, put_item: PutItem, tenant: Tenant, *, attempt: int, lease_left: int) -> ItemRef:
    """Put an item that a worker holds in ocr, with a lease that ends in *lease_left* seconds."""
    item = put_item(tenant, stage="ocr", state="running", lease=uuid4(), attempt=attempt)
    with admin.begin() as connection:
        lease = "UPDATE asiento.items SET lease_until = clock_timestamp() + make_interval(secs => :left) WHERE id = :id"
        connection.execute(text(lease), {"left": lease_left, "id": item.item_id})
    return item


def test_items_of_a_dead_worker_are_queued_again(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """A lease that is over, and no message that came again: nobody works on the item any more."""
    lost = put_running(admin, put_item, tenant, attempt=1, lease_left=-1)
    held = put_running(admin, put_item, tenant, attempt=1, lease_left=60)
    age(admin, 19)

    assert sweep(database, queue) == Repairs(abandoned=1)
    assert queue.sent == [("ocr", lost.item_id)]
    assert (item_row(lost).state, item_row(held).state) == ("queued", "running")


def test_a_dead_workers_own_message_comes_first(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """Until the visibility timeout of its queue is over (ocr: 18 minutes), a second message would only add tries."""
    lost = put_running(admin, put_item, tenant, attempt=1, lease_left=-1)
    age(admin, 17)

    assert sweep(database, queue) == Repairs()
    assert item_row(lost).state == "running"


def test_what_ends_its_worker_each_time_is_failed(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """At the third try the message lies in the dead-letter queue: the item fails, once, instead of going round."""
    deadly = put_running(admin, put_item, tenant, attempt=3, lease_left=-1)
    age(admin, 19)

    assert [sweep(database, queue), sweep(database, queue)] == [Repairs(lost=1), Repairs()]

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

    assert sweep(database, queue) == Repairs()


def put_stuck(admin: Engine, tenant: Tenant, number: int) -> None:
    """Put *number* items that were never sent, one second older each."""
    batch = uuid4()
    with admin.begin() as connection:
        new_batch = "INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:tenant, :batch, 'b')"
        connection.execute(text(new_batch), {"tenant": tenant.id, "batch": batch})
        items = """
            INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", updated_at)
            SELECT :tenant, :batch, n, 'row', '{}', clock_timestamp() - make_interval(mins => 60, secs => n)
            FROM generate_series(1, :number) n
        """
        connection.execute(text(items), {"tenant": tenant.id, "batch": batch, "number": number})


def test_five_thousand_stuck_items_take_five_bounded_runs(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, other_tenant: Tenant
) -> None:
    """A run sends a thousand at most, the oldest first, and none of them twice."""
    put_stuck(admin, tenant, 4_000)
    put_stuck(admin, other_tenant, 1_000)

    runs = [sweep(database, queue) for _ in range(6)]

    assert runs == [Repairs(unsent=1_000)] * 5 + [Repairs()]
    assert len({item for _, item in queue.sent}) == len(queue.sent) == 5_000
    with admin.connect() as connection:
        first = connection.execute(text("SELECT id FROM asiento.items ORDER BY position DESC LIMIT 1")).scalar_one()
    assert first in {item for _, item in queue.sent[:1_000]}


def test_what_only_seems_lost_keeps_nothing_stuck(
    database: Database, queue: ListQueue, admin: Engine, tenant: Tenant, put_item: PutItem
) -> None:
    """Leases that just ended are not yet the sweep's: they take no place among those that a bounded run sends."""
    for _ in range(3):
        put_running(admin, put_item, tenant, attempt=1, lease_left=-1)
    age(admin, 17)
    unsent = put_item(tenant)
    with admin.begin() as connection:
        younger = "UPDATE asiento.items SET updated_at = clock_timestamp() - interval '14 minutes' WHERE id = :id"
        connection.execute(text(younger), {"id": unsent.item_id})

    assert sweep(database, queue, most=2) == Repairs(unsent=1)
    assert queue.sent == [("preprocess", unsent.item_id)]


def test_every_kind_of_repair_is_a_metric(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for CloudWatch has the number of each kind, zeros too."""
    measure(Repairs(unsent=3, lost=1))

    line = json.loads(capsys.readouterr().out)
    named = line["_aws"]["CloudWatchMetrics"][0]
    assert (named["Namespace"], line["service"]) == ("Asiento", "sweep")
    assert {metric["Name"]: line[metric["Name"]] for metric in named["Metrics"]} == {
        "UnsentItems": [3.0],
        "AbandonedItems": [0.0],
        "LostWorkers": [1.0],
    }
