"""`make backup` and `make restore`: database and documents of the local stack, into a folder and back, verified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asiento.codec import from_json, to_json
from infra.local import deploy, stack
from infra.local.bucket import bring_objects_back, save_objects
from infra.local.config import StackConfig, StackError
from infra.local.databases import Check, bring_database_back, let_uploads_wait, save_database
from infra.local.postgres import Cluster
from infra.local.servers import OWNER, cluster_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

DUMP, OBJECTS, MANIFEST = "database.dump", "objects", "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds: of each table its rows and a hash over them, and how many objects. Written last."""

    made_at: datetime
    tables: Mapping[str, Check]
    objects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is saved or brought back: a cluster of Postgres with its database's owner, and a bucket."""

    cluster: Cluster
    s3: "S3Client"
    bucket: str
    owner: str = OWNER

    def save(self, folder: Path) -> Manifest:
        """Write everything into *folder*, which must be new. Raises `StackError`.

        The database goes first: whatever object its rows name was there before them. What comes in meanwhile is in
        neither or only in the objects, where it harms nobody.
        """
        if folder.exists():
            raise StackError(f"{folder} exists already. Name a new folder: make backup TO=path/to/it")
        folder.mkdir(parents=True)
        tables = save_database(self.cluster, folder / DUMP)
        objects = save_objects(self.s3, self.bucket, folder / OBJECTS)
        manifest = Manifest(made_at=datetime.now(UTC), tables=tables, objects=objects)
        (folder / MANIFEST).write_bytes(to_json(manifest))
        return manifest

    def bring_back(self, folder: Path) -> Manifest:
        """Put the backup in *folder* in the place of the database, and its objects beside those that there are.

        Objects go first, so that no row names one that is missing. Raises `StackError`, and then the database is as it
        was: the new one takes its place only when its rows are those of the manifest.
        """
        manifest = read_manifest(folder)
        found = bring_objects_back(self.s3, self.bucket, folder / OBJECTS)
        if found != manifest.objects:
            raise StackError(f"{folder} holds {found} objects instead of {manifest.objects}. Use another backup.")
        bring_database_back(self.cluster, folder / DUMP, self.owner, manifest.tables)
        return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return what the backup says of itself. Raises `StackError` if it says nothing: it was never finished."""
    try:
        return from_json(Manifest, (folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise StackError(f"{folder} is no finished backup. Name another: make restore FROM=path/to/it") from error


def save(config: StackConfig, folder: Path) -> str:
    """Save the running stack; return what to say. Raises `StackError`."""
    manifest = _place(config).save(folder)
    return f"{_rows(manifest)} rows and {manifest.objects} documents are saved in {folder}"


def bring_back(config: StackConfig, folder: Path) -> str:
    """Restore the running stack and migrate an older schema; return what to say. Raises `StackError`."""
    record = _record(config)
    place = _place(config)
    manifest = place.bring_back(folder)
    deploy.invoke(config, record.outputs["MigrateFunctionName"])
    let_uploads_wait(place.cluster)
    # Each function learns by its next request that its connection was ended.
    stack.wait_for_api(record)
    return (
        f"{_rows(manifest)} rows and {manifest.objects} documents of {manifest.made_at:%Y-%m-%d %H:%M} UTC are back; "
        "what was under way then goes on by the sweep, within a quarter of an hour"
    )


def _rows(manifest: Manifest) -> int:
    return sum(table.rows for table in manifest.tables.values())


def _record(config: StackConfig) -> stack.Record:
    record = stack.read_record(config)
    if record is None or not record.outputs:
        raise StackError("The stack is not up. Start it with: make up")
    return record


def _place(config: StackConfig) -> Place:
    if config.admin_database_url:
        raise StackError("A Postgres of your own is saved and restored by its own tools: pg_dump, or RDS's snapshots.")
    bucket = _record(config).outputs["DocumentsBucket"]
    return Place(cluster=cluster_of(config), s3=deploy.client(config, "s3"), bucket=bucket)
