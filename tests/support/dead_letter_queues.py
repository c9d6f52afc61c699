"""A queue and its dead-letter queue for each stage, on moto."""

import json
from dataclasses import dataclass
from typing import Any

import boto3

from asiento.pipeline import PIPELINE


@dataclass(frozen=True)
class Queues:
    """URLs by stage: of the queues and of their dead-letter queues."""

    sqs: Any
    urls: dict[str, str]
    dead: dict[str, str]

    def put_letter(self, body: str, stage: str = "publish") -> None:
        """Put a message into the dead-letter queue."""
        self.sqs.send_message(QueueUrl=self.dead[stage], MessageBody=body)

    def bodies(self, url: str) -> list[str]:
        """Receive everything that is visible."""
        found: list[str] = []
        while messages := self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += [message["Body"] for message in messages]
        return sorted(found)

    def records(self, stage: str = "publish") -> list[dict[str, Any]]:
        """Receive from a stage's queue and return the records as Lambda gets them."""
        received = self.sqs.receive_message(QueueUrl=self.urls[stage], MaxNumberOfMessages=10, AttributeNames=["All"])
        return [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": message["Attributes"],
            }
            for message in received.get("Messages", [])
        ]


def make_queues(**client: Any) -> Queues:
    """Make them all; *client* are arguments of the boto3 client."""
    sqs, urls, dead = boto3.client("sqs", **client), {}, {}
    for stage in PIPELINE:
        dead[stage.name] = sqs.create_queue(QueueName=f"dead-{stage.name}")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=dead[stage.name], AttributeNames=["QueueArn"])["Attributes"]
        policy = {"deadLetterTargetArn": arn["QueueArn"], "maxReceiveCount": 3}
        redrive = json.dumps(policy)
        urls[stage.name] = sqs.create_queue(QueueName=stage.name, Attributes={"RedrivePolicy": redrive})["QueueUrl"]
    return Queues(sqs, urls, dead)
