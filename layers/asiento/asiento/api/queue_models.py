"""Models of requests and answers about queues."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from asiento.api.bodies import Request

MAX_REDRIVE = 5_000


class Cause(BaseModel):
    """Items that stand failed for the same reason, of all tenants."""

    code: str = Field(description="The code of their error.", examples=["internal_error"])
    cause: str = Field(
        description="The code again or, for a bug, what was raised where.",
        examples=["ZeroDivisionError in asiento.extract.rows.totals"],
    )
    items: int
    oldest: datetime
    newest: datetime


class StageQueue(BaseModel):
    """The queue of a stage. SQS says of its counts that they are approximate."""

    stage: str = Field(examples=["ocr"])
    waiting: int = Field(description="Messages that wait for a worker.")
    in_flight: int = Field(description="Messages that a worker holds, or that wait out a backoff.")
    dead_letters: int = Field(description="Messages in its dead-letter queue.")
    causes: list[Cause] = Field(description="Why items ended there, the most frequent first.")


class Queues(BaseModel):
    """All queues, in the order of the stages."""

    queues: list[StageQueue]


class RedriveOrder(Request):
    """Which dead letters to send back."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = Field(
        default=None,
        description="Only those whose item failed with this code; the others stay.",
        examples=["scanner_unavailable"],
    )
    limit: Annotated[int, Field(ge=1, le=MAX_REDRIVE)] | None = Field(default=None, description="At most so many.")
    dry_run: bool = Field(default=False, description="Only count.")


class RedriveResult(BaseModel):
    """What became of the dead letters, or with `dry_run` what would."""

    stage: str = Field(examples=["ocr"])
    dry_run: bool
    moved: int = Field(description="Sent back. With `task` about how many are going to be.")
    by_code: dict[str, int] = Field(description="The moved ones by the code of their item; empty with `task`.")
    removed: int = Field(description="Taken out, since their item waits for no message any more.")
    left: int = Field(description="Not asked for, or not ours to read: they stay.")
    more: bool = Field(description="There may be others, for which there was no time. Call again.")
    task: bool = Field(description="SQS moves them by itself, in the background.")
