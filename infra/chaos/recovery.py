"""After the storm: waits for calm, lets time pass, sweeps and redrives, as operators and schedules do."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, text

from infra.chaos.armed import Deployment, StageParts
from infra.local.config import StackError

CALM_SECONDS = 3.0
"""Queues that stay empty for so long are empty: a stage sends on before its own message is deleted."""
STANDSTILL_SECONDS = 300.0
ROUNDS = 4
HIDDEN_SECONDS = 300
"""For so long a dead letter that was looked at is nobody else's."""
COUNTS = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed")

# A day: past every lease and visibility timeout, and past the sweep's patience with what it sent before.
LET_TIME_PASS = text("""
    UPDATE asiento.items
    SET updated_at = updated_at - interval '1 day', lease_until = lease_until - interval '1 day'
    WHERE state IN ('queued', 'running')
    RETURNING state
""")
STANDS = text("SELECT stage, state, error ->> 'code' FROM asiento.items WHERE id = :item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """What it took: items that the sweep found, by state, and dead letters redriven, by how their item stood.

    *unexplained* are sentences on dead letters that have no reason to be any.
    """

    swept: Counter[str] = field(default_factory=Counter)
    redriven: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)


def recover(deployment: Deployment, superuser: Engine) -> Repairs:
    """Bring everything to its end. Raises `StackError` if that does not come within a few rounds."""
    repairs = Repairs()
    for _ in range(ROUNDS):
        wait_for_calm(deployment)
        stuck = _let_time_pass(superuser)
        repairs.swept.update(stuck)
        letters = sum(_backlog(deployment, stage.dead_letters) for stage in deployment.stages)
        if not stuck and not letters:
            return repairs
        if stuck:
            deployment.functions.invoke(FunctionName=deployment.sweep, Payload=b"{}")
            wait_for_calm(deployment)
        _redrive(deployment, superuser, repairs)
    raise StackError(f"There were still stuck items or dead letters after {ROUNDS} rounds of sweep and redrive.")


def wait_for_calm(deployment: Deployment, busy: Callable[[], bool] = lambda: False) -> None:
    """Return once the stages' queues stay empty, or *busy* has come to its end. Raises `StackError` at a standstill."""
    before, since, empty_since = -1, time.monotonic(), time.monotonic()
    while True:
        messages, now = sum(_backlog(deployment, stage.queue) for stage in deployment.stages), time.monotonic()
        if messages:
            empty_since = now
        if messages != before:
            before, since = messages, now
        if not messages and not busy() and now - empty_since > CALM_SECONDS:
            return
        if now - since > STANDSTILL_SECONDS:
            raise StackError(f"{messages} messages have stood still for {STANDSTILL_SECONDS:.0f} seconds.")
        time.sleep(0.5)


def left_over(deployment: Deployment) -> list[str]:
    """Return a sentence for each queue and dead-letter queue that is not empty."""
    queues = [queue for stage in deployment.stages for queue in (stage.queue, stage.dead_letters)]
    return [f"{number} in {queue}" for queue in queues if (number := _backlog(deployment, queue))]


def _backlog(deployment: Deployment, queue: str) -> int:
    answer = deployment.queues.get_queue_attributes(QueueUrl=queue, AttributeNames=list(COUNTS))
    return sum(int(answer["Attributes"].get(name, 0)) for name in COUNTS)


def _let_time_pass(superuser: Engine) -> Sequence[str]:
    with superuser.begin() as connection:
        return [str(state) for (state,) in connection.execute(LET_TIME_PASS)]


def _redrive(deployment: Deployment, superuser: Engine, repairs: Repairs) -> None:
    """Move all dead letters back to their queues, once it is noted how the item of each stood."""
    letters = [(stage, letter) for stage in deployment.stages for letter in _letters(deployment, stage)]
    # All before the first is moved: an item that runs again would give no reason for its other letters.
    for stage, letter in letters:
        reason = _reason(superuser, stage, letter)
        repairs.redriven[reason or "no reason"] += 1
        if reason is None:
            repairs.unexplained.append(f"{stage.name}: {letter['Body']}")
    for stage, letter in letters:
        deployment.queues.send_message(QueueUrl=stage.queue, MessageBody=letter["Body"])
        deployment.queues.delete_message(QueueUrl=stage.dead_letters, ReceiptHandle=letter["ReceiptHandle"])


def _letters(deployment: Deployment, stage: StageParts) -> Iterator[dict[str, Any]]:
    """Hide the dead letters of *stage* from everyone else and yield them."""
    queue = {"QueueUrl": stage.dead_letters, "MaxNumberOfMessages": 10, "VisibilityTimeout": HIDDEN_SECONDS}
    while messages := deployment.queues.receive_message(**queue).get("Messages"):
        yield from messages


def _reason(superuser: Engine, stage: StageParts, message: dict[str, Any]) -> str | None:
    """Return why the message died, None if nothing says so: its item waits for a message, or is not there."""
    item = json.loads(message["Body"])["item_id"]
    with superuser.connect() as connection:
        found = connection.execute(STANDS, {"item": item}).one_or_none()
    if found is None:
        return None
    at, state, code = found
    if at != stage.name or state not in ("queued", "running", "failed"):
        return "its item went on by another message"
    return f"failed: {code}" if state == "failed" and code else None
