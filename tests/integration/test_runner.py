"""The runner on a real Postgres: what becomes of items when stages succeed, fail, crash and run twice."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from asiento.model import Delivery, ItemRef
from asiento.pipeline import STAGES, Stage
from asiento.runner import Services, run_stage
from asiento.store.database import Database, connect
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue
from sent_statements import statements_sent
from tables import LEDGER, TABLES

PutItem = Callable[..., ItemRef]
ItemRow = Callable[[ItemRef], Any]
Count = Callable[[str], int]


def stage(name: str, function: str, **changes: Any) -> Stage:
    """Return the stage *name* of the pipeline with a stage function of the tests in its place."""
    return replace(STAGES[name], function=f"stage_functions:{function}", **changes)


def again(delivery: Delivery) -> Delivery:
    """Return the next delivery of the same message."""
    return replace(delivery, attempt=delivery.attempt + 1)


def test_an_item_that_succeeds_goes_on_to_the_stage_that_it_needs(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """A row goes past the ocr queue, a picture without words goes there."""
    row, picture = put_item(tenant), put_item(tenant)

    assert run_stage(stage("preprocess", "passes"), [delivered(row)], services) == []
    assert run_stage(stage("preprocess", "passes_as_picture"), [delivered(picture)], services) == []

    assert queue.sent == [("classify", row.item_id), ("ocr", picture.item_id)]
    assert (item_row(row).stage, item_row(row).state, item_row(row).kind) == ("classify", "queued", "row")
    assert (item_row(picture).stage, item_row(picture).state) == ("ocr", "queued")


@pytest.mark.parametrize("size", [1, 10])
def test_a_batch_costs_four_statements_whatever_its_size(
    services: Services, database: Database, tenant: Tenant, put_item: PutItem, size: int
) -> None:
    """Naming the tenants and claiming, naming the tenants and saving: four, for one item and for ten."""
    deliveries = [delivered(put_item(tenant, stage="publish", name=f"account {number}")) for number in range(size)]

    with statements_sent(database) as statements:
        run_stage(stage("publish", "posts"), deliveries, services)

    assert len(statements) == 4


def test_a_fault_of_the_document_ends_the_item_at_once(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow, count: Count
) -> None:
    """The item fails with its code, the message is done with, and nothing is a dead letter."""
    item = put_item(tenant)

    assert run_stage(stage("preprocess", "blames_the_document"), [delivered(item)], services) == []

    assert item_row(item).state == "failed"
    assert item_row(item).error == {"code": "empty_file", "params": {}}
    assert queue.sent == []
    assert count("dead_letters") == 0


def test_a_fault_of_the_world_is_tried_three_times(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow, admin: Engine
) -> None:
    """Two tries leave the item queued; the third fails it and keeps a dead letter. Each is reported to the queue."""
    item, failing = put_item(tenant), stage("preprocess", "blames_the_world")

    tries = [delivered(item, attempt=attempt) for attempt in (1, 2, 3)]
    ends = [(run_stage(failing, [tried], services), item_row(item).state) for tried in tries]

    assert [again for again, _ in ends] == [[tried] for tried in tries]
    assert [state for _, state in ends] == ["queued", "queued", "failed"]
    with admin.connect() as connection:
        letter = connection.execute(text("SELECT * FROM asiento.dead_letters")).one()
    assert (letter.stage, letter.attempt, letter.code) == ("preprocess", 3, "storage_unavailable")
    assert letter.cause == letter.code
    assert letter.payload["item_id"] == str(item.item_id)


def test_a_bug_does_not_take_the_other_items_with_it(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow, admin: Engine
) -> None:
    """The item that trips the bug is tried again and then kept with its traceback; the others go on."""
    good, bad = delivered(put_item(tenant)), delivered(put_item(tenant, name="bad"))
    buggy = stage("preprocess", "has_a_bug")

    assert run_stage(buggy, [good, bad], services) == [bad]
    assert queue.sent == [("classify", good.ref.item_id)]

    run_stage(buggy, [replace(bad, attempt=3)], services)
    assert item_row(bad.ref).error["code"] == "internal_error"
    with admin.connect() as connection:
        letter = connection.execute(text("SELECT cause, traceback FROM asiento.dead_letters")).one()
    assert letter.cause.startswith("ZeroDivisionError in asiento.")
    assert "raise ZeroDivisionError" in letter.traceback


def test_text_that_postgres_cannot_hold_stops_no_other_item(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """A NUL is left out; an item that cannot be saved at all is tried again by itself, and the others go on."""
    good, bad = delivered(put_item(tenant)), delivered(put_item(tenant, name="bad"))
    odd = stage("preprocess", "finds_odd_text")

    assert run_stage(odd, [good, bad], services) == [bad]

    assert queue.sent == [("classify", good.ref.item_id)]
    assert item_row(good.ref).media_type == "ab \\u0000"
    assert (item_row(bad.ref).state, item_row(bad.ref).error["code"]) == ("queued", "internal_error")


def test_an_item_that_failed_runs_again_when_its_message_comes_back(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """A redrive from the dead-letter queue brings a new message id and makes the item run."""
    item = put_item(tenant)
    run_stage(stage("preprocess", "blames_the_world"), [delivered(item, attempt=3)], services)
    assert item_row(item).state == "failed"

    assert run_stage(stage("preprocess", "passes"), [delivered(item)], services) == []

    assert (item_row(item).stage, item_row(item).error) == ("classify", None)
    assert queue.sent == [("classify", item.item_id)]


def test_a_crash_between_save_and_send_loses_nothing(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem
) -> None:
    """What was saved but not sent on is only sent on when its message comes again."""
    delivery = delivered(put_item(tenant))
    queue.away = True
    assert run_stage(stage("preprocess", "passes"), [delivery], services) == [delivery]

    queue.away = False
    assert run_stage(stage("preprocess", "has_a_bug"), [again(delivery)], services) == []

    assert queue.sent == [("classify", delivery.ref.item_id)]


def test_a_late_message_of_an_item_that_is_further_on_sends_nothing(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem
) -> None:
    """What two stages have handled was sent on by the second of them; the first sends only to its own successors."""
    delivery = delivered(put_item(tenant))
    run_stage(stage("preprocess", "passes"), [delivery], services)
    run_stage(stage("classify", "passes"), [delivered(delivery.ref)], services)

    assert run_stage(stage("preprocess", "has_a_bug"), [again(delivery)], services) == []

    assert queue.sent == [("classify", delivery.ref.item_id), ("extract", delivery.ref.item_id)]


def test_a_spreadsheet_becomes_its_rows_once(
    services: Services,
    queue: ListQueue,
    tenant: Tenant,
    put_item: PutItem,
    item_row: ItemRow,
    admin: Engine,
    count: Count,
) -> None:
    """Three children start at the first stage, their parent ends; a second run makes no second family."""
    parent = delivered(put_item(tenant))

    run_stage(stage("preprocess", "has_children"), [parent], services)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'queued' WHERE parent_id IS NULL"))
    run_stage(stage("preprocess", "has_children"), [again(parent)], services)

    assert (item_row(parent.ref).stage, item_row(parent.ref).state) == ("preprocess", "done")
    assert count("items") == 4
    assert len({item for _, item in queue.sent}) == 3
    assert {name for name, _ in queue.sent} == {"preprocess"}


def test_a_file_in_a_file_becomes_an_item_with_a_file(
    services: Services, tenant: Tenant, put_item: PutItem, admin: Engine
) -> None:
    """A child that names stored bytes starts at the first stage with them as its file, and without a row."""
    parent = put_item(tenant)

    run_stage(stage("preprocess", "has_a_file_within"), [delivered(parent)], services)

    with admin.connect() as connection:
        query = text('SELECT name, file_key, "row", state FROM asiento.items WHERE parent_id = :id')
        child = connection.execute(query, {"id": parent.item_id}).one()
    assert (child.name, child.row, child.state) == ("inner.xml", None, "queued")
    assert child.file_key.endswith(".inner")


def test_children_that_were_never_sent_are_sent_when_the_parent_comes_again(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem
) -> None:
    """A crash after the fan-out was saved and before it was sent loses no row."""
    parent = delivered(put_item(tenant))
    queue.away = True
    assert run_stage(stage("preprocess", "has_children"), [parent], services) == [parent]

    queue.away = False
    assert run_stage(stage("preprocess", "has_children"), [again(parent)], services) == []

    assert len(queue.sent) == 3


def test_a_stage_that_runs_twice_posts_once(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow, admin: Engine, count: Count
) -> None:
    """Even if an item is forced through publish again, each ledger table holds its row once."""
    delivery, publish = delivered(put_item(tenant, stage="publish")), stage("publish", "posts")
    run_stage(publish, [delivery], services)
    assert (item_row(delivery.ref).stage, item_row(delivery.ref).state) == ("publish", "done")

    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'queued'"))
    run_stage(publish, [again(delivery)], services)

    assert {table: count(table) for table in LEDGER} == dict.fromkeys(LEDGER, 1)


def test_a_finished_item_is_not_run_again(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """A late duplicate of a message finds its item done, and is done with."""
    delivery = delivered(put_item(tenant, stage="publish"))
    run_stage(stage("publish", "posts"), [delivery], services)

    assert run_stage(stage("publish", "has_a_bug"), [again(delivery)], services) == []
    assert item_row(delivery.ref).state == "done"


def test_two_messages_of_one_item_in_one_batch_run_it_once(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """One of them holds the item, whatever their order; both are done with."""
    items = [put_item(tenant) for _ in range(5)]
    twice = [*map(delivered, items), *(delivered(item, attempt=2) for item in reversed(items))]

    assert run_stage(stage("preprocess", "passes"), twice, services) == []

    assert {(item_row(item).stage, item_row(item).state) for item in items} == {("classify", "queued")}
    assert sorted(queue.sent) == sorted(("classify", item.item_id) for item in items)


def test_another_message_waits_while_an_item_is_worked_on(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow, admin: Engine
) -> None:
    """While a lease holds, another message of the same item is tried again later and changes nothing."""
    delivery = delivered(put_item(tenant, state="running", lease=uuid4(), attempt=1))
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET lease_until = clock_timestamp() + interval '1 minute'"))

    assert run_stage(stage("preprocess", "passes"), [delivery], services) == [delivery]
    assert item_row(delivery.ref).state == "running"
    assert queue.sent == []


def test_the_same_message_takes_its_item_back_from_a_dead_worker(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, admin: Engine
) -> None:
    """A worker that was killed leaves the item running; the redelivery of its message need not await the lease."""
    message = uuid4()
    item = put_item(tenant, state="running", lease=message, attempt=1)
    redelivered = Delivery(ref=item, message_id=message, attempt=2)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET lease_until = clock_timestamp() + interval '1 minute'"))

    assert run_stage(stage("preprocess", "passes"), [redelivered], services) == []
    assert queue.sent == [("classify", item.item_id)]


def test_a_worker_that_wakes_up_late_changes_nothing(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow, admin: Engine
) -> None:
    """Saving compares the lease: a run that lost its item to another writes nothing over it."""
    item = put_item(tenant)

    def steal() -> None:
        with admin.begin() as connection:
            connection.execute(text("UPDATE asiento.items SET lease = gen_random_uuid(), name = 'stolen'"))

    slow = stage("preprocess", "passes")
    ticks = iter([0.0, 0.0])

    def clock() -> float:
        value = next(ticks)
        if item_row(item).state == "running":
            steal()
        return value

    run_stage(slow, [delivered(item)], replace(services, clock=clock))

    assert (item_row(item).stage, item_row(item).state) == ("preprocess", "running")


def test_what_the_time_does_not_suffice_for_is_sent_again(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """Items that the run did not get to go back to the stage's own queue as new messages, with no try lost."""
    first, second = put_item(tenant), put_item(tenant)
    ticks = iter([0.0, 0.0, 1_000.0])
    impatient = replace(services, clock=lambda: next(ticks))

    assert run_stage(stage("preprocess", "passes"), [delivered(first), delivered(second)], impatient) == []

    assert queue.sent == [("classify", first.item_id), ("preprocess", second.item_id)]
    assert item_row(second).state == "queued"


def test_nothing_is_begun_at_the_very_end_of_the_time(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """An item for which no time is left at all is sent again, and its function is not called."""
    item = put_item(tenant, name="bad")
    ticks = iter([0.0, 7.0])

    run_stage(
        stage("preprocess", "has_a_bug", soft_limit=7), [delivered(item)], replace(services, clock=lambda: next(ticks))
    )

    assert queue.sent == [("preprocess", item.item_id)]
    assert (item_row(item).state, item_row(item).error) == ("queued", None)


def test_a_stage_function_that_takes_too_long_is_stopped(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """At the soft limit the function is interrupted and the item tried again."""
    delivery = delivered(put_item(tenant))

    assert run_stage(stage("preprocess", "takes_long", soft_limit=1), [delivery], services) == [delivery]
    assert item_row(delivery.ref).error == {"code": "took_too_long", "variant": "stage", "params": {"seconds": 1}}


def test_an_error_finding_fails_and_a_review_finding_waits_for_a_person(
    services: Services, queue: ListQueue, tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """Validation's errors fail the item with what they say; doubts hold it, and what a person accepted does not."""
    wrong, doubtful, accepted = (put_item(tenant, stage="validate") for _ in range(3))

    run_stage(stage("validate", "finds_an_error"), [delivered(wrong)], services)
    run_stage(stage("validate", "finds_a_doubt"), [delivered(doubtful)], services)
    run_stage(stage("validate", "finds_what_is_accepted"), [delivered(accepted)], services)

    assert item_row(wrong).state == "failed"
    assert item_row(wrong).error == {
        "code": "totals_mismatch",
        "variant": "lines",
        "params": {"lines": 1, "made": "1", "said": "2"},
    }
    assert item_row(doubtful).state == "review"
    assert queue.sent == [("publish", accepted.item_id)]


@pytest.mark.parametrize(("errors", "said", "more"), [(2, 2, None), (10, 10, None), (11, 10, 1), (300, 10, 290)])
def test_an_item_tells_its_first_errors_and_counts_the_others(
    services: Services, tenant: Tenant, put_item: PutItem, item_row: ItemRow, errors: int, said: int, more: int | None
) -> None:
    """Of a long statement each row may have one; ten sentences are enough for one item."""
    item = put_item(tenant, stage="validate", name=str(errors))

    run_stage(stage("validate", "finds_as_many_errors"), [delivered(item)], services)

    error = item_row(item).error
    told = [error, *error["also"]]
    assert [one["code"] for one in told[:said]] == ["totals_mismatch"] * said
    assert [one["params"]["count"] for one in told[said:]] == ([more] if more else [])


def test_a_batch_of_deliveries_may_mix_tenants(
    services: Services, queue: ListQueue, tenant: Tenant, other_tenant: Tenant, put_item: PutItem
) -> None:
    """One run serves the items of several tenants."""
    ours, theirs = put_item(tenant), put_item(other_tenant)

    run_stage(stage("preprocess", "passes"), [delivered(ours), delivered(theirs)], services)

    assert sorted(queue.sent) == sorted([("classify", ours.item_id), ("classify", theirs.item_id)])


def test_a_forged_message_touches_nothing(
    services: Services, queue: ListQueue, tenant: Tenant, other_tenant: Tenant, put_item: PutItem, item_row: ItemRow
) -> None:
    """The right item with the wrong tenant is not found, and its message is done with."""
    item = put_item(tenant)
    forged = ItemRef(other_tenant.id, item.item_id)

    assert run_stage(stage("preprocess", "passes"), [delivered(forged)], services) == []
    assert item_row(item).state == "queued"
    assert queue.sent == []


def test_postgres_away_means_all_are_tried_again(services: Services, tenant: Tenant, put_item: PutItem) -> None:
    """When the database does not answer, every delivery is reported to the queue and nothing is lost."""
    delivery = delivered(put_item(tenant))
    nowhere = Database(connect("postgresql+pg8000://nobody@127.0.0.1:1/nothing"))

    assert run_stage(stage("preprocess", "passes"), [delivery], replace(services, database=nowhere)) == [delivery]


def test_every_table_is_emptied_between_tests(count: Count) -> None:
    """The tests do not lean on one another."""
    assert {table: count(table) for table in TABLES} == dict.fromkeys(TABLES, 0)
