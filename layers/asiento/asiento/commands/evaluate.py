"""`asiento evaluate MANIFEST…`: measures how well documents are read."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from asiento.commands.arguments import at_least_one, positive
from asiento.evaluate.cache import Cache
from asiento.evaluate.html import page
from asiento.evaluate.manifest import ManifestError, Truth, of_families, read_manifest
from asiento.evaluate.processes import Bounds
from asiento.evaluate.progress import Progress
from asiento.evaluate.report import report
from asiento.evaluate.run import run_all
from asiento.evaluate.scoring import Judged, judge
from asiento.evaluate.summary import summary


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "manifests", type=Path, nargs="+", metavar="MANIFEST", help="a CSV file with one file and its truth a row"
    )
    parser.add_argument("--family", action="append", default=[], help="only this family (may be given several times)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there")
    parser.add_argument("--html", type=Path, metavar="OUT", help="write each miss beside its picture there")
    add_bounds(parser)


def add_bounds(parser: ArgumentParser) -> None:
    """Say what a command takes that reads the files of a manifest."""
    parser.add_argument("--workers", type=at_least_one, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--time-limit", type=positive, default=60.0, metavar="S", help="seconds a file (60)")
    parser.add_argument("--memory-limit", type=positive, default=1500.0, metavar="MB", help="of RAM a file (1500)")
    parser.add_argument("--cache", type=Path, metavar="FILE", help="outcomes to go on from (beside --json)")
    parser.add_argument("--fresh", action="store_true", help="forget the outcomes of earlier runs")


def run(options: Namespace) -> int:
    """Measure and report. Returns the exit status: 2 for a manifest that cannot be read."""
    try:
        every = [one for path in options.manifests for one in read_manifest(path)]
        truths = of_families(every, options.family)
    except ManifestError as error:
        sys.stderr.write(f"asiento: {error}\n")
        return 2
    try:
        _evaluate(truths, options)
    except KeyboardInterrupt:
        sys.stderr.write("\nasiento: stopped. With --json or --cache the same command goes on from here.\n")
        return 130
    return 0


def _evaluate(truths: Sequence[Truth], options: Namespace) -> None:
    bounds = bounds_of(options)
    cache = options.cache or (options.json.with_suffix(".cache.jsonl") if options.json else None)
    judged = judged_of(truths, bounds, Cache(cache, bounds, fresh=options.fresh))
    figures = summary(judged)
    sys.stdout.write(report(figures))
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.html:
        sys.stderr.write("Drawing what was missed …\n")
        options.html.parent.mkdir(parents=True, exist_ok=True)
        options.html.write_text(page(judged, figures, bounds), encoding="utf-8")


def bounds_of(options: Namespace) -> Bounds:
    """Return what a file may take, as `add_bounds` has it."""
    return Bounds(workers=options.workers, seconds=options.time_limit, megabytes=options.memory_limit)


def judged_of(truths: Sequence[Truth], bounds: Bounds, cache: Cache) -> list[Judged]:
    """Return the truths, in the order of the manifest, held against what came of their files."""
    progress = Progress(len(truths), sys.stderr)
    judged = {}
    for truth, outcome in run_all(truths, bounds, cache):
        judged[id(truth)] = judge(truth, outcome)  # a manifest may name a file twice
        progress.step(truth.name)
    progress.end()
    return [judged[id(truth)] for truth in truths]
