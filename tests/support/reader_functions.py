"""Stage functions for the tests of child processes: each does to its process what a hostile document could."""

import os
import signal
from dataclasses import replace
from datetime import UTC, datetime
from json import loads
from pathlib import Path
from uuid import UUID

from asiento.codec import from_plain
from asiento.document import Document
from asiento.errors import DocumentError, TransientError
from asiento.item_files import kept_key
from asiento.model import Child, Finding, Item, Posting, Tools
from asiento.sandbox.messages import FilesProxy

STRANGER = UUID("00000000-0000-4000-8000-00000000dead")


def writes_and_reads(item: Item, tools: Tools) -> Item:
    """Store twice the bytes of the file beside it."""
    key = f"{item.tenant.id}/{item.batch_id}/{item.id}/content/twice"
    tools.files.write(key, tools.files.read(item.file_key or "") * 2)
    return replace(item, content_key=key, media_type=str(os.getpid()))


def crashes(item: Item, _tools: Tools) -> Item:
    """Do to the process what the item is named after: a signal."""
    os.kill(os.getpid(), signal.Signals[item.name])
    return item


def eats_memory(item: Item, _tools: Tools) -> Item:
    """Take a gigabyte."""
    return replace(item, name=str(len(bytes(2**30))))


def counts_forever(item: Item, _tools: Tools) -> Item:
    """Never end, and never wait."""
    while item.name:
        pass
    return item


def goes_ever_deeper(item: Item, tools: Tools) -> Item:
    """Do what a reader does that goes down by recursion, in a file nested without end."""
    return goes_ever_deeper(item, tools)


def leaves_at_once(_item: Item, _tools: Tools) -> Item:
    """End without a word."""
    os._exit(0)


def has_a_bug(item: Item, _tools: Tools) -> Item:
    """Divide by zero."""
    return replace(item, pages=1 // 0)


def blames(item: Item, tools: Tools) -> Item:
    """Blame the document or the world."""
    if item.name == "world":
        raise TransientError("scanner_unavailable")
    tools.scan(item.file_key or "", b"")
    raise DocumentError("empty_file")


def tells_its_environment(item: Item, _tools: Tools) -> Item:
    """Return the names of the environment."""
    return replace(item, media_type=" ".join(sorted(os.environ)))


def keeps_other_bytes(item: Item, tools: Tools) -> Item:
    """Let the file be scanned, and keep another in its place."""
    tools.scan(item.file_key or "", b"")
    tools.files.write(kept_key(item, b"forged"), b"forged")
    return item


def keeps_under_a_false_key(item: Item, tools: Tools) -> Item:
    """Let the file be scanned, and keep it under the key of other bytes."""
    tools.scan(item.file_key or "", b"")
    tools.files.write(kept_key(item, b"forged"), tools.files.read(item.file_key or ""))
    return item


def keeps_unscanned(item: Item, tools: Tools) -> Item:
    """Keep the file without a scan."""
    data = tools.files.read(item.file_key or "")
    tools.files.write(kept_key(item, data), data)
    return item


def keeps_malware(item: Item, tools: Tools) -> Item:
    """Keep the file whatever the scanner says."""
    tools.scan(item.file_key or "", b"")
    return keeps_unscanned(item, tools)


def names_another_file(item: Item, _tools: Tools) -> Item:
    """Claim a file that was never kept."""
    return replace(item, file_key=kept_key(item, b"forged"))


def takes_another_name(item: Item, _tools: Tools) -> Item:
    """Claim to be another company's item."""
    return replace(item, id=STRANGER, batch_id=STRANGER, tenant=replace(item.tenant, id=STRANGER))


def writes_to_disk(item: Item, _tools: Tools) -> Item:
    """Write to a file of the system; say what became of that."""
    try:
        Path(item.name).write_bytes(b"0" * 10)
    except OSError as error:
        return replace(item, media_type=type(error).__name__)
    return item


def claims(item: Item, _tools: Tools) -> Item:
    """Answer with what the item's name says, a field and its value, in the place of what is true."""
    name, value = loads(item.name)
    values = {
        "postings": (Posting(table="expenses", line=0, values={"total": "999999.00"}),),
        "children": (Child(position=0, name="a", **value),) if name == "children" else (),
        "findings": (from_plain(Finding, value),) if name == "findings" else (),
        "document": from_plain(Document, value) if name == "document" else None,
        "id": STRANGER,
        "batch_id": STRANGER,
        "received_at": datetime.now(UTC),
    }
    return replace(item, **{name: values.get(name, value)})


def asks_for(item: Item, tools: Tools) -> Item:
    """Ask the parent for what the item's name says: a tool and a key."""
    tool, key = loads(item.name)
    match tool:
        case "write":
            tools.files.write(key, b"")
        case "scan":
            tools.scan(key, b"")
        case _:
            getattr(tools.files, tool)(key)
    return item


def says(item: Item, tools: Tools) -> Item:
    """Send the parent what the item's name says, and end."""
    assert isinstance(tools.files, FilesProxy)
    tools.files.channel.send_bytes(item.name.encode())
    os._exit(0)


def answers(item: Item, tools: Tools) -> Item:
    """Say that all is done, and give what the item's name says for an answer."""
    assert isinstance(tools.files, FilesProxy)
    tools.files.channel.send_bytes(b'{"done": ""}')
    tools.files.channel.send_bytes(item.name.encode())
    os._exit(0)


def stores(item: Item, tools: Tools) -> Item:
    """Store as many objects as the item's name says."""
    for number in range(int(item.name)):
        tools.files.write(f"{item.tenant.id}/{item.batch_id}/{item.id}/content/{number}", b"x")
    return item
