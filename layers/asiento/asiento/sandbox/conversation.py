"""The parent's side of the protocol with a child: it answers what the child may ask for, until that is done or gone."""

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from asiento.causes import BugError
from asiento.codec import from_json, from_plain
from asiento.codes import Said
from asiento.codes.registry import Kind, is_registered
from asiento.errors import AsientoError, DocumentError, TransientError
from asiento.item_files import kept_folder, kept_key
from asiento.model import Item, Tools
from asiento.sandbox.messages import MOST_ASKED, MOST_BYTES, MOST_PARTS, MOST_WRITES, MOST_WRITTEN, PARTS, RemoteError
from asiento.sandbox.rights import MOST_TEXT, MOST_TRACE, may_read, may_use, may_write
from asiento.sandbox.sentences import is_allowed, sentences_of


class ChildFailedError(Exception):
    """The child died, or said what makes no sense or is not its to ask."""


class Conversation[T]:
    """With the child at the other end of *ours*, about *item*, of which it is to make a *kind*."""

    def __init__(self, ours: socket.socket, item: Item, tools: Tools, kind: type[T]) -> None:
        self.channel: Connection[Any, Any] = Connection(os.dup(ours.fileno()))
        self.item = item
        self.tools = tools
        self.kind = kind
        self.file: bytes | None = None
        self.file_key = item.file_key
        self.clean = False
        self.writes = self.written = 0
        self.missing: frozenset[str] = frozenset()

    def result(self) -> T | Exception:
        """Return what the child made, or the error that ended it. Raises `ChildFailedError`."""
        with self.channel:
            self._say(self.item)
            while True:
                message = self._hear_json()
                end = self._end(message)
                if end is not None:
                    return end
                match message:
                    case {"unconfined": [*parts]}:
                        self.missing = PARTS.intersection(map(str, parts))
                    case _:
                        self._say(self._done(message))

    def _say(self, answer: object) -> None:
        try:
            self.channel.send(answer)
        except OSError as error:
            raise ChildFailedError from error

    def _hear(self, most: int = MOST_BYTES) -> bytes:
        try:
            return self.channel.recv_bytes(most)
        except (EOFError, OSError) as error:
            raise ChildFailedError from error

    def _hear_json(self) -> Mapping[str, Any]:
        try:
            message = json.loads(self._hear(MOST_ASKED))
        except (ValueError, RecursionError) as error:
            raise ChildFailedError from error
        return message if isinstance(message, dict) else {}

    def _end(self, message: Mapping[str, Any]) -> T | Exception | None:
        match message:
            case {"done": str()}:
                return self._made()
            case {"document_error": error}:
                return DocumentError(_said(error, Kind.DOCUMENT))
            case {"transient_error": error}:
                return TransientError(_said(error, Kind.TRANSIENT))
            case {"too_much_memory": int()}:
                return too_much_memory()
            case {"bug": [str(cause), str(trace)]}:
                return BugError(cause[:MOST_TEXT], trace[:MOST_TRACE])
        return None

    def _made(self) -> T:
        said = self._hear()
        if said.count(b"{") + said.count(b"[") > MOST_PARTS:
            raise ChildFailedError
        try:
            made = from_json(self.kind, said)
        except ValueError as error:
            raise ChildFailedError from error
        if not all(is_allowed(each, self.item) for each in sentences_of(made)):
            raise ChildFailedError
        # Which file is the item's is no child's to say: the one that it had, or what was kept of that here.
        return replace(made, file_key=self.file_key) if isinstance(made, Item) else made

    def _done(self, message: Mapping[str, Any]) -> Any:
        """Return what the tools say, or the error that they raise, which the child is to raise as its own."""
        try:
            match message:
                case {"read": str(key)} if may_read(self.item, key):
                    return self._read(key)
                case {"write": str(key)} if key.startswith(kept_folder(self.item)):
                    return self._keep(key, self._hear())
                case {"write": str(key)} if may_write(self.item, key):
                    return self._write(key, self._hear())
                case {"scan": str(key)} if may_use(self.item, key):
                    return self._scanned(key)
                case {"quarantine": str(key)} if may_use(self.item, key):
                    return self.tools.files.quarantine(key)
        except AsientoError as error:
            return RemoteError(transient=isinstance(error, TransientError), said=error.said)
        raise ChildFailedError

    def _write(self, key: str, data: bytes) -> None:
        self.writes, self.written = self.writes + 1, self.written + len(data)
        if self.writes > MOST_WRITES or self.written > MOST_WRITTEN:
            raise ChildFailedError
        self.tools.files.write(key, data)

    def _scanned(self, key: str) -> str | None:
        malware = self.tools.scan(key, self._read(key))
        self.clean = malware is None
        return malware

    def _keep(self, key: str, data: bytes) -> None:
        """Store the item's file, if it is what was read and scanned here, whatever became of the child since."""
        if not self.clean or data != self.file or key != kept_key(self.item, data):
            raise ChildFailedError
        self.tools.files.write(key, data)
        self.file_key = key

    def _read(self, key: str) -> bytes:
        """Return the bytes at *key*; the item's own file is read once, so that what is scanned is what is used."""
        if key != self.item.file_key:
            return self.tools.files.read(key)
        if self.file is None:
            self.file = self.tools.files.read(key)
        return self.file


def too_much_memory() -> DocumentError:
    """Return the error for a document that nobody has the memory to read."""
    return DocumentError("too_much_memory")


def _said(error: object, kind: Kind) -> Said:
    """Return what a child says of an *error*. Raises `ChildFailedError` unless the registry has it for such errors."""
    try:
        found = from_plain(Said, error)
    except ValueError as wrong:
        raise ChildFailedError from wrong
    if found.message is not None or not is_registered(found, kind):
        raise ChildFailedError
    return found
