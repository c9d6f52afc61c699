"""The schema: Alembic's migrations, run as the owner, and the login role that the functions use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, make_url

from asiento.store.database import SLOWEST
from asiento.store.statements import statement


def migrate(owner: Engine, migrations: Path, app_url: str) -> None:
    """Bring the schema up to date and let the user of *app_url* in as a member of `asiento_app`.

    Each version is a transaction of its own, or several: an index of a large table is made while rows come in.
    Two runs at once wait for each other.
    """
    with _alone(owner):
        with owner.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(migrations))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        with owner.begin() as connection:
            _let_in(connection, app_url)


@contextmanager
def _alone(owner: Engine) -> Iterator[None]:
    """Hold the lock of migrations. Asked again and again: who waits inside of Postgres keeps an index from its end."""
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # A function that AWS ends closes no connection: then Postgres gives the lock back.
        connection.execute(statement("end_idle_session"))
        while not connection.execute(statement("lock_migrations")).scalar_one():
            sleep(0.2)
        try:
            yield
        finally:
            connection.execute(statement("unlock_migrations"))


def _let_in(connection: Connection, app_url: str) -> None:
    url = make_url(app_url)
    known = connection.execute(statement("role_exists"), {"name": url.username}).first()
    statements = [
        f"{'ALTER' if known else 'CREATE'} ROLE %I LOGIN PASSWORD %L",
        "GRANT asiento_app TO %I",
        "ALTER ROLE %I SET search_path = asiento",
        # A function that AWS ends at its timeout closes no connection: its locks must not outlive it for long.
        "ALTER ROLE %I SET idle_in_transaction_session_timeout = '60s'",
        # Its statements neither; and ended by Postgres it is an error that is understood, not silence.
        f"ALTER ROLE %I SET statement_timeout = '{SLOWEST}s'",
    ]
    for wanted in statements:
        # Roles and passwords cannot be bound, so Postgres itself quotes them.
        parameters = {"statement": wanted, "name": url.username, "password": url.password or ""}
        made = connection.execute(statement("quote_role"), parameters).scalar_one()
        connection.exec_driver_sql(made.replace("%", "%%"))
