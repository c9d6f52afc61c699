"""Files that hold documents, a ZIP or a mail: each document becomes a child, those of a container inside as well."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from asiento.errors import DocumentError
from asiento.item_files import folder
from asiento.model import Child, Item, Limits, Tools
from asiento.preprocess.archives import unpack
from asiento.preprocess.formats import Format, container_of
from asiento.preprocess.mails import attachments
from asiento.preprocess.packed_files import PackedFile, Quota

MAX_DEPTH = 2
"""Containers in one another: a ZIP in a mail, a mail in a ZIP. More is no way to send documents."""

MAX_UNPACKED = 200 * 2**20
"""Bytes of all files together: they are in memory at once, and the function has 1,024 MB."""

OPENERS: dict[Format, Callable[[bytes, Quota], list[PackedFile]]] = {Format.ZIP: unpack, Format.EML: attachments}

OWN_FAULTS = ("password_protected", "damaged_archive", "unsupported_archive", "damaged_mail", "no_attachments")
"""Of a container inside: it becomes a child that fails with the same code, and spoils nothing else."""


def with_documents(item: Item, data: bytes, tools: Tools) -> Item:
    """Return *item* with a child for each document in *data*, whose bytes are stored in the folder of *item*.

    Raises `DocumentError`: what opening raises, `archive_too_deep`, `empty_archive`, `file_too_large`.
    """
    found = documents_in(data, tools.limits)
    children = []
    for position, packed in enumerate(found):
        key = f"{folder(item)}/parts/{position}/{packed.name}"
        tools.files.write(key, packed.data)
        children.append(Child(position=position, name=f"{item.name} · {packed.name}", file_key=key))
    return replace(item, children=tuple(children))


def documents_in(data: bytes, limits: Limits) -> list[PackedFile]:
    """Return the files in the container *data* and in containers inside it. None of them can be opened further."""
    quota = Quota(files=limits.max_items_per_batch, size=MAX_UNPACKED)
    waiting, found = deque([(PackedFile(name="", data=data), 0)]), list[PackedFile]()
    while waiting:
        packed, depth = waiting.popleft()
        inside = _opened(packed, depth, quota)
        if inside is None:
            found.append(packed)
            continue
        quota = quota.without(len(inside), sum(len(each.data) for each in inside))
        waiting.extendleft((each, depth + 1) for each in reversed(inside))
    if not found:
        raise DocumentError("empty_archive")
    _refuse_large(found, limits)
    return found


def _opened(packed: PackedFile, depth: int, quota: Quota) -> list[PackedFile] | None:
    """Return the files in *packed*, None if it is not a container, or one inside that cannot be opened."""
    form = container_of(packed.data)
    if form is None:
        return None
    if depth >= MAX_DEPTH:
        raise DocumentError("archive_too_deep", name=packed.name)
    try:
        return OPENERS[form](packed.data, quota)
    except DocumentError as error:
        if depth and error.code in OWN_FAULTS:
            return None
        raise


def _refuse_large(found: list[PackedFile], limits: Limits) -> None:
    large = next((packed for packed in found if len(packed.data) > limits.max_file_bytes), None)
    if large is not None:
        raise DocumentError("file_too_large.unpacked", name=large.name, most=limits.max_file_bytes)
