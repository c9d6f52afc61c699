"""What migrations do with rows that are there already, on a database of their own."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from asiento.store.database import connect
from infra.local.postgres import Cluster
from places import MIGRATIONS

TENANT = "INSERT INTO asiento.tenants (id, name, country, currency) VALUES (:tenant, 'x', 'ES', 'EUR')"
BATCH = "INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:tenant, :batch, 'b')"
ITEM = """
    INSERT INTO asiento.items (tenant_id, batch_id, id, position, name, "row", document)
    VALUES (:tenant, :batch, gen_random_uuid(), :position, 'x', '{}', CAST(:document AS jsonb))
"""
MEMORY = """
    INSERT INTO asiento.supplier_memory (tenant_id, supplier, name, tax_id, category)
    VALUES (:tenant, :supplier, :name, :tax_id, 'Dietas')
"""
KEY = """
    INSERT INTO asiento.api_keys (tenant_id, prefix, hash, role, name)
    VALUES (:tenant, 'abcdefabcdef', 'x', 'send', 'x')
"""


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[Connection]:
    """A database without a schema, gone at the end of the test; what happens in it is one transaction."""
    server = connect(cluster.url(database="postgres"))
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE migrations"))
        engine = connect(cluster.url(database="migrations"))
        with engine.connect() as inside:
            yield inside
        engine.dispose()
        connection.execute(text("DROP DATABASE migrations"))
    server.dispose()


def migrate(connection: Connection, revision: str) -> None:
    """Bring the schema to *revision*, up or down."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    there = connection.dialect.has_table(connection, "alembic_version", schema="public")
    known = there and connection.execute(text("SELECT max(version_num) FROM public.alembic_version")).scalar_one()
    (command.downgrade if known and str(known) > revision else command.upgrade)(config, revision)


def document(name: tuple[str, str], tax_id: tuple[str, str]) -> str:
    """Return a document whose supplier has *name* and *tax_id*, each a value and its source."""
    fields = {
        field: {"value": value, "confidence": 1.0, "source": source}
        for field, (value, source) in {"name": name, "tax_id": tax_id}.items()
    }
    return json.dumps({"doc_type": "receipt", "supplier": fields})


def memory_of(connection: Connection) -> Any:
    """Return name, tax id, and what each supplier was seen as, by its key."""
    rows = connection.execute(text("SELECT * FROM asiento.supplier_memory ORDER BY supplier")).mappings()
    names = ("supplier", "name", "tax_id", "seen_name", "seen_tax_id", "category")
    return [tuple(row.get(name) for name in names) for row in rows]


def test_the_memory_keeps_what_a_person_is_known_to_have_set(empty: Connection) -> None:
    """The documents that taught it say so. What was only read stays to know the supplier by."""
    migrate(empty, "0010")
    values = {"tenant": uuid4(), "batch": uuid4()}
    empty.execute(text(TENANT), values)
    empty.execute(text(BATCH), values)
    taught = [
        document(("Bar Sol", "person"), ("A1", "ocr")),
        document(("RlNCON", "ocr"), ("B2", "person")),
        document(("Bar Sol", "ocr"), ("A1", "ocr")),
    ]
    for position, each in enumerate(taught):
        empty.execute(text(ITEM), values | {"position": position, "document": each})
    for supplier, name in (("A1", "Bar Sol"), ("B2", "RlNCON"), ("C3", "Nobody knows")):
        empty.execute(text(MEMORY), values | {"supplier": supplier, "name": name, "tax_id": supplier})

    migrate(empty, "0011")

    assert memory_of(empty) == [
        ("A1", "Bar Sol", None, "Bar Sol", "A1", "Dietas"),
        ("B2", None, "B2", "RlNCON", "B2", "Dietas"),
        ("C3", None, None, "Nobody knows", "C3", "Dietas"),
    ]
    migrate(empty, "0010")
    assert [row[:3] for row in memory_of(empty)] == [
        ("A1", "Bar Sol", "A1"),
        ("B2", "RlNCON", "B2"),
        ("C3", "Nobody knows", "C3"),
    ]


def test_a_key_that_only_sends_is_revoked_by_the_way_back(empty: Connection) -> None:
    """An older version has no role so small: a larger one must not come of it."""
    migrate(empty, "0011")
    values = {"tenant": uuid4()}
    empty.execute(text(TENANT), values)
    empty.execute(text(KEY), values)

    migrate(empty, "0010")

    (row,) = empty.execute(text("SELECT role, revoked_at IS NOT NULL AS revoked FROM asiento.api_keys")).all()
    assert tuple(row) == ("upload", True)
