"""Fits how likely a value is right to what readers said of it, and judges the fit on sources that it has not seen.

A curve is isotonic: the pool of adjacent violators (Ayer and others, 1955) over confidences, in pools of `LEAST_VALUES`
and more, each pool's share with half a wrong and half a right one added (Krichevsky and Trofimov): a few documents
neither promise certainty nor deny it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from asiento.evaluate.fields import PATHS
from asiento.evaluate.folds import out_of_source as folded
from asiento.evaluate.outcome import Given
from asiento.evaluate.scoring import Judged, Score, Verdict
from asiento.validate.certainty import Curve, Curves, probability

Key = tuple[str, bool]

LEAST_VALUES = 8
"""Of a pool: fewer say little, whichever they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value that was read: what its reader said, and whether it was right."""

    key: Key
    raw: float
    right: bool


@dataclass(slots=True)
class _Pool:
    start: float
    rights: int
    values: int

    @property
    def share(self) -> float:
        return (self.rights + 0.5) / (self.values + 1)


def points_of(judged: Iterable[Judged]) -> Iterator[Point]:
    """Yield each field that was read of a file whose truth names it."""
    for one in judged:
        for name, score in one.scores.items():
            given = score.given
            if given is not None and given.raw is not None:
                right = score.verdict is Verdict.RIGHT
                yield Point(key=(PATHS[name], given.vouched), raw=given.raw, right=right)


def fitted(points: Iterable[Point]) -> Curves:
    """Return a curve for each key of *points*."""
    by_key: dict[Key, dict[float, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for point in points:
        by_key[point.key][point.raw].append(point.right)
    return {key: _isotonic(by_raw) for key, by_raw in sorted(by_key.items())}


def _isotonic(by_raw: Mapping[float, Sequence[bool]]) -> Curve:
    pools: list[_Pool] = []
    for raw, rights in sorted(by_raw.items()):
        pools.append(_Pool(raw, sum(rights), len(rights)))
        while len(pools) > 1 and (pools[-2].share >= pools[-1].share or pools[-2].values < LEAST_VALUES):
            last = pools.pop()
            pools[-1].rights += last.rights
            pools[-1].values += last.values
    return Curve(froms=tuple(pool.start for pool in pools), rights=tuple(round(pool.share, 3) for pool in pools))


def out_of_source(judged: Sequence[Judged]) -> list[Judged]:
    """Return *judged*, in its order, as sure as curves say that were fitted without the source of each file."""
    fits = folded(judged, lambda one: one.truth.source, lambda others: fitted(points_of(others)))
    return [recalibrated(one, curves) for one, curves in zip(judged, fits, strict=True)]


def in_sample(judged: Sequence[Judged]) -> list[Judged]:
    """Return *judged* as sure as curves say that were fitted to all of them."""
    curves = fitted(points_of(judged))
    return [recalibrated(one, curves) for one in judged]


def recalibrated(one: Judged, curves: Curves) -> Judged:
    """Return *one* with the confidence of each value that was read as *curves* say; without a curve as it was read."""
    scores = {name: _scored(name, score, curves) for name, score in one.scores.items()}
    given = {name: _given(name, value, curves) for name, value in one.outcome.reading.fields.items()}
    reading = replace(one.outcome.reading, fields=given)
    return replace(one, scores=scores, outcome=replace(one.outcome, reading=reading))


def _scored(name: str, score: Score, curves: Curves) -> Score:
    return replace(score, given=_given(name, score.given, curves)) if score.given else score


def _given(name: str, given: Given, curves: Curves) -> Given:
    if given.raw is None:
        return given
    return replace(given, confidence=probability(curves, PATHS[name], given.raw, vouched=given.vouched))


def as_toml(curves: Curves, provenance: str) -> str:
    """Return *curves* as `certainty.toml` has them, with where they are from."""
    lines = ["# How many of 1 are right from a confidence on. Made by `asiento calibrate --write`.", f"# {provenance}"]
    for (path, vouched), curve in curves.items():
        steps = ", ".join(f"[{start}, {right}]" for start, right in zip(curve.froms, curve.rights, strict=True))
        lines += ["", "[[curves]]", f'field = "{path}"', f"vouched = {str(vouched).lower()}", f"steps = [{steps}]"]
    return "\n".join(lines) + "\n"
