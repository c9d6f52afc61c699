"""What each function's role may do, tried call by call against the IAM of the local AWS: the rest is denied."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError

from asiento.files.quarantine import GUARDDUTY_TAG, INFECTED, SCAN_TAG
from asiento.pipeline import PIPELINE, sends_to
from e2e.conftest import Deployed
from infra.local.deploy import BUCKET, STACK
from infra.local.deploy import client as aws
from infra.local.ministack import REGION
from templates import resources

pytestmark = pytest.mark.timeout(300)

NAMES = tuple(stage.name for stage in PIPELINE)
FUNCTIONS = (*NAMES, "api", "authorizer", "sweep", "retention", "migrate")
PLACE = "/".join(str(uuid4()) for _ in range(3))
"""The folder of an upload of nobody: `{tenant}/{batch}/{upload}`."""

NOBODY = json.dumps({"tenant_id": str(uuid4()), "item_id": str(uuid4())})
"""A message that a stage takes, finds nothing for, and is done with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A function's role as it is deployed, with what tells this function from the others."""

    name: str
    function: str
    arn: str
    session: boto3.Session
    endpoint: str

    def client(self, service: str) -> Any:
        """Return a client that may do what the role may."""
        return self.session.client(service, endpoint_url=self.endpoint)  # type: ignore[call-overload]


Call = Callable[[Callable[[str], Any]], object]
"""Does one thing with the clients that it is given."""


def role_of(deployed: Deployed, name: str) -> Role:
    """Assume the role under which the function *name* runs."""
    function = deployed.physical(f"{name.capitalize()}Function")
    arn = aws(deployed.config, "lambda").get_function_configuration(FunctionName=function)["Role"]
    given = aws(deployed.config, "sts").assume_role(RoleArn=arn, RoleSessionName=name)["Credentials"]
    session = boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], REGION)
    return Role(name=name, function=function, arn=arn, session=session, endpoint=deployed.config.gateway_url)


def calls_of_queues(deployed: Deployed) -> Iterator[tuple[str, Call]]:
    """Yield what can be done to each queue and dead-letter queue."""
    for name in NAMES:
        for kind, suffix in (("", "Queue"), ("dead ", "DeadLetters")):
            url = deployed.physical(f"{name.capitalize()}{suffix}")
            yield from ((f"{what} {kind}{name}", call) for what, call in calls_of_queue(url))


def calls_of_queue(url: str) -> Iterator[tuple[str, Call]]:
    """Yield what can be done to one queue. A receipt of nothing is refused too, but not as denied."""
    receipt = {"QueueUrl": url, "ReceiptHandle": "none"}
    yield "send", lambda of: of("sqs").send_message(QueueUrl=url, MessageBody=NOBODY)
    yield "receive", lambda of: of("sqs").receive_message(QueueUrl=url, VisibilityTimeout=0)
    yield "delete", lambda of: of("sqs").delete_message(**receipt)
    yield "postpone", lambda of: of("sqs").change_message_visibility(**receipt, VisibilityTimeout=0)
    yield "look at", lambda of: of("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    yield "purge", lambda of: of("sqs").purge_queue(QueueUrl=url)
    yield "tag", lambda of: of("sqs").tag_queue(QueueUrl=url, Tags={"by": "nobody"})


def calls_of_documents(bucket: str) -> Iterator[tuple[str, Call]]:
    """Yield what can be done to documents, their old versions and their bucket."""
    upload = {"Bucket": bucket, "Key": f"{PLACE}/receipt.pdf"}
    tenant, batch, _ = PLACE.split("/")
    yield "read document", lambda of: of("s3").get_object(**upload)
    yield "read old version", lambda of: of("s3").get_object(**upload, VersionId="null")
    yield "write upload", lambda of: of("s3").put_object(**upload, Body=b"x")
    yield "write content", lambda of: of("s3").put_object(Bucket=bucket, Key=f"{PLACE}/content/reading.json")
    yield "write kept", lambda of: of("s3").put_object(Bucket=bucket, Key=f"{PLACE}/kept/{'0' * 64}/receipt.pdf")
    yield "write part", lambda of: of("s3").put_object(Bucket=bucket, Key=f"{PLACE}/parts/0/pages.pdf")
    yield "write picture", lambda of: of("s3").put_object(Bucket=bucket, Key=f"{PLACE}/pages/{'0' * 64}/1.jpg")
    yield "write elsewhere", lambda of: of("s3").put_object(Bucket=bucket, Key="elsewhere")
    yield "read tags", lambda of: of("s3").get_object_tagging(**upload)
    yield "write tags", lambda of: of("s3").put_object_tagging(**upload, Tagging={"TagSet": []})
    yield "delete document", lambda of: of("s3").delete_object(Bucket=bucket, Key=f"{PLACE}/none")
    yield "delete version", lambda of: of("s3").delete_object(Bucket=bucket, Key=f"{PLACE}/none", VersionId="null")
    yield "list all", lambda of: of("s3").list_objects_v2(Bucket=bucket)
    yield "list tenant", lambda of: of("s3").list_objects_v2(Bucket=bucket, Prefix=f"{tenant}/")
    yield "list batch", lambda of: of("s3").list_objects_v2(Bucket=bucket, Prefix=f"{tenant}/{batch}/")
    yield "list versions", lambda of: of("s3").list_object_versions(Bucket=bucket)
    yield "read bucket policy", lambda of: of("s3").get_bucket_policy(Bucket=bucket)
    yield "delete bucket tags", lambda of: of("s3").delete_bucket_tagging(Bucket=bucket)
    yield "read code", lambda of: of("s3").get_object(Bucket=BUCKET, Key="template.json")
    yield "write code", lambda of: of("s3").put_object(Bucket=BUCKET, Key="nobody.zip", Body=b"x")
    yield "list code", lambda of: of("s3").list_objects_v2(Bucket=BUCKET)
    yield "list buckets", lambda of: of("s3").list_buckets()


def calls_of_log(name: str) -> Iterator[tuple[str, Call]]:
    """Yield what can be done to the log of one function."""
    group, stream = f"/{STACK}/{name}", str(uuid4())
    yield f"write log {name}", lambda of: of("logs").create_log_stream(logGroupName=group, logStreamName=stream)
    yield f"read log {name}", lambda of: of("logs").filter_log_events(logGroupName=group, limit=1)


def calls_of_logs() -> Iterator[tuple[str, Call]]:
    """Yield what can be done to each function's log."""
    for name in FUNCTIONS:
        yield from calls_of_log(name)
    yield "end log", lambda of: of("logs").put_retention_policy(logGroupName=f"/{STACK}/api", retentionInDays=1)
    yield "list logs", lambda of: of("logs").describe_log_groups()


def calls_of_account(deployed: Deployed) -> Iterator[tuple[str, Call]]:
    """Yield what a thief would try next: secrets, roles, code and the deployment itself."""
    parameters = aws(deployed.config, "cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]["Parameters"]
    given = {parameter["ParameterKey"]: parameter.get("ParameterValue", "") for parameter in parameters}
    app, admin = given["AppDatabaseSecret"], given["AdminDatabaseSecret"]
    migrate, publish = role_of(deployed, "migrate"), role_of(deployed, "publish")
    yield "read app secret", lambda of: of("secretsmanager").get_secret_value(SecretId=app)
    yield "read admin secret", lambda of: of("secretsmanager").get_secret_value(SecretId=admin)
    yield "change secret", lambda of: of("secretsmanager").tag_resource(SecretId=app, Tags=[])
    yield "list secrets", lambda of: of("secretsmanager").list_secrets()
    yield "list roles", lambda of: of("iam").list_roles()
    yield "read role", lambda of: of("iam").get_role(RoleName=migrate.arn.rpartition("/")[2])
    yield "make user", lambda of: of("iam").create_user(UserName="nobody")
    yield "take role", lambda of: of("sts").assume_role(RoleArn=migrate.arn, RoleSessionName="nobody")
    yield "run migrate", lambda of: of("lambda").invoke(FunctionName=migrate.function, InvocationType="DryRun")
    yield "run publish", lambda of: of("lambda").invoke(FunctionName=publish.function, InvocationType="DryRun")
    yield "read settings", lambda of: of("lambda").get_function_configuration(FunctionName=migrate.function)
    yield "list functions", lambda of: of("lambda").list_functions()
    yield "list triggers", lambda of: of("lambda").list_event_source_mappings()
    yield "read stack", lambda of: of("cloudformation").describe_stacks(StackName=STACK)
    yield "read parameter", lambda of: of("ssm").get_parameter(Name="none")
    yield "list schedules", lambda of: of("scheduler").list_schedules()
    yield "list apis", lambda of: of("apigateway").get_rest_apis()


def expected(name: str) -> set[str]:
    """Return the calls that the function *name* must be able to do, as it is written down here once more."""
    granted = {f"write log {name}", "read app secret"}
    if name in NAMES:
        granted |= {f"{what} {name}" for what in ("receive", "delete", "postpone", "look at")}
        stage = next(stage for stage in PIPELINE if stage.name == name)
        granted |= {f"send {other}" for other in sends_to(stage)}
    if name in {"api", "sweep"}:
        granted |= {f"send {other}" for other in NAMES}
    if name == "api":
        # Operators look at queues and redrive their dead letters.
        granted |= {f"look at {other}" for other in NAMES}
        granted |= {f"{what} dead {other}" for what in ("receive", "delete", "postpone", "look at") for other in NAMES}
    return granted | EXTRA.get(name, frozenset())


EXTRA: Mapping[str, frozenset[str]] = {
    "preprocess": frozenset({"read document", "write content", "write kept", "write part", "read tags", "write tags"}),
    "ocr": frozenset({"read document", "write content"}),
    "classify": frozenset({"read document", "write part"}),
    "extract": frozenset({"read document"}),
    "api": frozenset({"read document", "write upload", "write picture", "list batch", "read tags", "write tags"}),
    "retention": frozenset({"list batch", "delete document"}),
    "migrate": frozenset({"read admin secret"}),
}
"""What stages do with documents; `api` signs uploads, looks at tables and keeps pictures, `retention` deletes,
`migrate` owns the schema."""


def is_denied(call: Call, of: Callable[[str], Any]) -> bool:
    """Return whether IAM refused *call*; any other answer, an error too, means that it was let through."""
    try:
        call(of)
    except ClientError as error:
        return error.response.get("Error", {}).get("Code", "").startswith("AccessDenied")
    return False


@pytest.fixture(scope="module")
def calls(running: Deployed) -> dict[str, Call]:
    """Every call that is tried, by its name."""
    bucket = running.physical("Documents")
    aws(running.config, "s3").put_object(Bucket=bucket, Key=f"{PLACE}/receipt.pdf", Body=b"x")
    groups = (calls_of_queues(running), calls_of_documents(bucket), calls_of_logs(), calls_of_account(running))
    return {name: call for group in groups for name, call in group}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_can_do_what_it_must_and_nothing_else(
    deployed: Deployed, calls: dict[str, Call], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of all calls its role may do those that are written down for it; all others end as AccessDenied."""
    of = cache(role_of(deployed, name).client)

    denied = {called for called, call in calls.items() if is_denied(call, of)}

    assert set(calls) - denied == expected(name)
    with capsys.disabled():
        print(f"\n{name}: {len(calls) - len(denied)} of {len(calls)} calls allowed, {len(denied)} denied")  # noqa: T201


@contextmanager
def plain_http_refused(deployed: Deployed, bucket: str, queue: str) -> Iterator[None]:
    """Put what the template says of TLS onto a bucket and a queue of the local AWS, which has none; take it away."""
    of_bucket = resources()["DocumentsPolicy"]["Properties"]["PolicyDocument"]["Statement"][0]["Fn::If"][1]
    of_queue = resources()["QueuesPolicy"]["Properties"]["PolicyDocument"]["Statement"][0]
    # Not all of it: it binds the owner too, who could then not take it away.
    narrow = {**of_bucket, "Resource": f"arn:aws:s3:::{bucket}/*"}, {**of_queue, "Action": "sqs:SendMessage"}
    document, queue_document = (json.dumps({"Version": "2012-10-17", "Statement": [each]}) for each in narrow)
    s3, sqs = aws(deployed.config, "s3"), aws(deployed.config, "sqs")
    before = s3.get_bucket_policy(Bucket=bucket)["Policy"]
    s3.put_bucket_policy(Bucket=bucket, Policy=document)
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": queue_document})
    try:
        yield
    finally:
        s3.put_bucket_policy(Bucket=bucket, Policy=before)
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": ""})


def test_requests_without_tls_are_refused(deployed: Deployed, calls: dict[str, Call]) -> None:
    """The policies of the template deny over plain HTTP what the role itself may do."""
    bucket, queue = deployed.physical("Documents"), deployed.physical("PreprocessQueue")
    of = cache(role_of(deployed, "preprocess").client)
    tried = ("read document", "write content", "send preprocess")
    assert [name for name in tried if is_denied(calls[name], of)] == []

    with plain_http_refused(deployed, bucket, queue):
        refused = [name for name in tried if is_denied(calls[name], of)]

    assert refused == list(tried)
    assert [name for name in tried if is_denied(calls[name], of)] == []


@pytest.mark.parametrize(("tag", "value"), [(SCAN_TAG, INFECTED), (GUARDDUTY_TAG, "THREATS_FOUND")])
def test_a_document_with_malware_is_given_to_nobody(
    deployed: Deployed, calls: dict[str, Call], tag: str, value: str
) -> None:
    """The policy of the bucket denies what roles allow, by the tag alone; a clean document is given."""
    readers = [cache(role_of(deployed, name).client) for name in ("preprocess", "ocr", "classify", "extract", "api")]
    s3, place = aws(deployed.config, "s3"), {"Bucket": deployed.physical("Documents"), "Key": f"{PLACE}/receipt.pdf"}
    assert [is_denied(calls["read document"], of) for of in readers] == [False] * 5

    s3.put_object_tagging(**place, Tagging={"TagSet": [{"Key": tag, "Value": value}]})
    denied = [is_denied(calls["read document"], of) for of in readers]
    s3.delete_object_tagging(**place)

    assert denied == [True] * 5
