"""The routes of batches: open, upload, ingest, watch, retry."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body

from asiento import intake, review
from asiento.access.keys import Role
from asiento.api.access import Caller, Sender, Services, Uploader
from asiento.api.batch_models import (
    Accepted,
    Batch,
    BatchPage,
    BatchStatus,
    Failure,
    FilesToUpload,
    FileToSend,
    NewBatch,
    Retried,
    ToIngest,
    Upload,
    Uploads,
)
from asiento.api.localization import localized
from asiento.api.parameters import DEFAULT_PAGE, After, BatchId, IdempotencyKey, Limit, idempotent_request
from asiento.api.statuses import status_of
from asiento.intake import uploads
from asiento.model import State
from asiento.review.retry import retry_batch
from asiento.store.batches import page_of_batches
from asiento.store.items import MOST_NAMED
from asiento.store.paging import page_of, read_cursor

MOST_IDS = 5_000
ABOUT_FILES = ("preprocess", "ocr", "classify")
"""Stages whose errors say what is wrong with a file, not what was read from it."""
UNNAMED = NewBatch()

router = Router()  # type: ignore[no-untyped-call]


@router.post("/batches", status_code=201, summary="Open a batch", tags=["Batches"])
def create_batch(
    caller: Sender,
    services: Services,
    body: Annotated[NewBatch, Body(description="Its name.")] = UNNAMED,
    idempotency_key: IdempotencyKey = None,
) -> Batch:
    """Open a batch."""
    request = idempotent_request(idempotency_key, "/batches", body)
    return Batch(**intake.create_batch(services, caller.tenant_id, body.name, request))


@router.get("/batches", summary="List batches, the newest first", tags=["Batches"])
def list_batches(caller: Uploader, services: Services, limit: Limit = DEFAULT_PAGE, cursor: After = None) -> BatchPage:
    """List batches."""
    after = read_cursor(cursor)
    with services.database.transaction([caller.tenant_id]) as connection:
        page = page_of(page_of_batches(connection, caller.tenant_id, after, limit + 1), limit)
    return BatchPage(items=[Batch(**row) for row in page.rows], next_cursor=page.next_cursor)


@router.get("/batches/<batch_id>", summary="Show a batch", tags=["Batches"])
def show_batch(caller: Uploader, services: Services, batch_id: BatchId) -> Batch:
    """Show a batch."""
    with services.database.transaction([caller.tenant_id]) as connection:
        return Batch(**intake.existing_batch(connection, caller.tenant_id, batch_id))


@router.post(
    "/batches/<batch_id>/files",
    summary="Get presigned uploads",
    description="Up to 100 at a time, and 60 times in any minute. Then POST each file to its `url` as a form with all "
    "`fields` and, last, `file`.",
    tags=["Batches"],
)
def request_uploads(caller: Sender, services: Services, batch_id: BatchId, body: FilesToUpload) -> Uploads:
    """Presign uploads."""
    files = [uploads.NewFile(name=file.name, size=file.size, sha256=file.sha256) for file in body.files]
    made = uploads.presign(services, caller.tenant_id, batch_id, files)
    return Uploads(files=[Upload.model_validate(each) for each in made])


@router.post(
    "/batches/<batch_id>/file",
    status_code=202,
    summary="Send one small file and process it",
    description="In one request in place of a form and an ingest; it counts as one of each. For larger files, and for "
    "many, get uploads.",
    tags=["Batches"],
)
def send_file(
    caller: Sender,
    services: Services,
    batch_id: BatchId,
    body: FileToSend,
    idempotency_key: IdempotencyKey = None,
) -> Accepted:
    """Take a file in."""
    request = idempotent_request(idempotency_key, f"/batches/{batch_id}/file", body)
    data = b64decode(body.content)
    return _accepted(uploads.send_file(services, caller.tenant_id, batch_id, (body.name, data), request))


@router.post(
    "/batches/<batch_id>/ingest",
    status_code=202,
    summary="Process uploaded files or JSON rows",
    description="At most 5,000 items and 5 MB. For more, upload the rows as a file: JSON Lines, CSV or a workbook. "
    "Sending the same keys again makes no second item. Rows have no identity: send an `Idempotency-Key` with them. "
    "A tenant may ingest 60 times in any minute; then the answer is 429 with `Retry-After`.",
    tags=["Batches"],
)
def ingest(
    caller: Sender,
    services: Services,
    batch_id: BatchId,
    body: ToIngest,
    idempotency_key: IdempotencyKey = None,
) -> Accepted:
    """Ingest."""
    request = idempotent_request(idempotency_key, f"/batches/{batch_id}/ingest", body)
    if body.keys is not None:
        done = intake.ingest_files(services, caller.tenant_id, batch_id, body.keys, request)
    else:
        done = intake.ingest_rows(services, caller.tenant_id, batch_id, body.rows or [], request)
    return _accepted(done)


def _accepted(done: intake.Ingested) -> Accepted:
    return Accepted(
        accepted=len(done.items),
        created=done.created,
        items=list(done.items[:MOST_IDS]),
        pipeline_enqueued=done.pipeline_enqueued,
    )


@router.get(
    "/batches/<batch_id>/status",
    summary="See how far a batch is",
    description="To a key with the role `send` the sentence of a failure is told only as long as it is about the file: "
    "later ones say what was read.",
    tags=["Batches"],
)
def show_batch_status(caller: Sender, services: Services, batch_id: BatchId) -> BatchStatus:
    """Show the progress of a batch."""
    progress = review.progress_of(services.database, caller.tenant_id, batch_id)
    return BatchStatus(
        batch_id=batch_id,
        done=progress.finished == progress.total,
        total=progress.total,
        sent=progress.sent,
        found=progress.found,
        split=progress.split,
        finished=progress.finished,
        percent=progress.percent,
        published=progress.count(State.DONE),
        failed=progress.count(State.FAILED),
        needs_review=progress.count(State.REVIEW),
        rejected=progress.count(State.REJECTED),
        duplicate=progress.count(State.DUPLICATE),
        running=progress.total - progress.finished,
        by_status=progress.by_status(),
        errors=[_failure(row, caller) for row in progress.failures],
    )


def _failure(row: Mapping[Any, Any], caller: Caller) -> Failure:
    error = row["error"] or {}
    message = localized(error, caller.language)["message"][:MOST_NAMED] if error else None
    may_know = row["stage"] in ABOUT_FILES or caller.role.covers(Role.UPLOAD)
    return Failure(
        item_id=row["id"],
        name=row["name"],
        status=status_of(row),
        code=error.get("code"),
        message=message if may_know else None,
    )


@router.post("/batches/<batch_id>/retry", summary="Run the failed items again", tags=["Batches"])
def retry_failed(caller: Uploader, services: Services, batch_id: BatchId) -> Retried:
    """Retry."""
    retried, sent = retry_batch(services, caller.tenant_id, batch_id, caller.key_id)
    return Retried(retried=retried, pipeline_enqueued=sent)
