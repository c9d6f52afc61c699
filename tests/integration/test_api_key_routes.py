"""Keys through the API, each request through the real authorizer: made, shown once, rotated, revoked, expired."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of, rest_event
from asiento.access.authorizer import UnauthorizedError, authorize
from asiento.access.keys import NewKey, Role, hash_of, new_key
from asiento.access.management import make_key, revoke_key
from asiento.api import ApiServices, build_api
from asiento.errors import RequestError
from asiento.store.database import Database
from asiento.tenant import Tenant

METHOD = "arn:aws:execute-api:eu-south-2:123456789012:abcdefghij/v1/GET/batches"


@dataclass
class Holder:
    """Whoever has a key: API Gateway asks the authorizer anew for each request, unless it *remembers*."""

    client: ApiClient
    database: Database
    text: str
    remembers: bool = False
    context: dict[str, Any] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        """Send a request. Raises `UnauthorizedError` where API Gateway answers 401."""
        if not (self.remembers and self.context):
            event = {"type": "TOKEN", "authorizationToken": f"Bearer {self.text}", "methodArn": METHOD}
            self.context = authorize(event, self.database, wait=lambda _: None)["context"]
        request = rest_event(method, path, body=body)
        request["requestContext"]["authorizer"] = self.context
        return self.client.send(request)

    def make(self, **said: Any) -> Any:
        """Make a key and return it as it is shown."""
        answer = self.ask("POST", "/keys", {"name": "x", "role": "upload"} | said)
        assert answer.status == 201, answer.text
        return answer.json

    def other(self, key: Any) -> "Holder":
        """Return the holder of a key just made."""
        return Holder(self.client, self.database, key["key"])


def give(database: Database, tenant: Tenant, role: Role = Role.OPERATE) -> NewKey:
    """Make a key of the tenant, as its first one is made."""
    with database.transaction([tenant.id]) as connection:
        return make_key(connection, tenant.id, role, "first", None).key


@pytest.fixture
def client(api_services: ApiServices) -> ApiClient:
    """A client without a key: holders have their own, and here keys are counted."""
    return ApiClient(build_api(api_services))


@pytest.fixture
def holder(client: ApiClient, database: Database, tenant: Tenant) -> Holder:
    """The holder of the tenant's only key, which may operate."""
    return Holder(client, database, give(database, tenant).text)


def own_id(holder: Holder) -> str:
    """Return the id of the holder's key."""
    (shown,) = [key for key in holder.ask("GET", "/keys").json["items"] if key["prefix"] in holder.text]
    return str(shown["id"])


def change(admin: Engine, key_id: str, what: str) -> None:
    """Change a key in the database."""
    with admin.begin() as connection:
        connection.execute(text(f"UPDATE asiento.api_keys SET {what} WHERE id = :id"), {"id": key_id})


def test_a_key_is_shown_once_and_kept_as_a_hash(holder: Holder, admin: Engine) -> None:
    """The answer has the text; lists and the database have its prefix, and a hash that nothing can be read from."""
    made = holder.make(name=" Scanner ", role="review")

    listed = holder.ask("GET", "/keys")
    with admin.connect() as connection:
        kept = connection.execute(text("SELECT * FROM asiento.api_keys WHERE id = :id"), {"id": made["id"]}).one()

    assert listed.json["items"][0] == {name: value for name, value in made.items() if name != "key"}
    assert (made["name"], made["role"], made["expires_at"], made["revoked_at"]) == ("Scanner", "review", None, None)
    assert made["key"].startswith(f"asiento_{made['prefix']}_")
    assert made["key"] not in listed.text
    assert kept.hash == hash_of(made["key"])
    assert made["key"].rpartition("_")[2] not in str(kept)
    assert holder.other(made).ask("GET", "/batches").status == 200


def test_the_day_of_the_last_use_is_kept(holder: Holder) -> None:
    """A key that was never used says so, and one used today says today."""
    made = holder.make()
    assert made["last_used_on"] is None

    holder.other(made).ask("GET", "/batches")

    listed = {key["id"]: key for key in holder.ask("GET", "/keys").json["items"]}
    assert listed[made["id"]]["last_used_on"] == datetime.now(UTC).date().isoformat()


@pytest.mark.parametrize("role", ["send", "upload", "review"])
def test_only_operate_sees_and_makes_keys(holder: Holder, role: str, subtests: pytest.Subtests) -> None:
    """Lower roles are refused at each address of keys, also for their own key."""
    made = holder.make(role=role)
    lower = holder.other(made)

    for method, path, body in (
        ("GET", "/keys", None),
        ("POST", "/keys", {"name": "x", "role": "upload"}),
        ("POST", f"/keys/{made['id']}/rotate", {}),
        ("DELETE", f"/keys/{made['id']}", None),
    ):
        with subtests.test(method=method, path=path):
            assert problem_of(lower.ask(method, path, body))[:2] == (403, "forbidden")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"role": "upload"}, "name"),
        ({"name": " ", "role": "upload"}, "name"),
        ({"name": "x" * 201, "role": "upload"}, "name"),
        ({"name": "x\x00", "role": "upload"}, "name"),
        ({"name": "x"}, "role"),
        ({"name": "x", "role": "admin"}, "role"),
        ({"name": "x", "role": "upload", "expires_in_days": 0}, "expires_in_days"),
        ({"name": "x", "role": "upload", "expires_in_days": "7"}, "expires_in_days"),
        ({"name": "x", "role": "upload", "expires_in_days": 10**9}, "expires_in_days"),
        ({"name": "x", "role": "upload", "hash": "0"}, "hash"),
    ],
)
def test_a_bad_key_is_refused(holder: Holder, body: Any, named: str) -> None:
    """Names, roles and days that make no sense are a 422 that names them."""
    assert problem_of(holder.ask("POST", "/keys", body))[::2] == (422, named)


def test_a_revoked_key_ends(holder: Holder) -> None:
    """After its revocation the authorizer knows it no more; the list still does, and a second time does no harm."""
    made = holder.make()
    assert holder.other(made).ask("GET", "/batches").status == 200

    assert [holder.ask("DELETE", f"/keys/{made['id']}").status for _ in range(2)] == [204, 204]

    with pytest.raises(UnauthorizedError):
        holder.other(made).ask("GET", "/batches")
    listed = {key["id"]: key["revoked_at"] for key in holder.ask("GET", "/keys").json["items"]}
    assert listed[made["id"]]
    assert problem_of(holder.ask("POST", f"/keys/{made['id']}/rotate"))[:2] == (404, "key_not_found")


def test_a_revoked_key_makes_no_other_while_it_is_remembered(holder: Holder, subtests: pytest.Subtests) -> None:
    """API Gateway may let a revoked key in for a minute: it can then do nothing, and neither make nor revoke keys."""
    thief = holder.other(holder.make(role="operate"))
    thief.remembers = True
    assert thief.ask("GET", "/keys").status == 200

    holder.ask("DELETE", f"/keys/{own_id(thief)}")

    for method, path in (("GET", "/keys"), ("POST", f"/keys/{own_id(holder)}/rotate"), ("DELETE", f"/keys/{uuid4()}")):
        with subtests.test(method=method, path=path):
            assert problem_of(thief.ask(method, path)) == (401, "unauthorized", None)
    assert problem_of(thief.ask("POST", "/keys", {"name": "x", "role": "upload"}))[0] == 401
    assert problem_of(thief.ask("GET", "/batches"))[0] == 401


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/keys", {"name": "x", "role": "operate"}),
        ("POST", "/keys/{own}/rotate", {}),
        ("DELETE", "/keys/{owners}", None),
    ],
)
def test_a_key_that_is_being_revoked_changes_none(
    holder: Holder, admin: Engine, database: Database, tenant: Tenant, method: str, path: str, body: Any
) -> None:
    """While its revocation is not committed its request waits, and is refused once it is."""
    thief = holder.other(holder.make(role="operate"))
    ids = {"own": own_id(thief), "owners": own_id(holder)}
    thief.remembers = True

    with ThreadPoolExecutor(1) as pool:
        with database.transaction([tenant.id]) as connection:
            revoke_key(connection, tenant.id, UUID(ids["own"]))
            asked = pool.submit(thief.ask, method, path.format(**ids), body)
            wait_for_lock(admin)
            assert not asked.done()
        answer = asked.result(timeout=10)

    assert problem_of(answer) == (401, "unauthorized", None)
    assert len([key for key in holder.ask("GET", "/keys").json["items"] if not key["revoked_at"]]) == 1


def wait_for_lock(admin: Engine) -> None:
    """Return once a statement waits for another transaction."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    for _ in range(200):
        with admin.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return
        time.sleep(0.02)
    pytest.fail("Nothing waits.")


def test_the_last_operate_key_stays(holder: Holder, admin: Engine) -> None:
    """A tenant cannot lock itself out: keys that ended, end within a day or may do less are none to go on with."""
    mine, ended, ending = own_id(holder), holder.make(role="operate"), holder.make(role="operate")
    holder.make(role="review")
    change(admin, ended["id"], "expires_at = now()")
    change(admin, ending["id"], "expires_at = now() + interval '24 hours'")

    assert problem_of(holder.ask("DELETE", f"/keys/{mine}")) == (409, "last_operate_key", "key_id")
    assert holder.ask("DELETE", f"/keys/{ended['id']}").status == 204
    other = holder.make(role="operate")
    assert holder.ask("DELETE", f"/keys/{mine}").status == 204
    assert problem_of(holder.other(other).ask("DELETE", f"/keys/{other['id']}"))[1] == "last_operate_key"


def test_two_operators_cannot_revoke_each_other_at_once(database: Database, tenant: Tenant) -> None:
    """Of two that revoke each other's key at the same moment, one is told that it would be the last."""
    told = [revoked_at_once(database, tenant, made_ids(database, tenant)) for _ in range(20)]

    assert told == [["last_operate_key", "revoked"]] * 20


def revoked_at_once(database: Database, tenant: Tenant, ids: list[UUID]) -> list[str]:
    """Revoke keys at the same moment, each in a transaction of its own, and return what is said of them."""
    together = Barrier(len(ids))

    def revoke(key_id: UUID) -> str:
        try:
            with database.transaction([tenant.id]) as connection:
                together.wait()
                revoke_key(connection, tenant.id, key_id)
        except RequestError as error:
            return error.code
        return "revoked"

    with ThreadPoolExecutor(len(ids)) as pool:
        return sorted(pool.map(revoke, ids))


def made_ids(database: Database, tenant: Tenant) -> list[UUID]:
    """Leave the tenant with two keys that may operate, and return their ids."""
    with database.transaction([tenant.id]) as connection:
        connection.execute(
            text("UPDATE api_keys SET revoked_at = clock_timestamp() WHERE tenant_id = :id"), {"id": tenant.id}
        )
        made = [make_key(connection, tenant.id, Role.OPERATE, "x", None) for _ in range(2)]
    return [UUID(str(key.row["id"])) for key in made]


def test_a_rotated_key_is_replaced(holder: Holder, admin: Engine) -> None:
    """The new key has role and name of the old one, which is valid for the grace that the caller names."""
    old = holder.make(name="Scanner", role="review")

    new = holder.ask("POST", f"/keys/{old['id']}/rotate", {"grace_hours": 24, "expires_in_days": 90}).json

    assert (new["name"], new["role"]) == ("Scanner", "review")
    assert new["key"] != old["key"]
    assert days_left(new) == pytest.approx(90, abs=0.01)
    assert [holder.other(key).ask("GET", "/batches").status for key in (old, new)] == [200, 200]
    listed = {key["id"]: key for key in holder.ask("GET", "/keys").json["items"]}
    assert days_left(listed[old["id"]]) == pytest.approx(1, abs=0.01)
    change(admin, old["id"], "expires_at = now()")
    with pytest.raises(UnauthorizedError):
        holder.other(old).ask("GET", "/batches")


def days_left(key: Any) -> float:
    """Return the days until a key expires."""
    return (datetime.fromisoformat(key["expires_at"]) - datetime.now(UTC)) / timedelta(days=1)


def test_without_grace_the_old_key_ends_at_once(holder: Holder) -> None:
    """Even the only key that may operate can be rotated so: its new one is there at the same moment."""
    new = holder.ask("POST", f"/keys/{own_id(holder)}/rotate")

    assert new.status == 201
    with pytest.raises(UnauthorizedError):
        holder.ask("GET", "/batches")
    assert holder.other(new.json).ask("GET", "/keys").status == 200


@pytest.mark.parametrize("hours", [-1, 25, "1", None])
def test_a_grace_past_a_day_is_refused(holder: Holder, hours: Any) -> None:
    """The grace is at most 24 hours, and a number."""
    answer = holder.ask("POST", f"/keys/{own_id(holder)}/rotate", {"grace_hours": hours})

    assert problem_of(answer)[::2] == (422, "grace_hours")


def test_a_grace_makes_no_key_live_longer(holder: Holder, admin: Engine) -> None:
    """A key that expires within the grace expires when it would have."""
    old = holder.make()
    change(admin, old["id"], "expires_at = now() + interval '1 hour'")

    holder.ask("POST", f"/keys/{old['id']}/rotate", {"grace_hours": 24})

    listed = {key["id"]: key for key in holder.ask("GET", "/keys").json["items"]}
    assert days_left(listed[old["id"]]) == pytest.approx(1 / 24, abs=0.01)


@pytest.mark.parametrize(("method", "path", "body"), [("DELETE", "/keys/{}", None), ("POST", "/keys/{}/rotate", {})])
def test_keys_of_another_tenant_are_not_there(
    holder: Holder,
    client: ApiClient,
    database: Database,
    other_tenant: Tenant,
    method: str,
    path: str,
    body: dict[str, Any] | None,
) -> None:
    """Another tenant's operator neither lists nor rotates nor revokes a key: 404, as for one that never was."""
    mine = own_id(holder)
    stranger = Holder(client, database, give(database, other_tenant).text)

    assert [key["id"] for key in stranger.ask("GET", "/keys").json["items"]] == [own_id(stranger)]
    told = [problem_of(stranger.ask(method, path.format(key_id), body)) for key_id in (mine, uuid4())]
    assert told == [(404, "key_not_found", "key_id")] * 2
    assert own_id(holder) == mine


def test_there_are_at_most_a_hundred_valid_keys(holder: Holder, database: Database, tenant: Tenant) -> None:
    """The hundred and first is refused; one that is revoked makes room."""
    with database.transaction([tenant.id]) as connection:
        last = [make_key(connection, tenant.id, Role.UPLOAD, "x", None) for _ in range(99)][-1]

    body = {"name": "x", "role": "upload"}
    assert problem_of(holder.ask("POST", "/keys", body))[:2] == (409, "too_many_keys")
    assert holder.ask("DELETE", f"/keys/{last.row['id']}").status == 204
    assert holder.ask("POST", "/keys", body).status == 201


def test_a_random_key_is_no_key(holder: Holder) -> None:
    """What nobody made is unauthorized."""
    with pytest.raises(UnauthorizedError):
        Holder(holder.client, holder.database, new_key(Role.OPERATE).text).ask("GET", "/keys")


def test_the_thousand_newest_keys_are_listed(holder: Holder, admin: Engine, tenant: Tenant) -> None:
    """Also those that have ended; what is older is left out."""
    ended = text("""
        INSERT INTO asiento.api_keys (tenant_id, prefix, hash, role, name, created_at, revoked_at)
        SELECT :tenant, lpad(to_hex(n), 12, '0'), lpad(to_hex(n), 64, '0'), 'send', n::text,
            now() - make_interval(days => n), now()
        FROM generate_series(1, 1000) n
    """)
    with admin.begin() as connection:
        connection.execute(ended, {"tenant": tenant.id})

    listed = holder.ask("GET", "/keys").json["items"]

    assert [key["name"] for key in listed[1:]] == [str(n) for n in range(1, 1000)]
