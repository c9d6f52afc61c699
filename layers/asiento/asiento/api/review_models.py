"""Models of answers about what waits for a person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from asiento.api.bodies import NextCursor, Shortened, Version
from asiento.store.waiting import MOST_FINDINGS


class Waiting(BaseModel):
    """An item that waits, with what it says in short."""

    id: UUID
    version: Version
    batch_id: UUID
    name: str
    stage: str = Field(description="Where it waits.", examples=["validate"])
    doc_type: str | None = Field(examples=["invoice"])
    supplier: str | None = Field(description="Its name, as far as it was read.")
    number: str | None
    issued_on: str | None = Field(examples=["2026-03-05"])
    total: str | None = Field(examples=["121.00"])
    currency: str | None = Field(examples=["EUR"])
    duplicate_of: UUID | None = Field(description="The item that was posted before, if this may be the same.")
    asked: int = Field(description="Findings that ask a person.")
    findings: list[dict[str, Any]] = Field(
        description=f"The first {MOST_FINDINGS} of them: code, field, message in the language of the answer, and what "
        "the message names (variant, params)."
    )
    created_at: datetime
    updated_at: datetime
    shortened: Shortened


class WaitingPage(BaseModel):
    """Items that wait, the oldest first."""

    items: list[Waiting]
    next_cursor: NextCursor
    total: int = Field(description="How many wait in all.")
    by_code: dict[str, int] = Field(
        description="For each code, how many of them it asks about; the most first.",
        examples=[{"low_confidence": 7, "maybe_duplicate": 2}],
    )
