"""The routes of keys: make, list, rotate, revoke. Only for keys with the role `operate`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Path
from sqlalchemy import Connection

from asiento.access.keys import Role
from asiento.access.management import MOST_SHOWN, IssuedKey, hold_keys, make_key, revoke_key, rotate_key
from asiento.api import key_models as models
from asiento.api.access import Administrator, Caller, Services
from asiento.api.answers import nothing
from asiento.intake.services import ApiServices
from asiento.store.history import Act, Action, Subject, record
from asiento.store.keys import list_keys

KeyId = Annotated[UUID, Path(description="The id of a key.")]
AT_ONCE = models.KeyToRotate()

router = Router()  # type: ignore[no-untyped-call]


@contextmanager
def _changing(administrator: Caller, services: ApiServices) -> Iterator[tuple[Connection, UUID]]:
    """Open a transaction that changes keys of *administrator*'s tenant; its own stays valid until the end of it.

    Raises `RequestError("unauthorized")` for a key that has ended: whoever lost one must not make another with it.
    """
    with services.database.transaction([administrator.tenant_id]) as connection:
        hold_keys(connection, administrator.tenant_id, administrator.key_id)
        yield connection, administrator.tenant_id


@router.post("/keys", status_code=201, summary="Make a key", description="It is shown this once.", tags=["Keys"])
def create_key(administrator: Administrator, services: Services, body: models.KeyToMake) -> models.NewKey:
    """Make a key."""
    with _changing(administrator, services) as (connection, tenant_id):
        made = make_key(connection, tenant_id, Role(body.role), body.name, body.expires_in_days)
        return _recorded(connection, administrator, made)


@router.get("/keys", summary="List keys", description="At most the 1,000 newest.", tags=["Keys"])
def show_keys(administrator: Administrator, services: Services) -> models.KeyList:
    """List keys."""
    with services.database.transaction([administrator.tenant_id]) as connection:
        return models.KeyList(
            items=[models.Key(**row) for row in list_keys(connection, administrator.tenant_id, MOST_SHOWN)]
        )


@router.post(
    "/keys/<key_id>/rotate",
    status_code=201,
    summary="Replace a key",
    description="Makes a key with the same role and name. The old one stays valid for `grace_hours`, at most a day; "
    "DELETE ends it before.",
    tags=["Keys"],
)
def replace_key(
    administrator: Administrator,
    services: Services,
    key_id: KeyId,
    body: Annotated[models.KeyToRotate, Body(description="How long the old key stays valid.")] = AT_ONCE,
) -> models.NewKey:
    """Rotate a key."""
    with _changing(administrator, services) as (connection, tenant_id):
        made = rotate_key(connection, tenant_id, key_id, body.grace_hours, body.expires_in_days)
        after = {"replaced_by": made.row["id"], "grace_hours": body.grace_hours}
        record(connection, tenant_id, administrator.key_id, Act(Subject.KEY, key_id, Action.ROTATE), after=after)
        return _recorded(connection, administrator, made)


@router.delete(
    "/keys/<key_id>",
    status_code=204,
    summary="Revoke a key",
    description="It ends at once. The last key with the role `operate` is not revoked.",
    tags=["Keys"],
)
def delete_key(administrator: Administrator, services: Services, key_id: KeyId) -> Response[str]:
    """Revoke a key."""
    with _changing(administrator, services) as (connection, tenant_id):
        revoke_key(connection, tenant_id, key_id)
        record(connection, tenant_id, administrator.key_id, Act(Subject.KEY, key_id, Action.REVOKE))
    return nothing()


def _recorded(connection: Connection, by: Caller, made: IssuedKey) -> models.NewKey:
    """Write a key that was made into the history, and return it as it is shown this once."""
    after = {name: made.row[name] for name in ("prefix", "role", "name", "expires_at")}
    record(connection, by.tenant_id, by.key_id, Act(Subject.KEY, made.row["id"], Action.MAKE), after=after)
    return models.NewKey(**made.row, key=made.key.text)
