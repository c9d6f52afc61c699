"""Holds what came out of the samples to what must come out (`truth.json`). Knows nothing of how it is shown."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from infra.local.imports import Ended, Result

Row = Mapping[str, Any]


def read_truth(file: Path) -> list[dict[str, Any]]:
    """Return what must come out: file, items, expect, code, table and rows of each sample."""
    truths: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return truths


def differences(result: Result, truths: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a sentence for each way in which *result* is not what it must be; none if all is well.

    What an earlier run posted is a duplicate now, or may be one, as it must; its rows were compared then.
    """
    # A file that feeds several tables has a truth for each, and its items would be named as often.
    return list(dict.fromkeys(sentence for truth in truths for sentence in _compare(result, truth)))


def _compare(result: Result, truth: Mapping[str, Any]) -> Iterator[str]:
    items = [item for item in result.items if item.source == truth["file"]]
    new = [item for item in items if item.status != "duplicate" and item.code != "maybe_duplicate"]
    if len(new) < len(items):
        yield from _unpublished(truth["file"], new)
    elif truth["expect"] == "published":
        if not items:
            yield f"{truth['file']}: nothing came out of it"
        yield from _unpublished(truth["file"], items)
        rows = [row for row in result.ledger[truth["table"]] if result.source_of(row["item_id"]) == truth["file"]]
        yield from _rows(f"{truth['file']}: {truth['table']}", truth["rows"], rows)
    else:
        yield from _ends(truth, items)


def _unpublished(file: str, items: Sequence[Ended]) -> Iterator[str]:
    for item in items:
        if item.status != "published":
            yield f"{file}: {item.name} is {item.status} ({item.code}), but must be published"


def _ends(truth: Mapping[str, Any], items: Sequence[Ended]) -> Iterator[str]:
    """Yield what is wrong with a sample that must fail, or wait for a person, with a code of its own."""
    if len(items) != truth["items"]:
        yield f"{truth['file']}: {len(items)} items, but must be {truth['items']}"
    for item in items:
        held = item.status == "needs_review" if truth["expect"] == "review" else item.status.endswith("_failed")
        if not held or item.code != truth["code"]:
            found = f"{item.status} {item.code}".strip()
            yield f"{truth['file']}: {found}, but must end in {truth['expect']} with {truth['code']}"


def _rows(where: str, expected: Sequence[Row], found: Sequence[Row]) -> Iterator[str]:
    """Pair each expected row with one that has all its values, and the rest with what is left, in order."""
    left, missing = list(found), []
    for row in expected:
        match = next((other for other in left if not _unequal(row, other)), None)
        if match is None:
            missing.append(row)
        else:
            left.remove(match)
    for row, other in zip(missing, left, strict=False):
        wrong = (f"{key} is {value_at(other, key)}, not {row[key]}" for key in _unequal(row, other))
        yield f"{where}: " + ", ".join(wrong)
    for row in missing[len(left) :]:
        yield f"{where}: no row {dict(row)}"
    for other in left[len(missing) :]:
        yield f"{where}: a row too many, item {other['item_id']}"


def value_at(row: Row, path: str) -> Any:
    """Return what *row* has at *path*, such as `supplier.name`."""
    whole, _, part = path.partition(".")
    return row.get(whole, {}).get(part) if part else row.get(whole)


def _unequal(expected: Row, found: Row) -> list[str]:
    return [key for key, value in expected.items() if not _same(value, value_at(found, key))]


def _same(expected: object, found: object) -> bool:
    """Compare figures as numbers: 12.1 is 12.10."""
    if expected == found:
        return True
    try:
        return Decimal(str(expected)) == Decimal(str(found))
    except InvalidOperation:
        return False
