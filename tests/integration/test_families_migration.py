"""The migration that counts families: what is there already is counted as what comes later."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from asiento.tenant import Tenant
from places import MIGRATIONS

BEFORE = "0012"


@pytest.fixture
def config() -> Config:
    """Alembic on our migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def test_families_are_counted_and_windows_keep_their_times(admin: Engine, tenant: Tenant, config: Config) -> None:
    """Down and up again: an upload of two files, one of them of three rows, has four items."""
    batch = "INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:t, :t, 'b')"
    put = """INSERT INTO asiento.items (tenant_id, batch_id, id, parent_id, position, name, "row")
        VALUES (:t, :t, cast(lpad(:id, 32, '0') AS uuid), cast(lpad(:parent, 32, '0') AS uuid), :position, 'x', '{}')"""
    window = "INSERT INTO asiento.ingest_windows (tenant_id, times) VALUES (:t, ARRAY[now()])"
    family = (("1", None), ("2", "1"), ("3", "1"), ("4", "2"), ("5", "2"), ("6", "2"), ("7", None))
    with admin.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, BEFORE)
        connection.execute(text(batch), {"t": tenant.id})
        connection.execute(text(window), {"t": tenant.id})
        for position, (item, parent) in enumerate(family):
            values = {"t": tenant.id, "id": item, "parent": parent, "position": position}
            connection.execute(text(put), values)
    with admin.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    with admin.connect() as connection:
        rows = connection.execute(text("SELECT id, root_id, family FROM asiento.items ORDER BY id")).all()
        kinds = connection.execute(text("SELECT kind, cardinality(times) FROM asiento.request_windows")).all()
    assert [(row.id.int, row.root_id.int if row.root_id else None, row.family) for row in rows] == [
        (1, None, 4),
        (2, 1, 0),
        (3, 1, 0),
        (4, 1, 0),
        (5, 1, 0),
        (6, 1, 0),
        (7, None, 0),
    ]
    assert kinds == [("ingest", 1)]
