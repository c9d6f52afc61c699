"""Builders for tests: items and deliveries with sensible defaults, files in a dict, and tools around them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from asiento.errors import DocumentError
from asiento.model import Delivery, Files, Item, ItemRef, Limits, Scanner, Tools
from asiento.tenant import Tenant

TENANT = Tenant(
    id=UUID("00000000-0000-4000-8000-00000000000a"),
    name="Ferretería Ejemplo, S.L.",
    country="ES",
    currency="EUR",
    tax_ids=("B12345674",),
)


class DictFiles:
    """The `Files` of tests: a dict of keys to bytes."""

    def __init__(self, contents: dict[str, bytes] | None = None) -> None:
        self.contents = contents if contents is not None else {}
        self.quarantined: list[str] = []

    def read(self, key: str) -> bytes:
        """Return the bytes; raise `DocumentError("file_missing")` if there is no such key."""
        if key not in self.contents:
            raise DocumentError("file_missing.not_uploaded")
        return self.contents[key]

    def write(self, key: str, data: bytes) -> None:
        """Store *data* under *key*."""
        self.contents[key] = data

    def quarantine(self, key: str) -> None:
        """Keep the key in mind."""
        self.quarantined.append(key)


def make_item(**changes: Any) -> Item:
    """Return an item with a file's name and no content yet; *changes* replace its fields."""
    defaults: dict[str, Any] = {
        "id": UUID("00000000-0000-4000-8000-0000000000c1"),
        "tenant": TENANT,
        "batch_id": UUID("00000000-0000-4000-8000-0000000000b1"),
        "name": "document.pdf",
        "received_at": datetime(2025, 3, 14, 9, 30, tzinfo=UTC),
    }
    return Item(**(defaults | changes))


def make_file_item(data: bytes, files: Files, name: str = "document.pdf", **changes: Any) -> Item:
    """Return an item whose file, *data*, lies in *files*."""
    item = make_item(name=name, **changes)
    key = f"{item.tenant.id}/{item.batch_id}/{item.id}/{name}"
    files.write(key, data)
    return make_item(name=name, **({"file_key": key} | changes))


def make_row_item(row: Mapping[str, Any], **changes: Any) -> Item:
    """Return an item that is one row of a spreadsheet or of a JSON request."""
    return make_item(name="row 1", row=row, **changes)


def delivered(ref: ItemRef, *, attempt: int = 1) -> Delivery:
    """Return the delivery of a new message about the item."""
    return Delivery(ref=ref, message_id=uuid4(), attempt=attempt)


def _finds_nothing(_key: str, _data: bytes) -> str | None:
    return None


def make_tools(
    files: Files | None = None, *, scan: Scanner = _finds_nothing, tesseract: str = "tesseract", **limits: int
) -> Tools:
    """Return tools with dict-backed files and a scanner that finds nothing; *limits* are fields of `Limits`."""
    return Tools(files=DictFiles() if files is None else files, limits=Limits(**limits), scan=scan, tesseract=tesseract)
