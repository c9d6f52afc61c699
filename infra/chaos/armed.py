"""Stages and API as deployed, armed: they reach SQS, S3 and Postgres through the proxies, and faults show in seconds.

Everything by the API of AWS, as an operator would: nothing in the product knows of chaos.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from asiento.pipeline import PIPELINE
from infra.chaos.proxies import HOST, Ports, Proxies
from infra.local.build import BUILT
from infra.local.config import ROOT, StackConfig
from infra.local.deploy import STACK, client
from infra.local.stack import Record

HIDDEN = 2
"""Seconds by which a message stays hidden for longer than its function may run."""
BATCH = {"preprocess": 4, "ocr": 1}
"""Messages a batch, where it is not as in the template: smaller batches pass each point more often."""
LAYERS = ("AsientoLayer", "DocumentsLayer")
LAYERS_AS_BUILT = {"PYTHONPATH": os.pathsep.join(str(ROOT / BUILT / layer / "python") for layer in LAYERS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageParts:
    """A stage as it is deployed: its function, its event source mapping, its queue and its dead-letter queue."""

    name: str
    function: str
    mapping: str
    queue: str
    dead_letters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """The clients of a deployed stack, its stages, the names of the functions of API and sweep, and the database."""

    functions: Any
    queues: Any
    stages: tuple[StageParts, ...]
    api: str
    sweep: str
    database_url: str


def find(config: StackConfig, record: Record) -> Deployment:
    """Return the stack that is deployed."""
    functions = client(config, "lambda")
    names = _physical_names(client(config, "cloudformation"))
    return Deployment(
        functions=functions,
        queues=client(config, "sqs"),
        stages=tuple(_parts(functions, names, stage.name) for stage in PIPELINE),
        api=names["ApiFunction"],
        sweep=names["SweepFunction"],
        database_url=record.database_url,
    )


def _physical_names(cloudformation: Any) -> dict[str, str]:
    resources = cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
    return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in resources}


def _parts(functions: Any, names: dict[str, str], stage: str) -> StageParts:
    title = stage.capitalize()
    function = names[f"{title}Function"]
    mappings = functions.list_event_source_mappings(FunctionName=function)["EventSourceMappings"]
    return StageParts(
        name=stage,
        function=function,
        mapping=mappings[0]["UUID"],
        queue=names[f"{title}Queue"],
        dead_letters=names[f"{title}DeadLetters"],
    )


@contextmanager
def armed(deployment: Deployment, proxies: Proxies, timeout: int) -> Iterator[None]:
    """Send stages and API through the proxies, with *timeout* seconds a stage's run; as before at the end."""
    api = _arm_function(deployment, deployment.api, proxies.api)
    before = [_arm(deployment, stage, proxies.stages, timeout) for stage in deployment.stages]
    try:
        yield
    finally:
        deployment.functions.update_function_configuration(**api)
        for function, mapping, queue in before:
            deployment.functions.update_function_configuration(**function)
            deployment.functions.update_event_source_mapping(**mapping)
            deployment.queues.set_queue_attributes(**queue)


def _arm(deployment: Deployment, stage: StageParts, ports: Ports, timeout: int) -> tuple[dict[str, Any], ...]:
    """Arm one stage; return the three calls that undo it."""
    functions, queues = deployment.functions, deployment.queues
    mapping = functions.get_event_source_mapping(UUID=stage.mapping)
    hidden = queues.get_queue_attributes(QueueUrl=stage.queue, AttributeNames=["VisibilityTimeout"])["Attributes"]
    function = _arm_function(deployment, stage.function, ports, timeout)
    batch = min(BATCH.get(stage.name, mapping["BatchSize"]), mapping["BatchSize"])
    functions.update_event_source_mapping(UUID=stage.mapping, BatchSize=batch)
    queues.set_queue_attributes(QueueUrl=stage.queue, Attributes={"VisibilityTimeout": str(timeout + HIDDEN)})
    return (
        function,
        {"UUID": stage.mapping, "BatchSize": mapping["BatchSize"]},
        {"QueueUrl": stage.queue, "Attributes": hidden},
    )


def _arm_function(deployment: Deployment, name: str, ports: Ports, timeout: int | None = None) -> dict[str, Any]:
    """Send a function through the proxies; return the call that undoes it."""
    was = deployment.functions.get_function_configuration(FunctionName=name)
    variables = was["Environment"]["Variables"]
    deployment.functions.update_function_configuration(
        FunctionName=name,
        Timeout=timeout or was["Timeout"],
        # MiniStack unpacks the layers for each new worker, and a storm needs hundreds: they are read where they lie.
        Layers=[],
        Environment={"Variables": variables | LAYERS_AS_BUILT | _through(deployment.database_url, ports)},
    )
    layers = [layer["Arn"] for layer in was.get("Layers", ())]
    return {
        "FunctionName": name,
        "Layers": layers,
        "Timeout": was["Timeout"],
        "Environment": {"Variables": variables},
    }


def _through(database_url: str, ports: Ports) -> dict[str, str]:
    """Return the variables that lead through the proxies; *database_url* ends in host, port and database.

    A secret that names the database would lead past them.
    """
    credentials, _, place = database_url.rpartition("@")
    database = place.partition("/")[2]
    return {
        "DATABASE_URL": f"{credentials}@{HOST}:{ports.postgres}/{database}",
        "DATABASE_SECRET": "",
        "AWS_ENDPOINT_URL": f"http://{HOST}:{ports.aws}",
    }


def pause(deployment: Deployment, *, paused: bool) -> None:
    """Let no message reach a function, or let all go on."""
    for stage in deployment.stages:
        deployment.functions.update_event_source_mapping(UUID=stage.mapping, Enabled=not paused)
