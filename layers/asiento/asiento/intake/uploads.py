"""Presigned uploads: files go from the client straight to the store. Knows nothing of HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from asiento.errors import RequestError
from asiento.files import UPLOAD_EXPIRES
from asiento.files.names import UploadKey, safe_name
from asiento.intake import Ingested, check_open, ingest_files
from asiento.intake.idempotency import IdempotentRequest
from asiento.intake.rate_limits import RateLimit, enforce_rate_limit
from asiento.intake.services import ApiServices
from asiento.store.batches import note_forms
from asiento.store.items import find_same_files


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that a client is about to upload; *size* in bytes, *sha256* in hexadecimal digits, if known."""

    name: str
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Where and how to upload a file: a form (POST) to *url* with *fields*, valid for *expires_in* seconds.

    *known_as*: the item that has the same bytes, and did not fail.
    """

    name: str
    key: str
    url: str
    fields: Mapping[str, str]
    expires_in: int
    known_as: UUID | None


def presign(services: ApiServices, tenant_id: UUID, batch_id: UUID, files: Sequence[NewFile]) -> list[Upload]:
    """Return an upload for each file.

    Raises `RequestError`: `file_too_large`, `too_many_forms`, `batch_not_found`, `batch_expired`.
    """
    most = services.limits.max_file_bytes
    for index, file in enumerate(files):
        if file.size is not None and file.size > most:
            raise RequestError(413, "file_too_large.upload", field=f"files.{index}.size", most=most)
    enforce_rate_limit(services, tenant_id, RateLimit.FORMS)
    with services.database.transaction([tenant_id]) as connection:
        # Refused, nothing is noted: the transaction ends with it.
        check_open(note_forms(connection, tenant_id, batch_id))
        known = find_same_files(connection, tenant_id, [file.sha256 for file in files if file.sha256])
    return [_upload(services, tenant_id, batch_id, file, known.get(file.sha256 or "")) for file in files]


def send_file(
    services: ApiServices,
    tenant_id: UUID,
    batch_id: UUID,
    file: tuple[str, bytes],
    request: IdempotentRequest | None = None,
) -> Ingested:
    """Keep a *file* (name, bytes) that came within a request, as if it had been uploaded, and make an item of it.

    Raises `RequestError` as `presign` and `ingest_files`, and `TransientError` when S3 does not answer. A request that
    comes again is answered as before; the bytes that it brought anew go as uploads do that nobody ingests.
    """
    name, data = file
    (upload,) = presign(services, tenant_id, batch_id, [NewFile(name=name, size=len(data))])
    services.files.write(upload.key, data)
    return ingest_files(services, tenant_id, batch_id, [upload.key], request)


def _upload(services: ApiServices, tenant_id: UUID, batch_id: UUID, file: NewFile, known_as: UUID | None) -> Upload:
    key = UploadKey(tenant_id=tenant_id, batch_id=batch_id, upload_id=uuid4(), name=safe_name(file.name))
    signed = services.files.presign_upload(str(key), services.limits.max_file_bytes)
    return Upload(
        name=key.name,
        key=str(key),
        url=signed["url"],
        fields=signed["fields"],
        expires_in=UPLOAD_EXPIRES,
        known_as=known_as,
    )
