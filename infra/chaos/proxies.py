"""Both proxies in a thread of their own, on free ports of 127.0.0.1."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from infra.chaos.http_proxy import HttpProxy
from infra.chaos.monkey import Monkey
from infra.chaos.postgres_proxy import PostgresProxy

HOST = "127.0.0.1"
START_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxies:
    """The ports on which they listen."""

    aws_port: int
    postgres_port: int


@contextmanager
def running(monkey: Monkey, aws_port: int, postgres_port: int) -> Iterator[Proxies]:
    """Run the proxies before the local AWS at *aws_port* and Postgres at *postgres_port*."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="chaos", daemon=True)
    thread.start()
    serve = (HttpProxy((HOST, aws_port), monkey).serve, PostgresProxy((HOST, postgres_port), monkey).serve)
    servers = [asyncio.run_coroutine_threadsafe(_listen(each), loop).result(START_SECONDS) for each in serve]
    try:
        ports = [server.sockets[0].getsockname()[1] for server in servers]
        yield Proxies(aws_port=ports[0], postgres_port=ports[1])
    finally:
        asyncio.run_coroutine_threadsafe(_end(servers), loop).result(START_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(START_SECONDS)
        loop.close()


async def _listen(serve: Callable[..., Coroutine[Any, Any, None]]) -> asyncio.Server:
    return await asyncio.start_server(serve, HOST, 0)


async def _end(servers: Iterable[asyncio.Server]) -> None:
    """Listen no more, and cancel what still runs, so that no connection outlives its loop."""
    for server in servers:
        server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
