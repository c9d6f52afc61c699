"""SQS and inline queues: all is sent, in tens, or the sender is told."""

import json
from collections.abc import Iterator, Sequence
from uuid import uuid4

import boto3
import pytest
from moto import mock_aws

from asiento.errors import TransientError
from asiento.model import Delivery, ItemRef
from asiento.pipeline import FIRST, MAX_ATTEMPTS, Stage
from asiento.queues import InlineQueue, SqsQueue, send_each


@pytest.fixture
def url() -> Iterator[str]:
    """The URL of an empty queue."""
    with mock_aws():
        yield boto3.client("sqs").create_queue(QueueName="preprocess")["QueueUrl"]


def refs(number: int) -> list[ItemRef]:
    """Return items of one tenant."""
    tenant = uuid4()
    return [ItemRef(tenant, uuid4()) for _ in range(number)]


def test_every_item_is_sent_with_its_ids_and_its_tenant_as_group(url: str) -> None:
    """23 items are 23 messages; the body holds ids only, the message group is the tenant."""
    sqs, sent = boto3.client("sqs"), refs(23)

    SqsQueue(sqs, {"preprocess": url}).send(FIRST, sent)

    received = []
    while batch := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"]).get("Messages"):
        received += batch
    assert {json.loads(message["Body"])["item_id"] for message in received} == {str(ref.item_id) for ref in sent}
    assert {message["Attributes"]["MessageGroupId"] for message in received} == {str(sent[0].tenant_id)}
    assert set(json.loads(received[0]["Body"])) == {"tenant_id", "item_id"}


def test_a_send_of_several_tenants_keeps_each_in_its_own_group(url: str) -> None:
    """SQS serves the groups of a queue fairly, so that what one tenant sends does not wait for another's."""
    sqs, sent = boto3.client("sqs"), [*refs(4), *refs(3), *refs(1)]

    send_each(SqsQueue(sqs, {"preprocess": url}), [("preprocess", ref) for ref in sent])

    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"])["Messages"]
    groups = {json.loads(each["Body"])["item_id"]: each["Attributes"]["MessageGroupId"] for each in received}
    assert {str(ref.item_id): str(ref.tenant_id) for ref in sent} == groups


def test_a_queue_that_is_away_is_the_worlds_fault(url: str) -> None:
    """An error of SQS becomes a `TransientError`, so that the deliveries come again."""
    with pytest.raises(TransientError, match="queue_unavailable"):
        SqsQueue(boto3.client("sqs"), {"preprocess": f"{url}-gone"}).send(FIRST, refs(1))


def test_the_inline_queue_tries_as_often_as_sqs_would() -> None:
    """What the runner returns is run again with the next attempt, three times in all."""
    attempts: list[list[int]] = []

    def fails(_stage: Stage, given: Sequence[Delivery]) -> list[Delivery]:
        attempts.append([delivery.attempt for delivery in given])
        return list(given)[:1]

    InlineQueue(fails, MAX_ATTEMPTS).send(FIRST, refs(2))

    assert attempts == [[1, 1], [2], [3]]
