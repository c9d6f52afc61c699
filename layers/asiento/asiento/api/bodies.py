"""Bases of all bodies: requests are strict, answers are made from our own dataclasses."""

from pydantic import BaseModel, ConfigDict


class Request(BaseModel):
    """A body: nothing is converted, nothing unknown is passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Answer(BaseModel):
    """An answer that `model_validate` makes from an object with the same attributes."""

    model_config = ConfigDict(from_attributes=True)
