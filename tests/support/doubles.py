"""Small working stand-ins for the outside."""

from collections.abc import Sequence
from uuid import UUID

from asiento.errors import TransientError
from asiento.model import ItemRef
from asiento.pipeline import Stage


class ListQueue:
    """A queue that remembers what was sent to which stage, and can be away."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, UUID]] = []
        self.away = False

    def send(self, stage: Stage, refs: Sequence[ItemRef]) -> None:
        """Remember, or raise as SQS does when it is away."""
        self.check()
        self.sent += [(stage.name, ref.item_id) for ref in refs]

    def check(self) -> None:
        """Raise while it is away."""
        if self.away:
            raise TransientError("queue_unavailable.all")
