"""Errors by whose fault they are, and so whether another try can help.

    AsientoError
    ├── DocumentError      the document's fault: the item fails at once, its message is done with
    ├── TransientError     the world's fault: the message is delivered again, with backoff
    └── RequestError       a client's fault: a 4xx answer that names the field

Anything else that is raised is a bug: logged with its traceback and treated as transient.
Foreign errors are translated where the library is called, never in the runner.
"""

from collections.abc import Sequence

from asiento.codes import Param, Said, sentence
from asiento.codes.said import said

FOR_GOOD = frozenset({"infected", "expired"})
"""Codes of items that may never run again: malware is never read again, and what expired is no longer there."""


class AsientoError(Exception):
    """What is wrong, by the *name* of a sentence in `codes/registry.toml` and its parameters; or *name* is all of it.

    Its code stays the same (snake_case, part of the API): the part of the name before a dot.
    """

    def __init__(self, name: str | Said, /, **params: Param) -> None:
        self.said = name if isinstance(name, Said) else said(name, **params)
        super().__init__(self.said.name)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    @property
    def code(self) -> str:
        """The public code."""
        return self.said.code

    @property
    def message(self) -> str:
        """The sentence in English, for commands and operators: what is wrong, then what to do."""
        return sentence(self.said)


class DocumentError(AsientoError):
    """The document cannot be processed as it is; trying again gives the same result."""


class TransientError(AsientoError):
    """Something that the document needs is away for now; trying again may help."""


class RequestError(AsientoError):
    """A request that cannot be served, with its HTTP *status* and the *field* to correct, if one is at fault.

    *retry_after*: seconds after which the same request may be served, where that is known. *errors*: all that is wrong,
    each with its field.
    """

    def __init__(
        self,
        status: int,
        name: str | Said,
        /,
        *,
        field: str | None = None,
        retry_after: int | None = None,
        errors: Sequence[tuple[str, Said]] = (),
        **params: Param,
    ) -> None:
        super().__init__(name, **params)
        self.errors = tuple(errors)
        self.status = status
        self.field = field
        self.retry_after = retry_after
