"""`template.yaml` is held to `pipeline.py`: what AWS is told is what the code believes."""

import json
import re
from dataclasses import asdict
from typing import Any

import pytest

from asiento.codes.languages import LANGUAGES, language
from asiento.files.quarantine import GUARDDUTY_TAG, INFECTED, SCAN_TAG
from asiento.model import Limits
from asiento.pipeline import API_MEMORY, MAX_ATTEMPTS, PIPELINE, Stage, sends_to
from asiento.settings import queue_variable
from places import ROOT
from templates import resources, template

stages = pytest.mark.parametrize("stage", PIPELINE, ids=lambda stage: stage.name)


def resource(name: str) -> dict[str, Any]:
    """Return the properties of a resource."""
    properties: dict[str, Any] = resources()[name]["Properties"]
    return properties


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """Return the properties of all resources of *kind*, by name."""
    return {name: made.get("Properties", {}) for name, made in resources().items() if made["Type"] == kind}


def allowed(function: str) -> list[tuple[str, str]]:
    """Return each action that the role of *function* may do, with the resource (`Queue.Arn`, `${Bucket.Arn}/*`)."""
    documents = [policy["PolicyDocument"] for policy in resource(f"{function}Role")["Policies"]]
    return [
        (action, named(target))
        for document in documents
        for statement in document["Statement"]
        if statement["Effect"] == "Allow"
        for action in several(statement["Action"])
        for target in several(statement["Resource"])
    ]


def several(value: Any) -> list[Any]:
    """Return *value* as the list that it is, or stands for."""
    return value if isinstance(value, list) else [value]


def named(target: Any) -> str:
    """Return the resource of a statement in one string."""
    if isinstance(target, str):
        return target
    return ".".join(target["Fn::GetAtt"]) if "Fn::GetAtt" in target else str(target["Fn::Sub"])


@stages
def test_function_has_the_limits_of_its_stage(stage: Stage) -> None:
    """Memory and timeout of a function are its stage's, and the soft limit leaves time to save."""
    function = resource(f"{stage.name.capitalize()}Function")

    assert (function["MemorySize"], function["Timeout"]) == (stage.memory, stage.timeout)
    assert function["CodeUri"] == f"functions/{stage.name}"
    assert stage.soft_limit <= stage.timeout - 30


def test_the_api_has_the_memory_of_its_previews() -> None:
    """What a preview may take of it is reckoned from that."""
    assert resource("ApiFunction")["MemorySize"] == API_MEMORY


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
def test_function_may_send_where_its_stage_sends(stage: Stage) -> None:
    """To the stages that may come next, to its own, to the first if it makes children, and nowhere else."""
    sent_to = {target for action, target in allowed(stage.name.capitalize()) if action == "sqs:SendMessage"}

    assert sent_to == {f"{name.capitalize()}Queue.Arn" for name in sends_to(stage)}


@stages
def test_function_may_receive_from_its_own_queue_alone(stage: Stage) -> None:
    """What takes messages, gives them back or ends them is allowed on one queue, and nothing on a dead-letter queue."""
    own = {"ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes"}
    granted = allowed(stage.name.capitalize())

    assert {(action, target) for action, target in granted if action.removeprefix("sqs:") in own} == {
        (f"sqs:{action}", f"{stage.name.capitalize()}Queue.Arn") for action in own
    }
    assert not [target for _, target in granted if "DeadLetters" in target]


functions = pytest.mark.parametrize("name", of_type("AWS::Serverless::Function"))


@functions
def test_every_function_has_a_role_and_a_log_group_of_its_own(name: str) -> None:
    """No two share one, and no role is SAM's, which would add managed policies."""
    own, function = name.removesuffix("Function"), resource(name)

    assert function["Role"] == {"Fn::GetAtt": [f"{own}Role", "Arn"]}
    assert function["LoggingConfig"] == {"LogGroup": {"Ref": f"{own}Logs"}}
    assert ("logs:PutLogEvents", f"{own}Logs.Arn") in allowed(own)
    assert "Policies" not in function


def test_every_log_ends() -> None:
    """After some days."""
    assert {group["RetentionInDays"]["Ref"] for group in of_type("AWS::Logs::LogGroup").values()} == {
        "LogRetentionDays"
    }


@functions
def test_no_role_has_a_wildcard_for_an_action_or_for_all_resources(name: str) -> None:
    """Each action is named, each resource is one of the template's."""
    granted = allowed(name.removesuffix("Function"))

    assert not [action for action, _ in granted if "*" in action]
    assert not [target for _, target in granted if not {*re.findall(r"\w+", target)} & {*resources()}]


@pytest.mark.parametrize("name", ["Validate", "Publish", "Sweep", "Authorizer", "Migrate"])
def test_a_function_without_documents_may_do_nothing_on_s3(name: str) -> None:
    """What it needs of a document is in the database."""
    assert not [action for action, _ in allowed(name) if action.startswith("s3:")]


def test_nothing_is_reached_without_tls_and_nothing_lies_unencrypted() -> None:
    """Bucket and queues refuse plain HTTP by default, TLS before 1.2 is refused, and what is stored is encrypted."""
    conditions = [
        statement["Condition"]
        for given in resource("DocumentsPolicy")["PolicyDocument"]["Statement"]
        for statement in (given.get("Fn::If", [None, given])[1],)
    ]

    assert template()["Parameters"]["TlsOnly"]["Default"] == "on"
    assert {"Bool": {"aws:SecureTransport": "false"}} in conditions
    assert {"NumericLessThan": {"s3:TlsVersion": "1.2"}} in conditions
    assert {queue["Ref"] for queue in resource("QueuesPolicy")["Queues"]} == set(of_type("AWS::SQS::Queue"))
    assert all(queue["SqsManagedSseEnabled"] is True for queue in of_type("AWS::SQS::Queue").values())
    buckets = of_type("AWS::S3::Bucket").items()
    assert [name for name, one in buckets if set(one["PublicAccessBlockConfiguration"].values()) != {True}] == []
    assert [name for name, one in buckets if not one["BucketEncryption"]["ServerSideEncryptionConfiguration"]] == []
    assert [name for name, one in buckets if one["VersioningConfiguration"] != {"Status": "Enabled"}] == []


@stages
def test_a_dead_letter_outlives_its_queue(stage: Stage) -> None:
    """A message keeps its first date as a dead letter, so that queue keeps it ten days longer: the most of SQS."""
    name = stage.name.capitalize()
    kept = resource(f"{name}Queue")["MessageRetentionPeriod"], resource(f"{name}DeadLetters")["MessageRetentionPeriod"]

    assert kept == (4 * 86_400, 14 * 86_400)


def test_the_api_is_throttled_and_logs_requests_without_what_they_carry() -> None:
    """All methods have a rate and a burst; the access log names neither headers nor bodies nor query strings."""
    settings = resource("Api")["MethodSettings"]
    logged = resource("Api")["AccessLogSetting"]["Format"]

    assert [(each["HttpMethod"], each["ResourcePath"], each["DataTraceEnabled"]) for each in settings] == [
        ("*", "/*", False)
    ]
    assert {"ThrottlingRateLimit", "ThrottlingBurstLimit"} <= set(settings[0])
    assert "$context.authorizer.principalId" in logged
    assert not [word for word in ("header", "body", 'path"', "querystring", "apiKey") if word in logged]


def test_only_the_api_may_take_dead_letters_out_and_each_stages() -> None:
    """What operators may do with the dead-letter queues is the api function's alone."""
    takers = {
        (name, target)
        for name in (name.removesuffix("Function") for name in of_type("AWS::Serverless::Function"))
        for action, target in allowed(name)
        if action in {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:StartMessageMoveTask"} and "Dead" in target
    }

    assert takers == {("Api", f"{stage.name.capitalize()}DeadLetters.Arn") for stage in PIPELINE}


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
    functions = of_type("AWS::Serverless::Function")
    holders = {name for name, made in functions.items() if "AdminDatabase" in str(made.get("Environment", ""))}
    readers = {name for name, made in of_type("AWS::IAM::Role").items() if "ReadAdminSecret" in str(made)}

    assert (holders, readers) == ({"MigrateFunction"}, {"MigrateRole"})
    assert "AdminDatabase" not in str(template()["Globals"])


def test_every_function_folder_is_deployed() -> None:
    """Each folder below `functions/` is one function of the template."""
    deployed = {
        made["Properties"]["CodeUri"] for made in resources().values() if made["Type"] == "AWS::Serverless::Function"
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


@pytest.mark.parametrize("kind", resource("Api")["GatewayResponses"])
def test_what_api_gateway_answers_by_itself_is_a_problem_too(kind: str) -> None:
    """Each of its own refusals is a problem (RFC 9457) in all languages; where waiting helps, it says how long."""
    answer = resource("Api")["GatewayResponses"][kind]
    problem = json.loads(answer["ResponseTemplates"]["application/json"])

    assert {"type", "title", "status", "code", "detail"} == set(problem) - {"field"}
    assert problem["type"] == f"urn:asiento:problem:{problem['code']}"
    assert problem["status"] == answer["StatusCode"]
    assert problem["detail"].endswith(".")
    headers = answer["ResponseParameters"]["Headers"]
    assert headers["Content-Type"] == "'application/problem+json'"
    assert headers["Content-Language"] == f"'{', '.join(LANGUAGES)}'"
    words = set(re.findall(r"\w+", problem["detail"].lower()))
    assert [name for name in LANGUAGES if words.isdisjoint(language(name).form["orders"])] == []
    assert problem["detail"].isascii()
    assert ("Retry-After" in headers) == (problem["status"] in (429, 503))


def test_api_gateway_says_no_other_refusal_in_its_own_words() -> None:
    """What is none of the named ones falls under one of two defaults."""
    assert {"DEFAULT_4XX", "DEFAULT_5XX"} < set(resource("Api")["GatewayResponses"])


def test_only_the_ocr_function_finds_the_better_engine_and_only_on_demand() -> None:
    """Its packages are past Lambda's size, so a deployment that says nothing goes without."""
    finders = [
        name
        for name, made in of_type("AWS::Serverless::Function").items()
        if "PYTHONPATH" in made.get("Environment", {}).get("Variables", {})
    ]

    assert finders == ["OcrFunction"]
    assert template()["Parameters"]["OcrPackages"]["Default"] == ""


@pytest.mark.parametrize(
    ("tag", "value"), [(SCAN_TAG, INFECTED), (GUARDDUTY_TAG, "THREATS_FOUND")], ids=["ours", "GuardDuty's"]
)
def test_nobody_reads_what_holds_malware(tag: str, value: str) -> None:
    """The bucket denies an object with the tag of a scanner to everybody, whatever else allows it, in all versions."""
    rules = resource("DocumentsPolicy")["PolicyDocument"]["Statement"]
    told = {"StringEquals": {f"s3:ExistingObjectTag/{tag}": value}}
    rule = next(rule for rule in rules if rule.get("Condition") == told)

    assert (rule["Effect"], rule["Principal"]) == ("Deny", "*")
    assert {*rule["Action"]} == {"s3:GetObject", "s3:GetObjectVersion"}
    assert rule["Resource"] == {"Fn::Sub": "${Documents.Arn}/*"}


def test_no_form_leads_where_stages_write() -> None:
    """What the stages store, above all the files that were scanned, the API may not sign an upload over."""
    written = {
        target for stage in PIPELINE for action, target in allowed(stage.name.capitalize()) if action == "s3:PutObject"
    }
    policy = resource("ApiRole")["Policies"][0]["PolicyDocument"]["Statement"]
    denied = next(statement for statement in policy if statement["Effect"] == "Deny")

    assert written == {f"${{Documents.Arn}}/*/{place}/*" for place in ("content", "kept", "parts")}
    assert {target["Fn::Sub"] for target in denied["Resource"]} == written
    keepers = {stage.name for stage in PIPELINE if "/kept/" in str(resource(f"{stage.name.capitalize()}Role"))}
    assert keepers == {"preprocess"}


def test_only_who_scans_may_tag() -> None:
    """Preprocess and the API's previews put files away; nobody else may say what is clean."""
    roles = {name for name, made in of_type("AWS::IAM::Role").items() if "s3:PutObjectTagging" in str(made)}

    assert roles == {"PreprocessRole", "ApiRole"}
