"""How many lines of a bill are read as they are: pairs of a true line and a given one, each used once, in their order.

Amounts and quantities are the same to the last figure, of a credit note whatever their sign; a description is the same
if it has the letters and digits of the true one, in their order: what is printed below it may follow.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from asiento.evaluate.outcome import LineOf

type Same = Callable[[LineOf, LineOf], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTally:
    """True and given lines, how many of them are the same, and how many have the same of each column."""

    expected: int
    given: int
    right: int
    description: int
    quantity: int
    amount: int


def compare_lines(expected: Sequence[LineOf], given: Sequence[LineOf], *, signed: bool) -> LineTally:
    """Return how *given* compares with what is *expected*; amounts without their sign unless *signed*."""
    columns: Mapping[str, Same] = {
        "description": lambda one, other: _letters(one.description) in _letters(other.description),
        "quantity": lambda one, other: not one.quantity or _is_same(one.quantity, other.quantity, signed=signed),
        "amount": lambda one, other: _is_same(one.amount, other.amount, signed=signed),
    }
    return LineTally(
        expected=len(expected),
        given=len(given),
        right=_pairs(expected, given, lambda one, other: all(same(one, other) for same in columns.values())),
        **{name: _pairs(expected, given, same) for name, same in columns.items()},
    )


def figures_of(tallies: Iterable[LineTally]) -> dict[str, Any] | None:
    """Return what *tallies* come to with the F1 of lines and of each column; None if there are none."""
    known = list(tallies)
    if not known:
        return None
    sums = {one.name: sum(getattr(tally, one.name) for tally in known) for one in fields(LineTally)}
    found = sums["expected"] + sums["given"]
    shares = {name: round(2 * sums[name] / found, 4) for name in ("right", "description", "quantity", "amount")}
    return {
        "files": len(known),
        **{name: sums[name] for name in ("expected", "given", "right")},
        "f1": shares.pop("right"),
        **{f"{name}_f1": share for name, share in shares.items()},
    }


def _pairs(expected: Iterable[LineOf], given: Iterable[LineOf], same: Same) -> int:
    left, found = list(given), 0
    for one in expected:
        at = next((at for at, other in enumerate(left) if same(one, other)), None)
        if at is not None:
            del left[at]
            found += 1
    return found


def _letters(text: str | None) -> str:
    return "".join(one for one in (text or "").casefold() if one.isalnum())


def _is_same(one: str | None, other: str | None, *, signed: bool) -> bool:
    try:
        pair = [Decimal(text or "") for text in (one, other)]
    except InvalidOperation:
        return False
    return pair[0] == pair[1] if signed else abs(pair[0]) == abs(pair[1])
