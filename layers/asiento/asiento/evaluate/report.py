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
    lines += [*_calibration(figures["calibration"]), *_risk(figures["risk_coverage"])]
    lines += [*_fitted(figures["fitted"]), *_rules(figures["rules"])]
    lines += [*_overall(figures), *_missing(figures["missing"])]
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
    if "lines" in family:
        yield f"  {'lines, F1':{WIDTH}}{_lines(family['lines'])}"
    if "places" in family:
        places = family["places"]
        covered = f"{places['covering']:5} of {places['given']} boxes cover the true one"
        yield f"  {'places':{WIDTH}}{_share(places['covering_share'])}{covered}"
    if "untouched" in family:
        yield f"  {'untouched':{WIDTH}}{_through(family['untouched'])}"
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
    for name, words in (("expected_error", "expected calibration error"), ("separation", "AUROC")):
        if figures[name] is not None:
            yield f"  {words}: {_share(figures[name])}"
    yield ""


def _risk(thresholds: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if thresholds:
        yield "Untouched by a person, if what is less sure of its date or money were held as well"
        for one in thresholds:
            yield f"  {one['confidence_from']:.2f} and above  {_through(one)}"
        yield ""


def _lines(lines: Mapping[str, Any]) -> str:
    counts = f"{lines['right']:5} right of {lines['expected']}, {lines['given']} given"
    columns = " · ".join(f"{name} {_share(lines[f'{name}_f1'])}" for name in ("description", "quantity", "amount"))
    return f"{_share(lines['f1'])}{counts} · {columns}"


def _fitted(families: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if families:
        yield "Curves of confidence, fitted to all files and to those of other sources"
        for name, family in families.items():
            yield f"  {name}: {family['sources']} sources"
            for way, words in (("in_sample", "in sample"), ("out_of_source", "out of source")):
                found = family[way]
                yield f"    {words:15}error {_share(found['expected_error'])} · {_through(found['untouched'])}"
        yield ""


def _rules(types: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[str]:
    if types:
        yield "Share right by manifest: rules may know the files of the one that they were written with"
        for doc_type, by_field in types.items():
            yield f"  {doc_type}"
            for name, by_manifest in by_field.items():
                shares = "".join(
                    f"  {manifest} {_share(one['right_share'])} of {one['files']}"
                    for manifest, one in by_manifest.items()
                )
                yield f"    {name:{WIDTH}}{shares}"
        yield ""


def _through(figures: Mapping[str, Any]) -> str:
    money, field = (_or_dash(figures[name]) for name in ("wrong_money_share", "wrong_field_share"))
    return (
        f"{_share(figures['untouched_share'])}{figures['untouched']:6} of {figures['files']} files"
        f" · wrong money {money} ({figures['wrong_money']}) · a wrong date ({figures['wrong_date']})"
        f" · a wrong field {field} ({figures['wrong_field']})"
    )


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
    return f"{_or_dash(tally['right_share'])}{tally['right']:6} of {tally['given']}"


def _or_dash(value: float | None) -> str:
    return "  -  " if value is None else _share(value)


def _share(value: float) -> str:
    return f"{value:.3f}"
