"""Where the columns of a ledger row stand in the document of its item."""

from collections.abc import Iterator, Mapping
from typing import Any

from asiento.api.ledger_names import NAMES

PATHS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    **{table: {name: (path,) for name, path in NAMES[table].items()} for table in ("expenses", "invoices")},
    "bank_transactions": {name: (f"transaction.{name}",) for name in NAMES["bank_transactions"]}
    | {"currency": ("transaction.currency", "currency"), "iban": ("transaction.iban", "account.iban")},
}
"""Table to column to its paths in what was found, of which the first that has a value counts (`publish`)."""
SHOWN = ("source", "confidence", "page", "box")


def lineage_of(table: str, row: Mapping[Any, Any], found: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what the API shows of where *row* comes from; *found* is what `find_lineage` returned."""
    names = ("item_id", "batch_id", "name", "position", "pages", "file")
    document = {**(found["document"] or {}), "transaction": found["transaction"]}
    return {name: found[name] for name in names} | {"fields": dict(_fields(table, row, document))}


def _fields(table: str, row: Mapping[Any, Any], document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for column, paths in PATHS[table].items():
        known = ((path, _at(document, path)) for path in paths)
        path, field = next(((path, field) for path, field in known if field), ("", None))
        if row[column] is not None and field:
            shown = path.replace("transaction.", f"transactions.{row['line']}.", 1)
            yield NAMES[table][column], {"path": shown, **{name: field[name] for name in SHOWN if name in field}}


def _at(document: Mapping[str, Any], path: str) -> Any:
    node: Any = document
    for name in path.split("."):
        node = (node or {}).get(name)
    return node
