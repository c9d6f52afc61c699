"""Where the machine-readable content of an item lies, in the folder of its file, and how both are read again.

Knows the layout of keys, not who reads or writes the content. A name of an upload has no slash, so what lies a folder
deeper can be replaced by no client.
"""

from dataclasses import replace
from hashlib import sha256

from asiento.codec import to_json
from asiento.errors import DocumentError
from asiento.model import Files, Item
from asiento.reading import Reading, Table

SIGNED = "signed/"
"""The folder of a part whose file was signed as a whole: the signature was checked there, and its result lies here."""


READING = "reading.json"

MAX_CONTENT = 32 * 2**20
"""Bytes of what was read of a file. 100,000 words with their places have 14 MB, 50,000 movements of a bank 8."""


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


def content_key(item: Item, name: str) -> str:
    """Return where *item* keeps the content called *name*."""
    return f"{folder(item)}/content/{name}"


def with_content(item: Item, content: Reading | Table, files: Files) -> Item:
    """Store *content* as `reading.json` or `table.json` and return *item* with its `content_key`.

    Raises `DocumentError("too_much_text")`.
    """
    key, data = content_key(item, READING if isinstance(content, Reading) else "table.json"), to_json(content)
    if len(data) > MAX_CONTENT:
        raise DocumentError(
            "too_much_text", f"The file holds more than {MAX_CONTENT / 2**20:.0f} MB of text. Split it and retry."
        )
    files.write(key, data)
    return replace(item, content_key=key)


def read_again(item: Item, files: Files) -> bytes:
    """Return the item's file for a stage after preprocess, which scanned it and kept its checksum.

    A presigned upload stays valid for an hour: what a client put there since then nobody has looked at. Raises
    `DocumentError`: `file_missing`, `file_changed`.
    """
    if item.file_key is None:
        raise DocumentError("file_missing", "The item has no file. Upload the file and retry.")
    data = files.read(item.file_key)
    if item.sha256 is not None and sha256(data).hexdigest() != item.sha256:
        raise DocumentError(
            "file_changed", "The file was replaced after it was checked. Upload the right one anew and ingest that."
        )
    return data


def read_content(item: Item, files: Files) -> bytes:
    """Return the item's content, as `read_again` where that is its file. Raises `DocumentError("not_read")` too."""
    if item.content_key is None:
        raise DocumentError("not_read", "The document has no text that we could read. Send a sharper copy.")
    return read_again(item, files) if item.content_key == item.file_key else files.read(item.content_key)
