"""The dead-letter queues of the stages in SQS: look, hold, take out, and the move task. Knows nothing of items."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from asiento.errors import RequestError, TransientError
from asiento.model import ItemRef
from asiento.pipeline import Stage
from asiento.queues import ref_in

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.literals import QueueAttributeNameType
    from mypy_boto3_sqs.type_defs import MessageTypeDef

HOLD_SECONDS = 300
"""How long a message that was looked at stays hidden if nobody releases it."""
WAIT_SECONDS = 1
"""A receive that does not wait asks only some of SQS's servers, and may miss what there is."""
NO_TASK = frozenset(
    {"InvalidAction", "UnknownOperationException", "NotImplemented", "AccessDenied", "AccessDeniedException"}
)
"""What endpoints answer that lack the move task, or do not let us use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message of a dead-letter queue; *ref* is None if nobody of ours wrote it."""

    receipt: str
    sent_at: datetime
    ref: ItemRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Depths:
    """About how many messages wait in a stage's queue, are being worked on, and are dead letters."""

    waiting: int
    in_flight: int
    dead: int


class DeadLetterQueues:
    """Found by the redrive policies of the stages' own queues, whose *urls* are given by stage name.

    Every method raises `TransientError("queue_unavailable")` when SQS does not answer.
    """

    def __init__(self, client: "SQSClient", urls: Mapping[str, str], *, wait: int = WAIT_SECONDS) -> None:
        self.client = client
        self.urls = urls
        self.wait = wait
        self.found: dict[str, str] = {}

    def depths(self, stage: Stage) -> Depths:
        """Count; SQS says of its figures that they are approximate."""
        with _queue_errors(stage):
            live = self._attributes(self.urls[stage.name])
            dead = self._attributes(self._url(stage))
        return Depths(
            waiting=int(live["ApproximateNumberOfMessages"]) + int(live["ApproximateNumberOfMessagesDelayed"]),
            in_flight=int(live["ApproximateNumberOfMessagesNotVisible"]),
            dead=int(dead["ApproximateNumberOfMessages"]) + int(dead["ApproximateNumberOfMessagesNotVisible"]),
        )

    def receive(self, stage: Stage) -> list[DeadLetter]:
        """Hide up to ten letters from everyone else and return them; none if all are gone or hidden."""
        with _queue_errors(stage):
            answer = self.client.receive_message(
                QueueUrl=self._url(stage),
                MaxNumberOfMessages=10,
                VisibilityTimeout=HOLD_SECONDS,
                WaitTimeSeconds=self.wait,
                MessageSystemAttributeNames=["SentTimestamp"],
            )
        return [_dead_letter(message) for message in answer.get("Messages", [])]

    def remove(self, stage: Stage, letters: Sequence[DeadLetter]) -> None:
        """Delete letters."""
        for ten in batched(letters, 10, strict=False):
            with _queue_errors(stage):
                self.client.delete_message_batch(
                    QueueUrl=self._url(stage),
                    Entries=[{"Id": str(n), "ReceiptHandle": letter.receipt} for n, letter in enumerate(ten)],
                )

    def release(self, stage: Stage, letters: Sequence[DeadLetter]) -> None:
        """Let others see letters again at once."""
        for ten in batched(letters, 10, strict=False):
            with _queue_errors(stage):
                self.client.change_message_visibility_batch(
                    QueueUrl=self._url(stage),
                    Entries=[
                        {"Id": str(n), "ReceiptHandle": letter.receipt, "VisibilityTimeout": 0}
                        for n, letter in enumerate(ten)
                    ],
                )

    def move_all(self, stage: Stage) -> bool:
        """Let SQS move all letters back to *stage*'s queue by itself; False where it cannot, or may not.

        Raises `RequestError("redrive_running")` while an earlier task of this queue goes on.
        """
        with _queue_errors(stage):
            source = self._attributes(self._url(stage))["QueueArn"]
            target = self._attributes(self.urls[stage.name])["QueueArn"]
            try:
                self.client.start_message_move_task(SourceArn=source, DestinationArn=target)
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") in NO_TASK:
                    return False
                if self._is_moving(source):
                    raise RequestError(409, "redrive_running", stage=stage.name) from error
                raise
        return True

    def _is_moving(self, arn: str) -> bool:
        tasks = self.client.list_message_move_tasks(SourceArn=arn, MaxResults=1).get("Results", [])
        return any(task.get("Status") == "RUNNING" for task in tasks)

    def _attributes(self, url: str) -> Mapping["QueueAttributeNameType", str]:
        return self.client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    def _url(self, stage: Stage) -> str:
        """Return the address of the queue that the redrive policy of *stage*'s queue names."""
        if stage.name not in self.found:
            policy = json.loads(self._attributes(self.urls[stage.name])["RedrivePolicy"])
            name = policy["deadLetterTargetArn"].rpartition(":")[2]
            self.found[stage.name] = self.client.get_queue_url(QueueName=name)["QueueUrl"]
        return self.found[stage.name]


@contextmanager
def _queue_errors(stage: Stage) -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise TransientError("queue_unavailable.dead_letters", stage=stage.name) from error


def _dead_letter(message: "MessageTypeDef") -> DeadLetter:
    return DeadLetter(
        receipt=message["ReceiptHandle"],
        sent_at=datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC),
        ref=ref_in(message["Body"]),
    )
