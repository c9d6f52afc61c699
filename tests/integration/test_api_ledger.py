"""The ledger through the API, on rows that a stage posted."""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.tenant import Tenant

PATHS = ("/expenses", "/invoices", "/bank-transactions")
ADD_ITEM = text("""
    INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", stage, state)
    VALUES (:tenant_id, :batch_id, 0, 'x', '{}', 'publish', 'done') RETURNING id
""")
ADD_EXPENSE = text("""
    INSERT INTO asiento.expenses (tenant_id, item_id, line, issued_on, currency, net, total)
    VALUES (:tenant_id, :item_id, :line, :day, 'EUR', NULL, :amount)
""")
ADD_INVOICE = text("""
    WITH invoice AS (
        INSERT INTO asiento.invoices (tenant_id, item_id, line, direction, doc_type, number, issued_on, currency, total)
        VALUES (:tenant_id, :item_id, :line, 'received', 'invoice', 'F-1', :day, 'EUR', :amount) RETURNING id
    ), line AS (
        INSERT INTO asiento.invoice_lines (tenant_id, invoice_id, position, description, quantity, amount)
        SELECT :tenant_id, id, p, 'line ' || p, 1, 50.50 FROM invoice, generate_series(1, 0, -1) p
    )
    INSERT INTO asiento.invoice_taxes (tenant_id, invoice_id, position, kind, rate, base, amount, withheld)
    SELECT :tenant_id, id, 0, 'IVA', 21, 101, 21.21, false FROM invoice
""")
ADD_TRANSACTION = text("""
    INSERT INTO asiento.bank_transactions (tenant_id, item_id, line, booked_on, amount, currency)
    VALUES (:tenant_id, :item_id, :line, :day, :amount, 'EUR')
""")


@pytest.fixture
def items(admin: Engine, tenant: Tenant, client: ApiClient, batch: str) -> list[str]:
    """Two items of two batches, each with three rows in every ledger table, dated 1, 2 and 3 March."""
    batches = (batch, client.post("/batches").json["id"])
    with admin.begin() as connection:
        ids = [
            connection.execute(ADD_ITEM, {"tenant_id": tenant.id, "batch_id": each}).scalar_one() for each in batches
        ]
        rows: list[dict[str, Any]] = [
            {"tenant_id": tenant.id, "item_id": item_id, "line": n, "day": f"2025-03-0{n + 1}", "amount": "121.10"}
            for item_id in ids
            for n in range(3)
        ]
        for statement in (ADD_EXPENSE, ADD_INVOICE, ADD_TRANSACTION):
            connection.execute(statement, rows)
    return [str(item_id) for item_id in ids]


def test_amounts_are_text_and_nothing_is_invented(client: ApiClient, items: list[str]) -> None:
    """An amount has the digits it was posted with; what the document does not give is null."""
    expense = client.get("/expenses").json["items"][0]

    assert (expense["total"], expense["net"], expense["issued_on"]) == ("121.10", None, "2025-03-01")
    assert (expense["item_id"], expense["line"]) == (items[0], 0)
    transaction = client.get("/bank-transactions").json["items"][0]
    assert (transaction["amount"], transaction["balance"], transaction["booked_on"]) == ("121.10", None, "2025-03-01")


def test_an_invoice_has_its_lines_and_taxes(client: ApiClient, items: list[str]) -> None:
    """They come in their order, amounts as text."""
    assert items
    invoice = client.get("/invoices").json["items"][0]

    assert [line["description"] for line in invoice["lines"]] == ["line 0", "line 1"]
    assert invoice["lines"][0]["amount"] == "50.50"
    assert invoice["taxes"] == [
        {"position": 0, "kind": "IVA", "rate": "21", "base": "101", "amount": "21.21", "withheld": False}
    ]


@pytest.mark.parametrize("meaning", ["gross", "printed"])
@pytest.mark.parametrize("of_batch", [False, True])
def test_a_row_says_what_its_total_means(
    admin: Engine, client: ApiClient, items: list[str], batch: str, *, of_batch: bool, meaning: str
) -> None:
    """A row that is posted now has a gross one; one of before has what its document printed. The document says both."""
    if meaning == "printed":
        with admin.begin() as connection:
            for table in ("expenses", "invoices"):
                connection.execute(
                    text(f"UPDATE asiento.{table} SET total_meaning = 'printed' WHERE item_id = :id"),
                    {"id": items[0]},
                )
    query = {"batch_id": batch} if of_batch else {"item_id": items[0]}
    rows = [client.get(path, **query).json["items"][0] for path in ("/expenses", "/invoices")]
    rows.append(client.get(f"/invoices/{rows[1]['id']}").json)

    assert [(row["total"], row["total_meaning"]) for row in rows] == [("121.10", meaning)] * 3
    schemas = client.get("/openapi.json").json["components"]["schemas"]
    for name in ("Expense", "Invoice"):
        assert schemas[name]["properties"]["total_meaning"]["enum"] == ["gross", "printed"]
        assert "total_meaning" in schemas[name]["required"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("limit", ["1", "4", "6"])
def test_the_ledger_is_paged_newest_last(client: ApiClient, items: list[str], path: str, limit: str) -> None:
    """Walking the pages gives every row once, in the order of posting."""
    seen: list[tuple[str, int]] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get(path, limit=limit, **cursor).json
        seen += [(row["item_id"], row["line"]) for row in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}

    assert seen == [(item_id, line) for item_id in items for line in range(3)]


@pytest.mark.parametrize("path", PATHS)
def test_the_ledger_is_filtered(client: ApiClient, items: list[str], batch: str, path: str) -> None:
    """By batch, by item and by day, both ends included, and all at once."""

    def found(**query: str) -> list[tuple[str, int]]:
        return [(row["item_id"], row["line"]) for row in client.get(path, **query).json["items"]]

    first, second = items
    assert found(batch_id=batch) == [(first, 0), (first, 1), (first, 2)]
    assert found(item_id=second) == [(second, 0), (second, 1), (second, 2)]
    assert found(**{"from": "2025-03-02", "to": "2025-03-02"}) == [(first, 1), (second, 1)]
    assert found(batch_id=batch, item_id=second) == []
    assert found(item_id=first, to="2025-03-01") == [(first, 0)]


@pytest.mark.parametrize("path", PATHS)
def test_another_tenant_sees_none_of_it(
    client: ApiClient,
    stranger: ApiClient,
    items: list[str],
    batch: str,
    path: str,
    subtests: pytest.Subtests,
) -> None:
    """Not by walking, not by naming the batch or item."""
    for query in ({}, {"batch_id": batch}, {"item_id": items[0]}):
        with subtests.test(query=query):
            assert stranger.get(path, **query).json == {"items": [], "next_cursor": None}
    assert len(client.get(path).json["items"]) == 6


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"batch_id": "x"}, "batch_id"),
        ({"item_id": "1"}, "item_id"),
        ({"from": "2025-02-30"}, "from"),
        ({"to": "14.03.2025"}, "to"),
        ({"to": "\x00"}, "to"),
        ({"to": "0"}, "to"),
        ({"from": "2025-03-14T00:00:00"}, "from"),
        ({"since": "2025-03-01"}, "since"),
    ],
)
def test_bad_filters_are_refused(client: ApiClient, path: str, query: dict[str, str], field: str) -> None:
    """A filter that does not read is named, and never passed over."""
    status, _, named = problem_of(client.get(path, **query))

    assert (status, named) == (422, field)
