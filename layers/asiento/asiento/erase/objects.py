"""A tenant's objects in S3: every version and delete marker below its prefix."""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from asiento.errors import TransientError
from asiento.files import storage_errors

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ListObjectVersionsOutputTypeDef, ObjectIdentifierTypeDef


class Objects:
    """The bucket as an operator sees it, who may list versions and delete them; no function may.

    Every method raises `TransientError("storage_unavailable")` when S3 does not answer or refuses.
    """

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self.client = client
        self.bucket = bucket

    def inventory(self, tenant_id: UUID) -> dict[str, Any]:
        """Return `{"versions", "bytes", "sha256"}`; the hash is over the sorted keys with their versions, a line each.

        Delete markers are versions too.
        """
        lines, size = [], 0
        with storage_errors():
            for page in self._pages(tenant_id):
                lines += [f"{each['Key']} {each['VersionId']}\n" for each in _versions(page)]
                size += sum(version["Size"] for version in page.get("Versions", ()))
        digest = hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
        return {"versions": len(lines), "bytes": size, "sha256": digest}

    def erase(self, tenant_id: UUID) -> None:
        """Delete them, a page of at most 1,000 at a time."""
        with storage_errors():
            for page in self._pages(tenant_id):
                if found := list(_versions(page)):
                    wanted: Any = {"Objects": found, "Quiet": True}
                    answer = self.client.delete_objects(Bucket=self.bucket, Delete=wanted)
                    if answer.get("Errors"):
                        raise TransientError("storage_unavailable.kept")

    def _pages(self, tenant_id: UUID) -> Iterator["ListObjectVersionsOutputTypeDef"]:
        pages = self.client.get_paginator("list_object_versions")
        yield from pages.paginate(Bucket=self.bucket, Prefix=f"{tenant_id}/")


def _versions(page: "ListObjectVersionsOutputTypeDef") -> Iterator["ObjectIdentifierTypeDef"]:
    for each in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
        yield {"Key": each["Key"], "VersionId": each["VersionId"]}
