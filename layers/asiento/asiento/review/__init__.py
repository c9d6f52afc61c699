"""Review by people and clients: progress, items. What they decide about an item is in `decisions.py`. No HTTP."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.intake import no_batch
from asiento.model import State
from asiento.pipeline import LAST, STATUS
from asiento.review.decisions import no_item
from asiento.store import items as store
from asiento.store.batches import count_leaves
from asiento.store.database import Database

ENDS = (State.DONE, State.FAILED, State.REJECTED, State.DUPLICATE, State.REVIEW)
"""States of items that go no further by themselves."""

MOST_FAILURES = 100
"""Failed items that the status of a batch names; it counts them all."""

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How the leaves of a batch stand: (stage, state) to their number, and the first failures."""

    by_state: Mapping[tuple[str, State], int]
    failures: tuple[Row, ...]

    @property
    def total(self) -> int:
        """All leaves."""
        return sum(self.by_state.values())

    def count(self, state: State) -> int:
        """Leaves in *state*, at whatever stage."""
        return sum(number for (_, its_state), number in self.by_state.items() if its_state is state)

    @property
    def finished(self) -> int:
        """Leaves that go no further by themselves."""
        return sum(self.count(state) for state in ENDS)

    @property
    def percent(self) -> float:
        """Share finished, cut to a tenth: 100 means all."""
        return self.finished * 1000 // self.total / 10 if self.total else 0.0

    def by_status(self) -> dict[str, int]:
        """Count by the words that users see."""
        counts: Counter[str] = Counter()
        for pair, number in self.by_state.items():
            counts[STATUS[pair]] += number
        return dict(counts)

    def by_stage(self) -> dict[str, dict[str, int]]:
        """Count by stage, and there by state."""
        counts: dict[str, dict[str, int]] = {}
        for (stage, state), number in self.by_state.items():
            counts.setdefault(stage, {})[state.value] = number
        return counts


def progress_of(database: Database, tenant_id: UUID, batch_id: UUID) -> Progress:
    """Count a batch. Raises `RequestError("batch_not_found")`."""
    with database.transaction([tenant_id]) as connection:
        counts = count_leaves(connection, tenant_id, batch_id, LAST.name)
        failures = store.first_failures(connection, tenant_id, batch_id, MOST_FAILURES)
    if not counts:
        raise no_batch()
    by_state = {(row["stage"], State(row["state"])): row["items"] for row in counts if row["stage"]}
    return Progress(by_state=by_state, failures=tuple(failures))


def existing_item(connection: Connection, tenant_id: UUID, item_id: UUID, *, offset: int, most: int) -> Row:
    """Return an item, of each list in it at most *most* elements from *offset* on.

    Raises `RequestError("item_not_found")`.
    """
    item = store.find_item(connection, tenant_id, item_id, offset=offset, most=most)
    if item is None:
        raise no_item()
    return item


def item_stand(connection: Connection, tenant_id: UUID, item_id: UUID) -> Row:
    """Return stage and state of an item, and since when. Raises `RequestError("item_not_found")`."""
    item = store.find_stand(connection, tenant_id, item_id)
    if item is None:
        raise no_item()
    return item
