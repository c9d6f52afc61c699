"""Where the columns of a made statement stand, and their titles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.lib.pagesizes import A4

from made_documents.printed.sheet import MARGIN
from made_statements.style import Style
from made_statements.truth import Truth

LEFT, RIGHT = MARGIN, A4[0] - MARGIN

GAP = 12.0
"""Points between two columns."""

LEAST = 90.0
"""Points that a description has at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Left edges of texts, right edges of money, and titles with their edge: `(x, title, whether x is its right)`."""

    value: float
    number: float
    text: float
    right: Mapping[str, float]
    titles: Sequence[tuple[float, str, bool]]
    width: Callable[[str], float]
    room: float

    def wrapped(self, text: str) -> list[str]:
        """Return *text* in lines that have room in their column."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer) > self.room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


def columns_of(truth: Truth, style: Style, width: Callable[[str], float]) -> Columns:
    """Return the columns: days, numbers and texts from the left, money from the right."""
    names = ["debit", "credit"] if style.money == "two" else ["amount"]
    if style.swapped:
        names.reverse()
    if style.balance:
        names.append("balance")
    words = style.words
    right, edge = dict[str, float](), RIGHT
    for name in reversed(names):
        right[name] = edge
        edge -= max(_widest(truth, style, width, name), width(words[name]) * 1.12) + GAP
    day = max([width(style.day(one.booked_on)) for one in truth.movements[:60]] + [width(words["date"]) * 1.12]) + GAP
    value = LEFT + day
    number = value + (max(day, width(words["value"]) * 1.12 + GAP) if style.value else 0)
    text = number + (max(width("00000000"), width(words["number"]) * 1.12) + GAP if style.number else 0)
    titles = [(LEFT, words["date"], False)]
    titles += [(value, words["value"], False)] if style.value else []
    titles += [(number, words["number"], False)] if style.number else []
    titles += [(text, words["text"], False)]
    titles += [(right[name], words[name], True) for name in names]
    return Columns(
        value=value, number=number, text=text, right=right, titles=titles, width=width, room=max(edge - text, LEAST)
    )


def _widest(truth: Truth, style: Style, width: Callable[[str], float], name: str) -> float:
    """Return how wide the widest figure of a column is."""
    if name == "balance":
        values = [value for account in truth.accounts for value in (account.opening, *account.balances)]
    else:
        values = [one.amount for one in truth.movements] + [account.closing for account in truth.accounts]
        values += [account.opening for account in truth.accounts]
    most = max((abs(value) for value in values), default=Decimal(0))
    written = [style.signed(-most)] + ([style.flag(most), style.flag(-most)] if style.money == "flag" else [])
    return max(map(width, written))
