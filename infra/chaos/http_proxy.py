"""A proxy before the local AWS that may lose, delay or repeat what functions ask of SQS and S3."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from infra.chaos.faults import Action, Fault, Moment, Point
from infra.chaos.monkey import Monkey
from infra.chaos.wire import Caller

DELAY = 2.0
"""Seconds of a delayed answer: past nobody's patience, long enough for others to overtake."""
SILENCE = 90.0
"""Seconds without an answer: longer than any function of the armed stack may run."""
OBJECT = 2
"""The parts of the path of an object: bucket and key."""
HOP = ("connection", "expect")
"""Headers between a client and its proxy only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it came, header names in lower case."""

    line: str
    headers: Mapping[str, str]
    body: bytes

    def point(self, caller: Caller) -> Point | None:
        """Return what *caller* is doing with it, None for what passes unseen."""
        if target := self.headers.get("x-amz-target"):
            return caller.actions.get(target)
        method, address, _ = self.line.split(" ", 2)
        parts = urlsplit(address)
        is_object = len(parts.path.strip("/").split("/", 1)) == OBJECT and not parts.query.startswith("list-type")
        return caller.methods.get(method) if is_object else None

    @property
    def invocation(self) -> str:
        """What the retries of one call have in common."""
        return self.headers.get("amz-sdk-invocation-id", "")

    def written(self) -> bytes:
        """Return the request for the server, which is to close the connection after its answer."""
        kept = [f"{name}: {value}" for name, value in self.headers.items() if name not in HOP]
        return "\r\n".join([self.line, *kept, "connection: close", "", ""]).encode("latin-1") + self.body


class HttpProxy:
    """Stands between *caller* and the server at *upstream* (host, port) and asks *monkey* at each request."""

    def __init__(self, caller: Caller, upstream: tuple[str, int], monkey: Monkey) -> None:
        self.caller = caller
        self.upstream = upstream
        self.monkey = monkey
        self.doomed: set[str] = set()

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer one request, or drop it."""
        try:
            request = await _read(reader, writer)
            answer = await self._answer(request, writer)
            if answer is None:
                writer.transport.abort()
                return
            writer.write(answer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            writer.transport.abort()
        finally:
            writer.close()

    async def _answer(self, request: Request, writer: StreamWriter) -> bytes | None:
        """Return what the client gets, None if its connection drops."""
        if request.invocation in self.doomed:
            return None
        before = self._fault(request, Moment.BEFORE)
        if before and await self._strikes(before, request, writer):
            return None
        answer = await self._forward(request)
        if before and before.action is Action.DUPLICATE:
            await self._forward(request)
        after = self._fault(request, Moment.AFTER)
        return None if after and await self._strikes(after, request, writer) else answer

    def _fault(self, request: Request, moment: Moment) -> Fault | None:
        point = request.point(self.caller)
        return self.monkey.passing(point, moment) if point else None

    async def _strikes(self, fault: Fault, request: Request, writer: StreamWriter) -> bool:
        """Let the fault strike; return whether the request ends here."""
        if fault.action is Action.DELAY:
            await asyncio.sleep(DELAY)
        if fault.action is Action.TIME_OUT:
            await asyncio.sleep(SILENCE)
        if fault.action is Action.DROP_FOR_GOOD:
            self.doomed.add(request.invocation)
        await self.monkey.strike(fault, writer.get_extra_info("peername")[1], writer.get_extra_info("sockname")[1])
        return fault.action not in {Action.DELAY, Action.DUPLICATE}

    async def _forward(self, request: Request) -> bytes:
        reader, writer = await asyncio.open_connection(*self.upstream)
        try:
            writer.write(request.written())
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()


async def _read(reader: StreamReader, writer: StreamWriter) -> Request:
    line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (header.partition(":") for header in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    if headers.get("expect") == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(line=line, headers=headers, body=body)
