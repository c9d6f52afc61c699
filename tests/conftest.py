"""What the tests share: a real Postgres for the session, its application role, two tenants."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from asiento.database import Database, connect, open_database
from asiento.model import Tenant
from asiento.schema import migrate
from sqlalchemy import Engine, text
from tables import TABLES

from infra.local.postgres import Cluster

ROOT = Path(__file__).parent.parent
MIGRATIONS = ROOT / "functions" / "migrate" / "migrations"


def free_port() -> int:
    """Return a TCP port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="session", autouse=True)
def _aws_is_never_real() -> None:
    """No test can reach a real account: the credentials are made up."""
    os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="eu-south-2")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A Postgres 18 of this test session."""
    cluster = Cluster(tmp_path_factory.mktemp("postgres") / "data", free_port())
    cluster.start(fast=True)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def migrated(cluster: Cluster) -> Iterator[tuple[Engine, str]]:
    """The owner's engine and the application's URL, the schema in place."""
    owner = connect(cluster.url())
    app_url = cluster.url("asiento_login", "secret")
    migrate(owner, MIGRATIONS, app_url)
    yield owner, app_url
    owner.dispose()


@pytest.fixture
def admin(migrated: tuple[Engine, str]) -> Engine:
    """The owner's engine, on empty tables."""
    owner, _ = migrated
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL search_path TO asiento"))
        connection.execute(text(f"TRUNCATE {', '.join(TABLES)} CASCADE"))
    return owner


@pytest.fixture(scope="session")
def app_database(migrated: tuple[Engine, str]) -> Iterator[Database]:
    """The database as the application's role sees it."""
    database = open_database(migrated[1])
    yield database
    database.engine.dispose()


@pytest.fixture
def database(app_database: Database, admin: Engine) -> Database:
    """The database as the application's role sees it, with empty tables."""
    assert admin
    return app_database


def _insert_tenant(admin: Engine, name: str, tax_id: str) -> Tenant:
    tenant = Tenant(id=uuid4(), name=name, country="ES", currency="EUR", tax_ids=(tax_id,))
    insert = "INSERT INTO asiento.tenants VALUES (:id, :name, :country, :currency, :tax_ids)"
    values = {
        "id": tenant.id,
        "name": name,
        "country": tenant.country,
        "currency": tenant.currency,
        "tax_ids": [tax_id],
    }
    with admin.begin() as connection:
        connection.execute(text(insert), values)
    return tenant


@pytest.fixture
def tenant(admin: Engine) -> Tenant:
    """A company."""
    return _insert_tenant(admin, "Talleres Uno, S.L.", "B12345674")


@pytest.fixture
def other_tenant(admin: Engine) -> Tenant:
    """Another company, that must never see anything of the first."""
    return _insert_tenant(admin, "Servicios Dos, S.A.", "A58818501")
