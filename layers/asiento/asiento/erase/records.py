"""The table of erasures: what was there, what is left, who and when. No personal data of the tenant's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.erase.rows import TenantRows
from asiento.store.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedErasure:
    """An erasure: by whom, since when, what was there before it, and its last record, *finished* if that is final."""

    id: UUID
    by: str
    started_at: datetime
    before: Mapping[str, Any]
    record: dict[str, Any] | None = None
    finished: bool = False


def latest(rows: TenantRows) -> StartedErasure | None:
    """Return the tenant's latest erasure, None if there was none. Raises `TransientError`, as all of these."""
    with rows.transaction() as connection:
        row = connection.execute(statement("latest_erasure"), {"tenant_id": rows.tenant_id}).one_or_none()
    if row is None:
        return None
    return StartedErasure(
        id=row.id,
        by=row.erased_by,
        started_at=row.started_at,
        before=row.before,
        record=row.record,
        finished=row.finished_at is not None,
    )


def begin(connection: Connection, tenant_id: UUID, by: str, now: datetime, before: Mapping[str, Any]) -> StartedErasure:
    """Write down what there is before anything is deleted."""
    values = {"tenant_id": tenant_id, "by": by, "now": now, "before": json.dumps(before)}
    erasure_id: UUID = connection.execute(statement("begin_erasure"), values).scalar_one()
    return StartedErasure(id=erasure_id, by=by, started_at=now, before=before)


def rows_gone(rows: TenantRows, erasure_id: UUID, now: datetime) -> datetime:
    """Keep when the last row went, and return it: of several runs, the first's."""
    with rows.transaction() as connection:
        at: datetime = connection.execute(statement("mark_rows_gone"), {"id": erasure_id, "now": now}).scalar_one()
        return at


def keep(rows: TenantRows, erasure_id: UUID, record: Mapping[str, Any], finished_at: datetime | None) -> None:
    """Keep the record; one with *finished_at* can never be changed again."""
    values = {"id": erasure_id, "record": json.dumps(record), "finished_at": finished_at}
    with rows.transaction() as connection:
        connection.execute(statement("keep_erasure"), values)
