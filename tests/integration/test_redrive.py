"""Dead letters go back to work: all, some, none twice; with SQS's own move task and without it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from moto import mock_aws
from sqlalchemy import Engine, text

from asiento.errors import RequestError, TransientError
from asiento.handler import delivery_of
from asiento.model import Delivery, ItemRef
from asiento.pipeline import STAGES
from asiento.queues import SqsQueue, body_of
from asiento.redrive import DeadLetterQueues, RedriveCounts, RedriveOptions, RedriveServices, redrive
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.tenant import Tenant
from dead_letter_queues import Queues, make_queues
from doubles import ListQueue
from moving_sqs import give_move_task, take_move_task

PutItem = Callable[..., ItemRef]
ItemRow = Callable[[ItemRef], Any]
Count = Callable[[str], int]
PUBLISH = replace(STAGES["publish"], function="stage_functions:posts")
AWAY = {"code": "scanner_unavailable", "message": "The scanner did not answer."}
BUG = {"code": "internal_error", "message": "Something went wrong."}


@pytest.fixture
def queues(monkeypatch: pytest.MonkeyPatch) -> Iterator[Queues]:
    """All queues, on an endpoint without the move task."""
    take_move_task(monkeypatch)
    with mock_aws():
        yield make_queues()


@pytest.fixture
def redriver(database: Database, queues: Queues) -> RedriveServices:
    """What a redrive works with."""
    dead_letters = DeadLetterQueues(queues.sqs, queues.urls, wait=0)
    return RedriveServices(database=database, queue=SqsQueue(queues.sqs, queues.urls), dead_letters=dead_letters)


@pytest.fixture
def put_dead(put_item: PutItem, queues: Queues) -> PutItem:
    """Put an item with its letter; by default it failed in publish because the scanner was away."""

    def put(tenant: Tenant, *, error: dict[str, str] | None = AWAY, **columns: Any) -> ItemRef:
        columns = {"stage": "publish", "state": "failed", "attempt": 3} | columns
        item = put_item(tenant, error=json.dumps(error) if error else None, **columns)
        queues.put_letter(body_of(item))
        return item

    return put


def deliveries(queues: Queues) -> list[Delivery]:
    """Receive the messages of publish that a worker would take."""
    return [delivery for record in queues.records() if (delivery := delivery_of(record))]


def test_a_redriven_item_runs_again_with_its_tries_counted_anew(
    redriver: RedriveServices,
    services: Services,
    queues: Queues,
    tenant: Tenant,
    put_dead: PutItem,
    item_row: ItemRow,
) -> None:
    """The letter goes, a new message comes, and its first failure is not its last."""
    item = put_dead(tenant)

    done = redrive(redriver, STAGES["publish"], RedriveOptions())

    assert done == RedriveCounts(moved=1, by_code={"scanner_unavailable": 1})
    assert queues.bodies(queues.dead["publish"]) == []
    (again,) = deliveries(queues)
    assert (again.ref, again.attempt) == (item, 1)
    failing = replace(PUBLISH, function="stage_functions:blames_the_world")
    assert run_stage(failing, [again], services) == [again]
    assert (item_row(item).state, item_row(item).attempt) == ("queued", 1)


def test_a_redriven_item_posts_once_however_often_it_is_redriven(
    redriver: RedriveServices,
    services: Services,
    queues: Queues,
    tenant: Tenant,
    put_dead: PutItem,
    count: Count,
) -> None:
    """Two letters of an item, and a third after it is done: one expense."""
    item = put_dead(tenant)
    queues.put_letter(body_of(item))

    assert redrive(redriver, STAGES["publish"], RedriveOptions()).moved == 2
    again = deliveries(queues)
    assert len(again) == 2
    for one in again:
        run_stage(PUBLISH, [one], services)
    queues.put_letter(body_of(item))

    assert redrive(redriver, STAGES["publish"], RedriveOptions()) == RedriveCounts(removed=1)
    assert count("expenses") == 1


def test_letters_are_judged_by_how_their_items_stand(
    redriver: RedriveServices, queues: Queues, tenant: Tenant, other_tenant: Tenant, put_dead: PutItem
) -> None:
    """Removed: ended, elsewhere, unknown, another's. Moved: what waits here or was never sent on. Left: noise."""
    for state in ("done", "rejected", "review"):
        put_dead(tenant, state=state)
    put_dead(tenant, stage="validate", state="failed")
    queues.put_letter(body_of(ItemRef(tenant.id, uuid4())))
    forged = put_dead(tenant, state="done")
    queues.put_letter(body_of(ItemRef(other_tenant.id, forged.item_id)))
    queues.put_letter("hello")
    wanted = [
        put_dead(other_tenant),
        put_dead(tenant, error=None, state="queued"),
        put_dead(tenant, error=None, state="running", lease=uuid4()),
        put_dead(tenant, error=None, stage="extract", state="queued"),
    ]

    done = redrive(redriver, STAGES["publish"], RedriveOptions())

    assert done == RedriveCounts(moved=4, removed=7, left=1, by_code={"scanner_unavailable": 1, "interrupted": 3})
    assert queues.bodies(queues.urls["publish"]) == sorted(body_of(item) for item in wanted)
    assert queues.bodies(queues.dead["publish"]) == ["hello"]


def test_only_letters_of_the_code_are_moved_and_the_others_stay_visible(
    redriver: RedriveServices, queues: Queues, tenant: Tenant, other_tenant: Tenant, put_dead: PutItem
) -> None:
    """Of 25 letters of two tenants, those with the code go, at most as many as wanted."""
    bugs = [put_dead(tenant, error=BUG) for _ in range(8)]
    others = [put_dead(other_tenant) for _ in range(15)] + [put_dead(tenant, error=None, state="done")]
    queues.put_letter("hello")
    wanted = RedriveOptions(code="internal_error", limit=5)

    first = redrive(redriver, STAGES["publish"], wanted)
    assert (first.moved, first.removed, first.by_code) == (5, 0, {"internal_error": 5})

    second = redrive(redriver, STAGES["publish"], wanted)
    assert (second.moved, second.left, second.more) == (3, 17, False)
    assert queues.bodies(queues.urls["publish"]) == sorted(body_of(item) for item in bugs)
    assert queues.bodies(queues.dead["publish"]) == sorted([*(body_of(item) for item in others), "hello"])


def test_a_dry_run_counts_and_changes_nothing(
    redriver: RedriveServices, queues: Queues, tenant: Tenant, put_dead: PutItem
) -> None:
    """What it says is what the redrive then does."""
    for _ in range(11):
        put_dead(tenant)
    put_dead(tenant, state="done")

    dry = redrive(redriver, STAGES["publish"], RedriveOptions(dry_run=True))

    assert dry == RedriveCounts(moved=11, removed=1, by_code={"scanner_unavailable": 11})
    assert queues.bodies(queues.urls["publish"]) == []
    assert redrive(redriver, STAGES["publish"], RedriveOptions()) == dry


def test_sqs_moves_all_by_itself_where_it_can(
    redriver: RedriveServices,
    services: Services,
    queues: Queues,
    tenant: Tenant,
    put_dead: PutItem,
    count: Count,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The move task sends everything back; what is done already is passed over, what failed runs, once."""
    task = give_move_task(monkeypatch)
    failed, done = put_dead(tenant), put_dead(tenant, state="done")

    assert redrive(redriver, STAGES["publish"], RedriveOptions()) == RedriveCounts(moved=2, task=True)

    assert (task.moved, queues.bodies(queues.dead["publish"])) == (2, [])
    again = deliveries(queues)
    assert {delivery.ref for delivery in again} == {failed, done}
    assert [delivery.attempt for delivery in again] == [1, 1]
    assert run_stage(PUBLISH, again, services) == []
    assert count("expenses") == 1


@pytest.mark.parametrize(
    "wanted", [RedriveOptions(code="scanner_unavailable"), RedriveOptions(limit=1), RedriveOptions(dry_run=True)]
)
def test_the_move_task_is_not_used_for_some(
    redriver: RedriveServices,
    tenant: Tenant,
    put_dead: PutItem,
    monkeypatch: pytest.MonkeyPatch,
    wanted: RedriveOptions,
) -> None:
    """It can only move all."""
    task = give_move_task(monkeypatch)
    put_dead(tenant)

    assert redrive(redriver, STAGES["publish"], wanted).moved == 1
    assert task.moved == 0


def test_where_the_move_task_is_denied_letters_are_moved_one_by_one(
    redriver: RedriveServices, tenant: Tenant, put_dead: PutItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role that may only receive, send and delete redrives as well."""
    take_move_task(monkeypatch, "AccessDenied")
    put_dead(tenant)

    assert redrive(redriver, STAGES["publish"], RedriveOptions()) == RedriveCounts(
        moved=1, by_code={"scanner_unavailable": 1}
    )


def test_a_task_that_runs_already_is_told(redriver: RedriveServices, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQS moves one queue's letters in one task at a time."""
    give_move_task(monkeypatch).running = True

    with pytest.raises(RequestError, match="redrive_running"):
        redrive(redriver, STAGES["publish"], RedriveOptions())


def test_a_plain_move_of_messages_does_as_well(
    services: Services, queues: Queues, tenant: Tenant, put_dead: PutItem, item_row: ItemRow, count: Count
) -> None:
    """What the console or a script of one's own moves runs again, and posts once."""
    item = put_dead(tenant)
    for body in queues.bodies(queues.dead["publish"]) * 2:
        queues.sqs.send_message(QueueUrl=queues.urls["publish"], MessageBody=body)

    again = deliveries(queues)
    assert len(again) == 2
    assert [run_stage(PUBLISH, [one], services) for one in again] == [[], []]
    assert item_row(item).state == "done"
    assert count("expenses") == 1


class BouncingQueue(ListQueue):
    """A stage that fails at once: what is sent to it is a dead letter again."""

    def __init__(self, queues: Queues) -> None:
        super().__init__()
        self.queues = queues

    def send(self, stage: Any, refs: Any) -> None:
        """Put a letter for each."""
        super().send(stage, refs)
        for ref in refs:
            self.queues.put_letter(body_of(ref))


def test_what_fails_again_at_once_is_not_moved_for_ever(
    redriver: RedriveServices, queues: Queues, tenant: Tenant, put_dead: PutItem
) -> None:
    """Letters younger than the redrive are left."""
    for _ in range(12):
        put_dead(tenant)

    done = redrive(replace(redriver, queue=BouncingQueue(queues)), STAGES["publish"], RedriveOptions())

    assert (done.moved, done.left) == (12, 12)


def test_a_letter_is_kept_until_its_message_is_sent(
    redriver: RedriveServices, queue: ListQueue, queues: Queues, tenant: Tenant, put_dead: PutItem
) -> None:
    """With the stage's queue away nothing is lost, and the letters are there for the next redrive at once."""
    item = put_dead(tenant)
    queue.away = True

    with pytest.raises(TransientError):
        redrive(replace(redriver, queue=queue), STAGES["publish"], RedriveOptions())

    assert queues.bodies(queues.dead["publish"]) == [body_of(item)]


def test_a_redrive_ends_in_time(redriver: RedriveServices, tenant: Tenant, put_dead: PutItem) -> None:
    """When the time is over it says that there is more."""
    for _ in range(25):
        put_dead(tenant)
    clock = iter(range(0, 100, 4))

    done = redrive(replace(redriver, clock=lambda: next(clock)), STAGES["publish"], RedriveOptions(seconds=10))

    assert (done.moved, done.more) == (20, True)


def test_dead_letter_queues_that_are_away_are_the_worlds_fault(redriver: RedriveServices, queues: Queues) -> None:
    """An error of SQS is a `TransientError`."""
    queues.sqs.delete_queue(QueueUrl=queues.dead["publish"])

    with pytest.raises(TransientError, match="queue_unavailable"):
        redrive(redriver, STAGES["publish"], RedriveOptions())


def test_a_worker_lost_at_its_last_try_comes_back_by_a_redrive(
    redriver: RedriveServices,
    queues: Queues,
    tenant: Tenant,
    put_dead: PutItem,
    admin: Engine,
    item_row: ItemRow,
) -> None:
    """Its letter says nothing, its item still says running; the sweep fails it, under a code to redrive by."""
    from asiento.sweep import Repairs, sweep  # noqa: PLC0415 (the only test that needs it)

    item = put_dead(tenant, error=None, state="running", lease=uuid4())
    with admin.begin() as connection:
        long_ago = "UPDATE asiento.items SET lease_until = now(), updated_at = now() - interval '1 hour'"
        connection.execute(text(long_ago))

    assert sweep(redriver.database, redriver.queue) == Repairs(lost=1)
    assert item_row(item).state == "failed"
    assert redrive(redriver, STAGES["publish"], RedriveOptions(code="worker_lost")).moved == 1
    assert queues.bodies(queues.urls["publish"]) == [body_of(item)]
