"""The authorizer on real keys in a real Postgres."""

import pytest
from sqlalchemy import Engine, text

from asiento.access.authorizer import UnauthorizedError, authorize
from asiento.access.keys import NewKey, Role, new_key
from asiento.model import Tenant
from asiento.store.database import Database

METHOD = "arn:aws:execute-api:eu-south-2:123456789012:abcdefghij/v1/PATCH/items/7"


def event(token: str | None) -> dict[str, str | None]:
    """Return what API Gateway sends a TOKEN authorizer."""
    return {"type": "TOKEN", "authorizationToken": token, "methodArn": METHOD}


@pytest.fixture
def key(admin: Engine, tenant: Tenant) -> NewKey:
    """A key of the tenant that may review."""
    made = new_key(Role.REVIEW)
    add = text(
        "INSERT INTO asiento.api_keys (tenant_id, prefix, hash, role, name) VALUES (:t, :prefix, :hash, :role, 'x')"
    )
    with admin.begin() as connection:
        connection.execute(add, {"t": tenant.id, "prefix": made.prefix, "hash": made.hash, "role": made.role})
    return made


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", " Bearer  "])
def test_a_key_says_whose_it_is(database: Database, tenant: Tenant, key: NewKey, scheme: str) -> None:
    """The context has tenant, role and key; the policy allows the whole stage, so that it can be cached."""
    answer = authorize(event(scheme + key.text), database)

    assert (answer["context"]["tenant_id"], answer["context"]["role"]) == (str(tenant.id), "review")
    assert len(answer["context"]["key_id"]) == 36
    assert answer["principalId"] == str(tenant.id)
    (statement,) = answer["policyDocument"]["Statement"]
    assert (statement["Effect"], statement["Action"]) == ("Allow", "execute-api:Invoke")
    assert statement["Resource"] == "arn:aws:execute-api:eu-south-2:123456789012:abcdefghij/v1/*"


def test_anything_else_is_unauthorized(database: Database, key: NewKey) -> None:
    """No, malformed, foreign and nearly right keys all end in the one text that API Gateway makes a 401 of."""
    nearly = key.text[:-1] + ("A" if key.text[-1] != "A" else "B")
    for token in (None, "", "Bearer", f"Basic {key.text}", key.text, "Bearer x\x00", nearly, new_key(Role.UPLOAD).text):
        for sent in (token, f"Bearer {token}"):
            if sent == f"Bearer {key.text}":
                continue
            with pytest.raises(UnauthorizedError, match=r"^Unauthorized$"):
                authorize(event(sent), database)


def test_a_revoked_key_is_unauthorized(database: Database, admin: Engine, key: NewKey) -> None:
    """A key ends with its revocation."""
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.api_keys SET revoked_at = now()"))

    with pytest.raises(UnauthorizedError):
        authorize(event(f"Bearer {key.text}"), database)
