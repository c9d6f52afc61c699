"""Rows that are right, in the layouts in which people and programs send them, each with one thing changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from asiento.model import Kind as ItemKind
from builders import make_row_item
from mutations.mutants import Mutant, judged
from mutations.outcomes import Outcome, outcome_of
from mutations.places import Kind
from mutations.texts import negated, one_digit, swapped

type Row = Mapping[str, Any]

RECEIVED = datetime(2026, 11, 1, tzinfo=UTC)
RATES = ("21", "10", "4")
TWO_RATES = (Decimal(21), Decimal(10))
WITHHELD = Decimal(15)
CENT = Decimal("0.01")
HEAD: Row = {
    "date": "2026-10-05",
    "number": "F-2026/17",
    "supplier": "Gasóleos Norte, S.L.",
    "supplier_tax_id": "A58818501",
    "currency": "EUR",
}
NAMES = ("invoice", "expense")
NO_FIGURES = frozenset({*HEAD, "type", "kind", "description"})


def _part(net: Decimal, rate: Decimal) -> Decimal:
    return (net * rate / 100).quantize(CENT, ROUND_HALF_UP)


def _net(random: Random) -> Decimal:
    return Decimal(random.randrange(1_000, 300_000)) / 100


def _one_rate(*columns: str) -> Callable[[Random], Row]:
    """Return what makes the figures of *columns* for a net and one rate of tax, with or without a withholding."""

    def make(random: Random) -> Row:
        net, rate = _net(random), Decimal(random.choice(RATES))
        tax, withheld = _part(net, rate), _part(net, WITHHELD)
        figures = {
            "net": net,
            "tax_rate": rate,
            "tax": tax,
            "total": net + tax,
            "withholding": withheld,
            "payable": net + tax - withheld,
            f"base {rate}": net,
            f"iva {rate}": tax,
        }
        names = [column.format(rate=rate) for column in columns]
        return {name: str(figures[name]) for name in names}

    return make


def _two_rates(random: Random) -> Row:
    nets = [_net(random) for _ in TWO_RATES]
    parts = [_part(net, rate) for net, rate in zip(nets, TWO_RATES, strict=True)]
    pairs = [
        (f"{name} {rate}", str(figure))
        for rate, net, tax in zip(TWO_RATES, nets, parts, strict=True)
        for name, figure in (("base", net), ("iva", tax))
    ]
    return {**dict(pairs), "total": str(sum([*nets, *parts], Decimal(0)))}


def _lists(random: Random) -> Row:
    """Return a net with a line and a tax for each rate, as a program sends them."""
    nets = [Decimal(random.randrange(1, 20)) * Decimal(random.randrange(100, 9_000)) / 100 for _ in TWO_RATES]
    parts = [_part(net, rate) for net, rate in zip(nets, TWO_RATES, strict=True)]
    rated = list(zip(TWO_RATES, nets, parts, strict=True))
    return {
        "net": str(sum(nets, Decimal(0))),
        "total": str(sum([*nets, *parts], Decimal(0))),
        "taxes": [{"kind": "IVA", "rate": str(rate), "base": str(net), "amount": str(tax)} for rate, net, tax in rated],
        "lines": [{"description": f"Pieza {rate}", "tax_rate": str(rate), "net": str(net)} for rate, net, _ in rated],
    }


LAYOUTS: Mapping[str, Callable[[Random], Row]] = {
    "net, tax, total": _one_rate("net", "tax", "total"),
    "net, rate, tax, total": _one_rate("net", "tax_rate", "tax", "total"),
    "net, rate, total": _one_rate("net", "tax_rate", "total"),
    "net, tax, withheld, total, payable": _one_rate("net", "tax", "withholding", "total", "payable"),
    "a rate in the titles": _one_rate("base {rate}", "iva {rate}", "total"),
    "two rates in the titles": _two_rates,
    "lists of taxes and lines": _lists,
    "tax, total": _one_rate("tax", "total"),
    "total": _one_rate("total"),
}
"""Makes of a seed the figures of a row, by the columns that it has."""

UNPROVEN = frozenset({"tax, total", "total"})
"""Layouts whose figures nothing in one row can prove."""

PARTS = frozenset({"taxes", "lines"})
"""What is booked as rows of their own."""

CHANGES: Mapping[str, Callable[[str], str]] = {
    "x 10": lambda text: str(Decimal(text) * 10),
    "/ 100": lambda text: str((Decimal(text) / 100).quantize(CENT)),
    "two digits exchanged": swapped,
    "one digit": one_digit,
    "sign": negated,
}
RATE_CHANGES: Mapping[str, Callable[[str], str]] = {
    "another rate": lambda text: next(rate for rate in RATES if rate != text),
    "one digit": one_digit,
    "zero": lambda _: "0",
}
CURRENCIES = ("USD", "XYZ", "kr", "pesos")
TYPES = ("factura proforma", "presupuesto", "XYZ")
STATUSES = ("ANULADA", "borrador", "rechazada", "pendiente", "XYZ")


def mutants_of_rows(seed: str, each: int) -> list[Mutant]:
    """Return the mutants of *each* rows of every layout that pass clean."""
    return [
        mutant
        for name, make in LAYOUTS.items()
        for at in range(each)
        for mutant in _of_row(name, at, {**HEAD, "type": NAMES[at % 2], **make(Random(f"{seed}:{name}:{at}"))})
    ]


def _of_row(layout: str, at: int, row: Row) -> Iterator[Mutant]:
    clean = _outcome(row)
    if not clean.booked:
        return
    for kind, change, where, changed in _changed(row):
        found = _outcome(changed)
        state, total = judged(clean, found)
        if kind is Kind.STATUS and found.booked:
            state = "silent"
        elif change == "removed" and _says_less(clean, found):
            state, total = "same", False
        yield Mutant(f"{layout} {at}", layout, kind, change, where, state, total)


def _says_less(clean: Outcome, found: Outcome) -> bool:
    """Return whether all that is booked was booked before: a row of fewer columns is another right row."""
    return bool(found.booked) and all(
        table == before and all(value in (None, values[name]) for name, value in fewer.items() if name not in PARTS)
        for (before, values), (table, fewer) in zip(clean.booked, found.booked, strict=True)
    )


def _outcome(row: Row) -> Outcome:
    return outcome_of(make_row_item(row, kind=ItemKind.ROW, received_at=RECEIVED))


def _changed(row: Row) -> Iterator[tuple[Kind, str, str, Row]]:
    """Yield every change of *row*: its kind, its name, where it is, and the row with it."""
    yield from ((kind, name, where, row) for kind, name, where, row in _figures(row, "") if row)
    yield from ((Kind.CURRENCY, word, "currency", {**row, "currency": word}) for word in CURRENCIES)
    yield from ((Kind.TYPE, word, "type", {**row, "type": word}) for word in TYPES)
    yield from ((Kind.STATUS, word, "status", {**row, "status": word}) for word in STATUSES)


def _figures(row: Row, within: str) -> Iterator[tuple[Kind, str, str, Row]]:
    for name, value in row.items():
        if name in NO_FIGURES:
            continue
        if isinstance(value, list):
            yield from _in_list(row, name, value)
            continue
        kind, changes = (Kind.RATE, RATE_CHANGES) if "rate" in name else (Kind.FIGURE, CHANGES)
        for change, apply in changes.items():
            if (text := apply(value)) != value:
                yield kind, change, within + name, {**row, name: text}
        yield kind, "removed", within + name, {key: text for key, text in row.items() if key != name}


def _in_list(row: Row, name: str, entries: Sequence[Row]) -> Iterator[tuple[Kind, str, str, Row]]:
    for at, entry in enumerate(entries):
        before, after = list(entries[:at]), list(entries[at + 1 :])
        for kind, change, where, one in _figures(entry, f"{name}."):
            yield kind, change, where, {**row, name: [*before, one, *after]}
        yield Kind.ELEMENT, "removed", name, {**row, name: before + after}
        yield Kind.ELEMENT, "doubled", name, {**row, name: [*before, entry, entry, *after]}
