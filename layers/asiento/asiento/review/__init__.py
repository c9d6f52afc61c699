"""Review by people and clients: progress, items. What they decide about an item is in `decisions.py`. No HTTP."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.intake import no_batch
from asiento.model import State
from asiento.pipeline import SPLIT, STATUS
from asiento.review.decisions import no_item
from asiento.store import items as store
from asiento.store.batches import count_items
from asiento.store.database import Database

ENDS = (State.DONE, State.FAILED, State.REJECTED, State.DUPLICATE, State.REVIEW)
"""States of items that go no further by themselves."""

MOST_FAILURES = 100
"""Failed items that the status of a batch names; it counts them all."""

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How the items of a batch stand: (stage, state) to their number, and the first failures.

    *found*: how many were found in others. What became others (`split`) is no item of its own any more.
    """

    by_state: Mapping[tuple[str, State], int]
    found: int
    failures: tuple[Row, ...]

    @property
    def sent(self) -> int:
        """Items of requests."""
        return sum(self.by_state.values()) - self.found

    @property
    def split(self) -> int:
        """Items that became others."""
        return self.by_status().get(SPLIT, 0)

    @property
    def total(self) -> int:
        """All that did not become others."""
        return sum(self.by_state.values()) - self.split

    def count(self, state: State) -> int:
        """Items in *state*, at whatever stage, that did not become others."""
        return sum(number for pair, number in self.by_state.items() if pair[1] is state and STATUS[pair] != SPLIT)

    @property
    def finished(self) -> int:
        """Items that go no further by themselves."""
        return sum(self.count(state) for state in ENDS)

    @property
    def percent(self) -> float:
        """Share finished, cut to a tenth: 100 means all."""
        return self.finished * 1000 // self.total / 10 if self.total else 100.0

    def by_status(self) -> dict[str, int]:
        """Count by the words that users see."""
        counts: Counter[str] = Counter()
        for pair, number in self.by_state.items():
            counts[STATUS[pair]] += number
        return dict(counts)


def progress_of(database: Database, tenant_id: UUID, batch_id: UUID) -> Progress:
    """Count a batch. Raises `RequestError("batch_not_found")`."""
    with database.transaction([tenant_id]) as connection:
        counts = count_items(connection, tenant_id, batch_id)
        failures = store.first_failures(connection, tenant_id, batch_id, MOST_FAILURES)
    if not counts:
        raise no_batch()
    by_state = {(row["stage"], State(row["state"])): row["items"] for row in counts if row["stage"]}
    return Progress(by_state=by_state, found=sum(row["found"] for row in counts), failures=tuple(failures))


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
