"""What a sample is: a file and what must come out of it. Knows nothing of how either is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Row = Mapping[str, str]
"""Columns of a ledger table with the values that the document states: dates in ISO form, decimals with a point."""


class Expect(StrEnum):
    """How the items of a file must end."""

    PUBLISHED = "published"
    FAILED = "failed"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What must come out: *items* of them, in *table*, or the *code* that they fail with or wait for."""

    items: int = 1
    expect: Expect = Expect.PUBLISHED
    code: str | None = None
    table: str | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file by its name and bytes. Usually one truth; one a table where a file feeds several."""

    file: str
    data: bytes
    truths: tuple[Truth, ...]


def publishes(file: str, data: bytes, table: str, *rows: Row) -> Sample:
    """Return a good sample, each of whose items becomes one of *rows*."""
    return Sample(file=file, data=data, truths=(Truth(items=len(rows), table=table, rows=rows),))


def fails(file: str, data: bytes, code: str) -> Sample:
    """Return a bad sample of one item."""
    return Sample(file=file, data=data, truths=(Truth(expect=Expect.FAILED, code=code),))


def waits(file: str, data: bytes, code: str) -> Sample:
    """Return a sample of one item that a person must decide on."""
    return Sample(file=file, data=data, truths=(Truth(expect=Expect.REVIEW, code=code),))
