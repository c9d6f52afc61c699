"""The lists of the ledger, ordered and filtered: right in every order, and by an index whatever the role may see."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from api_client import ApiClient, problem_of
from asiento.api.ledger_names import NAMES
from asiento.store.database import Database
from asiento.store.ledger import ORDERS
from asiento.tenant import Tenant
from infra.local.truth import value_at

BILLS = ("/expenses", "/invoices")
PATHS = (*BILLS, "/bank-transactions")
ADD_ITEM = text("""
    INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row") VALUES (:t, :b, 0, 'x', '{}') RETURNING id
""")
SAID = ("number", "name", "tax_id", "day", "currency", "total")
ROWS = (
    ("F-1", "Bar Sol", "B12345674", "2026-03-01", "EUR", "9.999"),
    ("F-2", "ácaro", None, "2026-03-03", "EUR", "-120.00"),
    ("F-3", "BAR, sol", "B-12345674", "2026-03-02", "USD", "1000000000000.01"),
    ("F-4", "Zeta %", None, "2026-03-02", "EUR", "10.00"),
    ("F-5", "Café", None, "2026-03-02", "EUR", "10.000"),
)
"""What is `SAID` of each."""
EXPENSE = text("""
    INSERT INTO asiento.expenses (tenant_id, item_id, line, number, supplier_name, supplier_tax_id, issued_on, currency,
                                  total, category)
    VALUES (:t, :item, :line, :number, :name, :tax_id, :day, :currency, :total, 'meals')
""")
INVOICE = text("""
    INSERT INTO asiento.invoices (tenant_id, item_id, line, number, supplier_name, supplier_tax_id, issued_on, currency,
                                  total, direction, doc_type, customer_name)
    VALUES (:t, :item, :line, :number, :name, :tax_id, :day, :currency, :total, 'received', 'invoice', 'meals')
""")
MOVEMENT = text("""
    INSERT INTO asiento.bank_transactions (tenant_id, item_id, line, description, booked_on, currency, amount,
                                           reference)
    VALUES (:t, :item, :line, :name, :day, :currency, :total, 'meals')
""")
PLAN = "EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) "


@pytest.fixture
def posted(admin: Engine, tenant: Tenant, batch: str) -> None:
    """`ROWS` in each ledger, and an expense that has nothing but a total."""
    with admin.begin() as connection:
        item = connection.execute(ADD_ITEM, {"t": tenant.id, "b": batch}).scalar_one()
        for line, (number, name, tax_id, day, currency, total) in enumerate(ROWS):
            values = {
                "number": number,
                "name": name,
                "tax_id": tax_id,
                "day": day,
                "currency": currency,
                "total": total,
            }
            for add in (EXPENSE, INVOICE, MOVEMENT):
                connection.execute(add, values | {"t": tenant.id, "item": item, "line": line})
        nothing = dict.fromkeys(SAID) | {"currency": "EUR", "total": "1"}
        connection.execute(EXPENSE, nothing | {"t": tenant.id, "item": item, "line": 9})


def key_of(path: str) -> str:
    """Return the name of what a list's money is called."""
    return "amount" if path == "/bank-transactions" else "total"


def walk(client: ApiClient, path: str, **query: str) -> list[dict[str, Any]]:
    """Return all rows of a list, two a page."""
    rows, cursor = list[dict[str, Any]](), dict[str, str]()
    while True:
        page = client.get(path, limit="2", **query, **cursor).json
        rows += page["items"]
        if page["next_cursor"] is None:
            return rows
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.usefixtures("posted")
@pytest.mark.parametrize("path", PATHS)
def test_a_list_is_walked_in_every_order(client: ApiClient, path: str, subtests: pytest.Subtests) -> None:
    """Each row comes once, equal ones as they were posted, and backwards all the other way round."""
    posted = [row["id"] for row in walk(client, path)]
    for order in ORDERS[path.removeprefix("/").replace("-", "_")]:
        with subtests.test(order=order):
            rows = walk(client, path, order=order)
            assert sorted(row["id"] for row in rows) == sorted(posted)
            values = [_comparable(order, value_at(row, order)) for row in rows]
            assert values == sorted(values)
            same = [row["id"] for row in rows if value_at(row, order) in ("2026-03-02", "10.00", "10.000")]
            assert same == [each for each in posted if each in same]
            assert [row["id"] for row in walk(client, path, order=f"-{order}")] == [row["id"] for row in rows[::-1]]
    assert [row["id"] for row in walk(client, path, order="-created_at")] == posted[::-1]


def _comparable(order: str, value: str | None) -> Any:
    if order in ("total", "amount"):
        return Decimal(value or "")
    letters = "".join(filter(str.isalnum, value or ""))
    return (
        value or "" if order.endswith("_on") else "".join(each.upper() if each.isascii() else each for each in letters)
    )


@pytest.mark.usefixtures("posted")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"number": "F-3"}, ["F-3"]),
        ({"number": "F"}, []),
        ({"tax_id": "B12345674"}, ["F-1", "F-3"]),
        ({"tax_id": "b 12345674"}, ["F-1", "F-3"]),
        ({"tax_id": "-"}, []),
        ({"supplier": "bar"}, ["F-1", "F-3"]),
        ({"supplier": "b-12"}, ["F-3"]),
        ({"supplier": "%"}, ["F-4"]),
        ({"currency": "USD"}, ["F-3"]),
        ({"total_from": "9.9991", "total_to": "10"}, ["F-4", "F-5"]),
        ({"total_to": "0"}, ["F-2"]),
        ({"total_from": "999999999999999"}, []),
        ({"text": "f-4"}, ["F-4"]),
        ({"text": "MEALS", "from": "2026-03-03"}, ["F-2"]),
        ({"supplier": "bar", "order": "-total", "currency": "EUR"}, ["F-1"]),
    ],
)
def test_bills_are_found_by_what_they_say(client: ApiClient, query: dict[str, str], found: list[str]) -> None:
    """In both lists alike, page by page."""
    for path in BILLS:
        assert [row["number"] for row in walk(client, path, **query)] == found, path


@pytest.mark.usefixtures("posted")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"currency": "USD"}, ["BAR, sol"]),
        ({"amount_from": "9.9991", "amount_to": "10"}, ["Zeta %", "Café"]),
        ({"text": "ZETA"}, ["Zeta %"]),
        ({"text": "meals", "amount_to": "-1"}, ["ácaro"]),
    ],
)
def test_movements_are_found_by_what_they_say(client: ApiClient, query: dict[str, str], found: list[str]) -> None:
    """By currency, amount, description and reference."""
    assert [row["description"] for row in walk(client, "/bank-transactions", **query)] == found


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        *((path, {"from": "2026-03-02", "to": "2026-03-01"}, "from") for path in PATHS),
        *(
            (path, {f"{key_of(path)}_from": "10", f"{key_of(path)}_to": "9.99"}, f"{key_of(path)}_from")
            for path in PATHS
        ),
        *((path, {"total_from": "10", "total_to": "9.99"}, "total_from") for path in ("/review", "/items")),
    ],
)
def test_a_range_that_ends_before_it_begins_is_refused(
    client: ApiClient, path: str, query: dict[str, str], field: str
) -> None:
    """An empty list would be taken for the truth."""
    assert problem_of(client.get(path, **query)) == (422, "reversed_range", field)


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/expenses", {"order": "supplier"}, "order"),
        ("/expenses", {"order": "-"}, "order"),
        ("/expenses", {"order": "date_order"}, "order"),
        ("/bank-transactions", {"order": "supplier.name"}, "order"),
        ("/bank-transactions", {"total_from": "1"}, "total_from"),
        ("/invoices", {"currency": "eur"}, "currency"),
        ("/invoices", {"total_from": "1,5"}, "total_from"),
        ("/invoices", {"text": "\x00"}, "text"),
    ],
)
def test_an_unknown_order_or_filter_is_refused(client: ApiClient, path: str, query: dict[str, str], field: str) -> None:
    """The answer names the parameter."""
    status, _, where = problem_of(client.get(path, **query))
    assert (status, where) == (422, field)


def test_each_order_is_by_a_value_that_the_list_shows() -> None:
    """By its name in the document."""
    unknown = {table: set(orders) - set(NAMES[table].values()) for table, orders in ORDERS.items()}
    assert not any(unknown.values()), unknown


MANY = 20_000
FILL = {
    "expenses": text("""
        INSERT INTO asiento.expenses (tenant_id, item_id, line, place, currency, issued_on, total, number,
                                      supplier_name, supplier_tax_id)
        SELECT :t, :item, n, n, CASE n WHEN 10000 THEN 'USD' ELSE 'EUR' END, date '2016-01-01' + mod(n, 1000),
               mod(n * 7919, 20000), n, 'Supplier ' || mod(n * 31, 20000), mod(n * 17, 2000)
        FROM generate_series(1, :rows) n
    """),
    "invoices": text("""
        INSERT INTO asiento.invoices (tenant_id, item_id, line, place, currency, issued_on, total, number,
                                      supplier_name, supplier_tax_id, direction, doc_type)
        SELECT :t, :item, n, n, CASE n WHEN 10000 THEN 'USD' ELSE 'EUR' END, date '2016-01-01' + mod(n, 1000),
               mod(n * 7919, 20000), n, 'Supplier ' || mod(n * 31, 20000), mod(n * 17, 2000), 'received', 'invoice'
        FROM generate_series(1, :rows) n
    """),
    "bank_transactions": text("""
        INSERT INTO asiento.bank_transactions (tenant_id, item_id, line, place, currency, booked_on, amount)
        SELECT :t, :item, n, n, CASE n WHEN 10000 THEN 'USD' ELSE 'EUR' END, date '2016-01-01' + mod(n, 1000),
               mod(n * 7919, 20000)
        FROM generate_series(1, :rows) n
    """),
}


def fill(admin: Engine, tenant: Tenant, batch: str, table: str) -> None:
    """Put 20,000 rows into a ledger, in no order but that of posting, and take Postgres's statistics of them."""
    with admin.begin() as connection:
        item = connection.execute(ADD_ITEM, {"t": tenant.id, "b": batch}).scalar_one()
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # without foreign keys: it is quicker
        connection.execute(FILL[table], {"t": tenant.id, "item": item, "rows": MANY})
        connection.execute(text(f"ANALYZE asiento.{table}"))


def touched(plan: dict[str, Any]) -> int:
    """Return how many rows the nodes of a plan read, those that a filter threw away included."""
    own = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    return int(own) + sum(touched(each) for each in plan.get("Plans", ()))


@contextmanager
def explained(database: Database) -> Iterator[list[int]]:
    """Collect how many rows each page of the ledger reads within the block."""
    read: list[int] = []

    def explain(_connection: Connection, cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "AS reversed_by" in statement and "LIMIT" in statement and not statement.startswith(PLAN):
            cursor.execute(PLAN + statement, parameters)
            read.append(touched(json.loads(json.dumps(cursor.fetchone()[0]))[0]["Plan"]))

    with ExitStack() as stack:
        event.listen(database.engine, "before_cursor_execute", explain)
        stack.callback(event.remove, database.engine, "before_cursor_execute", explain)
        yield read


@pytest.mark.parametrize("path", PATHS)
def test_no_order_and_no_filter_with_an_index_looks_through_all_rows(
    client: ApiClient, database: Database, admin: Engine, tenant: Tenant, batch: str, path: str
) -> None:
    """Of 20,000 rows a page reads some hundreds: the first and one in the middle, of each order, and of each filter."""
    table, money = path.removeprefix("/").replace("-", "_"), key_of(path)
    fill(admin, tenant, batch, table)
    middle = client.get(path, **{f"{money}_from": "10000", f"{money}_to": "10000"}, limit="1")
    beside = client.get(path, **{f"{money}_from": "10000", f"{money}_to": "10001"}, limit="1").json["next_cursor"]
    assert len(middle.json["items"]) == 1
    queries = [
        {f"{money}_from": "1000", f"{money}_to": "1004.5"},
        {"currency": "USD"},
        {"currency": "USD", "order": f"-{money}"},
        {"from": "2016-05-05", "to": "2016-05-05"},
    ]
    if path in BILLS:
        queries += [{"number": "10000"}, {"tax_id": "17"}]

    with explained(database) as read:
        for order in ("created_at", *ORDERS[table]):
            for sign in ("", "-"):
                client.get(path, order=f"{sign}{order}", limit="50")
                client.get(path, order=f"{sign}{order}", limit="50", cursor=beside)
        found = [len(client.get(path, limit="50", **query).json["items"]) for query in queries]

    assert found == [5, 1, 1, 20, *([1, 10] if path in BILLS else [])]
    assert len(read) == len(queries) + 4 * (1 + len(ORDERS[table]))
    assert [number for number in read if number >= 500] == [], read
