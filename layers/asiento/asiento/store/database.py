"""The way into Postgres: one engine, transactions that name their tenants, and the refusal of roles that see all."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from ssl import SSLCertVerificationError, SSLError
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.pool import QueuePool

from asiento.errors import TransientError
from asiento.store.address import with_tls
from asiento.store.roles import dangers_of
from asiento.store.statements import statement

TRANSIENT_SQL_STATES = ("08", "40", "53", "57")
"""Classes of SQLSTATE that are transient: connection, deadlock, resources, shutdown (PostgreSQL manual, appendix A)."""

SLOWEST = 8
"""Seconds that Postgres gives a statement of the application: its role's `statement_timeout`, set by `schema`."""
TIMEOUT = 10
"""Seconds without a byte after which the application takes Postgres for gone: more than a slow statement's."""
OWNER_TIMEOUT = 900
"""The owner's: an index of a large table takes minutes, and Lambda runs no function for longer."""


class UnsafeRoleError(RuntimeError):
    """The application's database role could step around row-level security: the process must not start."""


class Database:
    """Postgres as the application's own role."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def transaction(self, tenant_ids: Collection[UUID], in_turn: Collection[UUID] = ()) -> Iterator[Connection]:
        """Open a transaction that sees the rows of exactly these tenants; commit at its end, roll back on error.

        It waits for those that are *in_turn* with one of its tenants, and sees all that they wrote. Raises
        `TransientError("database_unavailable")` when Postgres is away, busy or shutting down.
        """
        with transient_errors(), self.engine.begin() as connection:
            name_tenants(connection, tenant_ids, in_turn)
            yield connection


def name_tenants(connection: Connection, tenant_ids: Collection[UUID], in_turn: Collection[UUID] = ()) -> None:
    """Let the transaction see the rows of exactly these tenants, and have its turn with those of *in_turn*."""
    parameters = {"tenant_ids": _array(tenant_ids) if tenant_ids else "", "in_turn": _array(in_turn)}
    connection.execute(statement("name_tenants"), parameters)


def _array(ids: Collection[UUID]) -> str:
    return "{" + ",".join(sorted(map(str, ids))) + "}"


def check(database: Database) -> None:
    """Raise `TransientError("database_unavailable")` if Postgres does not answer."""
    with database.transaction(()) as connection:
        connection.execute(statement("answer"))


@contextmanager
def transient_errors() -> Iterator[None]:
    """Turn transient errors into `TransientError("database_unavailable")`; any other is a bug and stays what it is."""
    try:
        yield
    except (DBAPIError, NoConnectionError) as error:
        if isinstance(error, DBAPIError) and not _is_transient(error):
            raise
        raise TransientError("database_unavailable") from error
    except (SSLError, ConnectionError, TimeoutError) as error:
        # pg8000 lets through what happens while TLS begins, and the socket's timeout at its end; a certificate that
        # is not the server's does not pass.
        if isinstance(error, SSLCertVerificationError):
            raise
        raise TransientError("database_unavailable") from error


def _is_transient(error: DBAPIError) -> bool:
    """Return whether the error is the connection's, or one of which Postgres itself says that it is transient.

    For pg8000 most errors of the server are one class; it puts the fields of Postgres's message into a dict.
    """
    reason = error.orig.args[0] if error.orig and error.orig.args else None
    by_state = isinstance(reason, dict) and str(reason.get("C", "")).startswith(TRANSIENT_SQL_STATES)
    return by_state or isinstance(error, InterfaceError | OperationalError)


def connect(url: str, timeout: float = OWNER_TIMEOUT) -> Engine:
    """Return an engine for *url* (`postgresql+pg8000://…`), with TLS as its `sslmode` says. Raises `SettingsError`.

    It waits *timeout* seconds for each part of an answer; a connection on which one came late is never used again.
    No ping before use: it would be a statement more for each batch, and a lost connection is a transient error anyway.
    Errors do not show the parameters of their statement: these are what documents say, and errors are logged.
    """
    address, tls = with_tls(url)
    return create_engine(
        address,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=4,
        pool_recycle=300,
        hide_parameters=True,
        connect_args={"timeout": timeout, **tls},
    )


def open_database(url: str) -> Database:
    """Connect as the application's role.

    Raises `UnsafeRoleError` if `dangers_of` names any, and `TransientError("database_unavailable")`.
    """
    engine = connect(url, TIMEOUT)
    with transient_errors(), engine.connect() as connection:
        user = connection.execute(statement("find_session_user")).scalar_one()
        dangers = dangers_of(connection)
    if dangers:
        engine.dispose()
        raise UnsafeRoleError(
            f"The database role '{user}' is {' and '.join(dangers)}, so row-level security would not hold. "
            "Point DATABASE_URL at a login role that is only a member of asiento_app."
        )
    return Database(engine)
