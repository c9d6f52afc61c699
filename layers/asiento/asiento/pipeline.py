"""THE page: the six stages in their order, with their limits, and what users see of each.

`template.yaml` repeats these figures for AWS; a test holds the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from asiento.model import Item, Kind, Program, StageFunction, State

MAX_ATTEMPTS = 3
"""Tries of a delivery before its message moves to the dead-letter queue (`maxReceiveCount`)."""

API_MEMORY = 1024
"""MB of the API's function, which reads the files of previews."""

RUNTIME_MEMORY = 320
"""MB of a function's memory for the runtime, the server of readers and their libraries: a job has the rest."""


def _always(_: Item) -> bool:
    return True


def _has_no_words_yet(item: Item) -> bool:
    return item.kind in (Kind.PDF, Kind.IMAGE) and item.content_key is None


def computing_within(seconds: int) -> int:
    """Return the seconds of computing of a job that may take *seconds*: a slow file shows as its own fault first."""
    return seconds * 2 // 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A function `(Item, Tools) -> …` that reads a file in a child process (`sandbox/`), and what it may use.

    *memory*: MB that the child may take beyond its start. *cpu*: seconds of computing. *warm_up* names a function that
    loads, once, what is slow to load. *programs* may be started for it.
    """

    function: str
    memory: int
    cpu: int
    warm_up: str | None = None
    programs: frozenset[Program] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A function and its place in the pipeline. Times in seconds, memory in MB.

    *function* is named, not imported, so that a Lambda function loads only the libraries of its own stage.
    An item for which *needed* is false goes past the stage without touching its queue. A stage that *has_children*
    may make of an item several, which begin at the first stage. One that *reads_files* works on each file in a child
    process, as a `Job` with *warm_up* and *programs*. One that *needs_mappings* is told the tenant's column mappings
    with each item that is a file, one that *needs_suppliers* its memory of suppliers with each item that is pages,
    one that *needs_ledger* what is posted of the supplier of each document.
    *status_running* and *status_done* are what users see.
    """

    name: str
    function: str
    status_running: str
    status_done: str
    memory: int = 512
    timeout: int = 120
    soft_limit: int = 90
    batch_size: int = 10
    concurrency: int = 10
    needed: Callable[[Item], bool] = _always
    has_children: bool = False
    needs_mappings: bool = False
    needs_suppliers: bool = False
    needs_ledger: bool = False
    reads_files: bool = False
    warm_up: str | None = None
    programs: frozenset[Program] = frozenset()

    @property
    def job(self) -> Job:
        """The stage's function as it runs on a file."""
        return Job(
            function=self.function,
            memory=self.memory - RUNTIME_MEMORY,
            cpu=computing_within(self.soft_limit),
            warm_up=self.warm_up,
            programs=self.programs,
        )

    @property
    def lease(self) -> int:
        """How long a claim holds: past the timeout nobody can still be working on the item."""
        return self.timeout + 10

    @property
    def visibility_timeout(self) -> int:
        """Of its queue: six times the timeout, as AWS advises for an SQS event source."""
        return self.timeout * 6

    def load(self) -> StageFunction:
        """Import and return the stage function."""
        module, name = self.function.split(":")
        return cast(StageFunction, getattr(import_module(module), name))


PIPELINE: tuple[Stage, ...] = (
    Stage(
        name="preprocess",
        function="asiento.preprocess:preprocess",
        status_running="preprocessing",
        status_done="preprocessed",
        memory=1024,
        reads_files=True,
        warm_up="asiento.reading.picture_file:load",
        programs=frozenset({Program.WORKBOOK}),
        has_children=True,
        needs_mappings=True,
    ),
    Stage(
        name="ocr",
        function="asiento.ocr:ocr",
        status_running="ocr_processing",
        status_done="ocr_completed",
        memory=2048,
        timeout=180,
        soft_limit=150,
        batch_size=2,
        needed=_has_no_words_yet,
        reads_files=True,
        warm_up="asiento.ocr.engines:load",
        programs=frozenset({Program.TESSERACT}),
    ),
    Stage(
        name="classify",
        function="asiento.classify:classify",
        status_running="classifying",
        status_done="classified",
        memory=1024,
        reads_files=True,
        has_children=True,
    ),
    Stage(
        name="extract",
        function="asiento.extract:extract",
        status_running="extracting",
        status_done="extracted",
        memory=1024,
        reads_files=True,
        needs_suppliers=True,
    ),
    Stage(
        name="validate",
        function="asiento.validate:validate",
        status_running="validating",
        status_done="validated",
        needs_suppliers=True,
        needs_ledger=True,
    ),
    Stage(name="publish", function="asiento.publish:publish", status_running="publishing", status_done="published"),
)

SPLIT = "split"
"""The status of an item that ended before the last stage: it became several others."""

STAGES: dict[str, Stage] = {stage.name: stage for stage in PIPELINE}
FIRST, LAST = PIPELINE[0], PIPELINE[-1]


def next_stage(stage: Stage, item: Item) -> Stage | None:
    """Return the stage that *item* needs after *stage*, or None at the end of the pipeline."""
    later = PIPELINE[[known.name for known in PIPELINE].index(stage.name) + 1 :]
    return next((candidate for candidate in later if candidate.needed(item)), None)


def sends_to(stage: Stage) -> frozenset[str]:
    """Return the stages to whose queues *stage* may send, and its function's role therefore too.

    Its own, for what ran out of time; those that may come next; the first, for children.
    """
    later = PIPELINE[[known.name for known in PIPELINE].index(stage.name) + 1 :]
    sure = next((place for place, known in enumerate(later) if known.needed is _always), 0)
    return frozenset(known.name for known in (stage, *later[: sure + 1], *((FIRST,) if stage.has_children else ())))


def _status(stage: Stage, before: Stage | None) -> dict[State, str]:
    return {
        State.QUEUED: before.status_done if before else "pending",
        State.RUNNING: stage.status_running,
        State.REVIEW: "needs_review",
        State.FAILED: f"{stage.name}_failed",
        State.REJECTED: "rejected",
        State.DUPLICATE: "duplicate",
        State.DONE: SPLIT if stage is not PIPELINE[-1] else stage.status_done,
    }


STATUS: dict[tuple[str, State], str] = {
    (stage.name, state): status
    for stage, before in zip(PIPELINE, (None, *PIPELINE), strict=False)
    for state, status in _status(stage, before).items()
}
"""What users see, from stage and state: the one table."""
