"""How likely a value is right: what readers say of it, set right by documents whose truth is known.

`certainty.toml` is made by `asiento calibrate` of the fields of such documents. It has, for each field, with and
without something that vouches for it, from which confidence on how many of a hundred were right.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Self

from asiento.document import Document, Field, Source
from asiento.validate.vouchers import DATA, Voucher, vouchers_of

READ = frozenset(Source) - DATA - {Source.PERSON}
"""Sources whose values were read by a program, and may be misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Steps from the least confidence on: from `froms[i]` on, `rights[i]` of 1 were right. Both ascend."""

    froms: tuple[float, ...]
    rights: tuple[float, ...]

    @classmethod
    def of(cls, steps: Sequence[Sequence[float]]) -> Self:
        """Return the curve of *steps*, pairs of a confidence and a share."""
        return cls(froms=tuple(step[0] for step in steps), rights=tuple(step[1] for step in steps))

    def at(self, confidence: float) -> float:
        """Return the share that is right at *confidence*: below the first step, of which nothing is known, itself."""
        at = bisect_right(self.froms, confidence) - 1
        return self.rights[at] if at >= 0 else min(confidence, self.rights[0])


Curves = Mapping[tuple[str, bool], Curve]
"""By the path of a field, and whether something vouches for it."""


@cache
def curves() -> Curves:
    """Return those of `certainty.toml`."""
    table = tomllib.loads(files("asiento.validate").joinpath("certainty.toml").read_text())
    return {(one["field"], one["vouched"]): Curve.of(one["steps"]) for one in table["curves"]}


def certainty(document: Document, path: str, field: Field[Any]) -> float:
    """Return the probability, 0 to 1, that *field* of *document* is right.

    One that the fiscal code of its page states too was read twice, by ways that share no mistake.
    """
    vouchers = vouchers_of(document, path)
    if field.source not in READ or Voucher.CODE in vouchers:
        return field.confidence
    return probability(curves(), path, field.confidence, vouched=bool(vouchers))


def probability(known: Curves, path: str, confidence: float, *, vouched: bool) -> float:
    """Return how likely a value is right that was read with *confidence*; without a curve that itself.

    What is vouched for is no less likely right than what is not.
    """
    found = [known[key] for key in ((path, False), (path, True)) if key in known and (vouched or not key[1])]
    return max((curve.at(confidence) for curve in found), default=confidence)
