"""Whose fault an error is, and whether another try can help.

    AsientoError
    ├── DocumentError      the document's fault: the item fails at once, its message is done with
    ├── TransientError     the world's fault: the message is delivered again, with backoff
    └── RequestError       a client's fault: a 4xx answer that names the field

Anything else that is raised is a bug: logged with its traceback and treated as transient.
Foreign errors are translated where the library is called, never in the runner.
"""

FOR_GOOD = frozenset({"infected", "expired"})
"""Codes of items that may never run again: malware is never read again, and what expired is no longer there."""


class AsientoError(Exception):
    """A *code* that stays the same (snake_case, part of the API) and a sentence for people.

    The sentence says what is wrong and ends in what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class DocumentError(AsientoError):
    """The document cannot be processed as it is; trying again gives the same result."""


class TransientError(AsientoError):
    """Something that the document needs is away for now; trying again may help."""


class RequestError(AsientoError):
    """A request that cannot be served, with its HTTP *status* and the *field* to mend, if one is at fault.

    *retry_after*: seconds after which the same request may be served, where that is known.
    """

    def __init__(
        self, status: int, code: str, message: str, *, field: str | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(code, message)
        self.status = status
        self.field = field
        self.retry_after = retry_after
