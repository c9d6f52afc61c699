"""One import through the API, from the batch to the last finished item, and what became of each document."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.client import ApiClient, UploadError
from infra.local.config import StackError
from infra.local.documents import Documents

LEDGERS = {"expenses": "/expenses", "invoices": "/invoices", "bank_transactions": "/bank-transactions"}
POLL_SECONDS = 0.5
STANDSTILL_SECONDS = 600.0
"""Without any change for so long the run gives up: longer than the longest backoff but one."""

Progress = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An item at its end. *source* is the document it came from; *code* and *message* say why it is not published."""

    id: str
    source: str
    name: str
    status: str
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an import brought: the last status of its batch, its items, and its ledger rows by table."""

    batch_id: str
    seconds: float
    status: Mapping[str, Any]
    items: Sequence[Ended]
    ledger: Mapping[str, Sequence[Mapping[str, Any]]]
    not_uploaded: Mapping[str, str] = field(default_factory=dict)

    def source_of(self, item_id: str) -> str:
        """Return the document that the item came from."""
        return next((item.source for item in self.items if item.id == item_id), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A batch on its way: the document that each item came from, and why others could not be uploaded."""

    batch_id: str
    sources: Mapping[str, str]
    not_uploaded: Mapping[str, str]


def import_documents(client: ApiClient, documents: Documents, name: str, progress: Progress) -> Result:
    """Import *documents* in a batch of their own and wait for the end. Raises `StackError`."""
    began = time.monotonic()
    started = start(client, documents, name)
    if started.sources:
        _wait(client, started.batch_id, progress)
    return result_of(client, started, time.monotonic() - began)


def start(client: ApiClient, documents: Documents, name: str) -> Started:
    """Send *documents* in a batch of their own. Raises `StackError`."""
    batch_id = client.create_batch(name)
    sources, not_uploaded = _upload(client, batch_id, documents.files)
    for file, rows in documents.rows.items():
        sources |= dict.fromkeys(client.ingest_rows(batch_id, rows), Path(file).name)
    return Started(batch_id=batch_id, sources=sources, not_uploaded=not_uploaded)


def result_of(client: ApiClient, started: Started, seconds: float) -> Result:
    """Return what a batch has brought by now. Raises `StackError`."""
    batch_id = started.batch_id
    return Result(
        batch_id=batch_id,
        seconds=seconds,
        status=client.status(batch_id),
        items=_items(client, batch_id, started.sources),
        ledger={table: list(client.pages(path, batch_id=batch_id)) for table, path in LEDGERS.items()},
        not_uploaded=started.not_uploaded,
    )


def _upload(client: ApiClient, batch_id: str, files: Sequence[Path]) -> tuple[dict[str, str], dict[str, str]]:
    """Upload and start *files*; return the document of each item, and why others could not be uploaded."""
    keys, refused = {}, {}
    for file, upload in zip(files, client.request_uploads(batch_id, files), strict=True):
        try:
            client.upload(upload, file)
        except UploadError as error:
            refused[file.name] = str(error)
        else:
            keys[upload["key"]] = file.name
    ids = client.ingest_keys(batch_id, list(keys))
    return dict(zip(ids, keys.values(), strict=True)), refused


def _wait(client: ApiClient, batch_id: str, progress: Progress) -> None:
    before, since = None, time.monotonic()
    while True:
        status = client.status(batch_id)
        progress(status)
        if status["done"]:
            return
        if status["by_status"] != before:
            before, since = status["by_status"], time.monotonic()
        if time.monotonic() - since > STANDSTILL_SECONDS:
            raise StackError(
                f"{status['running']} items have stood still for {STANDSTILL_SECONDS / 60:.0f} minutes: "
                f"{dict(status['by_status'])}. Look into var/ministack.log for the reason."
            )
        time.sleep(POLL_SECONDS)


def _items(client: ApiClient, batch_id: str, sources: Mapping[str, str]) -> list[Ended]:
    found = list(client.pages(f"/batches/{batch_id}/items"))
    parents = {item["id"]: item["parent_id"] for item in found}
    return [_ended(client, item, _source(item["id"], parents, sources)) for item in found if item["status"] != "split"]


def _source(item_id: str, parents: Mapping[str, str | None], sources: Mapping[str, str]) -> str:
    while (parent := parents[item_id]) is not None:
        item_id = parent
    return sources[item_id]


def _ended(client: ApiClient, item: Mapping[str, Any], source: str) -> Ended:
    problem = item["error"] or {}
    if item["status"] == "needs_review":
        findings = client.item(item["id"])["findings"]
        problem = next((finding for finding in findings if finding["severity"] == "review"), {})
    return Ended(
        id=item["id"],
        source=source,
        name=item["name"],
        status=item["status"],
        code=problem.get("code", ""),
        message=problem.get("message", ""),
    )
