"""Where the machine-readable content of an item lies: beside its file, in the folder of the item.

Knows the layout of keys, not who reads or writes the content.
"""

from dataclasses import replace

from asiento.codec import to_json
from asiento.model import Files, Item
from asiento.reading import Reading, Table


def folder(item: Item) -> str:
    """Return the prefix of all keys of *item*: `{tenant}/{batch}/{item}`."""
    return f"{item.tenant.id}/{item.batch_id}/{item.id}"


def with_content(item: Item, content: Reading | Table, files: Files) -> Item:
    """Store *content* as `reading.json` or `table.json` and return *item* with its `content_key`."""
    name = "reading.json" if isinstance(content, Reading) else "table.json"
    key = f"{folder(item)}/{name}"
    files.write(key, to_json(content))
    return replace(item, content_key=key)
