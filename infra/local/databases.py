"""A database into a file and back, each table checked by its rows. Knows nothing of documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from asiento.store.database import connect
from infra.local.config import StackError
from infra.local.postgres import Cluster

DATABASE, RESTORED = "asiento", "asiento_restored"
TABLES = text("""
    SELECT c.relname::text, format('asiento.%I', c.relname) FROM pg_class c
    WHERE c.relnamespace = 'asiento'::regnamespace AND c.relkind = 'r' ORDER BY c.relname
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A table's rows and the SHA-256 over them, as sorted text."""

    rows: int
    sha256: str


def save_database(cluster: Cluster, file: Path) -> Mapping[str, Check]:
    """Dump the database and count what stands in the dump: both see the same snapshot. Raises `PostgresError`."""
    engine = connect(cluster.url())
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            cluster.client("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}", DATABASE)
            return checks_of(connection)
    finally:
        engine.dispose()


def bring_database_back(cluster: Cluster, file: Path, owner: str, wanted: Mapping[str, Check]) -> None:
    """Restore *file* beside the database, and let it take its place if its rows are the *wanted*.

    Open connections to the old one are ended. Roles are the cluster's and not in a dump: the migrations make them.
    Raises `StackError`.
    """
    cluster.client("dropdb", "--if-exists", "--force", RESTORED)
    cluster.client("createdb", f"--owner={owner}", RESTORED)
    cluster.client("pg_restore", "--exit-on-error", f"--dbname={RESTORED}", str(file))
    differing = _differing(cluster, wanted)
    if differing:
        raise StackError(f"The dump does not hold what was saved in {', '.join(differing)}. Use another backup.")
    cluster.client("dropdb", "--if-exists", "--force", DATABASE)
    engine = connect(cluster.url(database="postgres"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"ALTER DATABASE {RESTORED} RENAME TO {DATABASE}"))
    engine.dispose()


def let_uploads_wait(cluster: Cluster) -> None:
    """Give what was uploaded another day: the database of a backup does not know what was ingested after it."""
    engine = connect(cluster.url())
    with engine.begin() as connection:
        connection.execute(text("UPDATE asiento.batches SET forms_at = clock_timestamp()"))
    engine.dispose()


def _differing(cluster: Cluster, wanted: Mapping[str, Check]) -> list[str]:
    engine = connect(cluster.url(database=RESTORED))
    with engine.connect() as connection:
        found = checks_of(connection)
    engine.dispose()
    return sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))


def checks_of(connection: Connection) -> dict[str, Check]:
    """Return the check of each table; *connection* is the superuser's, who is held to no policy."""
    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    found = {}
    for name, quoted in connection.execute(TABLES).all():
        query = text(f"""
            SELECT count(*) AS rows, encode(sha256(convert_to(coalesce(
                   string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C"), ''), 'UTF8')), 'hex') AS sha256
            FROM {quoted} t
        """)  # noqa: S608 (names that Postgres quoted)
        found[name] = Check(**connection.execute(query).mappings().one())
    return found
