"""By what rows are known that are sent again: what each says, and how many equal ones its request has before it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any


def checksums(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield for each row a SHA-256 in hexadecimal digits. So two equal rows of one request are two."""
    seen = Counter[str]()
    for row in rows:
        said = json.dumps(row, sort_keys=True, default=str)
        yield sha256(f"{said} {seen[said]}".encode()).hexdigest()
        seen[said] += 1
