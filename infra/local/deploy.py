"""Deploys the built template onto the local AWS by CloudFormation. Knows nothing of processes and ports.

`sam deploy` would need SAM's translator, and with it pydantic, inside MiniStack's environment, where a package missing
from a layer would then go unseen; so the translation is done on this side. It is also three times as fast.
"""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from infra.local.config import StackConfig, StackError
from infra.local.ministack import ACCESS_KEY, REGION, SECRET_KEY
from infra.local.processes import wait_until

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

STACK = "asiento"
BUCKET = "asiento-deployments"
MANAGED_POLICIES = {
    name: f"arn:aws:iam::aws:policy/service-role/{name}"
    for name in ("AWSLambdaBasicExecutionRole", "AWSLambdaSQSQueueExecutionRole", "AWSLambdaVPCAccessExecutionRole")
}
CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}
DEPLOY_SECONDS = 120.0
IN_BATCHES = frozenset({"sqs:SendMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"})
"""Actions that SQS also takes ten at a time."""


def session() -> boto3.Session:
    """Return the session of the local account."""
    return boto3.Session(aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY, region_name=REGION)


def client(config: StackConfig, service: str) -> Any:
    """Return a client of *service* on the local AWS."""
    patient = Config(read_timeout=180, retries={"max_attempts": 2})
    return session().client(service, endpoint_url=config.gateway_url, config=patient)  # type: ignore[call-overload]


def deploy(config: StackConfig, built: Path, parameters: Mapping[str, str]) -> dict[str, str]:
    """Create or update the stack from *built* (the output of `sam build`) and return its outputs.

    Raises `StackError` with the reasons that CloudFormation gives.
    """
    try:
        template = name_batches(slow_down(translate(_upload_code(config, built), parameters)))
        cloudformation = client(config, "cloudformation")
        _create_or_update(cloudformation, _upload_template(config, template), parameters)
        return _wait_for_outputs(cloudformation)
    except (BotoCoreError, ClientError) as error:
        raise StackError(f"The local AWS refused the deployment: {error}. Try `make down` and `make up`.") from error


def put_secret(config: StackConfig, name: str, value: str) -> str:
    """Keep *value* as the secret *name* and return its ARN. Raises `StackError`."""
    secrets = client(config, "secretsmanager")
    try:
        with suppress(secrets.exceptions.ResourceExistsException):
            secrets.create_secret(Name=name, SecretString=value)
        arn: str = secrets.put_secret_value(SecretId=name, SecretString=value)["ARN"]
    except (BotoCoreError, ClientError) as error:
        raise StackError(f"The secret {name} could not be kept: {error}. Try `make down` and `make up`.") from error
    return arn


def invoke(config: StackConfig, function: str) -> None:
    """Run *function* once with an empty event. Raises `StackError` with what it raised."""
    try:
        answer = client(config, "lambda").invoke(FunctionName=function, Payload=b"{}", LogType="Tail")
    except (BotoCoreError, ClientError) as error:
        raise StackError(
            f"The function {function} could not be run: {error}. Try `make down` and `make up`."
        ) from error
    if answer.get("FunctionError"):
        problem = json.load(answer["Payload"])
        raise StackError(
            f"The function {function} failed: {problem.get('errorMessage')}. Mend what it names and run this again.\n"
            + "\n".join(problem.get("stackTrace") or problem.get("trace") or ())
        )


def translate(template: dict[str, Any], parameters: Mapping[str, str]) -> dict[str, Any]:
    """Return the SAM *template* as plain CloudFormation, as AWS does on its side."""
    translator = Translator(MANAGED_POLICIES, Parser(), boto_session=session())
    translated: dict[str, Any] = translator.translate(template, dict(parameters))
    return translated


def slow_down(template: dict[str, Any], most: int | None = None) -> dict[str, Any]:
    """Return *template* with no more workers a queue than this machine has processors (at least 2, SQS's minimum).

    Each worker is a process of its own here, with its own copy of the layers, and memory is what runs out.
    """
    most = max(2, most or os.cpu_count() or 2)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::EventSourceMapping":
            scaling = resource["Properties"].setdefault("ScalingConfig", {})
            scaling["MaximumConcurrency"] = min(most, scaling.get("MaximumConcurrency", most))
    return template


def name_batches(template: dict[str, Any]) -> dict[str, Any]:
    """Return *template* with each SQS action that roles may do allowed in batches too.

    On AWS the permission for one message is that for ten; MiniStack asks for the batch by its own name.
    """
    for policy in _allowed(template):
        actions = policy["Action"] if isinstance(policy["Action"], list) else [policy["Action"]]
        policy["Action"] = actions + [f"{action}Batch" for action in actions if action in IN_BATCHES]
    return template


def _allowed(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every statement that allows something, wherever it stands in *part*."""
    if isinstance(part, dict) and part.get("Effect") == "Allow" and "Action" in part:
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _allowed(inner)


def _upload_code(config: StackConfig, built: Path) -> dict[str, Any]:
    """Upload each function and layer under its content's hash; return the template that points to them."""
    template: dict[str, Any] = yaml_parse((built / "template.yaml").read_text(encoding="utf-8"))
    s3 = client(config, "s3")
    with suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for name, resource in template["Resources"].items():
        if code := CODE.get(resource["Type"]):
            data = _zip(built / resource["Properties"][code])
            key = f"{name}-{hashlib.sha256(data).hexdigest()[:20]}.zip"
            s3.put_object(Bucket=BUCKET, Key=key, Body=data)
            resource["Properties"][code] = f"s3://{BUCKET}/{key}"
    return template


def _zip(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(str(path.relative_to(folder)))  # without its time: same content, same hash
            entry.external_attr = path.stat().st_mode << 16
            archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()


def _upload_template(config: StackConfig, template: dict[str, Any]) -> str:
    """Upload the template, which may be larger than CloudFormation takes in a request; return its address."""
    client(config, "s3").put_object(Bucket=BUCKET, Key="template.json", Body=json.dumps(template).encode())
    return f"{config.gateway_url}/{BUCKET}/template.json"


def _create_or_update(cloudformation: "CloudFormationClient", url: str, parameters: Mapping[str, str]) -> None:
    values = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
    request: Any = {"StackName": STACK, "TemplateURL": url, "Parameters": values, "Capabilities": ["CAPABILITY_IAM"]}
    if _status(cloudformation) is None:
        cloudformation.create_stack(**request)
        return
    try:
        cloudformation.update_stack(**request)
    except ClientError as error:
        if "No updates are to be performed" not in error.response.get("Error", {}).get("Message", ""):
            raise


def _status(cloudformation: "CloudFormationClient") -> str | None:
    try:
        return cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == "ValidationError":
            return None
        raise


def _wait_for_outputs(cloudformation: "CloudFormationClient") -> dict[str, str]:
    wait_until(lambda: not (_status(cloudformation) or "").endswith("_IN_PROGRESS"), DEPLOY_SECONDS)
    status = _status(cloudformation)
    if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
        reasons = [
            f"{event.get('LogicalResourceId')}: {event.get('ResourceStatusReason')}"
            for event in events
            if event.get("ResourceStatus", "").endswith("FAILED")
        ]
        remedy = "Run `make down` and `make up`, or mend template.yaml"  # an update may not pass what a creation does
        raise StackError(f"The deployment ended as {status}. {remedy}:\n" + "\n".join(reasons))
    outputs = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0].get("Outputs", [])
    return {output["OutputKey"]: output["OutputValue"] for output in outputs}
