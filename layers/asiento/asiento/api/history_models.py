"""Models of answers about the history: who did what, with what was before and after it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from asiento.api.bodies import NextCursor, Shortened
from asiento.api.statuses import Status


class Change(BaseModel):
    """What a field was, and what it is since. Both are null where the document was deleted after its time."""

    before: Any = Field(default=None, examples=["12.10"])
    after: Any = Field(default=None, examples=["121.00"])


class DoneBy(BaseModel):
    """The key that did something, as it was then."""

    key_id: UUID
    prefix: str = Field(examples=["0a1b2c3d4e5f"])
    role: str = Field(examples=["review"])


class Event(BaseModel):
    """Something that was done."""

    id: UUID
    at: datetime
    subject: str = Field(
        description="What was changed: `item`, `key`, `column_mapping`, `tenant` or `supplier`.", examples=["item"]
    )
    subject_id: str = Field(description="Its id; of a mapping the fingerprint.")
    action: str = Field(description="What was done: `correct`, `approve`, `make`, `save` and so on.")
    changes: dict[str, Change] = Field(
        description="The fields that changed, by path.", examples=[{"total": {"before": "12.10", "after": "121.00"}}]
    )
    by: DoneBy
    shortened: Shortened


class HistoryPage(BaseModel):
    """What was done, the newest first."""

    items: list[Event]
    next_cursor: NextCursor


class ItemHistory(HistoryPage):
    """What was done to an item, the newest first, and how it stands."""

    status: Status
    posted_at: datetime | None = Field(
        description="When it came into the ledger, or was last corrected there; null if it is not there."
    )
