"""The authorizer on real keys in a real Postgres."""

import logging
from concurrent.futures import ThreadPoolExecutor
from time import sleep, time

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from asiento.access.authorizer import UnauthorizedError, authorize, delay_after
from asiento.access.keys import NewKey, Role, new_key
from asiento.store.database import Database, open_database
from asiento.tenant import Tenant

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
    assert answer["policyDocument"]["Version"] == "2012-10-17"
    (statement,) = answer["policyDocument"]["Statement"]
    assert (statement["Effect"], statement["Action"]) == ("Allow", "execute-api:Invoke")
    assert statement["Resource"] == "arn:aws:execute-api:eu-south-2:123456789012:abcdefghij/v1/*"


def test_anything_else_is_unauthorized(database: Database, key: NewKey, subtests: pytest.Subtests) -> None:
    """No, malformed, foreign and nearly right keys all end in the one text that API Gateway makes a 401 of."""
    nearly = key.text[:-1] + ("A" if key.text[-1] != "A" else "B")
    for token in (None, "", "Bearer", f"Basic {key.text}", key.text, "Bearer x\x00", nearly, new_key(Role.UPLOAD).text):
        for sent in (token, f"Bearer {token}"):
            with subtests.test(sent=sent):
                if sent == f"Bearer {key.text}":
                    continue
                with pytest.raises(UnauthorizedError, match=r"^Unauthorized$"):
                    authorize(event(sent), database, lambda _: None)


def test_a_revoked_key_is_unauthorized(database: Database, admin: Engine, key: NewKey) -> None:
    """A key ends with its revocation."""
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.api_keys SET revoked_at = now()"))

    with pytest.raises(UnauthorizedError):
        authorize(event(f"Bearer {key.text}"), database)


def other_secret(key: NewKey) -> str:
    """Return a guess: the key's prefix with another secret."""
    return f"asiento_{key.prefix}_{new_key(Role.UPLOAD).text.split('_', 2)[2]}"


def refused(text: str, database: Database) -> float:
    """Try a wrong key; return for how long it had to wait."""
    waited: list[float] = []
    with pytest.raises(UnauthorizedError):
        authorize(event(f"Bearer {text}"), database, waited.append)
    return waited[0]


@pytest.mark.usefixtures("_in_one_minute")
def test_wrong_keys_wait_and_right_ones_never(
    migrated: tuple[Engine, str], database: Database, tenant: Tenant, key: NewKey
) -> None:
    """Guesses at a key are counted over all instances and wait ever longer; its holder notices nothing of it."""
    instances = [open_database(migrated[1]) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        waits = [wait for found in pool.map(lambda one: guesses(one, key, 15), instances) for wait in found]

    assert sorted(waits) == pytest.approx([delay_after(tries) for tries in range(1, 61)])
    assert [delay_after(tries) for tries in (1, 10, 11, 20, 30, 300)] == pytest.approx([0, 0, 0.05, 0.5, 1, 1])
    waited: list[float] = []
    assert authorize(event(f"Bearer {key.text}"), database, waited.append)["principalId"] == str(tenant.id)
    assert waited == []
    for instance in instances:
        instance.engine.dispose()


@pytest.fixture
def _in_one_minute() -> None:
    """Start a test that counts by the minute where none ends soon."""
    left = 60 - time() % 60
    if left < 5:
        sleep(left + 0.1)


def guesses(database: Database, key: NewKey, count: int) -> list[float]:
    """Guess again and again; return how long each guess had to wait."""
    return [refused(other_secret(key), database) for _ in range(count)]


@pytest.mark.usefixtures("_in_one_minute")
def test_unknown_prefixes_are_counted_together(database: Database, admin: Engine, key: NewKey) -> None:
    """Guessing a new prefix each time is no way around, takes one row a minute, and slows nobody else's guess down."""
    waits = [refused(new_key(Role.UPLOAD).text, database) for _ in range(12)]

    assert waits[-1] > waits[0] == 0
    assert refused(other_secret(key), database) == 0
    with admin.connect() as connection:
        counted = connection.execute(text("SELECT prefix, sum(tries) FROM asiento.wrong_keys GROUP BY prefix")).all()
    assert sorted(map(tuple, counted)) == [("", 12), (key.prefix, 1)]


@pytest.mark.usefixtures("_in_one_minute")
def test_a_flood_keeps_no_instances_asleep(database: Database, admin: Engine, key: NewKey) -> None:
    """Past 300 wrong keys a minute they are refused at once: sleeping instances would be missing for right keys."""
    refused(other_secret(key), database)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.wrong_keys SET tries = 300"))

    assert refused(other_secret(key), database) == 0


@pytest.mark.usefixtures("_in_one_minute")
@pytest.mark.parametrize(
    ("tries", "told"), [(9, False), (10, True), (11, False), (98, False), (99, True), (100, False)]
)
def test_wrong_keys_are_told_of_now_and_then(
    database: Database, admin: Engine, key: NewKey, tries: int, told: bool, logged: list[logging.LogRecord]
) -> None:
    """The log has the first that waits in a minute and each hundredth: a flood does not flood it as well."""
    refused(other_secret(key), database)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.wrong_keys SET tries = :tries"), {"tries": tries})
    logged.clear()

    refused(other_secret(key), database)

    assert [record.getMessage() for record in logged] == ["wrong keys"] * told


def test_old_counts_are_forgotten(database: Database, admin: Engine, key: NewKey) -> None:
    """The next minute begins anew, and what is older than an hour is gone with the next wrong key."""
    for _ in range(12):
        refused(other_secret(key), database)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.wrong_keys SET minute = minute - interval '61 minutes'"))

    assert refused(other_secret(key), database) == 0
    with admin.connect() as connection:
        assert connection.execute(text("SELECT sum(tries) FROM asiento.wrong_keys")).scalar_one() == 1


def test_an_expired_key_is_unauthorized(database: Database, admin: Engine, key: NewKey) -> None:
    """A key ends when its time is over."""
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.api_keys SET expires_at = now() + interval '1 hour'"))
    assert authorize(event(f"Bearer {key.text}"), database)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.api_keys SET expires_at = now()"))

    with pytest.raises(UnauthorizedError):
        authorize(event(f"Bearer {key.text}"), database)


def test_the_application_sees_no_counts(database: Database, tenant: Tenant, key: NewKey) -> None:
    """How often keys were guessed at is nobody's to read or to reset."""
    refused(other_secret(key), database)

    with pytest.raises(ProgrammingError, match="permission denied"), database.transaction([tenant.id]) as connection:
        connection.execute(text("DELETE FROM wrong_keys"))
