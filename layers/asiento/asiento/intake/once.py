"""Requests that a client names, so that sending one again does not do it again. Knows nothing of HTTP.

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
class Once:
    """The client's *key* for a request, and *request*: a hash of where it went and all that it says."""

    key: str
    request: str


def answer_of[T](connection: Connection, tenant_id: UUID, once: Once | None, kind: type[T]) -> T | None:
    """Return the *kind* that the same request was answered in the last 24 hours.

    Raises `RequestError("idempotency_key_reused")` if the key was another request's.
    """
    found = find_answer(connection, tenant_id, once.key) if once else None
    if once is None or found is None:
        return None
    request, answer = found
    if request != once.request:
        raise RequestError(422, "idempotency_key_reused", field=HEADER)
    return from_plain(kind, answer)


def claim[T](connection: Connection, tenant_id: UUID, once: Once | None, kind: type[T]) -> T | None:
    """Return None when the request is this transaction's to do, or the answer it had before.

    Of two at once the second waits for the end of the first's transaction. Raises as `answer_of`.
    """
    if once is None or claim_request(connection, tenant_id, once.key, once.request):
        return None
    return answer_of(connection, tenant_id, once, kind)


def keep(connection: Connection, tenant_id: UUID, once: Once | None, answer: Any) -> None:
    """Keep *answer*, one of our dataclasses, for the next 24 hours."""
    if once:
        keep_answer(connection, tenant_id, once.key, to_plain(answer))
