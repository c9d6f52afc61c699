"""Taking over what an older system left pending: each item once, under its own id, however often it runs.

What is queued here already and was never sent is the sweep's, and needs no backfill.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import batched
from uuid import UUID

from sqlalchemy import Connection

from asiento.backfill.export import Line, OldItem, UnusableError
from asiento.files.names import UploadKey, safe_name
from asiento.intake import enqueue
from asiento.intake.services import ApiServices
from asiento.pipeline import FIRST
from asiento.store.backfill import has_tenant, open_batch
from asiento.store.batches import note_forms
from asiento.store.items import insert_items, known_items
from asiento.store.tenants import find_tenant
from asiento.tables.headers import mapped_row

AT_ONCE = 200
"""Lines that are looked at together: so many rows are in memory, and so many files are uploaded before their items."""

NAME = "backfill"
"""Of the batches that are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What became of some lines: items *taken* over, of which *unsent* wait for the sweep, and *known* ones here.

    *skipped* are not pending; of the *refused* each says why.
    """

    taken: int = 0
    unsent: int = 0
    known: int = 0
    skipped: int = 0
    refused: tuple[Line, ...] = ()


def backfill(services: ApiServices, lines: Iterable[Line], *, dry_run: bool = False) -> Iterator[Part]:
    """Take over the pending items of *lines*, some at a time; with *dry_run* only say what would be done.

    Raises `TransientError` if the database or the store are away: run it again then.
    """
    for some in batched(lines, AT_ONCE, strict=False):
        by_batch: dict[tuple[UUID, UUID], list[tuple[Line, OldItem]]] = defaultdict(list)
        for line in some:
            if line.item:
                by_batch[line.item.tenant_id, line.item.batch_id].append((line, line.item))
        yield Part(
            skipped=sum(line.item is None and not line.problem for line in some),
            refused=tuple(line for line in some if line.problem),
        )
        for (tenant_id, batch_id), found in by_batch.items():
            yield _batch(services, tenant_id, batch_id, found, dry_run=dry_run)


def _batch(
    services: ApiServices,
    tenant_id: UUID,
    batch_id: UUID,
    found: Sequence[tuple[Line, OldItem]],
    *,
    dry_run: bool,
) -> Part:
    """Take over items of one batch: first their files, then, in one transaction, themselves."""
    with services.database.transaction([tenant_id]) as connection:
        if not has_tenant(connection, tenant_id):
            return Part(refused=tuple(replace(line, problem="there is no such tenant") for line, _ in found))
        known = known_items(connection, tenant_id, [old.id for _, old in found])
        tenant = find_tenant(connection, tenant_id)
        if not dry_run and _is_expired(connection, tenant_id, batch_id):
            return Part(refused=tuple(replace(line, problem="its batch has expired") for line, _ in found))
    items, refused = [], []
    for line, old in found:
        if old.id in known:
            continue
        try:
            key = _upload(services, old, dry_run=dry_run)
        except UnusableError as error:
            refused.append(replace(line, problem=str(error)))
            continue
        row = None if old.row is None else mapped_row(old.row, tenant.mappings)
        items.append({"id": str(old.id), "position": line.number, "name": old.name, "row": row, "file_key": key})
    part = Part(known=len(found) - len(items) - len(refused), refused=tuple(refused))
    if dry_run or not items:
        return replace(part, taken=len(items))
    with services.database.transaction([tenant_id]) as connection:
        created = insert_items(connection, tenant_id, batch_id, items)
    sent = enqueue(services.queue, tenant_id, [(item_id, FIRST.name) for item_id in created])
    return replace(part, taken=len(created), unsent=0 if sent else len(created))


def _is_expired(connection: Connection, tenant_id: UUID, batch_id: UUID) -> bool:
    """Open the batch unless it is there, and let it wait for the files that come now; True if it takes none."""
    open_batch(connection, tenant_id, batch_id, NAME)
    batch = note_forms(connection, tenant_id, batch_id)
    return batch is not None and batch["expired_at"] is not None


def _upload(services: ApiServices, old: OldItem, *, dry_run: bool) -> str | None:
    """Store the item's file as an upload and return its key; None for a row. Raises `UnusableError`."""
    if old.file is None:
        return None
    key = UploadKey(tenant_id=old.tenant_id, batch_id=old.batch_id, upload_id=old.id, name=safe_name(old.file.name))
    try:
        if old.file.stat().st_size > services.limits.max_file_bytes:
            raise UnusableError("its file is larger than IMPORTS_MAX_FILE_BYTES")
        data = b"" if dry_run else old.file.read_bytes()
    except OSError as error:
        raise UnusableError("its file cannot be read") from error
    if not dry_run:
        services.files.write(str(key), data)
    return str(key)
