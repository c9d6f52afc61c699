"""How large a row may be, wherever it comes from: it is kept with its item and shown with it."""

import json
from collections.abc import Mapping
from typing import Any

MAX_ROW = 64_000
"""Characters of a row as JSON: it is shown with its item, in an answer that has a limit."""

MAX_COLUMNS = 1_000
"""Filled cells of a row; the widest exports of programs for bookkeeping have some hundred."""


class TooManyColumnsError(ValueError):
    """A row has more than `MAX_COLUMNS` columns."""


class RowTooLongError(ValueError):
    """A row has more than `MAX_ROW` characters, its column titles counted."""


def written_row(row: Mapping[str, Any]) -> str:
    """Return *row* as JSON, in which its size is measured. Raises `TooManyColumnsError`, `RowTooLongError`."""
    if len(row) > MAX_COLUMNS:
        raise TooManyColumnsError
    text = json.dumps(row, default=str)
    if len(text) > MAX_ROW:
        raise RowTooLongError
    return text
