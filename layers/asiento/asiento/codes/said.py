"""What is said to people, as it is kept: a code with parameters. Knows no language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self

type Plain = str | int | list[str]
"""A parameter as JSON: amounts are decimals as text, days in ISO form."""

type Param = str | int | Decimal | date | Iterable[str | int | Decimal]

MOST_TEXT = 500
"""Characters of a text that are quoted of a document."""
MOST_TEXTS = 100
"""Texts of a list that are quoted of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The *code* of a sentence with its parameters; of several sentences of a code, *variant* is which.

    *message*: the sentence itself, of what was stored before codes had parameters. It is shown as it is.
    """

    code: str
    variant: str | None = None
    params: Mapping[str, Plain] = field(default_factory=dict, hash=False)
    message: str | None = None

    @property
    def name(self) -> str:
        """The name of the sentence: `empty_file`, or `file_too_large.table`."""
        return f"{self.code}.{self.variant}" if self.variant else self.code


class Remark(Said):
    """A sentence with nothing besides it: no severity, and no field that it is about."""

    __slots__ = ()

    @classmethod
    def of(cls, name: str, /, **params: Param) -> Self:
        """Return the remark with the sentence *name* and its parameters."""
        code, variant = parts_of(name)
        return cls(code=code, variant=variant, params=plain(params))


def parts_of(name: str) -> tuple[str, str | None]:
    """Return the code and the variant of the sentence *name*."""
    code, _, variant = name.partition(".")
    return code, variant or None


def said(name: str, /, **params: Param) -> Said:
    """Return the sentence *name* with its parameters."""
    code, variant = parts_of(name)
    return Said(code=code, variant=variant, params=plain(params))


def plain(params: Mapping[str, Param]) -> dict[str, Plain]:
    """Return *params* as JSON, their texts bounded."""
    return {name: _plain(value) for name, value in params.items()}


def _plain(value: Param) -> Plain:
    if isinstance(value, int):
        return value
    if isinstance(value, str | Decimal | date):
        return _text(value)
    return [_text(each) for each in list(value)[:MOST_TEXTS]]


def _text(value: str | int | Decimal | date) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
