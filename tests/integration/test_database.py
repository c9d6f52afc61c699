"""Which errors of Postgres pass and which are bugs, and what their text may not show."""

import gc

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from asiento.errors import TransientError
from asiento.store.database import Database, open_database
from places import free_port

SHUTDOWN, DEADLOCK, TOO_MANY_CONNECTIONS, DIVISION_BY_ZERO = "57P01", "40P01", "53300", "22012"


def fail_with(database: Database, state: str) -> None:
    """Let Postgres refuse a statement with an SQLSTATE."""
    with database.transaction(()) as connection:
        connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"))


@pytest.mark.parametrize("state", [SHUTDOWN, DEADLOCK, TOO_MANY_CONNECTIONS])
def test_what_passes_is_transient(database: Database, state: str) -> None:
    """A shutdown, a deadlock, no free connection: nobody's fault, and another try helps."""
    with pytest.raises(TransientError) as raised:
        fail_with(database, state)

    assert raised.value.code == "database_unavailable"


def test_a_bug_stays_a_bug(database: Database) -> None:
    """What Postgres would refuse again is not tried again as if it were away."""
    with pytest.raises(DBAPIError):
        fail_with(database, DIVISION_BY_ZERO)


def test_a_server_that_goes_away_is_transient(database: Database) -> None:
    """A connection that Postgres ends, as at a failover, is transient, and the next transaction has a new one."""
    with pytest.raises(TransientError), database.transaction(()) as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with database.transaction(()) as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


# pg8000 forgets to close the socket of a refused connection.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_server_at_the_start_is_transient() -> None:
    """A function that starts while Postgres is away has met no bug."""
    with pytest.raises(TransientError):
        open_database(f"postgresql+pg8000://nobody:secret@127.0.0.1:{free_port()}/asiento")
    gc.collect()


def test_errors_do_not_show_what_documents_say(database: Database) -> None:
    """Errors are logged; the parameters of a statement are the content of documents."""
    with pytest.raises(DBAPIError) as raised, database.transaction(()) as connection:
        connection.execute(text("SELECT 1 / length(CAST(:total AS text)) / 0"), {"total": "Bar Sol 12.10"})

    assert "Bar Sol" not in str(raised.value)
