"""`template.yaml` is held to `pipeline.py`: what AWS is told is what the code believes."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from samcli.yamlhelper import yaml_parse

from asiento.model import Limits
from asiento.pipeline import MAX_ATTEMPTS, PIPELINE, Stage
from asiento.settings import queue_variable

ROOT = Path(__file__).parents[2]
stages = pytest.mark.parametrize("stage", PIPELINE, ids=lambda stage: stage.name)


@cache
def template() -> dict[str, Any]:
    """Return the template with CloudFormation's short forms taken apart."""
    parsed: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))
    return parsed


def resource(name: str) -> dict[str, Any]:
    """Return the properties of a resource."""
    properties: dict[str, Any] = template()["Resources"][name]["Properties"]
    return properties


def queues_sent_to(function: str) -> set[str]:
    """Return the stages to whose queues the function may send."""
    policies = [policy.get("SQSSendMessagePolicy") for policy in resource(function)["Policies"]]
    names = [policy["QueueName"]["Fn::GetAtt"][0] for policy in policies if policy]
    return {name.removesuffix("Queue").lower() for name in names}


@stages
def test_function_has_the_limits_of_its_stage(stage: Stage) -> None:
    """Memory and timeout of a function are its stage's, and the soft limit leaves time to save."""
    function = resource(f"{stage.name.capitalize()}Function")

    assert (function["MemorySize"], function["Timeout"]) == (stage.memory, stage.timeout)
    assert function["CodeUri"] == f"functions/{stage.name}"
    assert stage.soft_limit <= stage.timeout - 30


@stages
def test_function_takes_batches_from_its_own_queue_and_reports_failures(stage: Stage) -> None:
    """The event source is the stage's queue, in its batch size and concurrency, with partial batch responses."""
    source = resource(f"{stage.name.capitalize()}Function")["Events"]["Deliveries"]["Properties"]

    assert source["Queue"] == {"Fn::GetAtt": [f"{stage.name.capitalize()}Queue", "Arn"]}
    assert source["BatchSize"] == stage.batch_size
    assert source["ScalingConfig"] == {"MaximumConcurrency": stage.concurrency}
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@stages
def test_queue_has_a_dead_letter_queue_after_three_tries(stage: Stage) -> None:
    """The redrive policy is on the queue, and messages stay hidden for six times the timeout."""
    name = stage.name.capitalize()
    queue = resource(f"{name}Queue")

    assert queue["VisibilityTimeout"] == stage.visibility_timeout == 6 * stage.timeout
    assert queue["RedrivePolicy"] == {
        "deadLetterTargetArn": {"Fn::GetAtt": [f"{name}DeadLetters", "Arn"]},
        "maxReceiveCount": MAX_ATTEMPTS,
    }
    assert queue["SqsManagedSseEnabled"] is resource(f"{name}DeadLetters")["SqsManagedSseEnabled"] is True


@stages
def test_function_may_send_to_its_own_queue_and_the_later_ones(stage: Stage) -> None:
    """A stage sends on to later stages and, when time runs out or rows appear, to its own; to no earlier one."""
    names = [known.name for known in PIPELINE]

    assert queues_sent_to(f"{stage.name.capitalize()}Function") == set(names[names.index(stage.name) :])


@stages
def test_every_function_knows_every_queue(stage: Stage) -> None:
    """The variable that the settings read is the one that the template sets."""
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]

    assert variables[queue_variable(stage.name)] == {"Ref": f"{stage.name.capitalize()}Queue"}


def test_every_limit_is_a_parameter_with_the_default_of_the_code() -> None:
    """What one item may cost can be set at deployment, and is what the code believes when nobody sets it."""
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]
    parameters = template()["Parameters"]

    given = {name: parameters[variables[f"IMPORTS_{name.upper()}"]["Ref"]]["Default"] for name in asdict(Limits())}

    assert given == asdict(Limits())


def test_only_the_migrate_function_knows_the_owner_of_the_database() -> None:
    """The address of the schema's owner is given to no other function."""
    holders = [
        name
        for name, made in template()["Resources"].items()
        if "AdminDatabaseUrl" in str(made.get("Properties", {}).get("Environment", ""))
    ]

    assert holders == ["MigrateFunction"]
    assert "AdminDatabaseUrl" not in str(template()["Globals"])


def test_every_function_folder_is_deployed() -> None:
    """Each folder below `functions/` is one function of the template."""
    deployed = {
        made["Properties"]["CodeUri"]
        for made in template()["Resources"].values()
        if made["Type"] == "AWS::Serverless::Function"
    }

    assert deployed == {f"functions/{path.name}" for path in (ROOT / "functions").iterdir() if path.is_dir()}


@stages
def test_every_stage_function_can_be_loaded(stage: Stage) -> None:
    """The name in `pipeline.py` leads to a function."""
    assert callable(stage.load())


def test_routes_of_the_api_are_explicit() -> None:
    """No route is a catch-all: each has its own path and method, and only three are open to anyone."""
    events = [event["Properties"] for event in resource("ApiFunction")["Events"].values()]
    open_paths = {event["Path"] for event in events if event.get("Auth") == {"Authorizer": "NONE"}}

    assert all(
        "+" not in event["Path"] and event["Method"] in {"GET", "POST", "PUT", "PATCH", "DELETE"} for event in events
    )
    assert open_paths == {"/health", "/openapi.json", "/docs"}


def test_a_deployment_runs_the_migrations_that_it_brings() -> None:
    """A custom resource calls the migrate function, and is updated whenever a new version of it is published."""
    assert resource("MigrateFunction")["AutoPublishAlias"]
    assert resource("Schema") == {
        "ServiceToken": {"Fn::GetAtt": ["MigrateFunction", "Arn"]},
        "Version": {"Ref": "MigrateFunction.Version"},
    }


def test_what_api_gateway_answers_by_itself_is_a_problem_too() -> None:
    """Each of its own refusals has the status and code of a problem (RFC 9457)."""
    for answer in resource("Api")["GatewayResponses"].values():
        problem = json.loads(answer["ResponseTemplates"]["application/json"])

        assert {"type", "title", "status", "code", "detail"} == set(problem)
        assert problem["type"] == f"urn:asiento:problem:{problem['code']}"
        assert problem["status"] == answer["StatusCode"]


def test_only_the_ocr_function_carries_the_better_engine_and_only_on_demand() -> None:
    """Beside the other layers it is past Lambda's size, so a deployment that says nothing goes without."""
    carriers = [
        name
        for name, made in template()["Resources"].items()
        if "RapidocrLayer" in str(made.get("Properties", {}).get("Layers", ""))
    ]

    assert carriers == ["OcrFunction"]
    assert template()["Resources"]["RapidocrLayer"]["Condition"] == "WithBetterOcr"
    assert template()["Parameters"]["BetterOcr"]["Default"] == "off"
