"""Types of a redrive: its options, its services and its counts."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from asiento.queues import Queue
from asiento.redrive.dead_letter_queues import DeadLetterQueues
from asiento.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class RedriveOptions:
    """Which letters to redrive: those whose item failed with *code*, at most *limit*; None for all.

    *dry_run* only counts. *seconds* is how long it may take.
    """

    code: str | None = None
    limit: int | None = None
    dry_run: bool = False
    seconds: float = 3_600

    @property
    def everything(self) -> bool:
        """Return whether SQS can do it by itself."""
        return self.code is None and self.limit is None and not self.dry_run


@dataclass(frozen=True, slots=True, kw_only=True)
class RedriveCounts:
    """Counts of the letters of a stage: *moved* back (*by_code*), *removed* as done with, *left* where they are.

    With *task* SQS moves them by itself from now on, and *moved* is about how many. With *more* there may be others:
    the time, or the number that one redrive looks at, was used up.
    """

    moved: int = 0
    removed: int = 0
    left: int = 0
    by_code: Mapping[str, int] = field(default_factory=dict)
    more: bool = False
    task: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RedriveServices:
    """What a redrive works with. *clock* gives seconds that never go back."""

    database: Database
    queue: Queue
    dead_letters: DeadLetterQueues
    clock: Callable[[], float] = time.monotonic
