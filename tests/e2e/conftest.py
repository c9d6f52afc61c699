"""The deployed stack of the end-to-end tests: its own folder and ports, beside whatever else runs here."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from asiento.store.database import connect
from infra.local import stack
from infra.local.client import ApiClient
from infra.local.config import StackConfig
from infra.local.demo_tenant import give_keys
from infra.samples.catalogue import write_samples
from places import free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """The running stack: where it is, its owner's database, and the demo tenant's client."""

    config: StackConfig
    record: stack.Record
    owner: Engine
    client: ApiClient


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
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
    try:
        record = stack.up(config, lambda _: None)
        owner = connect(record.admin_database_url)
        client = ApiClient(record.api_url, give_keys(record.admin_database_url)[0])
        yield Deployed(config=config, record=record, owner=owner, client=client)
        client.close()
        owner.dispose()
    finally:
        stack.down(config, lambda _: None)


@pytest.fixture(scope="session")
def samples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample documents and their truth."""
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder
