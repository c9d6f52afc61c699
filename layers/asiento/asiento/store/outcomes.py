"""Outcomes of items, serialized for Postgres. Knows no SQL.

An outcome is serialized as soon as there is one, and its item let go: of ten large documents one is in memory.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from asiento.codec import to_json, to_plain
from asiento.codes import Said
from asiento.model import UNRANKED, Delivery, Item, Posting, State
from asiento.pipeline import Stage

MOST_SAVED = 4 * 2**20
"""Characters of the outcomes that one transaction saves; a larger one is saved alone. Ten ordinary ones have a few
kilobytes."""

NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""The escape of a NUL character in JSON, after an even number of backslashes."""

SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a character: Postgres refuses its escape, and the driver fails at itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error(Said):
    """Why an item did not go on: what is said to people, and *also* after it; for bugs what was raised where."""

    also: tuple[Said, ...] = ()
    cause: str | None = None
    traceback: str | None = None

    @classmethod
    def of(cls, first: Said, *also: Said, cause: str | None = None, traceback: str | None = None) -> Self:
        """Return the error that says *first* and *also*, each without what else belongs to it."""
        return cls(
            **sentence_fields(first),
            also=tuple(Said(**sentence_fields(each)) for each in also),
            cause=cause,
            traceback=traceback,
        )


def sentence_fields(what: Said) -> dict[str, Any]:
    """Return the fields of *what* that make its sentence, and no others."""
    return {"code": what.code, "variant": what.variant, "params": what.params, "message": what.message}


def stored_error(error: Error) -> dict[str, Any]:
    """Return *error*, JSON-ready, as an item keeps it: what operators are to look at goes to its dead letter only."""
    plain: dict[str, Any] = to_plain(replace(error, cause=None, traceback=None))
    return plain if error.also else {name: value for name, value in plain.items() if name != "also"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an item in a stage: where it goes and how it stands there.

    *dead* also keeps it as a dead letter, with the payload. With *same_document* the stage left the document as it was,
    so that it need not be written again.
    """

    delivery: Delivery
    item: Item
    stage: Stage
    state: State
    error: Error | None = None
    dead: bool = False
    same_document: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SerializedOutcome:
    """An *outcome* as JSON (*text*) that Postgres takes, and the number of its children. Its item keeps only ids.

    Two that share one of the *marks* may post the same, unless both have one word beside it. They are saved one after
    the other.
    """

    outcome: Outcome
    text: str
    children: int
    marks: Mapping[str, str | None] = field(default_factory=dict)


def serialized(outcome: Outcome) -> SerializedOutcome:
    """Return *outcome* as JSON for Postgres."""
    item = outcome.item
    parts = _long_parts(item, same_document=outcome.same_document)
    small = json.dumps(_small_parts(outcome))[:-1]
    text = NUL.sub(r"\1", ", ".join([small, *(f'"{name}": {value}' for name, value in parts.items())]) + "}")
    bare = replace(item, row=None, document=None, findings=(), children=(), postings=(), classification=None)
    return SerializedOutcome(
        outcome=replace(outcome, item=bare), text=text, children=len(item.children), marks=dict(_marks(item))
    )


def in_parts(outcomes: Iterable[Outcome], most: int = MOST_SAVED) -> Iterator[list[SerializedOutcome]]:
    """Yield *outcomes*, serialized, in parts of at most *most* characters, or of one outcome that has more.

    What may post the same stands in different parts: what is saved first is posted, and found by the other.
    """
    part, size, marks = list[SerializedOutcome](), 0, dict[str, str | None]()
    for outcome in outcomes:
        one = serialized(outcome)
        if part and (size + len(one.text) > most or _may_be_alike(marks, one.marks)):
            yield part
            part, size, marks = [], 0, {}
        part.append(one)
        size += len(one.text)
        marks |= one.marks
    if part:
        yield part


def payload_of(delivery: Delivery) -> dict[str, Any]:
    """Return *delivery*, JSON-ready."""
    return {
        "tenant_id": str(delivery.ref.tenant_id),
        "item_id": str(delivery.ref.item_id),
        "message_id": str(delivery.message_id),
        "attempt": delivery.attempt,
    }


def _small_parts(outcome: Outcome) -> dict[str, Any]:
    item, error = outcome.item, outcome.error
    letter = {**to_plain(error), "payload": payload_of(outcome.delivery)} if error and outcome.dead else None
    return {
        "tenant_id": str(item.tenant.id),
        "item_id": str(item.id),
        "lease": str(outcome.delivery.message_id),
        "attempt": outcome.delivery.attempt,
        "stage": outcome.stage.name,
        "state": outcome.state,
        "kind": item.kind,
        "file_key": item.file_key,
        "media_type": item.media_type,
        "sha256": item.sha256,
        "pages": item.pages,
        "content_key": item.content_key,
        "writing": to_plain(item.writing) if item.writing else None,
        "same_document": outcome.same_document,
        "no_duplicate": item.no_duplicate,
        "wrong_fields": round(item.risk.wrong_fields, 4) if item.risk else None,
        "review_rank": item.risk.rank if item.risk else UNRANKED,
        "error": stored_error(error) if error else None,
        "dead_letter": letter,
    }


def _long_parts(item: Item, *, same_document: bool) -> dict[str, str]:
    """Return what may be long, each as JSON: without the dicts between, which take five times its memory."""
    return {
        "classification": to_json(item.classification).decode() if item.classification else "null",
        "document": to_json(item.document).decode() if item.document and not same_document else "null",
        "findings": _list(item.findings),
        "children": _list(item.children) if item.children else "null",
        "postings": _dumped(_postings(item.postings)),
    }


def _dumped(value: object) -> str:
    """Return *value* as JSON without escapes, which make six characters of one; with them if it is no Unicode."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() or not SURROGATE.search(text) else json.dumps(value)


def _list(values: Iterable[object]) -> str:
    return f"[{', '.join(to_json(value).decode() for value in values)}]"


def _may_be_alike(some: Mapping[str, str | None], others: Mapping[str, str | None]) -> bool:
    return any(some[mark] is None or some[mark] != others[mark] for mark in some.keys() & others.keys())


def _marks(item: Item) -> Iterator[tuple[str, str | None]]:
    """Yield what a duplicate of the postings of *item* shares with it, wide enough for `post_outcomes.sql`.

    With some a word, and then others with the same word are no duplicates: the list of a row, an account with a name.
    """
    tenant, rows = item.tenant.id, None if item.row is None else str(item.parent_id or item.batch_id)
    if item.postings and item.sha256:
        yield f"{tenant} {item.sha256}", None
    for posting in item.postings:
        values = posting.values
        if posting.table == "bank_transactions":
            yield f"{tenant} {values['booked_on']}", "named" if values.get("iban") else rows
            if values.get("iban"):
                yield f"{tenant} {values['booked_on']} {values['iban']}", rows
        elif "total" in values and (values.get("supplier_tax_id") or values.get("supplier_name")):
            yield f"{tenant} {Decimal(values['total']).normalize()}", rows
        if values.get("number") and values.get("supplier_tax_id"):
            yield f"{tenant} {re.sub(r'[\W_]', '', values['number']).casefold()}", None


def _postings(postings: Sequence[Posting]) -> dict[str, list[dict[str, Any]]] | None:
    by_table: dict[str, list[dict[str, Any]]] = {}
    for posting in postings:
        by_table.setdefault(posting.table, []).append({"line": posting.line, **posting.values})
    return by_table or None
