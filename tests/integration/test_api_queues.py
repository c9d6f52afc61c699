"""Operators see the queues of all tenants and redrive them; nobody else does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from moto import mock_aws
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.model import ItemRef
from asiento.pipeline import PIPELINE
from asiento.queues import SqsQueue, body_of
from asiento.redrive import DeadLetterQueues
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from builders import delivered
from dead_letter_queues import Queues, make_queues
from moving_sqs import give_move_task, take_move_task
from stage_functions import has_a_bug


@pytest.fixture
def queues(monkeypatch: pytest.MonkeyPatch) -> Iterator[Queues]:
    """All queues, on an endpoint without the move task."""
    take_move_task(monkeypatch)
    with mock_aws():
        yield make_queues()


@pytest.fixture
def operators(api_services: ApiServices, queues: Queues, tenant: Tenant) -> ApiServices:
    """Services of a deployment whose own tenant is *tenant*."""
    return replace(
        api_services,
        queue=SqsQueue(queues.sqs, queues.urls),
        dead_letters=DeadLetterQueues(queues.sqs, queues.urls, wait=0),
        operator_tenant=tenant.id,
    )


@pytest.fixture
def operator(operators: ApiServices, tenant: Tenant) -> ApiClient:
    """A key with the role `operate` of the deployment's own tenant."""
    return ApiClient(api=build_api(operators), tenant_id=tenant.id)


@pytest.fixture
def dead(services: Services, queues: Queues, admin: Engine, other_tenant: Tenant, put_item: Any) -> list[ItemRef]:
    """Another tenant's items, failed in extract by a bug at the third try, with their letters."""
    items = [put_item(other_tenant, name="bad", stage="extract") for _ in range(3)]
    stage = replace(PIPELINE[3], function=f"stage_functions:{has_a_bug.__name__}")
    run_stage(stage, [delivered(item, attempt=3) for item in items], services)
    for item in items:
        queues.put_letter(body_of(item), "extract")
    with admin.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM asiento.dead_letters")).scalar_one() == 3
    return items


def test_the_queues_are_shown_with_the_causes_of_their_dead_letters(operator: ApiClient, dead: list[ItemRef]) -> None:
    """Six queues in order; the dead letters of other tenants are counted by cause, and nothing of theirs is shown."""
    answer = operator.get("/queues")

    assert answer.status == 200
    shown = {queue["stage"]: queue for queue in answer.json["queues"]}
    assert list(shown) == [stage.name for stage in PIPELINE]
    cause = shown["extract"]["causes"][0]
    assert (shown["extract"]["dead_letters"], cause["items"], cause["code"]) == (3, 3, "internal_error")
    assert cause["cause"].startswith("ZeroDivisionError in asiento.")
    assert shown["ocr"] == {"stage": "ocr", "waiting": 0, "in_flight": 0, "dead_letters": 0, "causes": []}
    assert not [item for item in dead if str(item.tenant_id) in answer.text]


def test_an_item_counts_once_and_only_while_it_stands_failed(
    operator: ApiClient, dead: list[ItemRef], services: Services
) -> None:
    """A second death of an item is no second item, and what was mended is counted no more."""
    again, mended, _ = dead
    away = replace(PIPELINE[3], function="stage_functions:blames_the_world")
    run_stage(away, [delivered(again, attempt=3)], services)
    run_stage(replace(PIPELINE[3], function="stage_functions:passes"), [delivered(mended)], services)

    causes = operator.get("/queues").json["queues"][3]["causes"]

    assert sorted((cause["code"], cause["items"]) for cause in causes) == [
        ("internal_error", 1),
        ("storage_unavailable", 1),
    ]


def test_a_redrive_says_what_it_did(operator: ApiClient, queues: Queues, dead: list[ItemRef]) -> None:
    """First counted, then two, then by SQS itself or one by one what is left."""
    dry = operator.post("/queues/extract/redrive", {"dry_run": True})
    assert (dry.status, dry.json["moved"], dry.json["dry_run"]) == (202, 3, True)
    assert operator.post("/queues/extract/redrive", {"code": "worker_lost"}).json["left"] == 3

    two = operator.post("/queues/extract/redrive", {"code": "internal_error", "limit": 2})
    assert (two.json["moved"], two.json["by_code"], two.json["more"]) == (2, {"internal_error": 2}, True)

    rest = operator.post("/queues/extract/redrive")
    assert (rest.json["moved"], rest.json["task"]) == (1, False)
    assert queues.bodies(queues.urls["extract"]) == sorted(body_of(item) for item in dead)


def test_a_task_that_runs_already_is_a_conflict(operator: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer says to wait."""
    give_move_task(monkeypatch).running = True

    assert problem_of(operator.post("/queues/ocr/redrive")) == (409, "redrive_running", None)


@pytest.mark.parametrize("body", [{"limit": 0}, {"limit": 5_001}, {"code": ""}, {"codes": ["a"]}, {"dry_run": "yes"}])
def test_what_makes_no_sense_moves_nothing(operator: ApiClient, queues: Queues, body: dict[str, Any]) -> None:
    """A misspelt filter must not become no filter."""
    queues.put_letter("hello", "ocr")

    assert problem_of(operator.post("/queues/ocr/redrive", body))[:2] == (422, "invalid_request")
    assert queues.bodies(queues.dead["ocr"]) == ["hello"]


def test_an_unknown_stage_is_named(operator: ApiClient) -> None:
    """The sentence lists the stages."""
    answer = operator.post("/queues/print/redrive")

    assert problem_of(answer) == (404, "unknown_stage", "stage")
    assert "validate and publish" in answer.json["detail"]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/queues"), ("POST", "/queues/ocr/redrive"), ("POST", "/queues/x/redrive")]
)
def test_only_operators_get_in(
    operators: ApiServices, tenant: Tenant, other_tenant: Tenant, method: str, path: str
) -> None:
    """Not other tenants, whatever their role, not lower roles of the own tenant, and nobody if none is named."""
    api = build_api(operators)
    nobodys = build_api(replace(operators, operator_tenant=None))
    strangers = [
        ApiClient(api=api, tenant_id=other_tenant.id),
        ApiClient(api=api, tenant_id=tenant.id, role="review"),
        ApiClient(api=api, tenant_id=tenant.id, role="upload"),
        ApiClient(api=nobodys, tenant_id=tenant.id),
    ]

    assert [problem_of(stranger.ask(method, path)) for stranger in strangers] == [(403, "forbidden", None)] * 4
    assert problem_of(ApiClient(api=api).ask(method, path)) == (401, "unauthorized", None)


def test_without_queues_there_is_nothing_to_redrive(operators: ApiServices, tenant: Tenant) -> None:
    """A deployment that runs its stages inline says so."""
    client = ApiClient(api=build_api(replace(operators, dead_letters=None)), tenant_id=tenant.id)

    assert problem_of(client.get("/queues")) == (409, "no_queues", None)
    assert problem_of(client.post("/queues/ocr/redrive", json.dumps({}))) == (409, "no_queues", None)
