"""Items as the API reads and changes them. What the runner does with them is in `work.py`."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.errors import FOR_GOOD
from asiento.model import State
from asiento.store.paging import BEFORE_ALL, READ_TEXT, place_of
from asiento.store.statements import statement

MOST_NAMED = 500
"""Characters that the status of a batch shows of a failed item's name and of its message."""


def insert_items(
    connection: Connection, tenant_id: UUID, batch_id: UUID, items: Sequence[Mapping[str, Any]]
) -> list[UUID]:
    """Add items (id, position, name, file_key or row) and return the ids of those that were not there yet."""
    parameters = {"tenant_id": tenant_id, "batch_id": batch_id, "items": json.dumps(items)}
    return list(connection.execute(statement("insert_items"), parameters).scalars())


def known_items(connection: Connection, tenant_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of *ids* that are items already."""
    parameters = {"tenant_id": tenant_id, "ids": json.dumps([str(item_id) for item_id in ids])}
    return set(connection.execute(statement("find_known_items"), parameters).scalars())


def find_same_files(connection: Connection, tenant_id: UUID, checksums: Sequence[str]) -> dict[str, UUID]:
    """Return the first item for each of the SHA-256 *checksums* that one has which did not fail; none asks nothing."""
    if not checksums:
        return {}
    parameters = {"tenant_id": tenant_id, "checksums": json.dumps(checksums)}
    rows = connection.execute(statement("find_same_files"), parameters).all()
    return {row.sha256: row.id for row in rows}


def count_ingested(connection: Connection, tenant_id: UUID, batch_id: UUID) -> int:
    """Return how many items were ingested into a batch, not counting what stages made of them."""
    parameters = {"tenant_id": tenant_id, "batch_id": batch_id}
    count: int = connection.execute(statement("count_ingested"), parameters).scalar_one()
    return count


def first_failures(connection: Connection, tenant_id: UUID, batch_id: UUID, most: int) -> Sequence[Mapping[Any, Any]]:
    """Return the first failed items of a batch."""
    parameters = {"tenant_id": tenant_id, "batch_id": batch_id, "most": most, "most_text": MOST_NAMED}
    return connection.execute(statement("first_failures"), parameters).mappings().all()


def page_of_items(
    connection: Connection,
    tenant_id: UUID,
    batch_id: UUID,
    states: Iterable[tuple[str, State]] | None,
    *,
    after: UUID | None,
    most: int,
) -> Sequence[Mapping[Any, Any]]:
    """Return the items of a batch after *after*, the oldest first; *states* picks some (stage, state).

    Raises `RequestError("bad_cursor")`.
    """
    wanted = None if states is None else [{"stage": stage, "state": state} for stage, state in states]
    parameters = {
        "tenant_id": tenant_id,
        "batch_id": batch_id,
        "states": None if wanted is None else json.dumps(wanted),
        "most": most,
        "most_text": READ_TEXT,
        **place_of(connection, "items", tenant_id, after, BEFORE_ALL).values,
    }
    return connection.execute(statement("page_of_items"), parameters).mappings().all()


def find_item(
    connection: Connection, tenant_id: UUID, item_id: UUID, *, offset: int, most: int
) -> Mapping[Any, Any] | None:
    """Return what the API shows of an item: of the lists in it at most *most* elements from *offset* on."""
    part = {"offset": offset, "last": offset + most - 1, "most": most}
    parameters = {"tenant_id": tenant_id, "id": item_id, "most_text": READ_TEXT, **part}
    return connection.execute(statement("find_item"), parameters).mappings().one_or_none()


def find_file(connection: Connection, tenant_id: UUID, item_id: UUID) -> Mapping[Any, Any] | None:
    """Return which file an item shows, whether it was scanned, and whether the documents of its batch are deleted.

    Without a file, its key is None.
    """
    parameters = {"tenant_id": tenant_id, "id": item_id}
    return connection.execute(statement("find_file"), parameters).mappings().one_or_none()


def find_stand(connection: Connection, tenant_id: UUID, item_id: UUID) -> Mapping[Any, Any] | None:
    """Return stage and state of an item, and since when (`updated_at`)."""
    parameters = {"tenant_id": tenant_id, "id": item_id}
    return connection.execute(statement("find_item_stand"), parameters).mappings().one_or_none()


def lock_item(connection: Connection, tenant_id: UUID, item_id: UUID) -> Mapping[Any, Any] | None:
    """Return an item that nobody else can change until the end of the transaction."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "most_text": READ_TEXT}
    return connection.execute(statement("lock_item"), parameters).mappings().one_or_none()


def revalidate(
    connection: Connection,
    tenant_id: UUID,
    item_id: UUID,
    stage: str,
    document: Any,
    *,
    accepted: Sequence[Mapping[str, Any]] | None,
    no_duplicate: bool,
) -> Mapping[Any, Any] | None:
    """Put an item that waits for a person, also one that failed there, back to *stage*; None if it does not wait.

    *accepted*: the findings that a person approved, None if none did.
    """
    decided = {"document": json.dumps(document), "accepted": dumped(accepted), "no_duplicate": no_duplicate}
    about = {"tenant_id": tenant_id, "id": item_id, "stage": stage, "for_good": sorted(FOR_GOOD)}
    parameters = {**about, **decided, "most_text": READ_TEXT}
    return connection.execute(statement("revalidate_item"), parameters).mappings().one_or_none()


def dumped(accepted: Sequence[Mapping[str, Any]] | None) -> str | None:
    """Return the findings that a person approved as JSON; None, which is no JSON, if none did."""
    return None if accepted is None else json.dumps(accepted)


def read_again(
    connection: Connection, tenant_id: UUID, item_id: UUID, writing: Mapping[str, Any]
) -> Mapping[Any, Any] | None:
    """Put a table that waits for a person back to its stage, to be read by *writing*; None if it does not wait."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "writing": json.dumps(writing), "most_text": READ_TEXT}
    return connection.execute(statement("read_item_again"), parameters).mappings().one_or_none()


def reject(connection: Connection, tenant_id: UUID, item_id: UUID) -> Mapping[Any, Any] | None:
    """End an item that waits for a person, or failed, but not for its time; None if it does neither."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "most_text": READ_TEXT}
    return connection.execute(statement("reject_item"), parameters).mappings().one_or_none()


def retry_failed(
    connection: Connection, tenant_id: UUID, batch_id: UUID, by: UUID, words: Mapping[str, Mapping[str, str]]
) -> Sequence[tuple[UUID, str]]:
    """Put the failed items of a batch, but those that failed for good, back to their stage; return (item id, stage).

    It is written down as done by the key *by*, in the *words* for how an item stands before and after, by stage.
    """
    said = {"key_id": by, "words": json.dumps(words)}
    parameters = {"tenant_id": tenant_id, "batch_id": batch_id, "for_good": sorted(FOR_GOOD), **said}
    rows = connection.execute(statement("retry_failed_items"), parameters).all()
    return [(item_id, stage) for item_id, stage in rows]


def retry_item(connection: Connection, tenant_id: UUID, item_id: UUID) -> Mapping[Any, Any] | None:
    """Put a failed item back to its stage; return stage, state and updated_at, None if it did not fail, or for good."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "for_good": sorted(FOR_GOOD)}
    return connection.execute(statement("retry_item"), parameters).mappings().one_or_none()


def failed_for_good(connection: Connection, tenant_id: UUID, batch_id: UUID) -> set[str]:
    """Return the codes of those items of a batch that failed and may never run again."""
    parameters = {"tenant_id": tenant_id, "batch_id": batch_id, "for_good": sorted(FOR_GOOD)}
    return set(connection.execute(statement("find_codes_for_good"), parameters).scalars())
