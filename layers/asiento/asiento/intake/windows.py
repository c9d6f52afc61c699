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

REFUSED: Mapping[Window, tuple[str, str]] = {
    Window.INGEST: ("too_many_ingests", "requests to ingest are taken a minute. Send more items in each"),
    Window.FORMS: ("too_many_forms", "requests for upload forms are taken a minute. Ask for up to 100 files in each"),
    Window.PREVIEW: ("too_many_previews", "previews are made a minute. Ingest the table"),
}
"""The code of a refusal, and what it says between the number and the seconds."""


def take_turn(services: ApiServices, tenant_id: UUID, window: Window) -> None:
    """Take a place in the tenant's *window*. Raises `RequestError` 429 with the code in `REFUSED`."""
    most = MOST[window](services.limits)
    # A transaction of its own: other requests of the tenant wait for its end.
    with services.database.transaction([tenant_id]) as connection:
        taken = take_place(connection, tenant_id, window, most, SECONDS)
        wait = 0 if taken else free_in(connection, tenant_id, window, most, SECONDS)
    if wait:
        code, advice = REFUSED[window]
        raise RequestError(429, code, f"At most {most} {advice}, or wait {wait} s.", retry_after=wait)
