"""Dependencies of the routes: the caller, from the authorizer's context, and the services."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, get_type_hints
from uuid import UUID

from aws_lambda_powertools.event_handler import Request
from aws_lambda_powertools.event_handler.depends import Depends

from asiento.access.keys import Role
from asiento.access.management import check_valid
from asiento.api.language import language_of
from asiento.errors import RequestError
from asiento.intake.services import ApiServices


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The tenant that asks, its key (role and id), and the language in which it is answered."""

    tenant_id: UUID
    role: Role
    key_id: UUID
    language: str


def given_services() -> ApiServices:
    """Stand for the services in the signatures of routes; `build_api` puts the real ones in its place."""
    raise LookupError("the API was not built by build_api")


def caller_of(event: dict[str, Any]) -> Caller:
    """Return who asks. Raises `RequestError("unauthorized")` when the authorizer said nothing that we can read."""
    context = (event.get("requestContext") or {}).get("authorizer") or {}
    try:
        return Caller(
            tenant_id=UUID(context["tenant_id"]),
            role=Role(context["role"]),
            key_id=UUID(context["key_id"]),
            language=language_of(event),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise RequestError(HTTPStatus.UNAUTHORIZED, "unauthorized.no_key") from error


Services = Annotated[ApiServices, Depends(given_services)]


def sender(request: Request, services: Services) -> Caller:
    """Return the caller, whose key has the role `send` at least."""
    return _admitted(request, services, Role.SEND)


def uploader(request: Request, services: Services) -> Caller:
    """Return the caller, whose key has the role `upload` at least."""
    return _admitted(request, services, Role.UPLOAD)


def reviewer(request: Request, services: Services) -> Caller:
    """Return the caller, whose key has the role `review` at least."""
    return _admitted(request, services, Role.REVIEW)


def administrator(request: Request, services: Services) -> Caller:
    """Return the caller, whose key has the role `operate`, over its own tenant."""
    return _admitted(request, services, Role.OPERATE)


def operator(request: Request, services: Services) -> Caller:
    """Return the caller, an operator: queues hold all tenants' messages, so a tenant's own key is never enough.

    Raises `RequestError("forbidden")` for all but keys with the role `operate` of the deployment's own tenant.
    """
    caller = _admitted(request, services, Role.OPERATE)
    if services.operator_tenant is None or caller.tenant_id != services.operator_tenant:
        raise RequestError(HTTPStatus.FORBIDDEN, "forbidden.operators")
    return caller


def _admitted(request: Request, services: ApiServices, needed: Role) -> Caller:
    """Return the caller. Raises `RequestError`: `unauthorized`, `forbidden`.

    The one place that every route with a key passes. API Gateway lets in for a minute whom it remembers, so the key is
    asked for again: it may have been revoked, or erased with its tenant.
    """
    caller = caller_of(request.resolved_event.raw_event)
    with services.database.transaction([caller.tenant_id]) as connection:
        check_valid(connection, caller.tenant_id, caller.key_id)
    if not caller.role.covers(needed):
        raise RequestError(HTTPStatus.FORBIDDEN, "forbidden.role", needed=needed, has=caller.role)
    return caller


LEAST = {
    sender: Role.SEND,
    uploader: Role.UPLOAD,
    reviewer: Role.REVIEW,
    administrator: Role.OPERATE,
    operator: Role.OPERATE,
}


def role_of(route: Callable[..., Any]) -> Role | None:
    """Return the least role of a key that may call *route*, None where no key is needed: its signature says it."""
    hints = get_type_hints(route, include_extras=True).values()
    needed = (
        LEAST.get(said.dependency)
        for hint in hints
        for said in getattr(hint, "__metadata__", ())
        if isinstance(said, Depends)
    )
    return next(filter(None, needed), None)


Sender = Annotated[Caller, Depends(sender)]
Uploader = Annotated[Caller, Depends(uploader)]
Reviewer = Annotated[Caller, Depends(reviewer)]
Administrator = Annotated[Caller, Depends(administrator)]
Operator = Annotated[Caller, Depends(operator)]
