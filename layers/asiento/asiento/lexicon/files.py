"""The files of `languages/` as they are written, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "languages"


@cache
def written() -> Mapping[str, Mapping[str, Any]]:
    """Return the tables of each file by its name.

    The files are a part of the package: what is wrong in them fails every test.
    """
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def tables(name: str) -> list[Mapping[str, Any]]:
    """Return the table *name* of each file that has one."""
    return [file[name] for file in written().values() if name in file]
