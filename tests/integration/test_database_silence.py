"""A Postgres that is slow or says nothing any more is a passing fault, and its late answers are nobody's."""

import gc
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine, text

from api_client import ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.errors import TransientError
from asiento.store.database import SLOWEST, TIMEOUT, Database, connect, open_database
from asiento.tenant import Tenant
from infra.local.postgres import Cluster

SHORT = 1.0
"""Seconds of patience in these tests."""


class SilentProxy:
    """Carries bytes between clients and Postgres at *port*; while *silent* is set none passes, and none is lost."""

    def __init__(self, port: int) -> None:
        self.upstream = port
        self.speaks = threading.Event()
        self.speaks.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.upstream))
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                self.speaks.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            source.close()
            target.close()


@pytest.fixture
def proxy(cluster: Cluster) -> Iterator[SilentProxy]:
    """A proxy before Postgres that speaks."""
    proxy = SilentProxy(cluster.port)
    yield proxy
    proxy.speaks.set()
    proxy.listener.close()


@contextmanager
def impatient(url: str, port: int | None = None) -> Iterator[Database]:
    """Yield a database that waits for `SHORT` seconds only, at *port* if it is given."""
    place = url.partition("@")[2].partition("/")[0]
    engine = connect(url.replace(place, f"127.0.0.1:{port}") if port else url, timeout=SHORT)
    yield Database(engine)
    engine.dispose()


def answer_of(database: Database, question: str) -> object:
    """Ask *question* in a transaction of its own."""
    with database.transaction(()) as connection:
        return connection.execute(text(question)).scalar_one()


@contextmanager
def limited(database: Database) -> Iterator[Connection]:
    """Open a transaction in which Postgres ends what takes longer than a moment."""
    with database.transaction(()) as connection:
        connection.execute(text("SET LOCAL statement_timeout = '200ms'"))
        yield connection


def test_a_statement_past_the_servers_limit_is_transient(database: Database) -> None:
    """Postgres ends it itself, as the application's role, before the socket's patience is over."""
    assert answer_of(database, "SELECT current_setting('statement_timeout')") == f"{SLOWEST}s"
    assert SLOWEST < TIMEOUT
    with pytest.raises(TransientError) as raised, limited(database) as connection:
        connection.execute(text("SELECT pg_sleep(5)"))

    assert raised.value.code == "database_unavailable"
    assert answer_of(database, "SELECT 1") == 1


def test_an_answer_that_comes_too_late_is_nobodys(migrated: tuple[Engine, str]) -> None:
    """The socket gives up, the fault passes, and the next transaction reads its own answer on a new connection."""
    with impatient(migrated[1]) as database:
        before = answer_of(database, "SELECT pg_backend_pid()")
        with pytest.raises(TransientError):
            answer_of(database, f"SELECT pg_sleep({1.3 * SHORT})::text || 'late'")

        time.sleep(0.5 * SHORT)

        assert [answer_of(database, f"SELECT {number}") for number in range(3)] == [0, 1, 2]
        assert answer_of(database, "SELECT pg_backend_pid()") != before


@contextmanager
def silenced(database: Database, proxy: SilentProxy) -> Iterator[Connection]:
    """Open a transaction whose Postgres falls silent once it has begun."""
    with database.transaction(()) as connection:
        proxy.speaks.clear()
        yield connection


# pg8000 forgets to close the socket of a connection that was not made.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_postgres_that_goes_silent_is_transient(migrated: tuple[Engine, str], proxy: SilentProxy) -> None:
    """In the middle of a transaction, at its commit, and to whoever connects meanwhile; then all is well again."""
    with impatient(migrated[1], proxy.port) as database:
        assert answer_of(database, "SELECT 1") == 1
        with pytest.raises(TransientError), silenced(database, proxy) as connection:
            connection.execute(text("SELECT 2"))
        began = time.monotonic()
        with pytest.raises(TransientError):
            answer_of(database, "SELECT 3")
        assert time.monotonic() - began < 2 * SHORT
        proxy.speaks.set()
        assert answer_of(database, "SELECT 4") == 4

        with pytest.raises(TransientError), silenced(database, proxy):
            pass  # the commit is what is not answered
        proxy.speaks.set()

        assert answer_of(database, "SELECT 5") == 5
    gc.collect()


def test_the_api_answers_503_while_postgres_is_silent(
    migrated: tuple[Engine, str], proxy: SilentProxy, api_services: ApiServices, tenant: Tenant
) -> None:
    """The client is told when to come again, and is served then."""
    with impatient(migrated[1], proxy.port) as database:
        client = ApiClient(api=build_api(replace(api_services, database=database)), tenant_id=tenant.id)
        assert client.get("/batches").status == 200
        proxy.speaks.clear()

        answer = client.get("/batches")

        proxy.speaks.set()
        assert problem_of(answer) == (503, "database_unavailable", None)
        assert "Retry-After" in answer.headers
        assert client.get("/batches").status == 200


def test_the_owner_has_time(admin: Engine) -> None:
    """A migration may take minutes: no limit of the server's, and the socket waits longer than the application's."""
    with admin.connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "0"
        socket_of = connection.connection.dbapi_connection._usock  # type: ignore[union-attr]  # noqa: SLF001
        assert socket_of.gettimeout() == 900


def test_the_application_gives_up_in_time(migrated: tuple[Engine, str]) -> None:
    """Its functions run for 29 seconds and more; what waits on a silent Postgres has to be told before."""
    database = open_database(migrated[1])
    with database.engine.connect() as connection:
        socket_of = connection.connection.dbapi_connection._usock  # type: ignore[union-attr]  # noqa: SLF001
        assert socket_of.gettimeout() == TIMEOUT
    database.engine.dispose()
