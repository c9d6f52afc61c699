"""SQS events into deliveries, and the backoff of those that are to come again."""

import json
import logging
from contextlib import nullcontext
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from asiento.handler import MAX_BACKOFF, backoff, delivery_of, postpone
from asiento.model import ItemRef
from asiento.pipeline import MAX_ATTEMPTS
from builders import delivered

REF = ItemRef(uuid4(), uuid4())


def record(**changes: Any) -> dict[str, Any]:
    """Return one record of an SQS event."""
    body = {"tenant_id": str(uuid4()), "item_id": str(uuid4())}
    return {
        "messageId": str(uuid4()),
        "receiptHandle": "handle",
        "body": json.dumps(body),
        "attributes": {"ApproximateReceiveCount": "2"},
    } | changes


def test_a_record_becomes_a_delivery() -> None:
    """Ids come from the body, the attempt from SQS's own count."""
    given_record = record()
    body = json.loads(given_record["body"])

    delivery = delivery_of(given_record)

    assert delivery is not None
    assert (str(delivery.ref.tenant_id), str(delivery.ref.item_id)) == (body["tenant_id"], body["item_id"])
    assert (delivery.message_id, delivery.attempt) == (UUID(given_record["messageId"]), 2)
    assert delivery.receipt == "handle"


@pytest.mark.parametrize(
    "body", ["", "not json", "[]", "null", '{"tenant_id": 1}', '{"tenant_id": "x", "item_id": "y"}']
)
def test_a_message_that_is_not_ours_is_no_delivery(body: str) -> None:
    """What cannot be read is left for the dead-letter queue instead of stopping the batch."""
    assert delivery_of(record(body=body)) is None


@given(attempt=st.integers(1, 50), base=st.integers(1, 10_000))
def test_backoff_never_passes_ten_minutes(attempt: int, base: int) -> None:
    """The wait grows with the attempt, is random, and ends at 600 seconds."""
    assert 0 <= backoff(attempt, base) <= min(MAX_BACKOFF, base * 2**attempt)


@pytest.mark.parametrize(("attempt", "base", "most"), [(1, 20, 40), (2, 20, 80), (2, 1_000, 600)])
def test_backoff_is_spread_over_all_that_the_attempt_allows(attempt: int, base: int, most: int) -> None:
    """It doubles with each attempt: of many waits some are short, some long, and none longer than its most."""
    waits = [backoff(attempt, base) for _ in range(2_000)]

    assert min(waits) < most * 0.01
    assert most * 0.9 < max(waits) <= most


def test_after_the_last_try_nothing_is_waited_for() -> None:
    """The message may move to its dead-letter queue at once."""
    assert backoff(MAX_ATTEMPTS, 20) == 0


@mock_aws
def test_a_postponed_message_stays_hidden_for_its_backoff() -> None:
    """`ChangeMessageVisibility` takes the place of the queue's long visibility timeout."""
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="stage", Attributes={"VisibilityTimeout": "720"})["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="{}")
    message = sqs.receive_message(QueueUrl=url)["Messages"][0]
    assert "Messages" not in sqs.receive_message(QueueUrl=url)

    delivery = replace(delivered(REF, attempt=MAX_ATTEMPTS), receipt=message["ReceiptHandle"])
    postpone(sqs, url, [delivery], base=20)

    assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1


@mock_aws
def test_more_messages_than_one_request_may_name_are_all_postponed() -> None:
    """SQS takes ten a request."""
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="stage", Attributes={"VisibilityTimeout": "720"})["QueueUrl"]
    for _ in range(11):
        sqs.send_message(QueueUrl=url, MessageBody="{}")
    received = [sqs.receive_message(QueueUrl=url)["Messages"][0] for _ in range(11)]

    last = delivered(REF, attempt=MAX_ATTEMPTS)
    postpone(sqs, url, [replace(last, receipt=message["ReceiptHandle"]) for message in received], base=20)

    seen = {sqs.receive_message(QueueUrl=url)["Messages"][0]["MessageId"] for _ in range(11)}
    assert seen == {message["MessageId"] for message in received}


def test_what_a_queue_refuses_to_postpone_is_counted_and_the_others_are_postponed(
    logged: list[logging.LogRecord],
) -> None:
    """A request that fails, and one of whose messages one is refused, do not keep the next from being sent."""
    sqs = boto3.client("sqs", region_name="eu-south-2")
    deliveries = [replace(delivered(REF), receipt="handle") for _ in range(30)]
    refused = {"Id": "3", "SenderFault": True, "Code": "ReceiptHandleIsInvalid"}
    with Stubber(sqs) as answers:
        answers.add_client_error("change_message_visibility_batch", "RequestThrottled")
        answers.add_response("change_message_visibility_batch", {"Successful": [], "Failed": [refused]})
        answers.add_response("change_message_visibility_batch", {"Successful": [], "Failed": []})

        postpone(sqs, "https://sqs.eu-south-2.amazonaws.com/123456789012/stage", deliveries, base=20)

        answers.assert_no_pending_responses()
    assert [(record.getMessage(), vars(record)["failed"]) for record in logged] == [
        ("backoff refused", 10),
        ("backoff refused", 1),
    ]


@pytest.mark.parametrize("port", [9, None])
def test_a_queue_that_postpones_nothing_fails_nobody_else(port: int | None) -> None:
    """Away or refusing, it costs the delivery its backoff only; an error would bring the whole batch again."""
    delivery = replace(delivered(REF), receipt="handle")
    once = Config(retries={"total_max_attempts": 1})
    url = "https://sqs.eu-south-2.amazonaws.com/123456789012/no-such-queue"
    with mock_aws() if port is None else nullcontext():
        address = None if port is None else f"http://127.0.0.1:{port}"
        sqs = boto3.client("sqs", endpoint_url=address, config=once)
        postpone(sqs, url, [delivery], base=20)
        with pytest.raises((BotoCoreError, ClientError)):
            sqs.get_queue_attributes(QueueUrl=url)
