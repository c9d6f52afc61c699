"""Models of requests and answers about keys."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from asiento.access.management import MAX_GRACE
from asiento.api.bodies import Request

Days = Annotated[int, Field(ge=1, le=3650)]


class KeyToMake(Request):
    """A key to make."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] = Field(
        description="Who or what uses it.", examples=["scanner in the office"]
    )
    role: Literal["send", "upload", "review", "operate"] = Field(
        description="Each may do what those before it may. `send` only sends, and sees the status of a batch whose id "
        "it has; `upload` sees batches and items as well; `review` corrects and reads the ledger; `operate` makes keys."
    )
    expires_in_days: Days | None = Field(default=None, description="Never if left out.")


class KeyToRotate(Request):
    """How a key is replaced."""

    grace_hours: Annotated[int, Field(ge=0, le=MAX_GRACE)] = Field(
        default=0, description="How long the old key stays valid beside the new one."
    )
    expires_in_days: Days | None = Field(default=None, description="Of the new key; never if left out.")


class Key(BaseModel):
    """A key as it is kept: without its text."""

    id: UUID
    prefix: str = Field(description="The part of the key after `asiento_`, to know it by.", examples=["3f9a0c11d2e4"])
    role: str = Field(examples=["send"])
    name: str
    created_at: datetime
    last_used_on: date | None = Field(description="The last day on which it was used; null if it never was.")
    expires_at: datetime | None = Field(description="From then on it is no longer valid; null if never.")
    revoked_at: datetime | None


class NewKey(Key):
    """A key just made, with its text."""

    key: str = Field(description="The key itself. It is shown only here and kept nowhere: store it now.")


class KeyList(BaseModel):
    """The keys of a tenant, the newest first."""

    items: list[Key]
