"""How often a tenant may ask for what costs: a sliding window for each kind of request. Knows nothing of HTTP."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from uuid import UUID

from asiento.errors import RequestError
from asiento.intake.services import ApiServices
from asiento.model import Limits
from asiento.store.requests import free_in, take_place

SECONDS = 60
"""Of a window: any sixty, not clock minutes."""


class Window(StrEnum):
    """What is counted, each by itself."""

    INGEST = "ingest"
    FORMS = "forms"
    PREVIEW = "preview"


MOST: Mapping[Window, Callable[[Limits], int]] = {
    Window.INGEST: lambda limits: limits.max_ingests_per_min,
    Window.FORMS: lambda limits: limits.max_form_requests_per_min,
    Window.PREVIEW: lambda limits: limits.max_previews_per_min,
}


def take_turn(services: ApiServices, tenant_id: UUID, window: Window) -> None:
    """Take a place in the tenant's *window*.

    Raises `RequestError` 429: `too_many_ingests`, `too_many_forms`, `too_many_previews`.
    """
    most = MOST[window](services.limits)
    # A transaction of its own: other requests of the tenant wait for its end.
    with services.database.transaction([tenant_id]) as connection:
        taken = take_place(connection, tenant_id, window, most, SECONDS)
        wait = 0 if taken else free_in(connection, tenant_id, window, most, SECONDS)
    if wait:
        raise _refused(window, most, wait)


def _refused(window: Window, most: int, wait: int) -> RequestError:
    match window:
        case Window.INGEST:
            return RequestError(429, "too_many_ingests", retry_after=wait, most=most, wait=wait)
        case Window.FORMS:
            return RequestError(429, "too_many_forms", retry_after=wait, most=most, wait=wait)
        case Window.PREVIEW:
            return RequestError(429, "too_many_previews", retry_after=wait, most=most, wait=wait)
