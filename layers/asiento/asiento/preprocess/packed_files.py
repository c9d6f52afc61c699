"""A file in a file, and the quota of all files in one upload. Shared by archives and mails."""

from dataclasses import dataclass

from asiento.errors import DocumentError


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """A file found in another: a safe *name* for people, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What may still be unpacked: a number of *files*, and bytes of all of them together."""

    files: int
    size: int

    def check(self, files: int, size: int) -> None:
        """Raise `DocumentError`, `too_many_files` or `archive_too_large`, if so much is over the quota."""
        if files > self.files:
            raise DocumentError("too_many_files.packed")
        if size > self.size:
            raise DocumentError("archive_too_large.packed")

    def without(self, files: int, size: int) -> "Quota":
        """Return the quota that is left after so much was unpacked."""
        return Quota(files=self.files - files, size=self.size - size)
