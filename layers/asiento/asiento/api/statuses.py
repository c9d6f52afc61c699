"""The words for how an item stands: what items show, what lists are filtered by, and what counts are called."""

from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field, WithJsonSchema

from asiento.errors import RequestError
from asiento.model import State
from asiento.pipeline import STAGES, STATUS

GROUPS: Mapping[str, frozenset[State]] = {
    "running": frozenset({State.QUEUED, State.RUNNING}),
    "failed": frozenset({State.FAILED}),
}
"""Words for several statuses: of all that go on by themselves, and of the failures of all stages."""
WORDS = tuple(dict.fromkeys(STATUS.values()))

Status = Annotated[
    str,
    WithJsonSchema({"type": "string", "enum": list(WORDS)}),
    Field(
        description="How it stands. `split`: it became several items, which go on in its place.",
        examples=["needs_review"],
    ),
]
Stage = Annotated[
    str,
    WithJsonSchema({"type": "string", "enum": list(STAGES)}),
    Field(description="The step of the pipeline at which it stands or ended.", examples=["validate"]),
]
StatusFilter = Annotated[
    str | None,
    WithJsonSchema({"type": "string", "enum": [*WORDS, *GROUPS]}),
    Query(
        max_length=40,
        description="Only items with this status; `running` is any that goes on by itself, `failed` any that failed.",
    ),
]


def states_of(status: str | None) -> list[tuple[str, State]] | None:
    """Return the (stage, state) pairs that *status* is the word for. Raises `RequestError("unknown_status")`."""
    if status is None:
        return None
    group = GROUPS.get(status, frozenset())
    found = [pair for pair, word in STATUS.items() if word == status or pair[1] in group]
    if not found:
        raise RequestError(422, "unknown_status", field="status", statuses=(*WORDS, *GROUPS))
    return found


def status_of(row: Mapping[Any, Any]) -> str:
    """Return the word for the *stage* and *state* of a row."""
    return STATUS[row["stage"], State(row["state"])]
