"""Bases and common fields of bodies: requests are strict, answers are made from our own dataclasses."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

NextCursor = Annotated[str | None, Field(description="Give it as `cursor` for the next page; null on the last.")]
Shortened = Annotated[
    list[str],
    Field(description="Paths of texts of more than 2,500 characters, of which only these are shown. Most often empty."),
]
Version = Annotated[
    str, Field(description="It changes with the item. Give it as `If-Match` to decide on what you saw.")
]


class Request(BaseModel):
    """A body: nothing is converted, nothing unknown is passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Answer(BaseModel):
    """An answer that `model_validate` makes from an object with the same attributes."""

    model_config = ConfigDict(from_attributes=True)


class Party(BaseModel):
    """The supplier or the customer, as the document names it."""

    name: str | None = Field(description="As far as it was read.", examples=["Bar Sol S.L."])
    tax_id: str | None = Field(description="In capitals, without spaces, dots or hyphens.", examples=["B12345674"])
