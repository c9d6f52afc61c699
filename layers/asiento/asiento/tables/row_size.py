"""How large a row may be, wherever it comes from: it is kept with its item and shown with it."""

import json
from collections.abc import Mapping
from typing import Any

MAX_ROW = 64_000
"""Characters of a row as JSON: it is shown with its item, in an answer that has a limit."""

MAX_COLUMNS = 1_000
"""Filled cells of a row; the widest exports of programs for bookkeeping have some hundred."""


def written_row(row: Mapping[str, Any]) -> str:
    """Return *row* as JSON, in which its size is measured. Raises `ValueError` that says which bound it passes."""
    if len(row) > MAX_COLUMNS:
        raise ValueError(f"has more than {MAX_COLUMNS:,} columns")
    text = json.dumps(row, default=str)
    if len(text) > MAX_ROW:
        raise ValueError(f"has more than {MAX_ROW:,} characters, its column titles counted")
    return text
