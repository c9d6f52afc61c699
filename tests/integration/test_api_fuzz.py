"""Whatever a client sends, the API answers, and a fault of the client's is never one of ours."""

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.api import ApiServices
from asiento.errors import RequestError
from asiento.review.decisions import Decision, Verdict, decide
from asiento.tenant import Tenant
from doubles import ListQueue

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("\ud800")
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=10), below, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["name", "files", "keys", "rows", "fields", "decision", "columns", "key"]) | st.text(max_size=5)
BODIES = st.dictionaries(NAMES, VALUES, max_size=3) | VALUES
ROWS = st.lists(st.dictionaries(st.text(max_size=10), VALUES, max_size=3), min_size=1, max_size=3)
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/batches"),
        ("POST", "/batches/{batch}/files"),
        ("POST", "/batches/{batch}/ingest"),
        ("PATCH", f"/items/{UUID(int=1)}"),
        ("POST", "/previews"),
        ("PUT", f"/column-mappings/{'0' * 32}"),
        ("PATCH", "/tenant"),
    ],
)
@FUZZ
@given(body=BODIES)
def test_any_body_is_answered(client: ApiClient, batch: str, method: str, path: str, body: Any) -> None:
    """Bodies of every shape are served or refused with a problem that names a field."""
    answer = client.ask(method, path.format(batch=batch), body=json.dumps(body))

    assert answer.status < 500, answer.text
    if answer.status >= 400:
        assert problem_of(answer)[2]


@FUZZ
@given(rows=ROWS)
def test_any_row_is_kept_or_refused(client: ApiClient, rows: list[dict[str, Any]]) -> None:
    """A row comes back as it was sent, to the last digit; what Postgres could not keep was refused."""
    batch = client.post("/batches").json["id"]

    answer = client.post(f"/batches/{batch}/ingest", {"rows": rows})

    if answer.status != 202:
        assert problem_of(answer)[0] == 422
        return
    kept = [client.get(f"/items/{item_id}").json["row"] for item_id in answer.json["items"]]
    assert exact(kept) == exact(rows)


def exact(rows: list[dict[str, Any]]) -> Any:
    """Return *rows* with the numbers as they are written, for 2.5e16 and 25000000000000000 are the same."""
    return json.loads(json.dumps(rows), parse_float=Decimal, parse_int=Decimal)


@FUZZ
@given(rows=ROWS)
def test_any_row_has_a_preview_or_is_refused(client: ApiClient, rows: list[dict[str, Any]]) -> None:
    """The stages of a dry run have no fault of ours, whatever the row says."""
    answer = client.post("/previews", {"rows": rows})

    assert answer.status == 200 or problem_of(answer)[0] == 422


@pytest.mark.parametrize("before", ["/", "/batches/", "/items/"])
@FUZZ
@given(raw=st.text(max_size=50))
def test_any_address_is_answered(client: ApiClient, before: str, raw: str) -> None:
    """Paths of every shape are served or refused, too."""
    assert client.get(before + raw).status < 500


@pytest.mark.parametrize("name", ["cursor", "limit", "batch_id", "from", None], ids=lambda name: name or "any name")
@FUZZ
@given(raw=st.text(max_size=50), value=st.text(max_size=30))
def test_any_parameter_is_answered(client: ApiClient, name: str | None, raw: str, value: str) -> None:
    """So are parameters, known ones and others."""
    assert client.get("/expenses", **{raw if name is None else name: value}).status < 500


def test_two_decisions_at_once_leave_one(
    client: ApiClient, api_services: ApiServices, admin: Engine, tenant: Tenant, batch: str, queue: ListQueue
) -> None:
    """Of people who decide at the same moment one wins; the others are told."""
    add = text("""
        INSERT INTO asiento.items (tenant_id, id, batch_id, position, name, "row", stage, state, document)
        VALUES (:tenant_id, :id, :batch_id, 0, 'x', '{}', 'validate', 'review', '{"doc_type": "receipt"}')
    """)
    item_id = uuid4()
    with admin.begin() as connection:
        connection.execute(add, {"tenant_id": tenant.id, "id": item_id, "batch_id": UUID(batch)})
    together = Barrier(4)
    verdict = Verdict(by=UUID(client.authorizer["key_id"]), decision=Decision.APPROVE)

    def approve(_: int) -> str:
        together.wait()
        try:
            decide(api_services, tenant.id, item_id, verdict)
        except RequestError as error:
            return error.code
        return "approved"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(approve, range(4)))

    assert outcomes == ["approved", "not_waiting", "not_waiting", "not_waiting"]
    assert queue.sent == [("validate", item_id)]
