"""Names of uploaded files, made safe to be part of a key and to be shown, and keys taken apart again."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

MAX_LENGTH = 100
"""Characters of a safe name: with three ids before it a key stays under S3's 1,024 bytes."""
MAX_SUFFIX = 12
HARMLESS = frozenset(" .-_()+,&'@")
KEY = re.compile(r"([0-9a-f-]{36})/([0-9a-f-]{36})/([0-9a-f-]{36})/([^/]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadKey:
    """What the key of an upload, `{tenant}/{batch}/{upload}/{name}`, says."""

    tenant_id: UUID
    batch_id: UUID
    upload_id: UUID
    name: str

    def __str__(self) -> str:
        """Return the key itself."""
        return f"{self.tenant_id}/{self.batch_id}/{self.upload_id}/{self.name}"


def safe_name(name: str) -> str:
    """Return the last part of a path, letters of all scripts kept, without what is invisible or means something.

    S3 replaces `${filename}` in the key of a form upload, shells and spreadsheets read `$`, `=` and quotes, and
    direction marks make `exe.pdf` of `fdp.exe`.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(character for character in last if not _invisible(character))
    kept = "".join(character if _harmless(character) else "_" for character in visible)
    return _shortened(re.sub(r"\s+", " ", kept).strip(" .")) or "file"


def _invisible(character: str) -> bool:
    return unicodedata.category(character).startswith("C")


def _harmless(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in HARMLESS


def _shortened(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > MAX_SUFFIX:
        return name[:MAX_LENGTH].strip(" .")
    return stem[: MAX_LENGTH - len(suffix) - 1].strip(" .") + dot + suffix


def content_disposition(kind: str, name: str) -> str:
    """Return the header that gives a file its *name* where it is saved (RFC 6266), made safe."""
    safe = safe_name(name)
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"


def read_key(key: str) -> UploadKey | None:
    """Return what *key* says, None if it is not the key of an upload."""
    match = KEY.fullmatch(key)
    if match is None:
        return None
    try:
        tenant_id, batch_id, upload_id = (UUID(part) for part in match.groups()[:3])
    except ValueError:
        return None
    found = UploadKey(tenant_id=tenant_id, batch_id=batch_id, upload_id=upload_id, name=match[4])
    # A UUID can be written in many ways, a key in one, and so can a name: `..` is none that we gave.
    return found if str(found) == key and safe_name(found.name) == found.name else None
