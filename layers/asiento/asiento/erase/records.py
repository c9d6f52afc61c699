"""The table of erasures: what was there, what is left, who and when. No personal data of the tenant's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.erase.rows import Eraser

LATEST = text("""
    SELECT id, erased_by, started_at, before, record, finished_at FROM asiento.erasures
    WHERE erased_tenant = :tenant_id ORDER BY started_at DESC LIMIT 1
""")
BEGIN = text("""
    INSERT INTO asiento.erasures (erased_tenant, erased_by, started_at, before)
    VALUES (:tenant_id, :by, :now, CAST(:before AS jsonb)) RETURNING id
""")
ROWS_GONE = text("""
    UPDATE asiento.erasures SET rows_gone_at = coalesce(rows_gone_at, :now) WHERE id = :id RETURNING rows_gone_at
""")
KEEP = text("UPDATE asiento.erasures SET record = CAST(:record AS jsonb), finished_at = :finished_at WHERE id = :id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An erasure: by whom, since when, what was there before it, and its last record, *finished* if that is final."""

    id: UUID
    by: str
    started_at: datetime
    before: Mapping[str, Any]
    record: dict[str, Any] | None = None
    finished: bool = False


def latest(eraser: Eraser) -> Begun | None:
    """Return the tenant's latest erasure, None if there was none. Raises `TransientError`, as all of these."""
    with eraser.transaction() as connection:
        row = connection.execute(LATEST, {"tenant_id": eraser.tenant_id}).one_or_none()
    if row is None:
        return None
    return Begun(
        id=row.id,
        by=row.erased_by,
        started_at=row.started_at,
        before=row.before,
        record=row.record,
        finished=row.finished_at is not None,
    )


def begin(connection: Connection, tenant_id: UUID, by: str, now: datetime, before: Mapping[str, Any]) -> Begun:
    """Write down what there is before anything is deleted."""
    values = {"tenant_id": tenant_id, "by": by, "now": now, "before": json.dumps(before)}
    return Begun(id=connection.execute(BEGIN, values).scalar_one(), by=by, started_at=now, before=before)


def rows_gone(eraser: Eraser, erasure_id: UUID, now: datetime) -> datetime:
    """Keep when the last row went, and return it: of several runs, the first's."""
    with eraser.transaction() as connection:
        at: datetime = connection.execute(ROWS_GONE, {"id": erasure_id, "now": now}).scalar_one()
        return at


def keep(eraser: Eraser, erasure_id: UUID, record: Mapping[str, Any], finished_at: datetime | None) -> None:
    """Keep the record; one with *finished_at* can never be changed again."""
    values = {"id": erasure_id, "record": json.dumps(record), "finished_at": finished_at}
    with eraser.transaction() as connection:
        connection.execute(KEEP, values)
