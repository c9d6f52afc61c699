"""Lists are whole: what commits late stands behind what was shown, never before it."""

import itertools
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Engine, event, text

from api_client import ApiClient
from asiento.model import Delivery, Item, ItemRef, Posting, State
from asiento.pipeline import STAGES
from asiento.store.database import Database
from asiento.store.ledger import Filters, page_of_ledger
from asiento.store.outcomes import Outcome, serialized
from asiento.store.work import claim, save
from asiento.tenant import Tenant
from builders import delivered

INSERTS = {
    "/batches": "INSERT INTO batches (tenant_id, id, name) VALUES (:t, :id, 'b')",
    "/batches/{batch}/items": """
        INSERT INTO items (tenant_id, id, batch_id, position, name, "row") VALUES (:t, :id, :batch, 0, 'x', '{}')""",
    "/expenses": """
        INSERT INTO expenses (tenant_id, id, item_id, line, currency, total)
        VALUES (:t, :id, :item, :line, 'EUR', 1)""",
    "/invoices": """
        INSERT INTO invoices (tenant_id, id, item_id, line, direction, doc_type, number, issued_on, currency, total)
        VALUES (:t, :id, :item, :line, 'received', 'invoice', 'F-1', '2026-03-14', 'EUR', 1)""",
    "/bank-transactions": """
        INSERT INTO bank_transactions (tenant_id, id, item_id, line, booked_on, amount, currency)
        VALUES (:t, :id, :item, :line, '2026-03-14', 1, 'EUR')""",
}
"""Lists, and how a row of each comes in."""
FORWARD = [path for path in INSERTS if path != "/batches"]
"""Those with the oldest first."""


class Rows:
    """Adds rows to the lists of a tenant as the application does, on connections of its own."""

    def __init__(self, database: Database, tenant: Tenant, batch: str, item: UUID) -> None:
        self.database, self.tenant = database, tenant
        self.lines = itertools.count(1)  # threads share it
        self.values = {"t": tenant.id, "batch": batch, "item": item}

    def insert(self, connection: Connection, path: str) -> str:
        """Insert a row and return its id."""
        row_id = uuid4()
        connection.execute(text(INSERTS[path]), {**self.values, "id": row_id, "line": next(self.lines)})
        return str(row_id)

    def add(self, path: str) -> str:
        """Insert a row and commit it."""
        with self.database.transaction([self.tenant.id]) as connection:
            return self.insert(connection, path)

    @contextmanager
    def pending(self, path: str) -> Iterator[str]:
        """Insert a row that is committed at the end."""
        with self.database.transaction([self.tenant.id]) as connection:
            yield self.insert(connection, path)


@pytest.fixture
def rows(database: Database, tenant: Tenant, batch: str, put_item: Callable[..., ItemRef]) -> Rows:
    """Adds rows for the tenant."""
    return Rows(database, tenant, batch, put_item(tenant).item_id)


def walk(client: ApiClient, path: str, batch: str, **query: str) -> tuple[list[str], str | None]:
    """Return the ids of one page, and where the next begins."""
    page = client.get(path.replace("{batch}", batch), **query).json
    return [row["id"] for row in page["items"]], page["next_cursor"]


def walk_on(client: ApiClient, path: str, batch: str, cursor: str) -> list[str]:
    """Return the ids of all pages after *cursor*."""
    seen, at = [], cursor
    while at:
        ids, at = walk(client, path, batch, cursor=at, limit="2")  # type: ignore[assignment]
        seen += ids
    return seen


@pytest.mark.parametrize("path", FORWARD)
def test_what_was_inserted_before_a_page_and_committed_after_it_is_on_a_later_one(
    client: ApiClient, rows: Rows, batch: str, path: str
) -> None:
    """The pages go on with it, and with what came in meanwhile, each once."""
    early = [rows.add(path) for _ in range(2)]
    with ThreadPoolExecutor(1) as pool:
        with rows.pending(path) as late:
            meanwhile = pool.submit(lambda: [rows.add(path) for _ in range(3)])
            time.sleep(0.2)
            first, cursor = walk(client, path, batch, limit="1")
            assert cursor
            assert not meanwhile.done()
        after = meanwhile.result(timeout=5)

    assert [*first, *walk_on(client, path, batch, cursor)] == [*early, late, *after]


def test_batches_are_whole_from_any_of_them_on(client: ApiClient, rows: Rows, batch: str) -> None:
    """The newest first: whoever reads down to a batch that it knows has read all that came after it."""
    known = rows.add("/batches")
    with ThreadPoolExecutor(1) as pool:
        with rows.pending("/batches") as late:
            meanwhile = pool.submit(rows.add, "/batches")
            time.sleep(0.2)
            assert walk(client, "/batches", batch)[0][0] == known
        newest = meanwhile.result(timeout=5)

    assert walk(client, "/batches", batch)[0][:3] == [newest, late, known]


def test_another_tenant_does_not_wait(
    client: ApiClient, stranger: ApiClient, rows: Rows, batch: str, other_tenant: Tenant
) -> None:
    """What one tenant has under way keeps neither the reads nor the writes of another from their end."""
    others = Rows(rows.database, other_tenant, stranger.post("/batches").json["id"], uuid4())
    with rows.pending("/batches"):
        began = time.perf_counter()
        theirs = others.add("/batches")
        assert walk(stranger, "/batches", batch)[0][0] == theirs
        assert walk(client, "/batches", batch)[1] is None
        assert time.perf_counter() - began < 1


def test_a_reader_follows_many_writers_without_a_gap(rows: Rows, database: Database, tenant: Tenant) -> None:
    """Eight writers whose transactions last unevenly; a reader goes on from the last row it saw, and misses none."""
    seen: list[UUID] = []
    done = Event()

    def write(number: int) -> list[UUID]:
        made = []
        for turn in range(12):
            with rows.pending("/expenses") as row_id:
                time.sleep((number * 7 + turn * 3) % 5 / 500)
            made.append(UUID(row_id))
        return made

    def read() -> None:
        last = False
        while not last:
            last = done.is_set()
            after = seen[-1] if seen else None
            with database.transaction([tenant.id]) as connection:
                page = page_of_ledger(connection, "expenses", tenant.id, Filters(), after=after, most=5)
            seen.extend(row["id"] for row in page)
            last = last and not page

    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(read)
        try:
            written = [row_id for made in pool.map(write, range(8)) for row_id in made]
        finally:
            done.set()
        reader.result(timeout=30)

    assert sorted(seen) == sorted(written)
    assert len(seen) == len(set(seen))


def posted(delivery: Delivery, item: Item) -> Outcome:
    """Return the outcome of publishing *item*: rows in two tables, so that each save takes turns for all tenants."""
    of_bank = {"iban": str(item.id), "booked_on": "2026-03-14", "amount": "1", "currency": "EUR"}
    postings = (
        Posting(table="expenses", line=0, values={"currency": "EUR", "total": "1"}),
        Posting(table="bank_transactions", line=0, values=of_bank),
    )
    stage = STAGES["publish"]
    return Outcome(delivery=delivery, item=replace(item, postings=postings), stage=stage, state=State.DONE)


def test_saves_with_the_same_tenants_never_lock_each_other_out(
    database: Database,
    tenant: Tenant,
    other_tenant: Tenant,
    put_item: Callable[..., ItemRef],
    count: Callable[[str], int],
) -> None:
    """Whatever the order of their items: each takes the tenants' turns in one order."""

    def one(number: int) -> int:
        tenants = [tenant, other_tenant] if number % 2 else [other_tenant, tenant]
        deliveries = [delivered(put_item(each, stage="publish")) for each in tenants]
        items = {item.id: item for item in claim(database, STAGES["publish"], deliveries).items}
        outcomes = [posted(delivery, items[delivery.ref.item_id]) for delivery in deliveries]
        return len(save(database, STAGES["publish"], [serialized(each) for each in outcomes], MOST).items)

    with ThreadPoolExecutor(5) as pool:
        saved = list(pool.map(one, range(60)))

    assert saved == [2] * 60
    assert count("expenses") == count("bank_transactions") == 120


def test_rows_of_before_stand_first_in_their_old_order(
    client: ApiClient, rows: Rows, batch: str, admin: Engine
) -> None:
    """They have no place: the time of their insert and their id sort them, and a cursor of then goes on."""
    old = sorted(rows.add("/expenses") for _ in range(4))
    new = rows.add("/expenses")
    with admin.begin() as connection:
        change = "UPDATE asiento.expenses SET place = 0, created_at = '2026-01-01' WHERE id <> :new"
        connection.execute(text(change), {"new": new})

    ids, cursor = walk(client, "/expenses", batch, limit="2")

    assert cursor
    assert [*ids, *walk_on(client, "/expenses", batch, cursor)] == [*old, new]


PLAN = "EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) "
ADD_ITEM = text("""
    INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row") VALUES (:t, :b, 0, 'x', '{}') RETURNING id
""")
COLUMNS = {
    "expenses": ("issued_on, total", "n"),
    "invoices": ("issued_on, direction, doc_type, number, total", "'received', 'invoice', n, n"),
    "bank_transactions": ("booked_on, amount", "n"),
}
FILL = {
    table: text(f"""
        INSERT INTO asiento.{table} (tenant_id, item_id, line, place, currency, {columns})
        SELECT :t, :item, n, n, 'EUR', date '2016-01-01' + n / 30, {values} FROM generate_series(1, :rows) n
    """)
    for table, (columns, values) in COLUMNS.items()
}
MOST = 5_000

ROWS = 100_000


@pytest.fixture
def filled(admin: Engine, tenant: Tenant, batch: str) -> None:
    """100,000 rows of the tenant in each ledger, 30 a day, and Postgres's statistics of them."""
    with admin.begin() as connection:
        item = connection.execute(ADD_ITEM, {"t": tenant.id, "b": batch}).scalar_one()
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # without foreign keys: it is quicker
        for table, fill in FILL.items():
            connection.execute(fill, {"t": tenant.id, "item": item, "rows": ROWS})
            connection.execute(text(f"ANALYZE asiento.{table}"))


def touched(plan: dict[str, Any]) -> int:
    """Return how many rows the nodes of a plan read, those that a filter threw away included."""
    own = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    return int(own) + sum(touched(each) for each in plan.get("Plans", ()))


@contextmanager
def explained(database: Database) -> Iterator[list[dict[str, Any]]]:
    """Collect the plans of the ledger's pages that the block reads."""
    plans: list[dict[str, Any]] = []

    def explain(_connection: Connection, cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "ORDER BY place" in statement and not statement.startswith(PLAN):
            cursor.execute(PLAN + statement, parameters)
            plans.append(cursor.fetchone()[0][0]["Plan"])

    with ExitStack() as stack:
        event.listen(database.engine, "before_cursor_execute", explain)
        stack.callback(event.remove, database.engine, "before_cursor_execute", explain)
        yield plans


@pytest.mark.usefixtures("filled")
def test_a_narrow_range_of_days_does_not_walk_all_rows(
    client: ApiClient, database: Database, subtests: pytest.Subtests
) -> None:
    """A day, a week, days before and after all: of 100,000 rows hundreds are read, as for a page without a filter."""
    ranges = (("2020-05-05", "2020-05-05"), ("2025-01-01", "2025-01-07"), ("1999-01-01", "1999-01-02"))
    for path in ("/expenses", "/invoices", "/bank-transactions"):
        with subtests.test(path=path):
            with explained(database) as plans:
                found = [
                    len(client.get(path, **{"from": since, "to": to, "limit": "200"}).json["items"])
                    for since, to in ranges
                ]
                client.get(path, **{"from": "2030-01-01"})
                client.get(path, limit="50")
                client.get(path, item_id=str(uuid4()))
            assert found == [30, 200, 0]
            assert len(plans) == len(ranges) + 3
            assert [plan for plan in plans if touched(plan) >= 2_000] == []
