"""What the stages and the API do, as it is seen on the wire: actions of SQS, methods of S3, statements of SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from asiento.store.statements import statement
from infra.chaos.faults import Point

SEND = "AmazonSQS.SendMessageBatch"
WORDS = 3


def opening(sql: str) -> str:
    """Return the words by which a statement is known: its first three."""
    return " ".join(sql.split(None, WORDS)[:WORDS])


def _known(names: Mapping[str, Point]) -> dict[str, Point]:
    return {opening(statement(name).text): point for name, point in names.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whose requests a proxy carries, by what they mean. What is in no table passes unseen."""

    actions: Mapping[str, Point]
    methods: Mapping[str, Point] = field(default_factory=dict)
    statements: Mapping[str, Point]


STAGES = Caller(
    actions={SEND: Point.SEND, "AmazonSQS.ChangeMessageVisibilityBatch": Point.BACKOFF},
    methods={"GET": Point.READ, "PUT": Point.WRITE},
    statements=_known({"claim_items": Point.CLAIM, "save_outcomes": Point.SAVE}),
)
API = Caller(actions={SEND: Point.ANNOUNCE}, statements=_known({"insert_items": Point.ACCEPT}))
