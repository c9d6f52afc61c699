"""Who is asking, from the authorizer's context, and what the routes are given: the tenant and the services."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from aws_lambda_powertools.event_handler import Request
from aws_lambda_powertools.event_handler.depends import Depends

from asiento.access.keys import Role
from asiento.errors import RequestError
from asiento.intake.services import ApiServices


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The tenant that asks, and its key: role, and id where API Gateway said it."""

    tenant_id: UUID
    role: Role
    key_id: UUID | None = None


def given_services() -> ApiServices:
    """Stand for the services in the signatures of routes; `build_api` puts the real ones in its place."""
    raise LookupError("the API was not built by build_api")


def caller_of(event: dict[str, Any]) -> Caller:
    """Return who asks. Raises `RequestError("unauthorized")` when the authorizer said nothing that we can read."""
    context = (event.get("requestContext") or {}).get("authorizer") or {}
    try:
        key_id = UUID(context["key_id"]) if "key_id" in context else None
        return Caller(tenant_id=UUID(context["tenant_id"]), role=Role(context["role"]), key_id=key_id)
    except (KeyError, ValueError, AttributeError) as error:
        message = "Send your API key in the header 'Authorization: Bearer asiento_…'."
        raise RequestError(HTTPStatus.UNAUTHORIZED, "unauthorized", message) from error


def uploader(request: Request) -> Caller:
    """Return the caller, whose key has the role `upload` at least."""
    return _with_role(request, Role.UPLOAD)


def reviewer(request: Request) -> Caller:
    """Return the caller, whose key has the role `review` at least. Raises `RequestError("forbidden")`."""
    return _with_role(request, Role.REVIEW)


def keeper(request: Request) -> Caller:
    """Return the caller, whose key has the role `operate`, over its own tenant. Raises `RequestError("forbidden")`."""
    return _with_role(request, Role.OPERATE)


def operator(request: Request, services: Annotated[ApiServices, Depends(given_services)]) -> Caller:
    """Return the caller, an operator: queues hold all tenants' messages, so a tenant's own key is never enough.

    Raises `RequestError("forbidden")` for all but keys with the role `operate` of the deployment's own tenant.
    """
    caller = _with_role(request, Role.OPERATE)
    if services.operator_tenant is None or caller.tenant_id != services.operator_tenant:
        message = "This is for the operators of this service. Ask them, or retry your own batch instead."
        raise RequestError(HTTPStatus.FORBIDDEN, "forbidden", message)
    return caller


def _with_role(request: Request, needed: Role) -> Caller:
    caller = caller_of(request.resolved_event.raw_event)
    if not caller.role.covers(needed):
        message = f"This needs a key with the role '{needed}', yours has '{caller.role}'. Ask for another key."
        raise RequestError(HTTPStatus.FORBIDDEN, "forbidden", message)
    return caller


Services = Annotated[ApiServices, Depends(given_services)]
Uploader = Annotated[Caller, Depends(uploader)]
Reviewer = Annotated[Caller, Depends(reviewer)]
Keeper = Annotated[Caller, Depends(keeper)]
Operator = Annotated[Caller, Depends(operator)]
