"""All files of a manifest, each in its process; what is known from an earlier run is taken from the cache."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from asiento.codec import from_json
from asiento.evaluate.cache import Cache
from asiento.evaluate.manifest import Truth
from asiento.evaluate.outcome import FILE_MISSING, MANIFEST, End, Outcome, Reading
from asiento.evaluate.processes import Bounds, Finished, Stop, run_modules

MODULE = "asiento.evaluate.document"

KILLED = {Stop.TIME: (End.OUT_OF_TIME, "took_too_long"), Stop.MEMORY: (End.OUT_OF_MEMORY, "took_too_much_memory")}


def run_all(
    truths: Sequence[Truth], bounds: Bounds, cache: Cache, functions: Mapping[str, str] | None = None
) -> Iterator[tuple[Truth, Outcome]]:
    """Yield each of *truths* with its outcome, the first to end first.

    *functions* puts other stage functions (`module:function`) in the place of the pipeline's, by stage.
    """
    waiting: dict[str, Truth] = {}
    for position, truth in enumerate(truths):
        known = _at_once(truth, cache)
        if known:
            yield truth, known
        else:
            waiting[str(position)] = truth
    with TemporaryDirectory(prefix="asiento-") as made:
        folder = Path(made)
        jobs = ((name, MODULE, _job(folder / name, truth, functions or {})) for name, truth in waiting.items())
        for name, finished in run_modules(jobs, bounds):
            outcome = _outcome(folder / f"{name}.out", finished, bounds)
            cache.keep(waiting[name], outcome)
            yield waiting[name], outcome


def _at_once(truth: Truth, cache: Cache) -> Outcome | None:
    """Return the outcome of a file that need not be read: it is known, or cannot be."""
    try:
        if truth.file.is_file():
            with truth.file.open("rb"):
                return cache.find(truth)
    except OSError:
        pass  # a name that no file can have, or a file that may not be read
    message = "The manifest names a file that is not there or may not be read. Check its path."
    reading = Reading(end=End.DOCUMENT_ERROR, stage=MANIFEST, message=message, codes=(FILE_MISSING,))
    return Outcome(reading=reading, seconds=0.0, peak_mb=0.0)


def _job(path: Path, truth: Truth, functions: Mapping[str, str]) -> Sequence[str]:
    job = {"file": str(truth.file.resolve()), "country": truth.country, "functions": functions}
    path.write_text(json.dumps(job), encoding="utf-8")
    return str(path), f"{path}.out"


def _outcome(written: Path, finished: Finished, bounds: Bounds) -> Outcome:
    seconds, peak = round(finished.seconds, 2), round(finished.peak_mb, 1)
    if finished.stop in KILLED:
        end, code = KILLED[finished.stop]
        message = f"Killed after {seconds} s with {peak:.0f} MB (limits: {bounds.seconds} s, {bounds.megabytes} MB)."
        reading = Reading(end=end, stage="", message=message, codes=(code,), cpu=round(finished.cpu, 2))
    elif finished.status or not written.exists():
        message = f"The process ended with status {finished.status}."
        reading = Reading(end=End.BUG, stage="", message=message, codes=("internal_error",), cpu=round(finished.cpu, 2))
    else:
        return Outcome(reading=from_json(Reading, written.read_bytes()), seconds=seconds, peak_mb=peak)
    return Outcome(reading=reading, seconds=seconds, peak_mb=peak, log=finished.log)
