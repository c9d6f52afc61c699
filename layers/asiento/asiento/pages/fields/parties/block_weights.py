"""Where the block of a party and the window of a letter begin and end on a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockGeometry:
    """Where the block of a party ends, in shares of the page's width unless it says otherwise.

    Set by hand while looking at the development set (401 files).
    """

    lines: int = 9
    """Lines that the block may take below its label."""

    gap: float = 4.5
    """Heights of a usual line that end it."""

    announced_above: int = 4
    """Lines above a company's name within which another label may announce it."""

    left_slack: float = 0.04
    """By how much its cells may begin left of the label."""

    column_gap: float = 0.12
    """From how far right of the label a cell on its line begins the next column."""

    right_margin: float = 0.01
    """What is left free before that column."""

    id_within: int = 4
    """Cells of a block, from its first, within which the tax id is that of the name."""

    words_before: int = 2
    """Words of its cell before a label that may belong to it."""

    short_label: int = 2
    """Letters up to which a label may be the beginning of a name: `re`, `no`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowGeometry:
    """Where the addressee's window of a letter stands on the first page.

    Set by hand while looking at the development set (401 files).
    """

    fewest_lines: int = 3
    """Lines of a window at least, unless a salutation begins it."""

    most_lines: int = 7
    """Lines of a window at most, unless a salutation begins it."""

    top: float = 0.08
    """Share of the page, from its top, below which windows lie."""

    bottom: float = 0.4
    """Share of the page, from its top, above which they begin."""

    line_gap: float = 1.2
    """Heights of a line between two lines of one window at most."""

    sender_height: float = 0.85
    """Of the usual height of words, below which a sender's line is: it is printed small above the window."""


BLOCK = BlockGeometry()
WINDOW = WindowGeometry()
