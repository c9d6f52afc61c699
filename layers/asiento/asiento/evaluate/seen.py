"""Figures side by side: of what was fitted or written with some documents in view, and of what is judged unseen.

Curves of confidence are fitted to files, and judged in sample and out of source (`folds`). Rules are written by people:
for them the manifests stand beside each other, of which the first is the one that they were written with.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from asiento.evaluate.calibration import in_sample, out_of_source
from asiento.evaluate.manifest import FIELDS
from asiento.evaluate.risk import certain, expected_error
from asiento.evaluate.scoring import Judged, Verdict
from asiento.tenant import LEAST_CONFIDENCE


def fitted_side_by_side(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return of each family how sure curves are that saw its sources and that did not, and what they let through."""
    ways = {"in_sample": in_sample(judged), "out_of_source": out_of_source(judged)}
    families: dict[str, dict[str, Any]] = defaultdict(dict)
    for way, files in ways.items():
        for family, some in _by_family(files).items():
            figures = _figures(some)
            if figures:
                families[family][way] = figures
                families[family]["sources"] = len({one.truth.source for one in some})
    return dict(sorted(families.items()))


def rules_side_by_side(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return of each type of document and field the share that is right in each manifest; nothing of one manifest."""
    manifests = list(dict.fromkeys(one.truth.manifest for one in judged))
    if len(manifests) < 2:  # noqa: PLR2004 (there is no side to stand beside)
        return {}
    found: dict[str, dict[str, dict[str, list[bool]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for one in judged:
        for name, score in one.scores.items():
            found[one.truth.doc_type][name][one.truth.manifest].append(score.verdict is Verdict.RIGHT)
    return {
        doc_type: {name: _shares(by_field[name]) for name in FIELDS if name in by_field}
        for doc_type, by_field in sorted(found.items())
    }


def _shares(rights: Mapping[str, Sequence[bool]]) -> dict[str, Any]:
    return {
        manifest: {"files": len(some), "right_share": round(sum(some) / len(some), 4)}
        for manifest, some in rights.items()
    }


def _by_family(judged: Sequence[Judged]) -> Mapping[str, list[Judged]]:
    families: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        families[one.truth.family].append(one)
    return families


def _figures(judged: Sequence[Judged]) -> dict[str, Any] | None:
    """Return the error of the confidence of what was read, and what the threshold of tenants lets through."""
    given = [
        (score.given.confidence, score.verdict is Verdict.RIGHT)
        for one in judged
        for score in one.scores.values()
        if score.given and score.given.raw is not None and score.given.confidence is not None
    ]
    through = certain(judged, LEAST_CONFIDENCE)
    if not given or not through:
        return None
    return {"values": len(given), "expected_error": expected_error(given), "untouched": through}
