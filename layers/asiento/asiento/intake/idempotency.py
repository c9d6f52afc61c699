"""Idempotency keys: a request that a client sends again under its key is not done again. Knows nothing of HTTP.

Only success is kept: a request that was refused leaves no trace, and is tried afresh when it comes again.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.codec import from_plain, to_plain
from asiento.errors import RequestError
from asiento.store.requests import claim_request, find_answer, keep_answer

HEADER = "idempotency-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotentRequest:
    """A request with a *key* of the client's, and a *hash* of where it went and all that it says."""

    key: str
    hash: str


def earlier_answer[T](
    connection: Connection, tenant_id: UUID, request: IdempotentRequest | None, kind: type[T]
) -> T | None:
    """Return the *kind* that the same request was answered in the last 24 hours.

    Raises `RequestError("idempotency_key_reused")` if the key was another request's.
    """
    found = find_answer(connection, tenant_id, request.key) if request else None
    if request is None or found is None:
        return None
    hash_then, answer = found
    if hash_then != request.hash:
        raise RequestError(422, "idempotency_key_reused", field=HEADER)
    return from_plain(kind, answer)


def claim[T](connection: Connection, tenant_id: UUID, request: IdempotentRequest | None, kind: type[T]) -> T | None:
    """Return None when the request is this transaction's to do, or the answer it had before.

    Of two at once the second waits for the end of the first's transaction. Raises as `earlier_answer`.
    """
    if request is None or claim_request(connection, tenant_id, request.key, request.hash):
        return None
    return earlier_answer(connection, tenant_id, request, kind)


def keep(connection: Connection, tenant_id: UUID, request: IdempotentRequest | None, answer: Any) -> None:
    """Keep *answer*, one of our dataclasses, for the next 24 hours."""
    if request:
        keep_answer(connection, tenant_id, request.key, to_plain(answer))
