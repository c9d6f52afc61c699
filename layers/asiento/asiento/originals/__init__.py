"""What people see of a document besides what was read: short-lived addresses of its file. Knows nothing of HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from asiento.errors import RequestError
from asiento.files import DOWNLOAD_EXPIRES
from asiento.intake.services import ApiServices
from asiento.review.decisions import no_item
from asiento.store.items import find_file

ATTACHED = "application/octet-stream"
"""What S3 says that an original is: nothing that a browser would show or run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAddress:
    """Where the file of an item is for *expires_in* seconds, for whoever has the *url*; *media_type* is what it is."""

    url: str
    name: str
    media_type: str
    expires_in: int = DOWNLOAD_EXPIRES


def file_address(services: ApiServices, tenant_id: UUID, item_id: UUID) -> FileAddress:
    """Return the address of an item's file as an attachment; of a row of a table that of the table's.

    Raises `RequestError` 404: `item_not_found`, `no_file`.
    """
    file = scanned_file(services, tenant_id, item_id)
    name = file["file_key"].rpartition("/")[2]
    url = services.files.presign_download(file["file_key"], name=name, media_type=ATTACHED)
    return FileAddress(url=url, name=name, media_type=file["media_type"])


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
