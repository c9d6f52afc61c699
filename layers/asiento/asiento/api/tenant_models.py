"""Models of requests and answers about the tenant itself."""

from datetime import datetime
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


class Company(BaseModel):
    """A company, by its id and name."""

    id: UUID
    name: str


class Me(BaseModel):
    """The key that asks, and whose it is."""

    key_id: UUID
    prefix: str = Field(description="The part of the key after `asiento_`, to know it by.", examples=["3f9a0c11d2e4"])
    name: str = Field(description="Who or what uses it, as was said when it was made.")
    role: str
    expires_at: datetime | None = Field(description="From then on it is no longer valid; null if never.")
    tenant: Company = Field(description="The company whose key it is.")
    answered_in: str


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
