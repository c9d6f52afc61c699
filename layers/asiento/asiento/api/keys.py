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
from asiento.access.management import MOST_SHOWN, REMEMBERED, Made, make_key, revoke_key, rotate_key
from asiento.api import key_models as models
from asiento.api.access import Caller, Keeper, Services
from asiento.errors import RequestError
from asiento.intake.services import ApiServices
from asiento.store.keys import has_ended, list_keys

KeyId = Annotated[UUID, Path(description="The id of a key.")]
AT_ONCE = models.KeyToRotate()

router = Router()  # type: ignore[no-untyped-call]


@contextmanager
def _keys(keeper: Caller, services: ApiServices) -> Iterator[tuple[Connection, UUID]]:
    """Open a transaction on the keys of *keeper*'s tenant.

    Raises `RequestError("unauthorized")` for a key that has ended: API Gateway remembers for a minute whom it let in,
    and whoever lost a key must not make another with it in that minute.
    """
    with services.database.transaction([keeper.tenant_id]) as connection:
        if keeper.key_id is not None and has_ended(connection, keeper.tenant_id, keeper.key_id):
            message = "This API key was revoked or has expired. Use another one."
            raise RequestError(401, "unauthorized", message)
        yield connection, keeper.tenant_id


@router.post("/keys", status_code=201, summary="Make a key", description="It is shown this once.", tags=["Keys"])
def create_key(keeper: Keeper, services: Services, body: models.KeyToMake) -> models.NewKey:
    """Make a key."""
    with _keys(keeper, services) as (connection, tenant_id):
        return _shown(make_key(connection, tenant_id, Role(body.role), body.name, body.expires_in_days))


@router.get("/keys", summary="List keys", description="At most the 1,000 newest.", tags=["Keys"])
def show_keys(keeper: Keeper, services: Services) -> models.KeyList:
    """List keys."""
    with _keys(keeper, services) as (connection, tenant_id):
        return models.KeyList(items=[models.Key(**row) for row in list_keys(connection, tenant_id, MOST_SHOWN)])


@router.post(
    "/keys/<key_id>/rotate",
    status_code=201,
    summary="Replace a key",
    description="Makes a key with the same role and name. The old one stays valid for `grace_hours`, at most a day; "
    "DELETE ends it before.",
    tags=["Keys"],
)
def replace_key(
    keeper: Keeper,
    services: Services,
    key_id: KeyId,
    body: Annotated[models.KeyToRotate, Body(description="How long the old key stays valid.")] = AT_ONCE,
) -> models.NewKey:
    """Rotate a key."""
    with _keys(keeper, services) as (connection, tenant_id):
        return _shown(rotate_key(connection, tenant_id, key_id, body.grace_hours, body.expires_in_days))


@router.delete(
    "/keys/<key_id>",
    status_code=204,
    summary="Revoke a key",
    description=f"Where it was used in the last minute it may still be let in for up to {REMEMBERED} seconds, but to "
    "no address under /keys. The last key with the role `operate` is not revoked.",
    tags=["Keys"],
)
def delete_key(keeper: Keeper, services: Services, key_id: KeyId) -> Response[None]:
    """Revoke a key."""
    with _keys(keeper, services) as (connection, tenant_id):
        revoke_key(connection, tenant_id, key_id)
    return Response(status_code=204)


def _shown(made: Made) -> models.NewKey:
    return models.NewKey(**made.row, key=made.key.text)
