"""The dry run: what a table or JSON rows would become, found out by the very stages that import them.

Nothing is written: what the stages store stays in memory, and no item is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from asiento.errors import DocumentError, RequestError
from asiento.files.names import UploadKey, read_key
from asiento.intake.rate_limits import RateLimit, enforce_rate_limit
from asiento.intake.services import ApiServices
from asiento.model import Program
from asiento.pipeline import API_MEMORY, RUNTIME_MEMORY, Job, computing_within
from asiento.preview.dry_run import dry_run, dry_run_of_rows, new_item
from asiento.preview.overlay_files import OverlayFiles
from asiento.preview.results import Preview
from asiento.store.tenants import find_tenant
from asiento.tables.headers import ColumnMapping, fingerprint
from asiento.tenant import Tenant
from asiento.timelimit import OutOfTimeError, time_limit

MAX_SECONDS = 20
"""The API's function ends after 29."""

JOB = Job(
    function="asiento.preview.dry_run:dry_run",
    memory=API_MEMORY - RUNTIME_MEMORY,
    cpu=computing_within(MAX_SECONDS),
    programs=frozenset({Program.WORKBOOK}),
)
"""As what the preview of a file runs in a child process."""


def preview_file(services: ApiServices, tenant_id: UUID, key: str, columns: ColumnMapping | None = None) -> Preview:
    """Return what the uploaded table *key* would become, with *columns* as if they were saved for its header.

    Raises `RequestError` 422: `unknown_key`, `file_missing`, `not_a_table`, `took_too_long`, and the codes of a file
    that cannot be read; 429 `too_many_previews`; `TransientError` if the scanner is away.
    """
    enforce_rate_limit(services, tenant_id, RateLimit.PREVIEW)
    upload = read_key(key)
    if upload is None or upload.tenant_id != tenant_id:
        raise RequestError(422, "unknown_key.upload", field="key")
    # Asked by its list: the API may list one batch only, and to such S3 says "forbidden" of a file that is not there.
    if key not in services.files.stored([key]):
        raise RequestError(422, "file_missing.not_uploaded", field="key")
    tools = replace(services.tools, files=OverlayFiles(services.tools.files))
    item = replace(new_item(_tenant(services, tenant_id, columns), upload.name), **_place(upload))
    with _reading("key"):
        return services.sandbox.make(JOB, item, tools, Preview) if services.sandbox else dry_run(item, tools)


def _place(upload: UploadKey) -> dict[str, Any]:
    return {"id": upload.upload_id, "batch_id": upload.batch_id, "file_key": str(upload)}


def preview_rows(
    services: ApiServices, tenant_id: UUID, rows: Sequence[Mapping[str, Any]], columns: ColumnMapping | None = None
) -> Preview:
    """Return what JSON *rows* would become, the columns as in the first of them.

    Raises `RequestError`: 429 `too_many_previews`, 422 as `preview_file`.
    """
    enforce_rate_limit(services, tenant_id, RateLimit.PREVIEW)
    tenant = _tenant(services, tenant_id, columns)
    with _reading("rows"):
        return dry_run_of_rows(services.tools, tenant, rows)


def _tenant(services: ApiServices, tenant_id: UUID, columns: ColumnMapping | None) -> Tenant:
    with services.database.transaction([tenant_id]) as connection:
        tenant = find_tenant(connection, tenant_id)
    return replace(tenant, mappings={**tenant.mappings, fingerprint(columns): columns}) if columns else tenant


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Make a fault of the document one of the field *name*, and end what takes too long."""
    try:
        with time_limit(MAX_SECONDS):
            yield
    except DocumentError as error:
        raise RequestError(422, error.said, field=name) from error
    except OutOfTimeError as error:
        raise RequestError(422, "took_too_long.preview", field=name) from error
