"""The Lambda handler of a stage: an SQS event in, the messages that are to come again out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from moto import mock_aws
from sqlalchemy import Engine, text

from asiento.handler import stage_handler
from asiento.model import ItemRef
from asiento.pipeline import MAX_ATTEMPTS, STAGES
from asiento.queues import body_of
from asiento.tenant import Tenant
from dead_letter_queues import Queues, make_queues
from deployed import deployed

PutItem = Callable[..., ItemRef]
NOWHERE = "postgresql+pg8000://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def queues() -> Iterator[Queues]:
    """The queues of all stages."""
    with mock_aws():
        yield make_queues()


@pytest.fixture
def environment(queues: Queues, migrated: tuple[Engine, str], admin: Engine) -> Iterator[None]:
    """The environment of a stage's function; the tables are empty."""
    assert admin
    with deployed(queues.urls, migrated[1]):
        yield


def received(queues: Queues, *bodies: str, attempt: int = 1) -> list[dict[str, Any]]:
    """Send the messages to preprocess; return them in their order as Lambda hands them over, for the *attempt*th time.

    As in the template they are hidden from others meanwhile for longer than any test takes.
    """
    url = queues.urls["preprocess"]
    queues.sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "720"})
    for body in bodies:
        queues.sqs.send_message(QueueUrl=url, MessageBody=body)
    records = queues.records("preprocess")
    for record in records:
        record["attributes"]["ApproximateReceiveCount"] = str(attempt)
    return sorted(records, key=lambda record: bodies.index(record["body"]))


def failed(answer: Any) -> list[str]:
    """Return the ids of the messages that are to come again."""
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


@pytest.mark.usefixtures("environment")
def test_what_fails_is_reported_and_nothing_else(
    queues: Queues, tenant: Tenant, put_item: PutItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a good item, one that trips a bug, and a message that nobody of ours wrote, the last two come again."""
    monkeypatch.setitem(STAGES, "preprocess", replace(STAGES["preprocess"], function="stage_functions:has_a_bug"))
    good, bad = put_item(tenant), put_item(tenant, name="bad")
    records = received(queues, body_of(good), body_of(bad), "hello")

    answer = stage_handler("preprocess")({"Records": records}, None)

    assert failed(answer) == [record["messageId"] for record in records[1:]]
    assert queues.bodies(queues.urls["classify"]) == [body_of(good)]


@pytest.mark.usefixtures("environment")
def test_only_what_was_tried_has_its_backoff(
    queues: Queues, tenant: Tenant, put_item: PutItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the last try it is visible at once, for its dead-letter queue; the others stay hidden."""
    monkeypatch.setitem(STAGES, "preprocess", replace(STAGES["preprocess"], function="stage_functions:has_a_bug"))
    good, bad = put_item(tenant), put_item(tenant, name="bad")
    records = received(queues, body_of(good), body_of(bad), "hello", attempt=MAX_ATTEMPTS)

    stage_handler("preprocess")({"Records": records}, None)

    assert queues.bodies(queues.urls["preprocess"]) == [body_of(bad)]


@pytest.mark.usefixtures("environment")
def test_each_message_about_an_item_that_another_run_holds_comes_again(
    queues: Queues, tenant: Tenant, put_item: PutItem, admin: Engine
) -> None:
    """Two messages of one item are two deliveries, each with its own id in the answer."""
    item = put_item(tenant, state="running", lease=uuid4(), attempt=1)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET lease_until = clock_timestamp() + interval '1 minute'"))
    records = received(queues, body_of(item), body_of(item))

    answer = stage_handler("preprocess")({"Records": records}, None)

    assert sorted(failed(answer)) == sorted(record["messageId"] for record in records)
    assert len(set(failed(answer))) == 2


def test_without_postgres_at_the_start_all_come_again(queues: Queues) -> None:
    """The function is not broken by it: each message is reported, and the next call starts anew."""
    refs = [ItemRef(uuid4(), uuid4()) for _ in range(2)]
    records = received(queues, *(body_of(ref) for ref in refs))
    with deployed(queues.urls, NOWHERE):
        answer = stage_handler("preprocess")({"Records": records}, None)

    assert failed(answer) == [record["messageId"] for record in records]


def test_an_event_of_unreadable_messages_needs_no_postgres(queues: Queues) -> None:
    """Nothing is built for what no stage can work on."""
    records = received(queues, "hello", json.dumps({"tenant_id": 7}))
    with deployed(queues.urls, NOWHERE):
        answer = stage_handler("preprocess")({"Records": records}, None)

    assert failed(answer) == [record["messageId"] for record in records]
