"""The two servers beside the local AWS: Postgres and ClamAV's scanner. Knows nothing of what uses them."""

from collections.abc import Callable

from sqlalchemy import text

from asiento.store.database import connect
from infra.local import clamav
from infra.local.config import StackConfig
from infra.local.postgres import Cluster
from infra.local.processes import Process, check_port, known

OWNER = "asiento_owner"
"""Owns the schema and makes roles, like the master user of RDS: no superuser, so that what needs one fails here too."""

LOGIN = "asiento_login"


def start_postgres(config: StackConfig, say: Callable[[str], None]) -> tuple[str, str]:
    """Return the addresses of the owner and of the application's role, of a running Postgres. Raises `StackError`."""
    if config.admin_database_url and config.database_url:
        return config.admin_database_url, config.database_url
    cluster = cluster_of(config)
    if not cluster.is_running():
        check_port("postgres_port", config.postgres_port, "Postgres")
        say(f"Postgres on 127.0.0.1:{config.postgres_port}")
        cluster.start(fast=config.fast_postgres)
        _make_owner(cluster)
    return cluster.url(OWNER), cluster.url(LOGIN, "local")


def _make_owner(cluster: Cluster) -> None:
    engine = connect(cluster.url())
    with engine.begin() as connection:
        known_role = text("SELECT 1 FROM pg_roles WHERE rolname = :name")
        if connection.execute(known_role, {"name": OWNER}).first() is None:
            connection.execute(text(f"CREATE ROLE {OWNER} LOGIN CREATEROLE"))
            connection.execute(text(f"ALTER DATABASE asiento OWNER TO {OWNER}"))
    engine.dispose()


def stop_postgres(config: StackConfig, say: Callable[[str], None]) -> None:
    """Stop the Postgres of this stack; one of the user's own goes on."""
    cluster = cluster_of(config)
    if cluster.is_running():
        say("stopping Postgres")
        cluster.stop()


def postgres_state(config: StackConfig) -> str:
    """Return in words how Postgres stands."""
    if config.admin_database_url:
        return "a server of your own"
    return "running" if cluster_of(config).is_running() else "GONE: run `make up`"


def cluster_of(config: StackConfig) -> Cluster:
    """Return the stack's own cluster, whether it runs or not."""
    return Cluster(config.var / "postgres", config.postgres_port)


def start_clamd(config: StackConfig, say: Callable[[str], None]) -> Process | None:
    """Start the scanner; return None, and say so, where ClamAV is not installed. Raises `StackError`."""
    if clamav.binary() is None:
        say("VIRUS SCANNING IS OFF: ClamAV is not installed. Install clamav-daemon and run `make down` and `make up`.")
        return None
    check_port("clamd_port", config.clamd_port, "the virus scanner")
    say(f"ClamAV's scanner on 127.0.0.1:{config.clamd_port}")
    return known(clamav.start(config.var / "clamav", config.clamd_port))
