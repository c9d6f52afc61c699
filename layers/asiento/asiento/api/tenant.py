"""The routes of the tenant itself: whose a key is, what is kept of it, and the language in which it is answered."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import Router

from asiento.api.access import Administrator, Sender, Services
from asiento.api.tenant_models import Company, Me, Tenant, TenantToChange
from asiento.codes.languages import language_of_country
from asiento.errors import RequestError
from asiento.store.history import Act, Action, Subject, record
from asiento.store.keys import find_valid
from asiento.store.tenants import find_settings, save_language

router = Router()  # type: ignore[no-untyped-call]


@router.get("/me", summary="Show whose key this is, and what it may do", tags=["Keys"])
def show_me(caller: Sender, services: Services) -> Me:
    """Show the key that asks."""
    with services.database.transaction([caller.tenant_id]) as connection:
        key = find_valid(connection, caller.tenant_id, caller.key_id)
        row = find_settings(connection, caller.tenant_id)
    if key is None or row is None:
        raise RequestError(HTTPStatus.UNAUTHORIZED, "unauthorized.ended")
    said = {name: key[name] for name in ("prefix", "name", "role", "expires_at")}
    company = Company(id=row["id"], name=row["name"])
    return Me(key_id=caller.key_id, **said, tenant=company, answered_in=caller.language)


@router.get("/tenant", summary="Show your company", tags=["Tenant"])
def show_tenant(administrator: Administrator, services: Services) -> Tenant:
    """Show the tenant of the key."""
    with services.database.transaction([administrator.tenant_id]) as connection:
        return _shown(find_settings(connection, administrator.tenant_id))


@router.patch(
    "/tenant",
    summary="Say in which language you are answered",
    description="Where a request does not ask for one with `Accept-Language`. It holds for all of your keys, for one "
    "that was used just before after a minute.",
    tags=["Tenant"],
)
def change_tenant(administrator: Administrator, services: Services, body: TenantToChange) -> Tenant:
    """Change the language of the tenant."""
    tenant_id = administrator.tenant_id
    with services.database.transaction([tenant_id]) as connection:
        row = save_language(connection, tenant_id, body.language)
        shown = _shown(row)
        act = Act(Subject.TENANT, tenant_id, Action.SAVE)
        before = {"language": row and row["language_before"]}
        record(connection, tenant_id, administrator.key_id, act, before=before, after={"language": body.language})
    return shown


def _shown(row: Mapping[Any, Any] | None) -> Tenant:
    """Return the tenant as it is shown. Raises `RequestError("unauthorized")` for one that was just erased."""
    if row is None:
        raise RequestError(HTTPStatus.UNAUTHORIZED, "unauthorized.ended")
    return Tenant(**row, answered_in=row["language"] or language_of_country(row["country"]))
