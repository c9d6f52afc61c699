"""Every answer stays below the 6 MB that Lambda carries, whatever a batch, a statement or a page holds."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.api.answers import fitting
from asiento.api.parts import MOST_PARTS
from asiento.store.paging import MOST_TEXT
from asiento.tenant import Tenant

LAMBDA = 6 * 2**20
TRANSACTIONS = 7_000

ADD = text("""
    INSERT INTO asiento.items (tenant_id, id, batch_id, position, name, "row", stage, state, document, findings, error)
    SELECT :tenant, gen_random_uuid(), :batch, n, 'x', jsonb_build_object('x', CAST(:content AS text)),
           'validate', :state,
           CAST(:document AS jsonb), CAST(:findings AS jsonb),
           jsonb_build_object('code', 'x', 'message', CAST(:message AS text))
    FROM generate_series(1, :number) n RETURNING id
""")

AddItems = Callable[..., list[UUID]]


@pytest.fixture
def add_items(admin: Engine, tenant: Tenant, batch: str) -> AddItems:
    """Add items to the batch, all alike."""

    def add(number: int = 1, **changes: Any) -> list[UUID]:
        values = {"content": "", "document": None, "findings": [], "message": "Mend it.", "state": "failed"} | changes
        plain = {name: json.dumps(values[name]) for name in ("document", "findings")}
        with admin.begin() as connection:
            return list(
                connection.execute(
                    ADD, values | plain | {"tenant": tenant.id, "batch": batch, "number": number}
                ).scalars()
            )

    return add


def carried(answer: Answer) -> int:
    """Return the bytes of the answer as Lambda sends it: its body is JSON within JSON."""
    return len(json.dumps({"headers": dict(answer.headers), "body": answer.text}, ensure_ascii=False).encode())


def a_field(value: str) -> dict[str, Any]:
    """Return a field as it is kept, with everything that one can have."""
    return {"value": value, "confidence": 0.9123, "source": "ocr", "page": 17, "box": [0.1234, 0.2345, 0.3456, 0.4567]}


def a_statement(number: int) -> dict[str, Any]:
    """Return a bank statement with *number* transactions, each numbered in its reference."""
    names = ("booked_on", "value_on", "amount", "balance", "description")
    values = ("2026-03-14", "2026-03-14", "-12.10", "1000.00", 'PAGO CON TARJETA "ÑANDÚ" 14/03 ' * 3)
    common = {name: a_field(value) for name, value in zip(names, values, strict=True)}
    return {
        "doc_type": "bank_statement",
        "transactions": [common | {"reference": a_field(str(index))} for index in range(number)],
    }


def test_a_long_statement_is_shown_in_parts(client: ApiClient, add_items: AddItems) -> None:
    """Seven thousand transactions, over 6 MB, come in parts that fit and hold each once, with findings."""
    findings = [
        {"code": "x", "severity": "review", "field": f"transactions.{index}.amount", "message": "Check it. " * 5}
        for index in range(TRANSACTIONS)
    ]
    document = a_statement(TRANSACTIONS)
    (item,) = add_items(state="review", document=document, findings=findings)
    assert len(json.dumps(json.dumps(document))) > LAMBDA

    shown, marked, offset = [], [], "0"
    while offset != "None":
        answer = client.get(f"/items/{item}", offset=offset)
        assert (answer.status, carried(answer) < LAMBDA) == (200, True)
        shown += [each["reference"]["value"] for each in answer.json["document"]["transactions"]]
        marked += [each["field"] for each in answer.json["findings"]]
        offset = str(answer.json["next_offset"])

    assert shown == [str(index) for index in range(TRANSACTIONS)]
    assert marked == [finding["field"] for finding in findings]
    assert client.get(f"/items/{item}").json == client.get(f"/items/{item}", offset="0").json


def test_what_is_corrected_in_a_long_statement_is_answered_in_part(client: ApiClient, add_items: AddItems) -> None:
    """A correction names the transaction by its place among all, and its answer fits too."""
    (item,) = add_items(state="review", document=a_statement(TRANSACTIONS))

    answer = client.patch(f"/items/{item}", {"fields": {"transactions.6999.amount": "-13.10"}})

    assert (answer.status, carried(answer) < LAMBDA) == (200, True)
    assert len(answer.json["document"]["transactions"]) == MOST_PARTS
    last = client.get(f"/items/{item}", offset="6500").json
    assert last["document"]["transactions"][-1]["amount"]["value"] == "-13.10"
    assert last["next_offset"] is None


@pytest.mark.parametrize("offset", ["-1", "x", "1.5", "9" * 30])
def test_a_bad_offset_is_refused(client: ApiClient, add_items: AddItems, offset: str) -> None:
    """An offset is a whole number from 0."""
    (item,) = add_items()

    assert problem_of(client.get(f"/items/{item}", offset=offset)) == (422, "invalid_request", "offset")


def test_the_status_of_a_huge_batch_is_short(client: ApiClient, batch: str, add_items: AddItems) -> None:
    """Five thousand failed items are counted; of a hundred the sentence is shown."""
    add_items(5_000, message="This is wrong. Mend it and send it again. " * 10)

    answer = client.get(f"/batches/{batch}/status")

    assert (answer.json["failed"], len(answer.json["errors"])) == (5_000, 100)
    assert carried(answer) < 200_000


def test_a_page_ends_where_it_would_not_fit(client: ApiClient, batch: str, add_items: AddItems) -> None:
    """Items with endless errors come on shorter pages, each of them once."""
    added = add_items(60, message="Mend it. " * 20_000)
    seen: list[str] = []
    cursor: dict[str, str] = {}

    while True:
        answer = client.get(f"/batches/{batch}/items", limit="200", **cursor)
        assert (answer.status, carried(answer) < LAMBDA) == (200, True)
        seen += [row["id"] for row in answer.json["items"]]
        if answer.json["next_cursor"] is None:
            break
        cursor = {"cursor": answer.json["next_cursor"]}

    assert sorted(seen) == sorted(map(str, added))


HUGE = 7_000_000
"""Characters: more than one answer carries."""
WIDE = "\N{GRINNING FACE}"
"""A character of twelve in JSON."""


@contextmanager
def little_memory(most: int) -> Iterator[None]:
    """Hold the block to *most* bytes of Python's memory; the function has 1,024 MB, of which it needs 100 to start."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


def pages_of(client: ApiClient, path: str, **query: str) -> Iterator[Any]:
    """Yield the pages of a list, each of which fits."""
    cursor: dict[str, str] = {}
    while True:
        answer = client.get(path, **query, **cursor)
        assert (answer.status, carried(answer) < LAMBDA) == (200, True), answer.text[:300]
        yield answer.json
        if answer.json["next_cursor"] is None:
            return
        cursor = {"cursor": answer.json["next_cursor"]}


def parts_of(client: ApiClient, path: str) -> Iterator[Any]:
    """Yield the answers that show the whole of one thing, each of which fits."""
    offset = "0"
    while offset != "None":
        answer = client.get(path, offset=offset)
        assert (answer.status, carried(answer) < LAMBDA) == (200, True), answer.text[:300]
        yield answer.json
        offset = str(answer.json["next_offset"])


def test_a_huge_text_of_an_item_is_shown_in_part(client: ApiClient, add_items: AddItems) -> None:
    """Where API Gateway would say 502: what is cut is named, and what is short is whole."""
    document = {"doc_type": "invoice", "number": a_field("F-1"), "description": a_field('"' * HUGE)}
    (item,) = add_items(content='"' * HUGE, message="ñ" * HUGE, document=document)

    (shown,) = parts_of(client, f"/items/{item}")

    assert sorted(shown["shortened"]) == ["document.description.value", "error.message", "row.x"]
    assert shown["row"] == {"x": '"' * MOST_TEXT}
    assert shown["document"]["number"]["value"] == "F-1"


def test_a_huge_item_does_not_end_its_list(
    client: ApiClient, batch: str, add_items: AddItems, subtests: pytest.Subtests
) -> None:
    """The one after it is reached, one a page or all at once, in little memory."""
    added = [*add_items(), *add_items(3, message=WIDE * HUGE), *add_items()]

    for limit in ("1", "200"):
        with subtests.test(limit=limit):
            with little_memory(100_000_000):
                seen = [
                    row["id"]
                    for page in pages_of(client, f"/batches/{batch}/items", limit=limit)
                    for row in page["items"]
                ]
            assert seen == [str(item) for item in added]
    assert carried(client.get(f"/batches/{batch}/status")) < LAMBDA


def test_every_part_of_the_largest_item_is_shown(client: ApiClient, add_items: AddItems) -> None:
    """Lines, taxes, findings and cells, each with endless texts: all of them come, in order, in little memory."""
    long = WIDE * 3_000
    line = {name: a_field(long) for name in ("description", "quantity", "unit_price", "tax_rate", "amount")}
    document = {
        "doc_type": "invoice",
        "lines": [line | {"description": a_field(f"{n} {long}")} for n in range(60)],
        "taxes": [{"kind": f"{n} {long}"} for n in range(520)],
    }
    findings = [{"code": str(n), "severity": "review", "field": long, "message": long} for n in range(80)]
    (item,) = add_items(state="review", document=document, findings=findings)
    with little_memory(200_000_000):
        parts = list(parts_of(client, f"/items/{item}"))

    def numbers(name: str, field: str) -> list[int]:
        texts = [each[field] for part in parts for each in part["document"][name]]
        return [int((text["value"] if isinstance(text, dict) else text).split()[0]) for text in texts]

    assert numbers("lines", "description") == list(range(60))
    assert numbers("taxes", "kind") == list(range(520))
    assert [int(each["code"]) for part in parts for each in part["findings"]] == list(range(80))


def test_a_row_of_very_many_cells_is_shown_in_parts(client: ApiClient, add_items: AddItems, admin: Engine) -> None:
    """Thousands of titles of thousands of characters: each cell comes once."""
    (item,) = add_items()
    fill = text("""
        UPDATE asiento.items SET "row" = (
            SELECT jsonb_object_agg(n || repeat('t', 2000), n) FROM generate_series(1, 3000) n) WHERE id = :id
    """)
    with admin.begin() as connection:
        connection.execute(fill, {"id": item})

    with little_memory(200_000_000):
        cells = [cell for part in parts_of(client, f"/items/{item}") for cell in part["row"].items()]

    assert len(cells) == 3_000
    assert {int(name.rstrip("t")) for name, _ in cells} == {value for _, value in cells} == set(range(1, 3_001))


ADD_INVOICES = text("""
    WITH invoice AS (
        INSERT INTO asiento.invoices (tenant_id, item_id, line, direction, doc_type, number, issued_on, supplier_name,
                                      description, currency, total)
        SELECT :tenant, :item, :first + n, 'received', 'invoice', :first + n, '2026-03-14', repeat(:text, :size),
               repeat(:text, :size), 'EUR', 1
        FROM generate_series(1, :number) n RETURNING id
    ), line AS (
        INSERT INTO asiento.invoice_lines (tenant_id, invoice_id, position, description)
        SELECT :tenant, id, n - 1, repeat(:text, :line) FROM invoice, generate_series(1, :lines) n
    )
    INSERT INTO asiento.invoice_taxes (tenant_id, invoice_id, position, kind, withheld)
    SELECT :tenant, id, n - 1, repeat(:text, :line), false FROM invoice, generate_series(1, :taxes) n
""")


@pytest.fixture
def add_invoices(admin: Engine, tenant: Tenant, add_items: AddItems) -> Callable[..., None]:
    """Add invoices, all alike but for their numbers, which go on."""
    (item,) = add_items()
    added = 0

    def add(number: int = 1, **changes: Any) -> None:
        nonlocal added
        values = {"text": "x", "size": 10, "line": 10, "lines": 2, "taxes": 1} | changes
        with admin.begin() as connection:
            connection.execute(
                ADD_INVOICES, values | {"tenant": tenant.id, "item": item, "number": number, "first": added}
            )
        added += number

    return add


def test_a_huge_invoice_does_not_end_the_ledger(
    client: ApiClient, add_invoices: Callable[..., None], subtests: pytest.Subtests
) -> None:
    """What was posted after it is reached, one a page or all at once; its long texts are named."""
    add_invoices()
    add_invoices(text='"', size=HUGE, line=70_000, lines=2_000)
    add_invoices()

    for limit in ("1", "200"):
        with subtests.test(limit=limit):
            shown = [row for page in pages_of(client, "/invoices", limit=limit) for row in page["items"]]
            assert [row["number"] for row in shown] == ["1", "2", "3"]
    assert [(len(row["lines"]), row["next_offset"]) for row in shown[::2]] == [(2, None)] * 2
    assert len(shown[1]["lines"]) == shown[1]["next_offset"] > 0
    assert shown[1]["shortened"][:3] == ["supplier.name", "description", "lines.0.description"]


def test_pages_of_the_largest_invoices_take_little_memory(client: ApiClient, add_invoices: Callable[..., None]) -> None:
    """Two hundred invoices with hundreds of lines and taxes, each text of characters that take twelve in JSON."""
    for _ in range(20):
        add_invoices(10, text=WIDE, size=3_000, line=3_000, lines=110, taxes=110)

    with little_memory(200_000_000):
        first = next(pages_of(client, "/invoices", limit="200"))

    assert 1 <= len(first["items"]) < 200
    assert first["next_cursor"]


def test_every_line_and_tax_of_an_invoice_is_shown(
    client: ApiClient, add_invoices: Callable[..., None], subtests: pytest.Subtests
) -> None:
    """Twelve hundred lines, and taxes with texts that fit by dozens: from the offset of the list on, each once."""
    add_invoices(lines=1_200, taxes=0)
    add_invoices(lines=3, taxes=700, text=WIDE, line=3_000)

    for listed, lines, taxes in zip(client.get("/invoices").json["items"], (1_200, 3), (0, 700), strict=True):
        with subtests.test(lines=lines, taxes=taxes):
            with little_memory(200_000_000):
                parts = list(parts_of(client, f"/invoices/{listed['id']}"))
            assert [each["position"] for part in parts for each in part["lines"]] == list(range(lines))
            assert [each["position"] for part in parts for each in part["taxes"]] == list(range(taxes))
            assert client.get(f"/invoices/{listed['id']}", offset="5000").json["next_offset"] is None
            assert parts[0]["lines"][: len(listed["lines"])] == listed["lines"]


@pytest.mark.parametrize(
    ("table", "path", "columns"),
    [
        ("expenses", "/expenses", "total, supplier_name, description"),
        ("bank_transactions", "/bank-transactions", "amount, description, reference"),
    ],
)
def test_a_huge_posting_does_not_end_its_list(
    client: ApiClient,
    admin: Engine,
    tenant: Tenant,
    add_items: AddItems,
    table: str,
    path: str,
    columns: str,
    subtests: pytest.Subtests,
) -> None:
    """Expenses and transactions with endless texts come on pages that fit, one a page or all at once."""
    (item,) = add_items()
    fill = text(f"""
        INSERT INTO asiento.{table} (tenant_id, item_id, line, currency, {columns}{", booked_on" * ("bank" in table)})
        SELECT :tenant, :item, n, 'EUR', n, repeat(:text, :size), repeat(:text, :size){", now()" * ("bank" in table)}
        FROM generate_series(1, 30) n
    """)
    with admin.begin() as connection:
        connection.execute(fill, {"tenant": tenant.id, "item": item, "text": WIDE, "size": HUGE // 4})

    for limit in ("1", "200"):
        with subtests.test(limit=limit):
            with little_memory(200_000_000):
                lines = [row["line"] for page in pages_of(client, path, limit=limit) for row in page["items"]]
            assert lines == list(range(1, 31))


def test_the_largest_column_mappings_are_listed_in_pages(client: ApiClient, tenant: Tenant, admin: Engine) -> None:
    """A hundred with two hundred titles of two hundred characters each: all of them come, by name."""
    fill = text("""
        INSERT INTO asiento.column_mappings (tenant_id, fingerprint, name, mapping)
        SELECT :tenant, md5(n::text), n / 3, (
            SELECT jsonb_object_agg(column_number || repeat(:text, 197), 'supplier_tax_id')
            FROM generate_series(1, 200) column_number)
        FROM generate_series(1, 100) n
    """)
    with admin.begin() as connection:
        connection.execute(fill, {"tenant": tenant.id, "text": WIDE})

    with little_memory(200_000_000):
        pages = list(pages_of(client, "/column-mappings", limit="200"))

    assert len(pages) > 1
    listed = [(each["name"], each["fingerprint"]) for page in pages for each in page["items"]]
    assert listed == sorted(listed)
    assert len(set(listed)) == 100


def test_an_invoice_that_is_not_there(
    client: ApiClient,
    stranger: ApiClient,
    add_invoices: Callable[..., None],
    subtests: pytest.Subtests,
) -> None:
    """Another tenant's is a 404, like one that never was."""
    add_invoices()
    theirs = client.get("/invoices").json["items"][0]["id"]

    for who, which in ((stranger, theirs), (client, uuid4())):
        with subtests.test(which=str(which)):
            assert problem_of(who.get(f"/invoices/{which}")) == (404, "invoice_not_found", "invoice_id")
    assert problem_of(client.get(f"/invoices/{theirs}", offset="-1")) == (422, "invalid_request", "offset")


def test_a_row_has_a_limit(client: ApiClient, batch: str) -> None:
    """A JSON row that is longer than a document's words is refused before it becomes an item."""
    ingest = f"/batches/{batch}/ingest"

    assert problem_of(client.post(ingest, {"rows": [{"a": "x"}, {"a": "x" * 64_000}]})) == (
        422,
        "invalid_request",
        "body",
    )
    assert client.post(ingest, {"rows": [{"a": "x" * 63_000}]}).status == 202


@pytest.mark.parametrize(
    ("body", "fits"), [("x" * 5_900_000, True), ('"' * 3_100_000, False), ("ñ" * 3_100_000, False)]
)
def test_an_answer_is_measured_as_it_is_sent(body: str, fits: bool) -> None:
    """Quotes and letters beyond ASCII take more than one byte."""
    answer = {"statusCode": 200, "multiValueHeaders": {}, "body": body, "isBase64Encoded": False}

    assert (fitting(answer, "en") is answer) == fits
