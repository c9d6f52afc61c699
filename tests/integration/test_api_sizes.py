"""Every answer stays below the 6 MB that Lambda carries, whatever a batch, a statement or a page holds."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.api.answers import fitting
from asiento.api.items import MOST_PARTS
from asiento.model import Tenant

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


def test_what_cannot_be_made_to_fit_is_a_problem(client: ApiClient, add_items: AddItems) -> None:
    """A single thing that is too large is refused in words, where API Gateway would only say 502."""
    (item,) = add_items(content='"' * 3_500_000)

    answer = client.get(f"/items/{item}")

    assert problem_of(answer) == (422, "answer_too_large", None)


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

    assert (fitting(answer) is answer) == fits
