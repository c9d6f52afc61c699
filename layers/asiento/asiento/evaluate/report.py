"""The figures of a summary as text for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDTH = 17
"""Characters of the longest field's name and two."""


SHOWN = 10
"""Names told of files that are not there."""


def report(figures: Mapping[str, Any]) -> str:
    """Return *figures*, what `summary` returns, as lines of at most about 100 characters."""
    lines = [line for name, family in figures["families"].items() for line in _family(name, family)]
    lines += [*_calibration(figures["calibration"]), *_overall(figures), *_missing(figures["missing"])]
    return "\n".join(lines) + "\n"


def _family(name: str, family: Mapping[str, Any]) -> Iterator[str]:
    files = family["files"]
    yield (
        f"{name}: {files} files · type right {family['doc_type_right']} ({_share(family['doc_type_right'] / files)})"
        f" · {family['cpu_s_per_file']:.2f} s CPU a file"
        f" · at most {family['seconds_at_most']:.0f} s and {family['peak_mb']:.0f} MB"
    )
    for field, tally in family["fields"].items():
        figures = f"{tally['right']:5} right {tally['wrong']:5} wrong {tally['abstained']:5} abstained"
        yield f"  {field:{WIDTH}}{_share(tally['right_share'])}{figures}"
    if "exact" in family:
        exact = family["exact"]
        yield f"  {'exact':{WIDTH}}{_share(exact['right_share'])}{exact['right']:5} of {exact['files']} files"
    for title, key in (("failed", "failures"), ("for a person", "held_for_review")):
        if family[key]:
            yield f"  {title}: " + ", ".join(f"{count} {code}" for code, count in family[key].items())
    yield ""


def _calibration(figures: Mapping[str, Any]) -> Iterator[str]:
    yield "Confidence of the fields given, and how many of them are right"
    for tenth in figures["by_tenth"]:
        if tenth["given"]:
            start = tenth["confidence_from"]
            yield f"  {start:.1f} to {start + 0.1:.1f}       {_rightness(tenth)}"
    sure = figures["sure"]
    yield f"  {sure['confidence_from']} and above  {_rightness(sure)}"
    for field, tally in figures["sure_by_field"].items():
        yield f"    {field:{WIDTH}}{_rightness(tally)}"
    yield ""


def _overall(figures: Mapping[str, Any]) -> Iterator[str]:
    score = figures["doc_type_macro_f1"]
    yield "Document types, macro F1: " + ("no file has one" if score is None else _share(score))
    yield f"Crashes: {len(figures['crashes'])}"
    for crash in figures["crashes"]:
        last = crash["log"].strip().rpartition("\n")[2]
        yield f"  {crash['path']}: {crash['end']}. {crash['message']} {last}".rstrip()


def _missing(names: Sequence[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield f"Not there, and so counted as not right: {', '.join(names[:SHOWN])}{more}. Check the manifest's paths."


def _rightness(tally: Mapping[str, Any]) -> str:
    share = "  -  " if tally["right_share"] is None else _share(tally["right_share"])
    return f"{share}{tally['right']:6} of {tally['given']}"


def _share(value: float) -> str:
    return f"{value:.3f}"
