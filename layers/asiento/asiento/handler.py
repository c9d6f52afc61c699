"""An SQS event into deliveries, and the runner's answer into `batchItemFailures`, with their backoff."""

import random
from collections.abc import Callable, Mapping, Sequence
from itertools import batched
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

from aws_lambda_powertools import Logger

from asiento import bootstrap
from asiento.errors import TransientError
from asiento.model import Delivery
from asiento.pipeline import MAX_ATTEMPTS, STAGES, Stage
from asiento.queues import ref_in
from asiento.runner import Services, run_stage

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import ChangeMessageVisibilityBatchRequestEntryTypeDef

logger = Logger(service="asiento")

MAX_BACKOFF = 600
"""Seconds that a delivery waits at most before it is tried again."""


class Failure(TypedDict):
    """One message that is to come again."""

    itemIdentifier: str


class PartialBatchResponse(TypedDict):
    """What Lambda expects of an SQS handler with `ReportBatchItemFailures`."""

    batchItemFailures: list[Failure]


def stage_handler(name: str) -> Callable[[Mapping[str, Any], object], PartialBatchResponse]:
    """Return the Lambda handler of the stage called *name*."""
    stage = STAGES[name]

    def handle(event: Mapping[str, Any], _context: object) -> PartialBatchResponse:
        records = {record["messageId"]: record for record in event["Records"]}
        readable = {message_id: delivery_of(record) for message_id, record in records.items()}
        deliveries = [delivery for delivery in readable.values() if delivery]
        again = _run(stage, deliveries, bootstrap.services) if deliveries else []
        settings = bootstrap.settings()
        postpone(bootstrap.client("sqs"), settings.queue_urls[stage.name], again, settings.retry_base)
        failed = [message_id for message_id, delivery in readable.items() if delivery is None or delivery in again]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    return handle


def _run(stage: Stage, deliveries: Sequence[Delivery], services: Callable[[], Services]) -> list[Delivery]:
    """Run *stage*; without services, since Postgres is away at the start, all are to be tried again."""
    try:
        given = services()
    except TransientError as error:
        logger.warning("stage not started", stage=stage.name, code=error.code, deliveries=len(deliveries))
        return list(deliveries)
    return run_stage(stage, deliveries, given)


def delivery_of(record: Mapping[str, Any]) -> Delivery | None:
    """Return what the message delivers, or None for one that nobody of ours wrote.

    Such a message is left to go to the dead-letter queue, where a person can look at it.
    """
    ref = ref_in(record["body"])
    if ref is None:
        logger.warning("unreadable message", message_id=record["messageId"])
        return None
    return Delivery(
        ref=ref,
        message_id=UUID(record["messageId"]),
        attempt=int(record["attributes"]["ApproximateReceiveCount"]),
        receipt=record["receiptHandle"],
    )


def backoff(attempt: int, base: int) -> int:
    """Return the seconds to wait after *attempt*: exponential with full jitter, at once after the last one.

    https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    """
    if attempt >= MAX_ATTEMPTS:
        return 0
    return round(random.uniform(0, min(MAX_BACKOFF, base * 2**attempt)))  # noqa: S311 (jitter is not a secret)


def postpone(client: "SQSClient", url: str, deliveries: Sequence[Delivery], base: int) -> None:
    """Let each delivery come again after its backoff instead of the queue's whole visibility timeout.

    If SQS refuses, they come again all the same, only later. The batch never fails for it.
    """
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (only where SQS is used)

    for ten in batched(deliveries, 10, strict=False):
        try:
            answer = client.change_message_visibility_batch(QueueUrl=url, Entries=_postponed(ten, base))
        except (BotoCoreError, ClientError) as error:
            logger.warning("backoff refused", failed=len(ten), error=type(error).__name__)
            continue
        if answer.get("Failed"):
            logger.warning("backoff refused", failed=len(answer["Failed"]))


def _postponed(deliveries: Sequence[Delivery], base: int) -> "list[ChangeMessageVisibilityBatchRequestEntryTypeDef]":
    return [
        {
            "Id": str(index),
            "ReceiptHandle": delivery.receipt or "",
            "VisibilityTimeout": backoff(delivery.attempt, base),
        }
        for index, delivery in enumerate(deliveries)
    ]
