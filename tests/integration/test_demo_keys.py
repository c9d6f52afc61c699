"""The keys of `make run`, on a real Postgres."""

import pytest

from asiento.access.authorizer import UnauthorizedError, authorize
from asiento.store.database import Database
from infra.local.demo_tenant import TENANT_ID, give_keys
from infra.local.postgres import Cluster

METHOD = "arn:aws:execute-api:eu-south-2:123456789012:abcdefghij/v1/GET/batches"


def role_of(key: str, database: Database) -> str:
    """Return the role that the authorizer gives a key of the demo tenant."""
    event = {"type": "TOKEN", "authorizationToken": f"Bearer {key}", "methodArn": METHOD}
    context = authorize(event, database, wait=lambda _: None)["context"]
    assert context["tenant_id"] == str(TENANT_ID)
    return str(context["role"])


def test_each_run_revokes_the_keys_of_the_one_before(database: Database, cluster: Cluster) -> None:
    """However often the demo runs, two keys of it are valid; those of others stay."""
    before = give_keys(cluster.url())
    bench = give_keys(cluster.url(), name="make bench")

    after = give_keys(cluster.url())

    assert [role_of(key, database) for key in (*after, *bench)] == ["review", "operate"] * 2
    for key in before:
        with pytest.raises(UnauthorizedError):
            role_of(key, database)
