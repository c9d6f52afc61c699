"""`asiento calibrate MANIFEST…`: fits how sure values are to the truth, and says what that holds and lets through."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from asiento.commands.evaluate import add_bounds, bounds_of, judged_of
from asiento.evaluate.cache import Cache
from asiento.evaluate.calibration import as_toml, fitted, out_of_source, points_of, recalibrated
from asiento.evaluate.manifest import ManifestError, read_manifest
from asiento.evaluate.risk import certain, expected_error, separation
from asiento.evaluate.scoring import Judged, Verdict

THRESHOLDS = (0.0, 0.8, 0.85, 0.9, 0.95)


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("manifests", type=Path, nargs="+", metavar="MANIFEST", help="as `asiento evaluate` takes it")
    parser.add_argument("--write", type=Path, metavar="OUT", help="write the curves there (validate/certainty.toml)")
    add_bounds(parser)


def run(options: Namespace) -> int:
    """Fit and report. Returns the exit status: 2 for a manifest that cannot be read."""
    bounds = bounds_of(options)
    cache = Cache(options.cache, bounds, fresh=options.fresh)
    try:
        sets = {path: read_manifest(path) for path in options.manifests}
    except ManifestError as error:
        sys.stderr.write(f"asiento: {error}\n")
        return 2
    judged = {path: judged_of(truths, bounds, cache) for path, truths in sets.items()}
    every = [one for some in judged.values() for one in some]
    folds = iter(out_of_source(every))
    sys.stdout.write("As sure as\n")
    for path, some in judged.items():
        _report(f"{path.parent.name}, the readers", (recalibrated(one, {}) for one in some))
        _report(f"{path.parent.name}, curves of the other sources", [next(folds) for _ in some])
    if options.write:
        options.write.write_text(as_toml(fitted(points_of(every)), _provenance(every)), encoding="utf-8")
    return 0


def _report(name: str, some: Iterable[Judged]) -> None:
    """Print what a threshold lets through of *some*, and how well their confidence tells right from wrong."""
    judged = list(some)
    given = [
        (score.given.confidence, score.verdict is Verdict.RIGHT)
        for one in judged
        for score in one.scores.values()
        if score.given and score.given.raw is not None and score.given.confidence is not None
    ]
    sys.stdout.write(f"\n{name}: {len(given)} values, ECE {expected_error(given)}, AUROC {separation(given)}\n")
    for least in THRESHOLDS:
        row = certain(judged, least)
        if row:
            sys.stdout.write(
                f"  {least:.2f} and above  {row['untouched_share']:.3f}  {row['untouched']:4} of {row['files']}"
                f" · wrong money {row['wrong_money']} · a wrong field {row['wrong_field']}\n"
            )


def _provenance(judged: Sequence[Judged]) -> str:
    sources = {one.truth.source for one in judged}
    values = sum(1 for _ in points_of(judged))
    day = datetime.now(UTC).date()
    return f"{day}: {values} values of {len(judged)} files of {len(sources)} sources that are not part of this project."
