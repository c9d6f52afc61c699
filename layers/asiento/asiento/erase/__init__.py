"""Erasing a tenant: keys first, then rows, then objects, and a record that proves it. May be stopped and run again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from asiento.erase import records
from asiento.erase.objects import Objects
from asiento.erase.rows import AT_ONCE, TenantRows, erase_keys, erase_rows, is_known
from asiento.errors import RequestError
from asiento.files import UPLOAD_EXPIRES
from asiento.pipeline import PIPELINE

SETTLES = timedelta(seconds=max(UPLOAD_EXPIRES, *(stage.lease for stage in PIPELINE)) + 300)
"""After the last row is gone: until then a form for an upload may still be valid, or a worker hold a file's content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The erasure of *tenant_id*, ordered *by* somebody, and what it needs: the database's owner, the bucket, the time.

    So many rows are deleted *at_once*.
    """

    engine: Engine
    objects: Objects
    tenant_id: UUID
    by: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    at_once: int = AT_ONCE

    @property
    def rows(self) -> TenantRows:
        """The way into the tenant's rows."""
        return TenantRows(engine=self.engine, tenant_id=self.tenant_id, at_once=self.at_once)


def inventory(erasure: Erasure) -> dict[str, Any]:
    """Return what there is of the tenant: `{"tables": {name: {"rows", "sha256"}}, "objects": {"versions", …}}`."""
    return {"tables": erasure.rows.inventory(), "objects": erasure.objects.inventory(erasure.tenant_id)}


def erase(erasure: Erasure) -> dict[str, Any]:
    """Erase what is there of the tenant and return the record, `final` once nothing can come in any more.

    Run again after `settles_at` it removes what came in late, and signs off. Raises `TransientError` if the database
    or the store are away (run it again), and `RequestError("tenant_not_found")`.
    """
    begun = _begin(erasure)
    if begun.finished:
        return begun.record or {}
    erase_rows(erasure.rows)
    gone_at = records.rows_gone(erasure.rows, begun.id, erasure.clock())
    erasure.objects.erase(erasure.tenant_id)
    return _record(erasure, begun, gone_at)


def _begin(erasure: Erasure) -> records.StartedErasure:
    """Go on with an erasure that was begun, or begin: count what is there and, in the same breath, end the keys."""
    rows = erasure.rows
    earlier = records.latest(rows)
    if earlier and not earlier.finished:
        return earlier
    if not is_known(rows):
        if earlier:
            return earlier
        raise RequestError(404, "tenant_not_found", tenant=str(erasure.tenant_id))
    objects = erasure.objects.inventory(erasure.tenant_id)
    with rows.transaction() as connection:
        before = {"tables": rows.count(connection), "objects": objects}
        erase_keys(connection, erasure.tenant_id)
        return records.begin(connection, erasure.tenant_id, erasure.by, erasure.clock(), before)


def _record(erasure: Erasure, begun: records.StartedErasure, gone_at: datetime) -> dict[str, Any]:
    """Count again, and keep the record of it."""
    after, now = inventory(erasure), erasure.clock()
    settles_at = gone_at + SETTLES
    left = after["objects"]["versions"] + sum(table["rows"] for table in after["tables"].values())
    record = {
        "tenant_id": str(erasure.tenant_id),
        "erased_by": begun.by,
        "signed_off_by": erasure.by,
        "started_at": begun.started_at.isoformat(),
        "measured_at": now.isoformat(),
        "settles_at": settles_at.isoformat(),
        "before": begun.before,
        "after": after,
        "left": left,
        "final": left == 0 and now >= settles_at,
    }
    records.keep(erasure.rows, begun.id, record, now if record["final"] else None)
    return record
