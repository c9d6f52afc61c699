"""Bounds of a table, and exit codes of the reader of workbooks. Imports nothing, so that this reader starts fast."""

from enum import IntEnum

MAX_CELLS = 2_000_000
MAX_ROWS = 50_000
"""Of a table: more rows than a busy account moves in a year, and than are read in the time of a stage."""

SIGNIFICANT = 15
"""Digits of a number that Excel keeps and shows."""


class Exit(IntEnum):
    """Exit codes of the reader of workbooks, whose process may also be aborted by a signal."""

    PASSWORD = 3
    DAMAGED = 4
    TOO_LARGE = 5
