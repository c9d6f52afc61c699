"""Rights of a child: the keys that it may name, and the fields of its answer that count. The tenant is the database's.

A file lies in the folder of its item, or, if it is a part of another file, in a folder of its own there.
"""

from dataclasses import replace

from asiento.item_files import folder
from asiento.model import Child, Item
from asiento.pipeline import Stage

SAID = ("kind", "media_type", "sha256", "pages", "content_key", "writing", "classification", "document", "findings")
"""Fields of an item that a child may change. Not whose it is, its file, or what a person accepted; and no
postings: what is posted is made in publish, which reads no file and so has no child."""

WRITTEN = ("content", "parts")
"""Where stages write, in the folder of the item."""

MOST_TEXT = 2_000
"""Characters of the cause of a bug."""
MOST_TRACE = 100_000


def may_use(item: Item, key: str) -> bool:
    """Return whether *key* is the file of *item*, and a key of its batch at all."""
    return key == item.file_key and _below(f"{item.tenant.id}/{item.batch_id}", key)


def may_read(item: Item, key: str) -> bool:
    """Return whether *key* lies in the folder of *item* or beside its file, where what it came with is."""
    place = (item.file_key or "").rpartition("/")[0]
    beside = may_use(item, item.file_key or "") and _below(place, key)
    return _below(folder(item), key) or beside


def may_write(item: Item, key: str) -> bool:
    """Return whether *key* lies where stages write in the folder of *item*."""
    return any(_below(f"{folder(item)}/{name}", key) for name in WRITTEN)


def accepted(stage: Stage, item: Item, said: Item) -> Item | None:
    """Return *item* with what its child *said*; None if that names what is not its own, or makes children unasked.

    Which file is the item's, the conversation has set: the one that it had, or what was kept of that.
    """
    known = (None, item.content_key, item.file_key, said.file_key)
    if said.content_key not in known and not may_write(item, said.content_key):
        return None
    if not all(stage.has_children and _is_own(item, child) for child in said.children):
        return None
    return replace(item, file_key=said.file_key, children=said.children, **{name: getattr(said, name) for name in SAID})


def _is_own(item: Item, child: Child) -> bool:
    return all(key is None or may_write(item, key) for key in (child.file_key, child.content_key))


def _below(place: str, key: str) -> bool:
    parts = key.removeprefix(f"{place}/").split("/")
    return key.startswith(f"{place}/") and not {"", ".", ".."} & set(parts)
