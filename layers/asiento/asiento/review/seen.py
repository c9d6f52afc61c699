"""Whether an item is as a person saw it. Whoever comes late is told who did what meanwhile. No HTTP."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.errors import RequestError
from asiento.model import State
from asiento.pipeline import STATUS
from asiento.store.history import Subject, events_since
from asiento.store.versions import time_of, version_of

IF_MATCH = "if-match"


def check_version(
    connection: Connection, tenant_id: UUID, item: Mapping[Any, Any], versions: Collection[str] | None
) -> None:
    """Raise `RequestError("changed_meanwhile")` if *versions* lack that of *item*: who did what since the newest."""
    if versions is None or version_of(item["updated_at"]) in versions:
        return
    status = STATUS[item["stage"], State(item["state"])]
    since = max(filter(None, map(time_of, versions)), default=None)
    events = events_since(connection, tenant_id, Subject.ITEM, item["id"], since) if since else ()
    if not events:
        raise RequestError(412, "changed_meanwhile.went_on", field=IF_MATCH, status=status)
    raise RequestError(
        412,
        "changed_meanwhile.by_key",
        field=IF_MATCH,
        status=status,
        action=events[0]["action"],
        prefix=events[0]["key_prefix"],
        fields=sorted({changed for event in events for changed in event["changes"]}),
    )
