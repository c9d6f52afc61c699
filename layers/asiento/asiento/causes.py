"""What dead letters are grouped by: the same fault has the same cause, and no cause shows what a document says."""

from traceback import walk_tb


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
