"""Where the machine-readable content of an item lies, in the folder of its file, and how both are read again.

Knows the layout of keys, not who reads or writes the content. A name of an upload has no slash, so what lies a folder
deeper can be replaced by no client: `kept/` has the files that were scanned, `content/` what was read of them, `parts/`
the files that were found in them, `pages/` the pictures of their pages that people asked for.
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

PARTS_OF_UPLOAD = 4
"""Of the key of an upload, `{tenant}/{batch}/{item}/{name}`, between slashes."""

MAX_CONTENT = 32 * 2**20
"""Bytes of what was read of a file. 100,000 words with their places have 14 MB, 50,000 movements of a bank 8."""


def folder(item: Item) -> str:
    """Return the prefix of all keys of *item*: `{tenant}/{batch}/{item}`."""
    return f"{item.tenant.id}/{item.batch_id}/{item.id}"


def kept_folder(item: Item) -> str:
    """Return the prefix of the keys under which *item* keeps the file that was scanned."""
    return f"{folder(item)}/kept/"


def kept_key(item: Item, data: bytes) -> str:
    """Return where *item* keeps its file, *data*, from its scan on.

    For an upload, which its sender can replace for an hour, a key of these bytes: a second run that meets others has
    another key, so that none writes over what another kept. A part of a file lies where no form leads already.
    """
    key = item.file_key or ""
    if len(key.split("/")) > PARTS_OF_UPLOAD:
        return key
    return f"{kept_folder(item)}{sha256(data).hexdigest()}/{key.rpartition('/')[2]}"


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


def page_key(item: Item, number: int) -> str:
    """Return where the picture of page *number* (from 1) of the item's file is kept, once somebody asked for it.

    Not in `content/`: the API, which keeps it, may write nothing there that a stage reads.
    """
    return f"{folder(item)}/pages/{item.sha256}/{number}.jpg"


def with_content(item: Item, content: Reading | Table, files: Files) -> Item:
    """Store *content* as `reading.json` or `table.json` and return *item* with its `content_key`.

    Raises `DocumentError("too_much_text")`.
    """
    key, data = content_key(item, READING if isinstance(content, Reading) else "table.json"), to_json(content)
    if len(data) > MAX_CONTENT:
        raise DocumentError("too_much_text.file", most=MAX_CONTENT)
    files.write(key, data)
    return replace(item, content_key=key)


def read_again(item: Item, files: Files) -> bytes:
    """Return the item's file for a stage after preprocess, which scanned it and kept its checksum.

    No client can replace it there; compared it is all the same, so that nothing is read that nobody scanned. Raises
    `DocumentError`: `file_missing`, `file_changed`.
    """
    if item.file_key is None:
        raise DocumentError("file_missing.no_file")
    data = files.read(item.file_key)
    if item.sha256 is not None and sha256(data).hexdigest() != item.sha256:
        raise DocumentError("file_changed")
    return data


def read_content(item: Item, files: Files) -> bytes:
    """Return the item's content, as `read_again` where that is its file. Raises `DocumentError("not_read")` too."""
    if item.content_key is None:
        raise DocumentError("not_read")
    return read_again(item, files) if item.content_key == item.file_key else files.read(item.content_key)
