"""moto's SQS with the move task, as AWS has it, or without it, as some endpoints are; moto itself does not know it."""

import json

import pytest
from moto.core.responses import ActionResult
from moto.sqs.models import Queue, SQSBackend
from moto.sqs.responses import SQSResponse

Refusal = tuple[str, dict[str, int]]


class MoveTask:
    """Moves all visible messages of a dead-letter queue at once; while *running* is set, a task is said to run."""

    def __init__(self) -> None:
        self.running = False
        self.moved = 0

    def start(self, response: SQSResponse) -> ActionResult | Refusal:
        """Answer StartMessageMoveTask as AWS does: new messages, for the destination or the source of the letters."""
        if self.running:
            return _refusal("InvalidParameterValue", "There is already a task running.")
        backend = response.sqs_backend
        source = backend.get_queue(_name(response, "SourceArn"))
        if not _sources(backend, source):
            return _refusal("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.")
        for message in source.messages:
            backend.send_message(_name(response, "DestinationArn"), message.body, group_id=message.group_id)
            source._messages.remove(message)  # noqa: SLF001 (moto's own delete wants a receipt)
            self.moved += 1
        return ActionResult({"TaskHandle": "task"})

    def list(self, _response: SQSResponse) -> ActionResult:
        """Answer ListMessageMoveTasks."""
        return ActionResult({"Results": [{"Status": "RUNNING" if self.running else "COMPLETED"}]})


def give_move_task(monkeypatch: pytest.MonkeyPatch) -> MoveTask:
    """Let moto have the move task."""
    task = MoveTask()

    def start(response: SQSResponse) -> ActionResult | Refusal:
        return task.start(response)

    def tasks(response: SQSResponse) -> ActionResult:
        return task.list(response)

    # moto looks for plain functions.
    monkeypatch.setattr(SQSResponse, "start_message_move_task", start, raising=False)
    monkeypatch.setattr(SQSResponse, "list_message_move_tasks", tasks, raising=False)
    return task


def take_move_task(monkeypatch: pytest.MonkeyPatch, code: str = "InvalidAction") -> None:
    """Let moto refuse the move task with *code*, as the local AWS does; by itself it would end in an error."""

    def refuse(_response: SQSResponse) -> Refusal:
        return _refusal(code, "The action StartMessageMoveTask is not valid for this endpoint.")

    monkeypatch.setattr(SQSResponse, "start_message_move_task", refuse, raising=False)


def _refusal(code: str, message: str) -> Refusal:
    return json.dumps({"__type": code, "message": message}), {"status": 400}


def _name(response: SQSResponse, parameter: str) -> str:
    arn: str = response._get_param(parameter)  # noqa: SLF001 (moto has no other way)
    return arn.rpartition(":")[2]


def _sources(backend: SQSBackend, queue: Queue) -> list[Queue]:
    return backend.list_dead_letter_source_queues(queue.name)
