"""The outcome of one file, as its own process says it and as its parent measured it. Knows nothing of the truth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from asiento.document import Box


class End(StrEnum):
    """How a file ended. The last three are crashes: nothing that a document holds may lead to them."""

    READ = "read"
    DOCUMENT_ERROR = "document_error"
    TRANSIENT_ERROR = "transient_error"
    BUG = "bug"
    OUT_OF_TIME = "out_of_time"
    OUT_OF_MEMORY = "out_of_memory"


MANIFEST, FILE_MISSING = "manifest", "file_missing"
"""Stage and code of a file that could not be read since it is not where its manifest says."""

CRASHES = frozenset({End.BUG, End.OUT_OF_TIME, End.OUT_OF_MEMORY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A field that was given, as text (dates in ISO form, decimals with a point), with its confidence, 0 to 1.

    *raw* is what its reader said, None if nobody read it, and *vouched* whether something vouches for it. *page*, from
    1, and *box* say where it stands, if it stands anywhere.
    """

    value: str
    confidence: float | None = None
    raw: float | None = None
    vouched: bool = False
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOf:
    """A line as text, decimals with a point: of a bill that was read, or that is true of it."""

    description: str | None = None
    quantity: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the pipeline made of one file: written by the file's process.

    *items* counts the leaves (a file that fans out has several); *lines* are those of the first. *codes* are those of
    errors that end an item, *held* those of findings that hold it for a person. *cpu* is in seconds: user and system,
    of the process since its imports, less the loading of OCR engines, and of the programs that it ran.
    """

    end: End
    stage: str
    items: int = 1
    message: str | None = None
    doc_type: str | None = None
    score: float | None = None
    fields: Mapping[str, Given] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    lines: tuple[LineOf, ...] = ()
    cpu: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A reading, or how the process died, with what its parent measured: *seconds* and *peak_mb* include imports.

    *log* is the end of what the process wrote to its standard error when it crashed: its traceback.
    """

    reading: Reading
    seconds: float
    peak_mb: float
    log: str = ""

    @property
    def missing(self) -> bool:
        """Whether the file that the manifest names is not there."""
        return FILE_MISSING in self.reading.codes and self.reading.stage == MANIFEST

    @property
    def crashed(self) -> bool:
        """Whether the file ended in a way that no document may cause."""
        return self.reading.end in CRASHES
