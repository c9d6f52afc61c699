"""What people see of a document besides what was read: short-lived addresses of its file and pages. No HTTP.

A page is drawn when it is first asked for, in a child process, and kept with the item's other files.
"""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from asiento.errors import DocumentError, RequestError, TransientError
from asiento.files import DOWNLOAD_EXPIRES
from asiento.intake.rate_limits import RateLimit, enforce_rate_limit
from asiento.intake.services import ApiServices
from asiento.item_files import page_key
from asiento.originals.page_picture import MAX_BYTES, PageOfItem, PagePicture, draw_page
from asiento.pipeline import API_MEMORY, RUNTIME_MEMORY, Job, computing_within
from asiento.review.decisions import no_item
from asiento.store.batches import hold_kept
from asiento.store.items import find_file
from asiento.tenant import Tenant
from asiento.timelimit import OutOfTimeError, time_limit

ATTACHED = "application/octet-stream"
"""What S3 says that an original is: nothing that a browser would show or run."""

PICTURE = "image/jpeg"
JPEG = b"\xff\xd8\xff"

MAX_SECONDS = 10
"""For one page."""

JOB = Job(
    function="asiento.originals.page_picture:draw_page",
    memory=API_MEMORY - RUNTIME_MEMORY,
    cpu=computing_within(MAX_SECONDS),
    warm_up="asiento.reading.picture_file:load",
)
"""As what a page is drawn in a child process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAddress:
    """Where the file of an item is for *expires_in* seconds, for whoever has the *url*; *media_type* is what it is."""

    url: str
    name: str
    media_type: str
    expires_in: int = DOWNLOAD_EXPIRES


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAddress:
    """Where the picture of a page is for *expires_in* seconds, for whoever has the *url*; *page* of *pages*, from 1."""

    url: str
    page: int
    pages: int
    media_type: str = PICTURE
    expires_in: int = DOWNLOAD_EXPIRES


def file_address(services: ApiServices, tenant_id: UUID, item_id: UUID) -> FileAddress:
    """Return the address of an item's file as an attachment; of a row of a table that of the table's.

    Raises `RequestError` 404: `item_not_found`, `no_file`.
    """
    file = scanned_file(services, tenant_id, item_id)
    name = file["file_key"].rpartition("/")[2]
    url = services.files.presign_download(file["file_key"], name=name, media_type=ATTACHED)
    return FileAddress(url=url, name=name, media_type=file["media_type"])


def page_address(services: ApiServices, tenant_id: UUID, item_id: UUID, page: int) -> PageAddress:
    """Return the address of a picture of page *page* (from 1) of the item's PDF or picture.

    Raises `RequestError`: 404 `item_not_found`, `no_file`, `no_page`; 422 `took_too_long`, and the codes of a file that
    cannot be read; 429 `too_many_pictures`; `TransientError` if S3 or the reader is away.
    """
    file = scanned_file(services, tenant_id, item_id)
    if file["pages"] is None:
        raise RequestError(404, "no_page.none", field="item_id")
    if page > file["pages"]:
        raise RequestError(404, "no_page.beyond", field="page", pages=file["pages"])
    wanted = _wanted(tenant_id, file, page)
    key = page_key(wanted, page)
    if key not in services.files.stored([key]):
        enforce_rate_limit(services, tenant_id, RateLimit.PICTURE)
        _keep(services, wanted, key, _drawn(services, wanted))
    url = services.files.presign_download(key, name=f"{page}.jpg", media_type=PICTURE, inline=True)
    return PageAddress(url=url, page=page, pages=file["pages"])


def _wanted(tenant_id: UUID, file: Mapping[Any, Any], page: int) -> PageOfItem:
    return PageOfItem(
        id=file["id"],
        tenant=Tenant(id=tenant_id, name="", country="", currency=""),
        batch_id=file["batch_id"],
        name="",
        received_at=datetime.now(UTC),
        file_key=file["file_key"],
        media_type=file["media_type"],
        sha256=file["sha256"],
        page=page,
    )


def _drawn(services: ApiServices, wanted: PageOfItem) -> bytes:
    """Return the page as a JPEG, whatever the child says that it is."""
    try:
        with time_limit(MAX_SECONDS):
            made = (
                services.sandbox.make(JOB, wanted, services.tools, PagePicture)
                if services.sandbox
                else draw_page(wanted, services.tools)
            )
    except DocumentError as error:
        raise RequestError(422, error.said, field="item_id") from error
    except OutOfTimeError as error:
        raise RequestError(422, "took_too_long.page", field="page") from error
    picture = b64decode(made.encoded)
    if not picture.startswith(JPEG) or len(picture) > MAX_BYTES:
        raise TransientError("reader_unavailable.stopped")
    return picture


def _keep(services: ApiServices, wanted: PageOfItem, key: str, picture: bytes) -> None:
    """Store *picture*, unless retention came to the batch meanwhile: it would never come again."""
    with services.database.transaction([wanted.tenant.id]) as connection:
        if not hold_kept(connection, wanted.tenant.id, wanted.batch_id):
            raise RequestError(404, "no_file.deleted", field="item_id")
        services.files.write(key, picture)


def scanned_file(services: ApiServices, tenant_id: UUID, item_id: UUID) -> Mapping[Any, Any]:
    """Return the row of `find_file` for an item whose file was scanned, found clean and kept.

    Raises as `file_address`.
    """
    with services.database.transaction([tenant_id]) as connection:
        file = find_file(connection, tenant_id, item_id)
    if file is None:
        raise no_item()
    if file["file_key"] is None:
        raise RequestError(404, "no_file.row", field="item_id")
    # Preprocess sets the checksum in the save that makes the scanned copy, which no form leads to, the item's file.
    if file["sha256"] is None:
        raise RequestError(404, "no_file.not_scanned", field="item_id")
    if file["expired"]:
        raise RequestError(404, "no_file.deleted", field="item_id")
    return file
