"""What became of each row of a made table, held against the truth."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from made_tables.case import Case
from made_tables.columns import roles_of
from made_tables.runs import Ended, run
from made_tables.truth import CENT, Flaw, Kind, Row

Posting = tuple[str, Mapping[str, Any]]

PAPERS = frozenset({"expenses", "invoices"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """*state*: `posted`, `held`, `failed` or `wrong`. *mark* of the row, empty for a posting that is no row's.

    *kind* is a short name of what is wrong, *said* tells it whole.
    """

    mark: str
    state: str
    kind: str = ""
    said: str = ""


def verdicts(case: Case, ended: Sequence[Ended] | None = None) -> list[Verdict]:
    """Return a verdict for each row of the truth, and one for each posting that none of them explains."""
    found: dict[str, list[Verdict]] = {row.mark: [] for row in case.truth.rows}
    others: list[Verdict] = []
    for end in run(case) if ended is None else ended:
        for mark, verdict in _of_item(end, case):
            # A file that waits holds the rows that did not go on without it.
            if end.row is not None or end.state == "posted" or not found.get(mark):
                found.get(mark, others).append(verdict)
    rows = [_one(row, found[row.mark], case) for row in case.truth.rows]
    return [*rows, *(other for other in others if other.state == "wrong")]


def _one(row: Row, found: Sequence[Verdict], case: Case) -> Verdict:
    if not found and row.flaw is Flaw.NO_AMOUNT and case.truth.kind is Kind.BANK and case.style.balance:
        return Verdict(mark=row.mark, state="posted", said="the balance beside it says that nothing moved")
    if not found:
        return Verdict(mark=row.mark, state="wrong", kind="dropped", said="neither posted, held nor failed")
    if len([one for one in found if one.state != "failed"]) > 1:
        return Verdict(mark=row.mark, state="wrong", kind="twice", said=f"{len(found)} times: {found}")
    return next((one for one in found if one.state == "wrong"), found[0])


def _of_item(end: Ended, case: Case) -> Iterator[tuple[str, Verdict]]:
    """Yield what became of the rows of an item, each with its mark (empty where it is nobody's)."""
    rows: Sequence[Row] = case.truth.rows[::-1] if case.style.newest_first else case.truth.rows
    if end.row is not None:
        told = " ".join(map(str, end.row.values()))
        rows = [row for row in rows if row.mark in told]
    if end.state != "posted":
        state = "wrong" if end.state == "crashed" or not end.reason else end.state
        for mark in [row.mark for row in rows] or [""]:
            yield mark, Verdict(mark=mark, state=state, kind="crash" if state == "wrong" else "", said=end.reason)
        return
    for row, posting in _matched(rows, end.postings, alone=end.row is not None):
        if posting is None:
            continue
        if row is None:
            yield (
                "",
                Verdict(mark="", state="wrong", kind="invented", said=f"posted {_shown(posting)}, which is no row"),
            )
        else:
            yield row.mark, _compared(row, posting, case)


def _matched(rows: Sequence[Row], postings: Sequence[Posting], *, alone: bool) -> Iterator[tuple[Row | None, Posting]]:
    """Yield each posting with its row: by the mark in its words, else by their order where none has words."""
    left, nameless = list(rows), list[Posting]()
    for posting in postings:
        words = " ".join(value for value in posting[1].values() if isinstance(value, str))
        row = next((row for row in rows if row.mark in words), None)
        if row is None:
            nameless.append(posting)
            continue
        if row in left:
            left.remove(row)
        yield row, posting
    for posting in list(nameless):
        same = next((row for row in left if _is_alike(row, posting[1])), None)
        if same:
            left.remove(same)
            nameless.remove(posting)
            yield same, posting
    if alone or len(nameless) == len(left):
        yield from zip(left, nameless, strict=False)
        nameless = nameless[len(left) :]
    yield from ((None, posting) for posting in nameless)


def _is_alike(row: Row, values: Mapping[str, Any]) -> bool:
    """Return whether day and amount are those of *row*, whatever it is called."""
    day, amount = values.get("booked_on") or values.get("issued_on"), values.get("amount") or values.get("total")
    return day == f"{row.day}" and Decimal(str(amount)) == row.amount


def _compared(row: Row, posting: Posting, case: Case) -> Verdict:
    for kind, said in _differences(row, posting, case):
        return Verdict(mark=row.mark, state="wrong", kind=kind, said=f"{said}; posted {_shown(posting)}")
    return Verdict(mark=row.mark, state="posted")


def _differences(row: Row, posting: Posting, case: Case) -> Iterator[tuple[str, str]]:
    table, values = posting
    bank = case.truth.kind is Kind.BANK
    if table not in ({"bank_transactions"} if bank else PAPERS):
        yield f"kind {table}", f"a row of {case.truth.kind} in {table}"
    if row.flaw not in (Flaw.NONE, Flaw.PRECISE):
        yield f"not held: {row.flaw}", f"must be held: {row.flaw}"
    if case.style.above == "thousands":
        yield "not held: thousands", "must be held: a line above says that the figures are thousands"
    # The ledger's total is the one before what is withheld.
    shown = "withheld" in roles_of(case.truth, case.style)
    gross = row.amount + row.withheld if shown else row.amount
    yield from _amount("amount", gross, values.get("amount") or values.get("total"), row, values)
    yield from _day("day", row.day, values.get("booked_on") or values.get("issued_on"))
    if values["currency"] != row.currency:
        yield "currency", f"currency {row.currency}"
    yield from _rest(row, values, roles_of(case.truth, case.style))


def _rest(row: Row, values: Mapping[str, Any], roles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Look at what may be missing, but not be another."""
    for role, column, known in (("value", "value_on", row.value_day), ("due", "due_on", row.due)):
        if values.get(column) is not None:
            yield from _day(role, known, values[column]) if role in roles else ()
    for role, column, amount in (
        ("net", "net", row.net),
        ("tax", "tax_total", row.tax),
        ("balance", "balance", row.balance),
    ):
        if (role in roles or role == "tax") and values.get(column) is not None:
            yield from _amount(role, amount, values[column], row, values)
    if "number" in roles and values.get("number") not in (None, row.number):
        yield "number", f"number {row.number}"


def _amount(
    name: str, truth: Decimal, said: str | None, row: Row, values: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    amount = Decimal(said) if said is not None else None
    if amount is not None and row.flaw is Flaw.PRECISE and abs(amount - truth) < CENT:
        if amount != amount.quantize(CENT):
            yield f"{name}: decimals", f"{name} {truth} has more decimals than {row.currency}"
        elif not _proven(values):
            yield f"{name}: rounded", f"{name} {truth} was rounded without a proof"
    elif amount != truth:
        yield f"{name}: {_ratio(amount, truth)}", f"{name} {truth}"


def _proven(values: Mapping[str, Any]) -> bool:
    """Return whether the figures of the row agree as they were posted."""
    parts = [values.get(name) for name in ("net", "tax_total", "total")]
    if None in parts:
        return False
    net, tax, total = (Decimal(str(part)) for part in parts)
    return net + tax == total


def _ratio(amount: Decimal | None, truth: Decimal) -> str:
    """Return how *amount* came from *truth*, as far as it is a known kind of mistake."""
    if amount is None or not truth:
        return "none" if amount is None else "other"
    ratio = amount / truth
    if abs(amount - truth) < Decimal("0.0001"):
        return "noise of floats"
    known = {
        1000: "x 1000",
        -1: "sign",
        100: "x 100",
        Decimal("0.001"): "/ 1000",
        Decimal("0.01"): "/ 100",
        -1000: "x -1000",
    }
    return known.get(ratio, "other")


def _day(name: str, truth: date, said: str | None) -> Iterator[tuple[str, str]]:
    if said == f"{truth}":
        return
    swapped = said is not None and (said[5:7], said[8:]) == (f"{truth.day:02}", f"{truth.month:02}")
    yield f"{name}: {'swapped' if swapped else 'none' if said is None else 'other'}", f"{name} {truth}"


def _shown(posting: Posting) -> str:
    return f"{posting[0]} " + " ".join(
        f"{name}={value}" for name, value in posting[1].items() if value not in (None, [], "")
    )
