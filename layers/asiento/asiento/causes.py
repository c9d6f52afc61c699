"""Causes of bugs, for logs and for groups of dead letters: where one came up, and nothing that a document says."""

from traceback import extract_tb, walk_tb

MOST_FRAMES = 30
MOST_ERRORS = 5


class BugError(Exception):
    """A stage function raised, in a process of its own, what it must not; the text is the traceback there."""

    def __init__(self, cause: str, trace: str) -> None:
        super().__init__(trace)
        self.cause = cause


def cause_of(bug: BaseException) -> str:
    """Return the class of a raised *bug* and the innermost function of ours that it passed.

    `ZeroDivisionError in asiento.extract.rows.totals`: without the line, which moves, and without the message, which
    may quote the document.
    """
    if isinstance(bug, BugError):
        return bug.cause
    frames = [frame for frame, _ in walk_tb(bug.__traceback__)]
    ours = [frame for frame in frames if frame.f_globals.get("__name__", "").startswith("asiento.")]
    if not ours:
        return type(bug).__name__
    return f"{type(bug).__name__} in {ours[-1].f_globals['__name__']}.{ours[-1].f_code.co_qualname}"


def trace_of(bug: BaseException) -> list[str]:
    """Return the classes and frames of *bug* and of what it was raised from, the innermost last.

    Without messages and source lines: a `ValueError` quotes the document, an error of Postgres the row.
    """
    told: list[str] = []
    error: BaseException | None = bug
    for _ in range(MOST_ERRORS):
        if error is None:
            break
        frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
        told = [*frames[-MOST_FRAMES:], type(error).__qualname__, *told]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told
