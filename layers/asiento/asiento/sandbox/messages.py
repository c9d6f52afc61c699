"""Messages between the process of a stage function and its parent. Parents are believed, children are not.

A child sends JSON and raw bytes, never pickles: whoever takes it over must not reach the parent.
"""

import json
import struct
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from asiento.codes import Said
from asiento.errors import DocumentError, TransientError
from asiento.model import Engine, Limits, Program, Tools

type Channel = Connection[Any, Any]

STATUS = struct.Struct("!i")
"""How a child ended, as `os.waitstatus_to_exitcode` says it."""

SECCOMP, LANDLOCK = "seccomp", "landlock"
PARTS = frozenset({SECCOMP, LANDLOCK})
"""Of the kernel: they hold a child to the system calls and the files that it needs."""

MOST_ASKED = 4 * 2**20
"""Of a request of a child; the traces of a bug are the longest."""
MOST_PARTS = 1_000_000
"""Objects in what a child made: 50,000 transactions have half of that."""
MOST_WRITES = 6_000
"""Objects that a child may store of one file: an archive has at most 5,000 files."""
MOST_WRITTEN = 512 * 2**20
"""Bytes of them all: an archive has at most 300 MB."""
MOST_BYTES = 40 * 2**20
"""Of one message from a child: a document has at most 24 MB, what is kept of a file 32, a part of an archive 20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a child is to do, and what it may take: *memory* in MB beyond its start, *cpu* in seconds, *programs*.

    *function* and *warm_up* are names of the form `module:function`; the latter is called once a server. Where the
    kernel filters no system calls, nothing is done if the filter is *required*.
    """

    function: str
    warm_up: str | None
    memory: int
    cpu: int
    limits: Limits
    tesseract: str
    engines: frozenset[Engine] = field(default_factory=frozenset)
    programs: frozenset[Program] = field(default_factory=frozenset)
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteError:
    """The error that the parent's tools raised, for the child to raise as its own."""

    transient: bool
    said: Said


class FilesProxy:
    """The `Files` of a child: it has no client and no credentials, and asks its parent over the channel."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def read(self, key: str) -> bytes:
        """Return the bytes; raise whatever the parent's files raise."""
        data: bytes = self.ask("read", key)
        return data

    def write(self, key: str, data: bytes) -> None:
        """Store *data* under *key*; raise whatever the parent's files raise."""
        self.ask("write", key, data)

    def quarantine(self, key: str) -> None:
        """Put the file away; raise whatever the parent's files raise."""
        self.ask("quarantine", key)

    def scan(self, key: str, _data: bytes) -> str | None:
        """Return the malware in the file at *key*, whose bytes the parent has."""
        name: str | None = self.ask("scan", key)
        return name

    def ask(self, what: str, key: str, data: bytes | None = None) -> Any:
        """Return the parent's answer, or raise the error that it is."""
        tell(self.channel, {what: key}, data)
        answer = self.channel.recv()
        if isinstance(answer, RemoteError):
            raise (TransientError if answer.transient else DocumentError)(answer.said)
        return answer


def tell(channel: Channel, message: dict[str, Any], data: bytes | None = None) -> None:
    """Send *message* as JSON, and *data* after it if there are any."""
    channel.send_bytes(json.dumps(message).encode())
    if data is not None:
        channel.send_bytes(data)


def proxy_tools(task: Task, channel: Channel) -> Tools:
    """Return the tools of a child: everything of the outside is asked of the parent."""
    files = FilesProxy(channel)
    return Tools(files=files, limits=task.limits, scan=files.scan, tesseract=task.tesseract, engines=task.engines)
