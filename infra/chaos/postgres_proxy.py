"""A proxy before Postgres that knows the statements of its caller, and may cut or kill around them.

Message formats: PostgreSQL manual, "Frontend/Backend Protocol".
"""

import asyncio
import struct
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass

from asiento.store.database import TIMEOUT
from infra.chaos.faults import Action, Fault, Moment, Point
from infra.chaos.monkey import Monkey
from infra.chaos.wire import Caller, opening

DELAY = 1.0
"""Seconds of a delayed statement: less than the functions' own patience."""
SILENCE = 1.5 * TIMEOUT
"""Seconds without a byte: past the functions' patience. What they sent before they gave up arrives all the same, late:
a statement, or the commit of a transaction that its worker takes for lost."""
PROTOCOL_3 = 196608
PARSE, EXECUTE = b"P", b"E"


@dataclass(slots=True, kw_only=True)
class Session:
    """One connection: both its ends, what it executes, and the fault that waits for the next answer."""

    client: StreamWriter
    server: StreamWriter
    statement: str = ""
    open: Point | None = None
    after: Fault | None = None

    def end(self) -> None:
        """Drop both ends."""
        self.client.transport.abort()
        self.server.transport.abort()


class PostgresProxy:
    """Stands between *caller* and the server at *upstream* (host, port) and asks *monkey* at each known statement."""

    def __init__(self, caller: Caller, upstream: tuple[str, int], monkey: Monkey) -> None:
        self.caller = caller
        self.upstream = upstream
        self.monkey = monkey

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Carry one connection to its end."""
        try:
            from_server, to_server = await asyncio.open_connection(*self.upstream)
        except OSError:
            writer.transport.abort()
            return
        session = Session(client=writer, server=to_server)
        answers = asyncio.create_task(self._answers(from_server, session))
        try:
            await _greet(reader, to_server)
            while True:
                await self._message(reader, session)
        except (OSError, asyncio.IncompleteReadError):
            session.end()
        finally:
            await answers

    async def _message(self, reader: StreamReader, session: Session) -> None:
        head = await reader.readexactly(5)
        body = await reader.readexactly(_length(head[1:]) - 4)
        if head[:1] == PARSE:
            session.statement = opening(body.split(b"\0", 2)[1].decode(errors="replace"))
        if head[:1] == EXECUTE:
            await self._execute(session)
        session.server.write(head + body)
        await session.server.drain()

    async def _execute(self, session: Session) -> None:
        """Ask the monkey before a known statement, or the commit of one, is executed."""
        if point := self.caller.statements.get(session.statement):
            session.open = point
            await self._before(session, self.monkey.passing(point, Moment.BEFORE))
        elif session.open and session.statement == "commit":
            await self._before(session, self.monkey.passing(session.open, Moment.UNCOMMITTED))
            session.after = self.monkey.passing(session.open, Moment.AFTER)
            session.open = None
        elif session.statement == "rollback":
            session.open = None

    async def _before(self, session: Session, fault: Fault | None) -> None:
        """Let *fault* strike. Raises `ConnectionError` if the connection ends with it."""
        if fault is None:
            return
        if await self._strikes(session, fault):
            raise ConnectionAbortedError

    async def _strikes(self, session: Session, fault: Fault) -> bool:
        """Let the fault strike; return whether the connection ends here."""
        if fault.action is Action.DELAY:
            await asyncio.sleep(DELAY)
        if fault.action is Action.SILENCE:
            await asyncio.sleep(SILENCE)
        ends = session.client.get_extra_info("peername")[1], session.client.get_extra_info("sockname")[1]
        await self.monkey.strike(fault, *ends)
        return fault.action in {Action.KILL, Action.DROP}

    async def _answers(self, reader: StreamReader, session: Session) -> None:
        try:
            while data := await reader.read(65536):
                if session.after:
                    fault, session.after = session.after, None
                    if await self._strikes(session, fault):
                        break
                session.client.write(data)
                await session.client.drain()
        except OSError:
            pass
        session.end()


async def _greet(reader: StreamReader, server: StreamWriter) -> None:
    """Carry the messages before the protocol proper, which have no type."""
    version = 0
    while version != PROTOCOL_3:
        head = await reader.readexactly(4)
        body = await reader.readexactly(_length(head) - 4)
        version = _length(body[:4])
        server.write(head + body)
        await server.drain()


def _length(data: bytes) -> int:
    length: int = struct.unpack("!I", data)[0]
    return length
