"""How curves are fitted, and judged on families that they have not seen."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from asiento.evaluate.calibration import Point, as_toml, fitted, out_of_source, points_of, recalibrated
from asiento.evaluate.manifest import Truth
from asiento.evaluate.outcome import End, Given, Outcome, Reading
from asiento.evaluate.risk import certain
from asiento.evaluate.scoring import Judged, judge
from asiento.evaluate.seen import rules_side_by_side
from asiento.validate.certainty import Curve

TOTAL = ("total", False)


def points(*given: tuple[float, int, int]) -> list[Point]:
    """Return, of each confidence, how many totals were right and how many wrong."""
    return [Point(key=TOTAL, raw=raw, right=at < right) for raw, right, wrong in given for at in range(right + wrong)]


@pytest.mark.parametrize(
    ("given", "froms", "rights"),
    [
        ([(0.5, 4, 4), (0.9, 9, 0)], (0.5, 0.9), (0.5, 0.95)),
        ([(0.5, 6, 2), (0.7, 2, 6), (0.9, 9, 0)], (0.5, 0.9), (0.5, 0.95)),
        ([(0.5, 0, 3), (0.7, 5, 0), (0.9, 9, 0)], (0.5, 0.9), (0.611, 0.95)),
        ([(0.5, 1, 0), (0.6, 1, 0), (0.7, 0, 1)], (0.5,), (0.625,)),
        ([(0.9, 99, 0)], (0.9,), (0.995,)),
    ],
)
def test_a_curve_ascends(
    given: list[tuple[float, int, int]], froms: tuple[float, ...], rights: tuple[float, ...]
) -> None:
    """What contradicts that is pooled, and few values promise little."""
    assert fitted(points(*given))[TOTAL] == Curve(froms=froms, rights=rights)


def file(family: str, total: str, raw: float, *, held: tuple[str, ...] = ()) -> Judged:
    """Return a receipt of 12.10 whose total was read as *total*."""
    truth = Truth(
        name=f"{family}.jpg", file=Path("x.jpg"), family=family, doc_type="receipt", country=None, expect="ok",
        fields={"total": "12.10"},
    )  # fmt: skip
    given = {"total": Given(value=total, confidence=0.5, raw=raw)}
    reading = Reading(end=End.READ, stage="validate", doc_type="receipt", fields=given, held=held)
    return judge(truth, Outcome(reading=reading, seconds=1.0, peak_mb=1.0))


def test_a_file_is_judged_by_what_the_other_families_say() -> None:
    """The wrong total of its own family does not warn of it; those of others do."""
    files = [*[file("a", "12.10", 0.9)] * 9, *[file("b", "13.10", 0.9)] * 9]

    sure = [one.scores["total"].given for one in out_of_source(files)]

    assert {given.confidence for given in sure[:9] if given} == {0.05}
    assert {given.confidence for given in sure[9:] if given} == {0.95}


def test_a_threshold_takes_the_place_of_our_own() -> None:
    """What waits for its confidence alone is let through by a lower one, what waits for a sum is not."""
    files = [file("a", "12.10", 0.9, held=("low_confidence",)), file("a", "12.10", 0.9, held=("totals_mismatch",))]
    sure = [recalibrated(one, {TOTAL: Curve.of([[0.0, 0.8]])}) for one in files]

    assert [found["untouched"] for least in (0.7, 0.8, 0.9) if (found := certain(sure, least))] == [1, 1, 0]


def test_curves_are_written_as_they_are_read() -> None:
    """With where they are from."""
    files = [*[file("a", "12.10", 0.9)] * 9, *[file("a", "1.10", 0.5)] * 9]

    written = as_toml(fitted(points_of(files)), "18 values of 18 files.")

    assert "# 18 values of 18 files." in written
    assert tomllib.loads(written)["curves"] == [
        {"field": "total", "vouched": False, "steps": [[0.5, 0.05], [0.9, 0.95]]}
    ]


def test_manifests_stand_beside_each_other() -> None:
    """Rules are told by what they do to the manifest that they were written with and to another."""
    known = [replace_manifest(file("a", "12.10", 0.9), "dev") for _ in range(4)]
    new = [replace_manifest(file("b", total, 0.9), "new") for total in ("12.10", "1.00")]

    shares = rules_side_by_side([*known, *new])["receipt"]["total"]

    assert shares == {"dev": {"files": 4, "right_share": 1.0}, "new": {"files": 2, "right_share": 0.5}}
    assert rules_side_by_side(known) == {}


def replace_manifest(one: Judged, manifest: str) -> Judged:
    """Return *one* as of *manifest*."""
    return replace(one, truth=replace(one.truth, manifest=manifest))
