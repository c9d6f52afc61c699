"""The documents in a ZIP archive, unpacked in memory within a quota. Its names are labels, never paths."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from asiento.errors import DocumentError
from asiento.files.names import safe_name
from asiento.preprocess.packed_files import PackedFile, Quota

MAX_RATIO = 200
"""An archive that unpacks to more times its size than this was made to hurt; documents reach about 50."""

FREE = 2**16
"""Archives smaller than this (bytes) are treated as this large when the ratio is checked.

A small one of text shrinks well, and harms nobody.
"""

METHODS = (ZIP_STORED, ZIP_DEFLATED)
"""What programs for people write; the others unpack without a limit for the memory."""

ENCRYPTED = 0x1 | 0x2000
"""Bits of an entry's flags: its bytes, or the directory itself (APPNOTE.TXT 4.4.4)."""

UNREADABLE = (BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error, struct.error)
"""What `zipfile` raises for bytes that make no sense and, NotImplementedError, for a feature that it does not have."""

LITTER = ("thumbs.db", "desktop.ini")
"""What systems leave in folders. Names that begin with a dot, and all of `__MACOSX/`, are litter as well."""


def unpack(data: bytes, quota: Quota) -> list[PackedFile]:
    """Return the files of the ZIP archive *data* in its order, without folders and litter.

    Raises `DocumentError`: `password_protected`, `damaged_archive`, `archive_too_large`, `unsupported_archive`.
    """
    with _translated(), ZipFile(BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry.filename)]
        _check(entries, len(data), quota)
        return [PackedFile(name=safe_name(_name(entry)), data=_read(archive, entry)) for entry in entries]


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise damaged() from error


def _is_litter(name: str) -> bool:
    last = name.rpartition("/")[2].lower()
    return last.startswith(".") or last in LITTER or name.startswith("__MACOSX/")


def _check(entries: Iterable[ZipInfo], size: int, quota: Quota) -> None:
    """Refuse by the directory alone what must not be unpacked; the sizes that it gives are what is read at most."""
    entries = list(entries)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise DocumentError("password_protected.archive")
    if any(entry.compress_type not in METHODS for entry in entries):
        raise DocumentError("unsupported_archive")
    unpacked = sum(entry.file_size for entry in entries)
    quota.check(len(entries), unpacked)
    if unpacked > MAX_RATIO * max(size, FREE):
        raise DocumentError("archive_too_large.ratio")


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    with archive.open(entry) as source:
        # With a number, not `read()`, which would unpack whatever is there before it cuts.
        return source.read(entry.file_size + 1)


def _name(entry: ZipInfo) -> str:
    """Return the name as it was meant: many programs write UTF-8 and do not say so."""
    try:
        return entry.filename.encode("cp437").decode()
    except UnicodeError:
        return entry.filename


def damaged() -> DocumentError:
    """Return the error for a ZIP archive that cannot be read."""
    return DocumentError("damaged_archive")
