"""Rate limits of a tenant: a sliding window for each kind of request that costs. Knows nothing of HTTP."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from uuid import UUID

from asiento.errors import RequestError
from asiento.intake.services import ApiServices
from asiento.model import Limits
from asiento.store.requests import retry_after, take_slot

SECONDS = 60
"""Of a window: any sixty, not clock minutes."""


class RateLimit(StrEnum):
    """The kinds of requests, each with a window of its own."""

    INGEST = "ingest"
    FORMS = "forms"
    PREVIEW = "preview"
    PICTURE = "picture"


MOST: Mapping[RateLimit, Callable[[Limits], int]] = {
    RateLimit.INGEST: lambda limits: limits.max_ingests_per_min,
    RateLimit.FORMS: lambda limits: limits.max_form_requests_per_min,
    RateLimit.PREVIEW: lambda limits: limits.max_previews_per_min,
    RateLimit.PICTURE: lambda limits: limits.max_pictures_per_min,
}


def enforce_rate_limit(services: ApiServices, tenant_id: UUID, kind: RateLimit) -> None:
    """Take a slot in the tenant's window for requests of this *kind*.

    Raises `RequestError` 429: `too_many_ingests`, `too_many_forms`, `too_many_previews`, `too_many_pictures`.
    """
    most = MOST[kind](services.limits)
    # A transaction of its own: other requests of the tenant wait for its end.
    with services.database.transaction([tenant_id]) as connection:
        taken = take_slot(connection, tenant_id, kind, most, SECONDS)
        wait = 0 if taken else retry_after(connection, tenant_id, kind, most, SECONDS)
    if wait:
        raise _refused(kind, most, wait)


def _refused(kind: RateLimit, most: int, wait: int) -> RequestError:
    match kind:
        case RateLimit.INGEST:
            return RequestError(429, "too_many_ingests", retry_after=wait, most=most, wait=wait)
        case RateLimit.FORMS:
            return RequestError(429, "too_many_forms", retry_after=wait, most=most, wait=wait)
        case RateLimit.PREVIEW:
            return RequestError(429, "too_many_previews", retry_after=wait, most=most, wait=wait)
        case RateLimit.PICTURE:
            return RequestError(429, "too_many_pictures", retry_after=wait, most=most, wait=wait)
