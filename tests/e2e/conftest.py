"""The deployed stack of the end-to-end tests: its own folder and ports, beside whatever else runs here."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from asiento.store.database import connect
from infra.local import stack
from infra.local.client import ApiClient
from infra.local.config import StackConfig
from infra.local.demo_tenant import TENANT_ID, give_keys
from infra.local.deploy import STACK
from infra.local.deploy import client as aws
from infra.samples.catalogue import write_samples
from places import free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """The running stack: where it is, its owner's database, a company with its client, and the operator's."""

    config: StackConfig
    record: stack.Record
    owner: Engine
    company: UUID
    client: ApiClient
    operator: ApiClient
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    """What tests started in the place of something that they ended; stopped with the stack."""

    def physical(self, name: str) -> str:
        """Return what the resource *name* of the template is called in the local account: of a queue, its URL."""
        stack = aws(self.config, "cloudformation")
        resource = stack.describe_stack_resource(StackName=STACK, LogicalResourceId=name)["StackResourceDetail"]
        found: str = resource["PhysicalResourceId"]
        return found


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    """Everything that `make up` starts, with short backoffs, and the database's addresses kept as secrets."""
    config = StackConfig(
        var=tmp_path_factory.mktemp("stack"),
        gateway_port=free_port(),
        postgres_port=free_port(),
        clamd_port=free_port(),
        fast_postgres=True,
        secrets=True,
        parameters={"RetryBaseSeconds": "1"},
    )
    started: list[subprocess.Popen[bytes]] = []
    try:
        record = stack.up(config, lambda _: None)
        owner = connect(record.admin_database_url)
        client, operator = (ApiClient(record.api_url, key) for key in give_keys(record.admin_database_url))
        yield Deployed(
            config=config,
            record=record,
            owner=owner,
            company=TENANT_ID,
            client=client,
            operator=operator,
            started=started,
        )
        client.close()
        operator.close()
        owner.dispose()
    finally:
        for process in started:
            process.terminate()
            process.wait(timeout=10)
        stack.down(config, lambda _: None)


@pytest.fixture
def deployed(running: Deployed) -> Iterator[Deployed]:
    """The stack for a test with a company of its own: what another test posted is no duplicate here."""
    company, record = uuid4(), running.record
    client = ApiClient(record.api_url, give_keys(record.admin_database_url, company)[0])
    yield replace(running, company=company, client=client)
    client.close()


@pytest.fixture(scope="session")
def samples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample documents and their truth."""
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder
