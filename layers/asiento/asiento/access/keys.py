"""API keys: `asiento_<prefix>_<secret>`, shown once and kept as a hash. Knows nothing of HTTP or SQL."""

import hmac
import re
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

FORM = re.compile(r"asiento_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


class Role(StrEnum):
    """What a key may do; each role may do what those before it may."""

    SEND = "send"
    UPLOAD = "upload"
    REVIEW = "review"
    OPERATE = "operate"

    def covers(self, needed: "Role") -> bool:
        """Return whether this role may do what *needed* may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key just made. *text* is shown once; *prefix*, *hash* and *role* are kept."""

    text: str = field(repr=False)
    prefix: str
    hash: str
    role: Role


def new_key(role: Role) -> NewKey:
    """Make a key with 256 random bits. A plain hash is enough for it: there is nothing to guess."""
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    text = f"asiento_{prefix}_{secret}"
    return NewKey(text=text, prefix=prefix, hash=hash_of(text), role=role)


def hash_of(text: str) -> str:
    """Return what is kept of a key: the SHA-256 of its whole text, in hex."""
    return sha256(text.encode()).hexdigest()


def prefix_of(text: str) -> str | None:
    """Return the part that a key is found by, None if *text* is not a key of ours."""
    match = FORM.fullmatch(text)
    return match[1] if match else None


def is_same(text: str, kept_hash: str) -> bool:
    """Return whether *text* is the key with this hash, in a time that does not tell how much of it is right."""
    return hmac.compare_digest(hash_of(text), kept_hash)
