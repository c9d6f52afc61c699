"""A client of the HTTPS API, as a customer would write it. Knows nothing of the stack behind the address."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import batched
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from httpx_retries import Retry, RetryTransport

from infra.local.config import StackError

FILES_A_REQUEST = 100
ROWS_A_REQUEST = 500
PAGE = 200
AGAIN = Retry(
    total=8,
    allowed_methods=("GET", "POST"),
    status_forcelist=(429, 500, 502, 503, 504),
    backoff_factor=0.5,
    max_backoff_wait=10,
)
"""The API away, or asking to wait: once more, as `Retry-After` says, but after 10 s at most. 500 is what the local
gateway says of a function that died, where API Gateway says 502."""


class ApiError(StackError):
    """The API refused a request; the message carries its answer."""


class UploadError(Exception):
    """The document store refused a file; the message says why."""


class ApiClient:
    """The API at *url* as the holder of *key*, which sends at most *rows_a_request*.

    What is not answered is asked again. Each POST carries an `Idempotency-Key`, so that opening a batch and ingesting
    happen once; what else this client does may happen twice.
    """

    def __init__(self, url: str, key: str, rows_a_request: int = ROWS_A_REQUEST) -> None:
        # What it shows in a terminal is in English, whatever the demo company speaks.
        bearer = {"Authorization": f"Bearer {key}", "Accept-Language": "en"}
        self.http = httpx.Client(base_url=url, headers=bearer, timeout=60, transport=RetryTransport(retry=AGAIN))
        self.rows_a_request = rows_a_request
        # A presigned upload carries its own permission and must not see the key.
        self.store = httpx.Client(timeout=120)

    def close(self) -> None:
        """Close the connections."""
        self.http.close()
        self.store.close()

    def call(self, method: str, path: str, **request: Any) -> Any:
        """Return the answer's JSON. Raises `ApiError`."""
        headers = {"Idempotency-Key": str(uuid4())} if method == "POST" else {}
        try:
            answer = self.http.request(method, path, headers=headers, **request)
        except httpx.HTTPError as error:
            raise ApiError(f"The API did not answer {method} {path}: {error}. Look at `make status`.") from error
        if answer.is_error:
            raise ApiError(f"The API refused {method} {path} with {answer.status_code}: {answer.text}")
        return answer.json()

    def create_batch(self, name: str) -> str:
        """Open a batch and return its id."""
        return str(self.call("POST", "/batches", json={"name": name})["id"])

    def request_uploads(self, batch_id: str, files: Sequence[Path]) -> list[dict[str, Any]]:
        """Return the presigned upload of each file, in order."""
        uploads: list[dict[str, Any]] = []
        for some in batched(files, FILES_A_REQUEST, strict=False):
            body = {"files": [{"name": file.name} for file in some]}
            uploads += self.call("POST", f"/batches/{batch_id}/files", json=body)["files"]
        return uploads

    def upload(self, upload: Mapping[str, Any], file: Path) -> None:
        """Send *file* to the store. Raises `UploadError` if it refuses, because the file is too large, for example."""
        with file.open("rb") as content:
            try:
                answer = self.store.post(upload["url"], data=upload["fields"], files={"file": (file.name, content)})
            except httpx.HTTPError as error:
                raise UploadError(f"the upload broke off: {error}") from error
        if answer.is_error:
            raise UploadError(f"the document store answered {answer.status_code}: {answer.text[:300]}")

    def ingest_keys(self, batch_id: str, keys: Sequence[str]) -> list[str]:
        """Start the uploaded files; return their items' ids, in order."""
        ids: list[str] = []
        for some in batched(keys, self.rows_a_request, strict=False):
            ids += self.call("POST", f"/batches/{batch_id}/ingest", json={"keys": list(some)})["items"]
        return ids

    def ingest_rows(self, batch_id: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Start JSON rows; return their items' ids, in order."""
        ids: list[str] = []
        for some in batched(rows, self.rows_a_request, strict=False):
            ids += self.call("POST", f"/batches/{batch_id}/ingest", json={"rows": list(some)})["items"]
        return ids

    def status(self, batch_id: str) -> dict[str, Any]:
        """Return how far the batch is."""
        answer: dict[str, Any] = self.call("GET", f"/batches/{batch_id}/status")
        return answer

    def pages(self, path: str, **filters: str) -> Iterator[dict[str, Any]]:
        """Yield everything that the list at *path* has, page by page."""
        cursor: dict[str, str] = {}
        while True:
            page = self.call("GET", path, params={**filters, **cursor, "limit": PAGE})
            yield from page["items"]
            if page["next_cursor"] is None:
                return
            cursor = {"cursor": page["next_cursor"]}

    def item(self, item_id: str) -> dict[str, Any]:
        """Return an item with what was read from it."""
        answer: dict[str, Any] = self.call("GET", f"/items/{item_id}")
        return answer
