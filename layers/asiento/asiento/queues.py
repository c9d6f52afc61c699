"""Queues between the stages: SQS, or straight into the next stage."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import batched
from typing import TYPE_CHECKING, Protocol
from uuid import UUID, uuid4

from asiento.errors import TransientError
from asiento.model import Delivery, ItemRef
from asiento.pipeline import FIRST, STAGES, Stage

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef


class Queue(Protocol):
    """Takes the items that a stage is to work on."""

    def send(self, stage: Stage, refs: Sequence[ItemRef]) -> None:
        """Send all, or raise `TransientError`; then some may have been sent, and sending again does no harm."""

    def check(self) -> None:
        """Raise `TransientError` if nothing could be sent now."""


def send_each(queue: Queue, onward: Iterable[tuple[str, ItemRef]]) -> dict[str, int]:
    """Send each item to the stage named beside it, a stage at a time; return how many each got.

    Raises `TransientError` as `Queue.send` does.
    """
    by_stage: dict[str, list[ItemRef]] = defaultdict(list)
    for stage, ref in onward:
        by_stage[stage].append(ref)
    for stage, refs in by_stage.items():
        queue.send(STAGES[stage], refs)
    return {stage: len(refs) for stage, refs in by_stage.items()}


def body_of(ref: ItemRef) -> str:
    """Return the message: ids only, so that it may come late, twice or out of order."""
    return json.dumps({"tenant_id": str(ref.tenant_id), "item_id": str(ref.item_id)})


def ref_in(body: str) -> ItemRef | None:
    """Return whose item a message is about, or None for one that nobody of ours wrote."""
    try:
        ids = json.loads(body)
        return ItemRef(UUID(ids["tenant_id"]), UUID(ids["item_id"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


class SqsQueue:
    """One SQS queue a stage. The message group is the tenant: SQS then serves tenants fairly."""

    def __init__(self, client: "SQSClient", urls: Mapping[str, str]) -> None:
        self.client = client
        self.urls = urls

    def send(self, stage: Stage, refs: Sequence[ItemRef]) -> None:
        """Send ten a call, the most that SQS takes."""
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (only where SQS is used)

        for ten in batched(refs, 10, strict=False):
            entries: list[SendMessageBatchRequestEntryTypeDef] = [
                {"Id": str(index), "MessageBody": body_of(ref), "MessageGroupId": str(ref.tenant_id)}
                for index, ref in enumerate(ten)
            ]
            try:
                answer = self.client.send_message_batch(QueueUrl=self.urls[stage.name], Entries=entries)
            except (BotoCoreError, ClientError) as error:
                raise TransientError("queue_unavailable.stage", stage=stage.name) from error
            if answer.get("Failed"):
                raise TransientError("queue_unavailable.refused", stage=stage.name)

    def check(self) -> None:
        """Ask for the first queue's own name: needs `sqs:GetQueueAttributes`, changes nothing."""
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (only where SQS is used)

        try:
            self.client.get_queue_attributes(QueueUrl=self.urls[FIRST.name], AttributeNames=["QueueArn"])
        except (BotoCoreError, ClientError) as error:
            raise TransientError("queue_unavailable.all") from error


class InlineQueue:
    """Runs the next stage at once, in this process: for tests and for tools that want no queues."""

    def __init__(self, run: Callable[[Stage, Sequence[Delivery]], list[Delivery]], max_attempts: int) -> None:
        self.run = run
        self.max_attempts = max_attempts

    def send(self, stage: Stage, refs: Sequence[ItemRef]) -> None:
        """Run *stage*, and again what is to be tried again, as the queue would."""
        attempt, waiting = 1, [Delivery(ref=ref, message_id=uuid4(), attempt=1) for ref in refs]
        while waiting and attempt <= self.max_attempts:
            waiting = self.run(stage, [replace(delivery, attempt=attempt) for delivery in waiting])
            attempt += 1

    def check(self) -> None:
        """Do nothing: the next stage is always there."""
