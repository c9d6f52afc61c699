"""The bytes of documents, in S3: `{tenant}/{batch}/{item}/…`."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import batched
from os.path import commonprefix
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from asiento.errors import DocumentError, TransientError
from asiento.files.names import content_disposition
from asiento.files.quarantine import INFECTED, SCAN_TAG, infected, tells_malware

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

UPLOAD_EXPIRES = 3600
"""Seconds that a presigned upload stays valid."""
DOWNLOAD_EXPIRES = 60
"""Seconds that a presigned download stays valid: for a browser that follows it at once."""
UNCLAIMED_HOURS = 25
"""For so long after the last form of its batch an upload waits to be ingested: the form's hour, and a day."""
MOST_DELETED = 1_000
"""Objects that S3 deletes in one call."""


class S3Files:
    """The `Files` of a deployment, and the presigned uploads that bring them in."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self.client = client
        self.bucket = bucket

    def read(self, key: str) -> bytes:
        """Return the bytes. Raises as `fetch`."""
        return self.fetch(key)[1]

    def fetch(self, key: str) -> tuple[str | None, bytes]:
        """Return the id of the newest version, None in a bucket that keeps one only, and its bytes.

        Raises `DocumentError`: `file_missing`, `infected` for a file in quarantine, which the bucket's policy gives to
        nobody; `TransientError` when S3 does not answer.
        """
        try:
            found = self.client.get_object(Bucket=self.bucket, Key=key)
            return found.get("VersionId"), found["Body"].read()
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
                raise DocumentError("file_missing.not_uploaded") from error
            if _is_denied(error) and tells_malware(self.tagged(key)[1]):
                raise infected() from error
            raise TransientError("storage_unavailable.refused") from error
        except BotoCoreError as error:
            raise TransientError("storage_unavailable.silent") from error

    def write(self, key: str, data: bytes) -> None:
        """Store *data* under *key*. Raises `TransientError` when S3 does not answer."""
        with storage_errors():
            self.client.put_object(Bucket=self.bucket, Key=key, Body=data)

    def tagged(self, key: str) -> tuple[str | None, dict[str, str]]:
        """Return the id of the newest version, and its tags. Raises `TransientError` when S3 does not answer."""
        with storage_errors():
            found = self.client.get_object_tagging(Bucket=self.bucket, Key=key)
        return found.get("VersionId"), {tag["Key"]: tag["Value"] for tag in found["TagSet"]}

    def quarantine(self, key: str) -> None:
        """Tag the object as infected. Raises `TransientError` when S3 does not answer."""
        _, tags = self.tagged(key)
        tags[SCAN_TAG] = INFECTED
        with storage_errors():
            self.client.put_object_tagging(
                Bucket=self.bucket,
                Key=key,
                Tagging={"TagSet": [{"Key": name, "Value": value} for name, value in tags.items()]},
            )

    def presign_upload(self, key: str, max_bytes: int) -> dict[str, Any]:
        """Return `{"url", "fields"}` of a form upload (POST), which S3 itself holds to *max_bytes*."""
        return self.client.generate_presigned_post(
            Bucket=self.bucket,
            Key=key,
            Conditions=[["content-length-range", 0, max_bytes]],
            ExpiresIn=UPLOAD_EXPIRES,
        )

    def presign_download(self, key: str, *, name: str, media_type: str, inline: bool = False) -> str:
        """Return an address that answers the object for `DOWNLOAD_EXPIRES` seconds to whoever has it.

        As an attachment called *name*, unless *inline*; S3 says that it is of *media_type*, whatever it holds.
        """
        kind = "inline" if inline else "attachment"
        wanted = {
            "ResponseContentDisposition": content_disposition(kind, name),
            "ResponseContentType": media_type,
            "ResponseCacheControl": "no-store",
        }
        parameters = {"Bucket": self.bucket, "Key": key, **wanted}
        return self.client.generate_presigned_url("get_object", Params=parameters, ExpiresIn=DOWNLOAD_EXPIRES)

    def sizes(self, prefix: str) -> dict[str, int]:
        """Return every key under *prefix* with its size in bytes. Raises `TransientError` when S3 does not answer."""
        with storage_errors():
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
            return {entry["Key"]: entry["Size"] for page in pages for entry in page.get("Contents", [])}

    def stored(self, keys: Collection[str]) -> set[str]:
        """Return those of *keys*, all of one batch, that are there. Raises `TransientError` when S3 does not answer.

        The list of the batch is read in pages, and what lies between two keys is leapt over, the parts and contents of
        other uploads: in memory is one page at a time, and there are no more of them than keys and their own folders.
        """
        wanted, found = sorted(set(keys)), set[str]()
        prefix, after = commonprefix(wanted), ""  # noqa: RUF071 (a prefix of characters is what S3 lists by)
        with storage_errors():
            while wanted:
                # S3 lists from behind a key: the folder of the next one, or the last key of the page before.
                after = max(after, wanted[0].rpartition("/")[0] + "/")
                page = self.client.list_objects_v2(Bucket=self.bucket, Prefix=prefix, StartAfter=after)
                listed = [entry["Key"] for entry in page.get("Contents", [])]
                found.update(set(wanted).intersection(listed))
                if not page["IsTruncated"]:
                    break
                after = listed[-1]
                wanted = wanted[bisect_right(wanted, after) :]
        return found

    def delete(self, keys: Iterable[str]) -> None:
        """Delete the objects; their last version stays as long as the bucket keeps old ones.

        Raises `TransientError` when S3 does not answer, or keeps one.
        """
        with storage_errors():
            for some in batched(keys, MOST_DELETED, strict=False):
                wanted: Any = {"Objects": [{"Key": key} for key in some], "Quiet": True}
                if self.client.delete_objects(Bucket=self.bucket, Delete=wanted).get("Errors"):
                    raise TransientError("storage_unavailable.kept")


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what S3 says when it is away or refuses into `TransientError("storage_unavailable")`."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise TransientError("storage_unavailable.silent") from error


def _is_denied(error: ClientError) -> bool:
    return error.response.get("Error", {}).get("Code") in ("AccessDenied", "403")
