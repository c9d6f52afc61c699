"""Where the machine-readable content of an item lies: beside its file, in the folder of the item.

Knows the layout of keys, not who reads or writes the content.
"""

from dataclasses import replace

from asiento.codec import to_json
from asiento.model import Files, Item
from asiento.reading import Reading, Table

SIGNED = "signed/"
"""The folder of a part whose file was signed as a whole: the signature was checked there, and its result lies here."""


READING = "reading.json"


def folder(item: Item) -> str:
    """Return the prefix of all keys of *item*: `{tenant}/{batch}/{item}`."""
    return f"{item.tenant.id}/{item.batch_id}/{item.id}"


def part_key(item: Item, index: int, name: str, *, signed: bool = False) -> str:
    """Return where *item* keeps the bytes of its child *index*; a *signed* part has its signature beside it."""
    return f"{folder(item)}/parts/{index}/{SIGNED if signed else ''}{name}"


def signature_key(file_key: str) -> str | None:
    """Return where the signature of the file that *file_key* was a part of is kept; None if it had none."""
    place, _, name = file_key.rpartition("/")
    return f"{place}/signature.json" if f"{place}/{name}".endswith(f"/{SIGNED}{name}") else None


def brought_content(item: Item) -> str | None:
    """Return the key of the content that *item*, a part of a file, came with: beside its file, not in its folder."""
    place = (item.file_key or "").rpartition("/")[0]
    mine = item.content_key == f"{place}/{READING}" and not place.startswith(folder(item))
    return item.content_key if mine else None


def with_content(item: Item, content: Reading | Table, files: Files) -> Item:
    """Store *content* as `reading.json` or `table.json` and return *item* with its `content_key`."""
    name = READING if isinstance(content, Reading) else "table.json"
    key = f"{folder(item)}/{name}"
    files.write(key, to_json(content))
    return replace(item, content_key=key)
