"""Lines, places and sources: what a manifest may say beside its fields, and how it is judged."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from asiento.evaluate.folds import MOST_FOLDS, out_of_source
from asiento.evaluate.lines import compare_lines, figures_of
from asiento.evaluate.manifest import Details, ManifestError, Place, Truth, of_families, read_manifest
from asiento.evaluate.outcome import End, Given, LineOf, Outcome, Reading
from asiento.evaluate.placing import compare_places
from asiento.evaluate.placing import figures_of as shares_of
from asiento.evaluate.report import report
from asiento.evaluate.scoring import judge
from asiento.evaluate.summary import summary

TAXI = LineOf(description="Taxi", quantity="2", amount="10.00")
BOLTS = LineOf(description="Bolts M8", quantity="100", amount="7.50")
TRUTH = Truth(
    name="a.pdf", file=Path("a.pdf"), family="papers", doc_type="invoice", country="ES", expect="ok",
    fields={"total": "17.50"}, details=Details(lines=(TAXI, BOLTS)),
)  # fmt: skip
BOX = (0.7, 0.5, 0.8, 0.52)


@pytest.mark.parametrize(
    ("given", "right", "amounts"),
    [
        ([TAXI, BOLTS], 2, 2),
        ([BOLTS, TAXI], 2, 2),
        ([TAXI, TAXI], 1, 1),
        ([], 0, 0),
        ([replace(TAXI, description="Taxi\nto the fair")], 1, 1),
        ([replace(TAXI, description="Tax")], 0, 1),
        ([replace(TAXI, amount="-10.00")], 0, 0),
        ([replace(TAXI, quantity=None)], 0, 1),
        ([replace(TAXI, amount="10.000", quantity="2.0")], 1, 1),
    ],
)
def test_lines_are_paired_once(given: list[LineOf], right: int, amounts: int) -> None:
    """A given line is the same as one true line at most, whatever its place."""
    found = compare_lines([TAXI, BOLTS], given, signed=True)
    assert (found.expected, found.given, found.right, found.amount) == (2, len(given), right, amounts)


def test_the_sign_of_a_credit_note_is_custom() -> None:
    """And the F1 counts what is missing and what is too much alike."""
    found = compare_lines([TAXI, BOLTS], [replace(TAXI, quantity="-2", amount="-10")], signed=False)
    figures = figures_of([found])
    assert figures
    assert (figures["right"], figures["f1"], figures_of([])) == (1, 0.6667, None)


@pytest.mark.parametrize(
    ("page", "box", "covers"),
    [
        (1, BOX, True),
        (2, BOX, False),
        (1, (0.74, 0.5, 0.9, 0.53), True),
        (1, (0.76, 0.5, 0.9, 0.53), False),
        (1, (0.0, 0.0, 1.0, 1.0), False),
        (1, (0.1, 0.1, 0.2, 0.12), False),
    ],
)
def test_a_place_is_covered_by_a_box_about_it(page: int, box: tuple[float, float, float, float], covers: bool) -> None:
    """Half of it is enough, but a page covers nothing."""
    truth = replace(TRUTH, details=Details(places={"total": (Place(page=1, box=BOX),)}))
    given = {"total": Given(value="17.50", page=page, box=box), "date": Given(value="2026-01-01")}
    found = compare_places(truth, Reading(end=End.READ, stage="validate", fields=given))
    assert found == {"total": covers}
    assert (shares_of([found]) or {})["covering"] == covers


def test_lines_and_places_are_part_of_the_figures() -> None:
    """Of files whose truth has them, and in the report."""
    truth = replace(TRUTH, details=Details(lines=(TAXI, BOLTS), places={"total": (Place(page=1, box=BOX),)}))
    total = Given(value="17.50", confidence=0.9, raw=0.9, page=1, box=BOX)
    reading = Reading(end=End.READ, stage="validate", doc_type="invoice", fields={"total": total}, lines=(TAXI,))
    bare = replace(TRUTH, details=Details())
    judged = [judge(one, Outcome(reading=reading, seconds=1, peak_mb=1)) for one in (truth, bare)]

    figures = summary(judged)

    family = figures["families"]["papers"]
    assert (family["lines"]["files"], family["lines"]["f1"], family["places"]["covering_share"]) == (1, 0.6667, 1.0)
    told = report(figures)
    assert "lines, F1        0.667    1 right of 2, 1 given" in told
    assert "places           1.000    1 of 1 boxes cover the true one" in told
    assert "out of source" in told


def test_what_is_fitted_never_saw_the_source_of_a_file() -> None:
    """With few sources and with many: each item is judged by others only, and each of them is used."""
    for sources in (3, MOST_FOLDS + 7):
        items = [f"{source}/{at}" for source in range(sources) for at in range(4)]
        fits = out_of_source(items, lambda one: one.partition("/")[0], list)
        for one, others in zip(items, fits, strict=True):
            source = one.partition("/")[0]
            assert source not in {other.partition("/")[0] for other in others}
            assert len(others) >= len(items) - 4 * 2


@pytest.mark.parametrize(
    ("cells", "source"),
    [
        ({"group": "g1", "source": "a/b@1:c.pdf"}, "g1"),
        ({"source": "a/b@1234:c.pdf"}, "a/b"),
        ({"source": "a list: c.pdf"}, "a list"),
        ({}, "papers"),
    ],
)
def test_a_source_is_a_group_a_repository_or_a_family(tmp_path: Path, cells: dict[str, str], source: str) -> None:
    """The first of them that the manifest names."""
    row = {"path": "c.pdf", "family": "papers", "doc_type": "invoice", **cells}
    path = tmp_path / "manifest.csv"
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    [truth] = read_manifest(path)
    assert (truth.source, truth.manifest) == (source, tmp_path.name)
    assert of_families([truth], ["papers"]) == [truth]


def test_lines_and_places_are_read_from_a_file(tmp_path: Path) -> None:
    """A file that is not there, or is not of that form, is named."""
    path, details = tmp_path / "manifest.csv", tmp_path / "c.json"
    path.write_text("path,family,doc_type,truth\nc.pdf,papers,invoice,c.json\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"c\.json"):
        read_manifest(path)
    details.write_text('{"lines": 3}', encoding="utf-8")
    with pytest.raises(ManifestError, match=r"c\.json"):
        read_manifest(path)
    place = {"page": 1, "box": list(BOX)}
    line = {"description": "Taxi", "quantity": "2", "amount": "10.00"}
    details.write_text(json.dumps({"lines": [line], "places": {"total": [place]}}), encoding="utf-8")
    [truth] = read_manifest(path)
    assert truth.details == Details(lines=(TAXI,), places={"total": (Place(page=1, box=BOX),)})
