"""What the tests share: a real Postgres for the session, its application role, two tenants."""

import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from logging.handlers import BufferingHandler
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from asiento.model import ItemRef
from asiento.schema import migrate
from asiento.store.database import Database, connect, open_database
from asiento.tenant import Tenant
from infra.local.postgres import Cluster
from places import MIGRATIONS, free_port
from tables import TABLES


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make fuzz` says how many examples of each kind to send to each route."""
    parser.addoption("--fuzz-examples", type=int, default=0, help="cases of each kind for a route of the API")


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


@pytest.fixture
def put_item(admin: Engine) -> Callable[..., ItemRef]:
    """Put a JSON row of a tenant into the table of items."""

    def put(tenant: Tenant, *, content: Mapping[str, Any] | None = None, **columns: Any) -> ItemRef:
        batch, item = uuid4(), uuid4()
        columns = {"name": "row", "stage": "preprocess", "row": json.dumps(content or {})} | columns
        names = ", ".join(f'"{column}"' for column in columns)
        given = ", ".join(f":{column}" for column in columns)
        values = {"tenant": tenant.id, "batch": batch, "item": item} | columns
        with admin.begin() as connection:
            new_batch = "INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:tenant, :batch, 'b')"
            connection.execute(text(new_batch), values)
            new_item = (
                f"INSERT INTO asiento.items (tenant_id, batch_id, id, position, {names}) "
                f"VALUES (:tenant, :batch, :item, 0, {given})"
            )
            connection.execute(text(new_item), values)
        return ItemRef(tenant.id, item)

    return put


@pytest.fixture
def item_row(admin: Engine) -> Callable[[ItemRef], Any]:
    """Read an item's row as the owner of the tables."""

    def read(ref: ItemRef) -> Any:
        with admin.connect() as connection:
            query = text("SELECT * FROM asiento.items WHERE id = :item")
            return connection.execute(query, {"item": ref.item_id}).one()

    return read


@pytest.fixture
def count(admin: Engine) -> Callable[[str], int]:
    """Count the rows of a table as its owner."""

    def rows_in(table: str) -> int:
        with admin.connect() as connection:
            number: int = connection.execute(text(f"SELECT count(*) FROM asiento.{table}")).scalar_one()
            return number

    return rows_in


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    """What our own code logs during a test."""
    handler, logger = BufferingHandler(100), logging.getLogger("asiento")
    logger.addHandler(handler)
    yield handler.buffer
    logger.removeHandler(handler)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how much was tried, where a test recorded it."""
    recorded = [
        f"{name}: {value}" for report in terminalreporter.getreports("passed") for name, value in report.user_properties
    ]
    if recorded:
        terminalreporter.section("tried")
        terminalreporter.write_line("\n".join(recorded))
