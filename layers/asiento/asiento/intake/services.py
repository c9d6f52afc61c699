"""The outside that the API works with, as types."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from asiento.files import S3Files
from asiento.model import Limits, Tools
from asiento.queues import Queue
from asiento.store.database import Database

if TYPE_CHECKING:
    from asiento.redrive import DeadLetterQueues
    from asiento.sandbox.process import ProcessSandbox


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiServices:
    """The outside that the API works with. With *enabled* false nothing new is ingested; *tools* are for previews.

    With *sandbox*, previews of files read them in child processes. Only keys of *operator_tenant* may look at
    queues; without one nobody. Without queues there are no *dead_letters*.
    """

    database: Database
    files: S3Files
    queue: Queue
    limits: Limits
    enabled: bool
    tools: Tools
    dead_letters: "DeadLetterQueues | None" = None
    operator_tenant: UUID | None = None
    sandbox: "ProcessSandbox | None" = None
