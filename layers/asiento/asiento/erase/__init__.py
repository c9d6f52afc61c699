"""Erasing a tenant: keys first, then rows, then objects, and a record that proves it. May be stopped and run again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from asiento.erase import records
from asiento.erase.objects import Objects
from asiento.erase.rows import AT_ONCE, Eraser, erase_keys, erase_rows, is_known
from asiento.errors import RequestError
from asiento.files import UPLOAD_EXPIRES
from asiento.pipeline import PIPELINE

SETTLES = timedelta(seconds=max(UPLOAD_EXPIRES, *(stage.lease for stage in PIPELINE)) + 300)
"""After the last row is gone: until then a form for an upload may still be valid, or a worker hold a file's content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasing:
    """Who erases which tenant, with what: the database's owner, the bucket, the time, rows that go *at_once*."""

    engine: Engine
    objects: Objects
    tenant_id: UUID
    by: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    at_once: int = AT_ONCE

    @property
    def eraser(self) -> Eraser:
        """The way into the tenant's rows."""
        return Eraser(engine=self.engine, tenant_id=self.tenant_id, at_once=self.at_once)


def look(erasing: Erasing) -> dict[str, Any]:
    """Return what there is of the tenant: `{"tables": {name: {"rows", "sha256"}}, "objects": {"versions", …}}`."""
    return {"tables": erasing.eraser.inventory(), "objects": erasing.objects.inventory(erasing.tenant_id)}


def erase(erasing: Erasing) -> dict[str, Any]:
    """Erase what is there of the tenant and return the record, `final` once nothing can come in any more.

    Run again after `settles_at` it removes what came in late, and signs off. Raises `TransientError` if the database
    or the store are away (run it again), and `RequestError("tenant_not_found")`.
    """
    begun = _begin(erasing)
    if begun.finished:
        return begun.record or {}
    erase_rows(erasing.eraser)
    gone_at = records.rows_gone(erasing.eraser, begun.id, erasing.clock())
    erasing.objects.erase(erasing.tenant_id)
    return _record(erasing, begun, gone_at)


def _begin(erasing: Erasing) -> records.Begun:
    """Go on with an erasure that was begun, or begin: count what is there and, in the same breath, end the keys."""
    eraser = erasing.eraser
    earlier = records.latest(eraser)
    if earlier and not earlier.finished:
        return earlier
    if not is_known(eraser):
        if earlier:
            return earlier
        raise RequestError(404, "tenant_not_found", tenant=str(erasing.tenant_id))
    objects = erasing.objects.inventory(erasing.tenant_id)
    with eraser.transaction() as connection:
        before = {"tables": eraser.count(connection), "objects": objects}
        erase_keys(connection, erasing.tenant_id)
        return records.begin(connection, erasing.tenant_id, erasing.by, erasing.clock(), before)


def _record(erasing: Erasing, begun: records.Begun, gone_at: datetime) -> dict[str, Any]:
    """Count again, and keep the record of it."""
    after, now = look(erasing), erasing.clock()
    settles_at = gone_at + SETTLES
    left = after["objects"]["versions"] + sum(table["rows"] for table in after["tables"].values())
    record = {
        "tenant_id": str(erasing.tenant_id),
        "erased_by": begun.by,
        "signed_off_by": erasing.by,
        "started_at": begun.started_at.isoformat(),
        "measured_at": now.isoformat(),
        "settles_at": settles_at.isoformat(),
        "before": begun.before,
        "after": after,
        "left": left,
        "final": left == 0 and now >= settles_at,
    }
    records.keep(erasing.eraser, begun.id, record, now if record["final"] else None)
    return record
