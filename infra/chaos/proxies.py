"""The proxies of the stages and of the API in a thread of their own, on free ports of 127.0.0.1."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from infra.chaos.http_proxy import HttpProxy
from infra.chaos.monkey import Monkey
from infra.chaos.postgres_proxy import PostgresProxy
from infra.chaos.wire import API, STAGES, Caller

HOST = "127.0.0.1"
START_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where a caller finds the local AWS and Postgres."""

    aws: int
    postgres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxies:
    """The ports on which they listen, for the functions of the stages and for the API's."""

    stages: Ports
    api: Ports


@contextmanager
def running(monkey: Monkey, upstream: Ports) -> Iterator[Proxies]:
    """Run the proxies before the servers at *upstream*."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="chaos", daemon=True)
    thread.start()
    serve = [each for caller in (STAGES, API) for each in _serving(caller, monkey, upstream)]
    servers = [asyncio.run_coroutine_threadsafe(_listen(each), loop).result(START_SECONDS) for each in serve]
    try:
        ports = [server.sockets[0].getsockname()[1] for server in servers]
        yield Proxies(stages=Ports(aws=ports[0], postgres=ports[1]), api=Ports(aws=ports[2], postgres=ports[3]))
    finally:
        asyncio.run_coroutine_threadsafe(_end(servers), loop).result(START_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(START_SECONDS)
        loop.close()


def _serving(caller: Caller, monkey: Monkey, upstream: Ports) -> Iterator[Callable[..., Coroutine[Any, Any, None]]]:
    yield HttpProxy(caller, (HOST, upstream.aws), monkey).serve
    yield PostgresProxy(caller, (HOST, upstream.postgres), monkey).serve


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
