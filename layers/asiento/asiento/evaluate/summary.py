"""Judged files added up: shares by family and field, confidence against truth, document types. JSON-ready.

`cpu_s_per_file` is the mean of what the pipeline took in a file's process after its imports, user and system, the
programs it ran included; a model that is loaded on first use counts, since each file has a process of its own.
`seconds_per_file` is the clock's mean and `seconds_at_most` its maximum, imports included. `peak_mb` is the most that
one file's processes held in RAM. `right_share` counts an abstained field as not right. `lines` and `places` are of the
files whose truth has them, `fitted` and `rules` of what has seen its documents and what has not (`seen`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from asiento.evaluate import lines, placing
from asiento.evaluate.manifest import FIELDS, REJECT
from asiento.evaluate.outcome import End
from asiento.evaluate.risk import TENTHS, expected_error, risk_coverage, separation, tenth_of, untouched
from asiento.evaluate.scoring import Judged, Score, Verdict
from asiento.evaluate.seen import fitted_side_by_side, rules_side_by_side

SURE = 0.9
"""The confidence from which on a field is shown to users as certain."""


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return the figures of all files: families, calibration, what is untouched, and the macro F1 of the types."""
    by_family: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_family[one.truth.family].append(one)
    return {
        "families": {family: _family(files) for family, files in sorted(by_family.items())},
        "calibration": _calibration(judged),
        "untouched": untouched(judged),
        "risk_coverage": risk_coverage(judged),
        "fitted": fitted_side_by_side(judged),
        "rules": rules_side_by_side(judged),
        "doc_type_macro_f1": _macro_f1(judged),
        "crashes": [_crash(one) for one in judged if one.outcome.crashed],
        "missing": [one.truth.name for one in judged if one.outcome.missing],
    }


def _family(files: Sequence[Judged]) -> dict[str, Any]:
    readings = [one.outcome.reading for one in files]
    figures = {
        "files": len(files),
        "doc_type_right": sum(one.type_right for one in files),
        "cpu_s_per_file": round(sum(reading.cpu for reading in readings) / len(files), 3),
        "seconds_per_file": round(sum(one.outcome.seconds for one in files) / len(files), 3),
        "seconds_at_most": max(one.outcome.seconds for one in files),
        "peak_mb": round(max(one.outcome.peak_mb for one in files), 1),
        "fields": {name: tally for name in FIELDS if (tally := _tally(one.scores.get(name) for one in files))},
        "failures": dict(Counter(code for reading in readings for code in reading.codes).most_common()),
        "held_for_review": dict(Counter(code for reading in readings for code in reading.held).most_common()),
        "crashes": sum(one.outcome.crashed for one in files),
    }
    counted = [one for one in files if "n_transactions" in one.scores]
    more = {
        "exact": _exact(counted) if counted else None,
        "lines": lines.figures_of(one.lines for one in files if one.lines),
        "places": placing.figures_of(one.places for one in files),
        "untouched": untouched(files),
    }
    return figures | {name: found for name, found in more.items() if found}


def _tally(scores: Iterable[Score | None]) -> dict[str, Any]:
    verdicts = Counter(score.verdict for score in scores if score)
    return {**{verdict.value: verdicts[verdict] for verdict in Verdict}, **_share(verdicts)} if verdicts else {}


def _share(verdicts: Mapping[Verdict, int]) -> dict[str, float]:
    return {"right_share": round(verdicts[Verdict.RIGHT] / sum(verdicts.values()), 4)}


def _exact(files: Sequence[Judged]) -> dict[str, Any]:
    """Return of how many bank files both the number of transactions and their sum are right, where they are known."""
    figures = [[one.scores[name] for name in ("n_transactions", "sum_amounts") if name in one.scores] for one in files]
    right = sum(all(score.verdict is Verdict.RIGHT for score in scores) for scores in figures)
    return {"files": len(files), "right": right, "right_share": round(right / len(files), 4)}


def _calibration(judged: Iterable[Judged]) -> dict[str, Any]:
    """Return how often the fields that were given with some confidence are right."""
    given = [
        (name, score.given.confidence, score.verdict is Verdict.RIGHT)
        for one in judged
        for name, score in one.scores.items()
        if score.given and score.given.confidence is not None
    ]
    tenths: dict[int, list[bool]] = defaultdict(list)
    fields: dict[str, list[bool]] = defaultdict(list)
    for name, confidence, right in given:
        tenths[tenth_of(confidence)].append(right)
        if confidence >= SURE:
            fields[name].append(right)
    pairs = [(confidence, right) for _, confidence, right in given]
    return {
        "expected_error": expected_error(pairs),
        "separation": separation(pairs),
        "sure": {"confidence_from": SURE, **_rightness([right for some in fields.values() for right in some])},
        "by_tenth": [{"confidence_from": tenth / TENTHS, **_rightness(tenths[tenth])} for tenth in range(TENTHS)],
        "sure_by_field": {name: _rightness(fields[name]) for name in FIELDS if name in fields},
    }


def _rightness(rights: Sequence[bool]) -> dict[str, Any]:
    share = round(sum(rights) / len(rights), 4) if rights else None
    return {"given": len(rights), "right": sum(rights), "right_share": share}


def _macro_f1(judged: Iterable[Judged]) -> float | None:
    """Return the mean F1 of the types that the truth names; files to be rejected have none and are left out."""
    pairs = [(one.truth.doc_type, one.given_type) for one in judged if one.truth.doc_type != REJECT]
    scores = []
    for doc_type in sorted({expected for expected, _ in pairs}):
        hits = sum(expected == given == doc_type for expected, given in pairs)
        named = sum((expected == doc_type) + (given == doc_type) for expected, given in pairs)
        scores.append(2 * hits / named)
    return round(sum(scores) / len(scores), 4) if scores else None


def _crash(one: Judged) -> dict[str, Any]:
    reading = one.outcome.reading
    log = one.outcome.log if reading.end is End.BUG else ""
    return {"path": one.truth.name, "end": reading.end.value, "message": reading.message, "log": log}
