"""What the stages and the API do, as it is seen on the wire: actions of SQS, methods of S3, statements of SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import TextClause

from asiento.store.items import INSERT
from asiento.store.work import CLAIM, SAVE
from infra.chaos.faults import Point

SEND = "AmazonSQS.SendMessageBatch"
WORDS = 3


def opening(statement: str) -> str:
    """Return the words by which a statement is known: its first three."""
    return " ".join(statement.split(None, WORDS)[:WORDS])


def _known(statements: Mapping[TextClause, Point]) -> dict[str, Point]:
    return {opening(statement.text): point for statement, point in statements.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whose requests a proxy carries, by what they mean. What is in no table passes unseen."""

    actions: Mapping[str, Point]
    methods: Mapping[str, Point] = field(default_factory=dict)
    statements: Mapping[str, Point]


STAGES = Caller(
    actions={SEND: Point.SEND, "AmazonSQS.ChangeMessageVisibilityBatch": Point.BACKOFF},
    methods={"GET": Point.READ, "PUT": Point.WRITE},
    statements=_known({CLAIM: Point.CLAIM, SAVE: Point.SAVE}),
)
API = Caller(actions={SEND: Point.ANNOUNCE}, statements=_known({INSERT: Point.ACCEPT}))
