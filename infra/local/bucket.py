"""Documents into a folder and back: the newest version of each, with its tags. Knows nothing of databases."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from asiento.files.quarantine import INFECTED, SCAN_TAG
from infra.local.config import StackError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

INDEX = "index.jsonl"


def save_objects(s3: "S3Client", bucket: str, folder: Path) -> int:
    """Write each object into *folder* under a number, its key into an index; return how many. Raises `StackError`.

    A key is no path: it may be longer than a file's name, or name one that means something here. Malware, which the
    bucket's policy gives to nobody, stays behind.
    """
    folder.mkdir()
    number = 0
    with _storage_errors(), (folder / INDEX).open("w", encoding="utf-8") as index:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for each in page.get("Contents", ()):
                tags = s3.get_object_tagging(Bucket=bucket, Key=each["Key"])["TagSet"]
                if {"Key": SCAN_TAG, "Value": INFECTED} in tags:
                    continue
                data = s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()
                number += 1
                (folder / str(number)).write_bytes(data)
                line = {"key": each["Key"], "tags": tags, "sha256": hashlib.sha256(data).hexdigest()}
                index.write(json.dumps(line) + "\n")
    return number


def bring_objects_back(s3: "S3Client", bucket: str, folder: Path) -> int:
    """Put the objects of *folder* back with their tags, and return how many. Raises `StackError` for a damaged one."""
    number = 0
    with _storage_errors(), (folder / INDEX).open(encoding="utf-8") as index:
        for number, line in enumerate(index, start=1):
            said, data = json.loads(line), (folder / str(number)).read_bytes()
            if hashlib.sha256(data).hexdigest() != said["sha256"]:
                raise StackError(f"{folder / str(number)} is damaged. Use another backup.")
            s3.put_object(Bucket=bucket, Key=said["key"], Body=data)
            if said["tags"]:
                s3.put_object_tagging(Bucket=bucket, Key=said["key"], Tagging={"TagSet": said["tags"]})
    return number


@contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StackError(f"The document store refused: {error}. See that the stack is up: make up") from error
    except OSError as error:
        raise StackError(f"The backup's documents cannot be read or written: {error}. Use another folder.") from error
