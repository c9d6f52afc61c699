"""Models of requests and answers about the tenant itself."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from asiento.api.bodies import Request


class TenantToChange(Request):
    """What a tenant may change of itself."""

    language: Literal["en", "es"] | None = Field(
        description="The language in which you are answered, by ISO 639-1; null for that of your country.",
        examples=["es"],
    )


class Tenant(BaseModel):
    """A company."""

    id: UUID
    name: str
    country: str = Field(description="By ISO 3166-1.", examples=["ES"])
    currency: str = Field(description="By ISO 4217.", examples=["EUR"])
    tax_ids: list[str]
    language: str | None = Field(description="What you said; null if that of your country counts.", examples=["es"])
    answered_in: str = Field(
        description="The language in which you are answered where a request asks for none.", examples=["es"]
    )
