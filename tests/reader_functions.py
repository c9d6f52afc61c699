"""Stage functions for the tests of child processes: each does to its process what a hostile document could."""

import os
import signal
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from asiento.errors import DocumentError, TransientError
from asiento.model import Item, Tools

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
        raise TransientError("away", "It is away. Try again.")
    tools.scan(item.file_key or "", b"")
    raise DocumentError("empty_file", "The file is empty. Send it again.")


def tells_its_environment(item: Item, _tools: Tools) -> Item:
    """Return the names of the environment."""
    return replace(item, media_type=" ".join(sorted(os.environ)))


def looks_around(item: Item, tools: Tools) -> Item:
    """Ask for the file that the item is named after, in vain."""
    tools.files.read(item.name)
    return item


def writes_elsewhere(item: Item, tools: Tools) -> Item:
    """Store something beside another item's file."""
    tools.files.write(f"{item.tenant.id}/{item.batch_id}/{STRANGER}/reading.json", b"")
    return item


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
