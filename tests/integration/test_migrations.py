"""Migrations of a database that has rows: the order stays, and what breaks off or comes twice ends well."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from asiento.model import UNRANKED
from asiento.schema import migrate
from asiento.store.database import connect, name_tenants, open_database
from asiento.store.ledger import Filters, page_of_ledger
from infra.local.postgres import Cluster
from places import MIGRATIONS

PLACES, SPELLINGS = "0012", "0032"
TENANT, BATCH, ITEM = uuid4(), uuid4(), uuid4()
BEGIN = (
    "INSERT INTO asiento.tenants (id, name, country, currency) VALUES (:t, 'x', 'ES', 'EUR')",
    "INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:t, :b, 'b')",
    "INSERT INTO asiento.items (tenant_id, id, batch_id, position, name, \"row\") VALUES (:t, :i, :b, 0, 'x', '{}')",
)
ADD = text("""
    INSERT INTO asiento.expenses (tenant_id, id, item_id, line, currency, total, created_at)
    VALUES (:t, :id, :i, :line, 'EUR', 1, :at)
""")
RECEIVED, ISSUED = (
    text(f"""
        INSERT INTO asiento.invoices (tenant_id, item_id, line, direction, doc_type, number, issued_on, supplier_tax_id,
                                      supplier_name, currency, total)
        VALUES (:t, :i, :line, '{direction}', 'invoice', 'F-1', '2026-03-02', :tax_id, :name, 'EUR', 1)
    """)
    for direction in ("received", "issued")
)
SPENT = text("""
    INSERT INTO asiento.expenses (tenant_id, item_id, line, supplier_tax_id, supplier_name, currency, total)
    VALUES (:t, :i, :line, :tax_id, :name, 'EUR', 1)
""")
POSTED = (
    (RECEIVED, "A58818501", None),
    (RECEIVED, "ITA58818501", "Papelería Sol"),
    (ISSUED, "B12345674", "Talleres Uno"),
    (SPENT, None, "Bar, Sol"),
    (SPENT, None, "BAR SOL"),
    (SPENT, None, None),
)
MAPPING = text("""
    INSERT INTO asiento.column_mappings (tenant_id, fingerprint, name, mapping)
    VALUES (:t, repeat('a', 32), 'x', '{"Fecha": "date", "Proveedor": "supplier", "Total": "total", "x": null}')
""")
SPELT = (
    (RECEIVED, "GB123456789", "Acme"),
    (RECEIVED, "XI123456789", "Acme Ltd"),
    (RECEIVED, "ESA58818501", "Sol"),
    (RECEIVED, "B12345674", "Luna"),
)
KNOWN_BY = text("SELECT known_by, supplier FROM asiento.invoices ORDER BY line")
MET = text("""
    INSERT INTO asiento.suppliers (tenant_id, supplier, name, tax_id, policy)
    SELECT tenant_id, supplier, supplier_name, supplier_tax_id,
        CASE WHEN supplier LIKE 'GB%' THEN CAST('{"new_iban": false}' AS jsonb) ELSE '{}' END
    FROM asiento.invoices
""")
WAITING = text("""
    UPDATE asiento.items SET state = 'review', "row" = NULL, file_key = 'x', known_by = 'GB123456789 F.1', document =
        '{"number": {"value": "F-1"}, "supplier": {"tax_id": {"value": "GB123456789"}}}'
""")
INDEXES = text("""
    SELECT count(*), count(*) FILTER (WHERE x.indisvalid) FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
    WHERE c.relname LIKE '%\\_place' OR c.relname LIKE '%\\_dated'
""")


@pytest.fixture
def older(cluster: Cluster, migrated: tuple[Engine, str]) -> Iterator[Engine]:
    """The owner's engine on an empty database of its own."""
    assert migrated
    cluster.client("createdb", "older")
    engine = connect(cluster.url(database="older"))
    yield engine
    engine.dispose()
    cluster.client("dropdb", "--force", "older")


def config_on(engine: Engine) -> Config:
    """Return Alembic's configuration, on a connection to *engine*."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = engine.connect()
    return config


def before_places(engine: Engine) -> str:
    """Bring the schema to what it was before rows had places, and return its version."""
    config = config_on(engine)
    version = ScriptDirectory.from_config(config).get_revision(PLACES).down_revision
    assert isinstance(version, str)
    with config.attributes["connection"]:
        command.upgrade(config, version)
    return version


def add(engine: Engine, line: int, at: str) -> UUID:
    """Add an expense."""
    row_id = uuid4()
    with engine.begin() as connection:
        name_tenants(connection, [TENANT])
        connection.execute(ADD, {"t": TENANT, "i": ITEM, "id": row_id, "line": line, "at": at})
    return row_id


def test_rows_of_before_keep_their_order_and_new_ones_come_after(older: Engine, cluster: Cluster) -> None:
    """By the time of their insert, whatever time a new one has. Back and forth again, all are there."""
    version = before_places(older)
    with older.begin() as connection:
        for statement in BEGIN:
            connection.execute(text(statement), {"t": TENANT, "b": BATCH, "i": ITEM})
    late, early = add(older, 0, "2026-03-02"), add(older, 1, "2026-03-01")
    url = cluster.url("asiento_login", "secret", database="older")

    migrate(older, MIGRATIONS, url)
    new = add(older, 2, "2020-01-01")
    database = open_database(url)
    with database.transaction([TENANT]) as connection:
        shown = page_of_ledger(connection, "expenses", TENANT, Filters(), after=None, most=9)
    database.engine.dispose()
    assert [row["id"] for row in shown] == [early, late, new]

    config = config_on(older)
    with config.attributes["connection"]:
        command.downgrade(config, version)
    migrate(older, MIGRATIONS, url)
    with older.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM asiento.expenses WHERE place = 0")).scalar_one() == 3


def test_a_migration_that_broke_off_is_finished_by_the_next(older: Engine, cluster: Cluster) -> None:
    """Half of the indexes made, one of them not whole: the next run makes them whole."""
    version, url = before_places(older), cluster.url("asiento_login", "secret", database="older")
    config = config_on(older)
    with config.attributes["connection"]:
        command.upgrade(config, PLACES)
    with older.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :before"), {"before": version})
        connection.execute(text("DROP INDEX asiento.invoices_dated"))
        broken = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = CAST('asiento.items_place' AS regclass)"
        connection.execute(text(broken))

    migrate(older, MIGRATIONS, url)

    with older.connect() as connection:
        assert tuple(connection.execute(INDEXES).one()) == (9, 9)


def test_migrations_at_once_wait_for_each_other(older: Engine, cluster: Cluster) -> None:
    """Three deployments at once on an empty database: all end well, though indexes wait for all transactions."""
    url = cluster.url("asiento_login", "secret", database="older")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: migrate(older, MIGRATIONS, url), range(3)))

    with older.connect() as connection:
        assert tuple(connection.execute(INDEXES).one()) == (9, 9)


def test_what_is_posted_keeps_its_total_and_says_what_it_means(older: Engine) -> None:
    """Rows of before have it as it was printed, which may be after withholdings; all that follow before them."""
    upgrade(older, "0017")
    with older.begin() as connection:
        for statement in BEGIN:
            connection.execute(text(statement), {"t": TENANT, "b": BATCH, "i": ITEM})
    add(older, 0, "2026-03-01")

    upgrade(older, "0018")
    add(older, 1, "2026-03-02")

    with older.begin() as connection:
        name_tenants(connection, [TENANT])
        rows = connection.execute(text("SELECT total, total_meaning FROM asiento.expenses ORDER BY line")).all()
    assert [tuple(row) for row in rows] == [(1, "printed"), (1, "gross")]


def test_the_suppliers_of_what_was_posted_before_are_known(older: Engine) -> None:
    """Of invoices that were received and of expenses, each once, by the first name that is there."""
    upgrade(older, "0025")
    with older.begin() as connection:
        for statement in BEGIN:
            connection.execute(text(statement), {"t": TENANT, "b": BATCH, "i": ITEM})
        name_tenants(connection, [TENANT])
        for line, (posting, tax_id, name) in enumerate(POSTED):
            connection.execute(posting, {"t": TENANT, "i": ITEM, "line": line, "tax_id": tax_id, "name": name})

    upgrade(older, "0026")

    with older.begin() as connection:
        name_tenants(connection, [TENANT])
        query = text("SELECT supplier, name, tax_id, place FROM asiento.suppliers ORDER BY supplier")
        rows = [tuple(row) for row in connection.execute(query)]
    assert rows == [("A58818501", "Papelería Sol", "ITA58818501", 0), ("BARSOL", "Bar, Sol", None, 0)]
    config = config_on(older)
    with config.attributes["connection"]:
        command.downgrade(config, "0025")
    upgrade(older, "0026")


def test_saved_mappings_name_their_meanings_as_the_document_does(older: Engine) -> None:
    """Each is renamed, what is left alone stays so, and the way back brings the names of before."""
    upgrade(older, "0003")
    with older.begin() as connection:
        name_tenants(connection, [TENANT])
        connection.execute(text(BEGIN[0]), {"t": TENANT})
        connection.execute(MAPPING, {"t": TENANT})

    upgrade(older, "0033")
    assert mapping_in(older) == {"Fecha": "issued_on", "Proveedor": "supplier.name", "Total": "total", "x": None}

    config = config_on(older)
    with config.attributes["connection"]:
        command.downgrade(config, "0028")
    assert mapping_in(older) == {"Fecha": "date", "Proveedor": "supplier", "Total": "total", "x": None}


def mapping_in(engine: Engine) -> Any:
    """Return the one column mapping that is saved."""
    with engine.begin() as connection:
        name_tenants(connection, [TENANT])
        return connection.execute(text("SELECT mapping FROM asiento.column_mappings")).scalar_one()


def test_an_approval_of_before_covers_what_was_found_then(older: Engine) -> None:
    """As far as it is known; what was not approved is not. And back."""
    upgrade(older, "0028")
    review, warning = ({"code": severity, "severity": severity} for severity in ("review", "warning"))
    found = json.dumps({"findings": [review, warning]})
    put = text("""
        INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", approved, undo)
        VALUES (:t, :b, :position, 'x', '{}', :approved, CAST(:undo AS jsonb))
    """)
    with older.begin() as connection:
        for statement in BEGIN[:2]:
            connection.execute(text(statement), {"t": TENANT, "b": BATCH})
        for position, (approved, undo) in enumerate([(True, found), (True, None), (False, found)]):
            values = {"t": TENANT, "b": BATCH, "position": position, "approved": approved, "undo": undo}
            connection.execute(put, values)

    upgrade(older, "0029")

    def column(name: str) -> list[Any]:
        with older.connect() as connection:
            return list(connection.execute(text(f"SELECT {name} FROM asiento.items ORDER BY position")).scalars())

    assert column("accepted") == [[review], [], None]
    config = config_on(older)
    with config.attributes["connection"]:
        command.downgrade(config, "0028")
    assert column("approved") == [True, True, False]


def test_what_waits_already_comes_first_and_is_counted_by_its_readers(older: Engine) -> None:
    """Until it is validated again; what was not read is not counted."""
    upgrade(older, "0031")
    fields = {"total": {"confidence": 0.75}, "supplier": {"name": {"confidence": 0.5}}, "net": {"confidence": 0.1}}
    put = text("""
        INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", state, document)
        VALUES (:t, :b, :position, 'x', '{}', :state, CAST(:document AS jsonb))
    """)
    with older.begin() as connection:
        for statement in BEGIN[:2]:
            connection.execute(text(statement), {"t": TENANT, "b": BATCH})
        for position, (state, document) in enumerate(
            [("review", json.dumps(fields)), ("review", None), ("done", "{}")]
        ):
            values = {"t": TENANT, "b": BATCH, "position": position, "state": state, "document": document}
            connection.execute(put, values)

    upgrade(older, "0030")

    with older.connect() as connection:
        rows = connection.execute(text("SELECT wrong_fields, review_rank FROM asiento.items ORDER BY position")).all()
    assert [tuple(row) for row in rows] == [(Decimal("0.75"), UNRANKED), (None, UNRANKED), (None, UNRANKED)]


def upgrade(engine: Engine, version: str) -> None:
    """Bring the schema to *version*."""
    config = config_on(engine)
    with config.attributes["connection"]:
        command.upgrade(config, version)


def test_what_is_posted_is_known_by_each_spelling_of_a_tax_id(older: Engine, cluster: Cluster) -> None:
    """Also what was posted before; of two suppliers that are one, what was decided about it stays."""
    config = config_on(older)
    version = ScriptDirectory.from_config(config).get_revision(SPELLINGS).down_revision
    assert isinstance(version, str)
    with config.attributes["connection"]:
        command.upgrade(config, version)
    with older.begin() as connection:
        for statement in BEGIN:
            connection.execute(text(statement), {"t": TENANT, "b": BATCH, "i": ITEM})
        name_tenants(connection, [TENANT])
        for line, (posting, tax_id, name) in enumerate(SPELT):
            connection.execute(posting, {"t": TENANT, "i": ITEM, "line": line, "tax_id": tax_id, "name": name})
        connection.execute(MET)
        connection.execute(WAITING)

    migrate(older, MIGRATIONS, cluster.url("asiento_login", "secret", database="older"))

    with older.begin() as connection:
        name_tenants(connection, [TENANT])
        rows = [tuple(row) for row in connection.execute(KNOWN_BY)]
        suppliers = connection.execute(text("SELECT supplier, name, policy FROM asiento.suppliers ORDER BY supplier"))
        assert [tuple(row) for row in suppliers] == [
            ("123456789", "Acme", {"new_iban": False}),
            ("A58818501", "Sol", {}),
            ("B12345674", "Luna", {}),
        ]
        waiting = connection.execute(text("SELECT known_by FROM asiento.items")).scalar_one()
    digits = ["123456789", "123456789", "A58818501", "B12345674"]
    assert rows == [(f"{each} F1", each) for each in digits]
    assert waiting == "123456789 F1"
