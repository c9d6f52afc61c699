"""A made table at random: a truth, a style that fits it, and some rows that must not be posted as they stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from made_tables.cells import OTHER_CURRENCY, OTHER_ORDER, is_typed, turned_row
from made_tables.style import JSON, NARROW, THIN, WORKBOOKS, Style, make_style
from made_tables.truth import CENT, DECIMALS, Flaw, Kind, Row, Truth, make_truth, other_currency, with_balances


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A truth and the style that writes it."""

    truth: Truth
    style: Style


def make_case(rng: Random) -> Case:
    """Return a made table. The same states of *rng* make the same table."""
    truth = make_truth(rng)
    style = _fitting(make_style(rng, truth.kind, truth.currency), truth)
    rows = [_flawed(rng, _withheld(_in_currency(rng, row, style), style), style, truth.kind) for row in truth.rows]
    return consistent(Case(truth=replace(truth, rows=tuple(rows)), style=style))


def consistent(case: Case) -> Case:
    """Return *case* without the flaws and currencies that its style does not write."""
    truth, style = case.truth, case.style
    rows = [
        replace(row, flaw=row.flaw if row.flaw in _possible(row, style, truth.kind) else Flaw.NONE)
        for row in truth.rows
    ]
    if not style.currency_column:
        own = other_currency(truth) if style.above == "currency" else truth.currency
        rows = [replace(row, currency=own) for row in rows]
    if style.abroad_row:
        rows[0] = replace(rows[0], currency=OTHER_CURRENCY[truth.currency])
    if not _may_mix(rows, style):
        style = replace(style, mixed_days=False)
    # `388.505` between decimal commas is another figure for everybody: only two decimals show that there were two.
    if any(row.amount != round(row.amount, 2) for row in rows):
        style = replace(style, mixed_amounts=False)
    return Case(truth=replace(truth, rows=tuple(with_balances(rows))), style=style)


def _may_mix(rows: Sequence[Row], style: Style) -> bool:
    """Return whether a file in which one row has day and month the other way round shows that it has."""
    return style.cells == "text" and style.day_form in OTHER_ORDER and turned_row(rows) is not None


def _fitting(style: Style, truth: Truth) -> Style:
    """Return *style* without what makes no sense together."""
    for senseless, changes in _RULES:
        if senseless(style, truth):
            style = replace(style, **changes)
    return style


_BARE: Mapping[str, Any] = {
    "blank_column": False,
    "hidden_column": False,
    "twice_described": False,
    "title_row": False,
    "preamble": False,
    "blank_every": 0,
    "header_every": 0,
    "subtotals": "",
    "opening": "",
    "note": "",
    "above": "",
}
_NO_KEYS: Mapping[str, Any] = {
    "outstanding": False,
    "quantity_columns": False,
    "foreign": False,
    "rated": False,
    "sided": False,
    "beside": "",
    "entered": False,
    "percent": False,
}
_RULES: Sequence[tuple[Callable[[Style, Truth], object], Mapping[str, Any]]] = (
    # JSON has rows and nothing around them.
    (lambda style, _: style.format in JSON, _BARE),
    (lambda style, _: style.format == "rows", {"sums": ""}),
    (lambda style, _: style.keys, _NO_KEYS),
    (
        lambda style, truth: style.currency_column == "mixed" and (truth.kind is Kind.BANK or truth.country == "EC"),
        {"currency_column": "code"},
    ),
    # The sum of several currencies says nothing, and neither one mark nor one title is that of each row.
    (
        lambda style, _: style.currency_column == "mixed",
        {"mark": "", "sums": "", "subtotals": "", "currency_title": False},
    ),
    (lambda style, _: style.second_total, {"currency_title": False, "sided": False, "beside": ""}),
    (lambda style, truth: style.above == "currency" and truth.country == "EC", {"above": ""}),
    # One place says the currency.
    (
        lambda style, _: style.above == "currency",
        {"currency_column": "", "currency_title": False, "mark": "", "number_format": "0.00"},
    ),
    (lambda style, _: style.rated, {"sided": False}),
    (lambda style, _: style.sided, {"beside": ""}),
    (lambda style, _: style.mixed_days, {"entered": False}),
    (lambda _, truth: truth.kind is not Kind.INVOICES or truth.country != "ES", {"withheld": False}),
    (lambda style, _: style.withheld, {"rated": False}),
    (lambda _, truth: truth.kind is not Kind.BANK, {"opening": ""}),
    (lambda style, _: style.opening == "balance" and not style.balance, {"opening": ""}),
    (lambda style, _: style.opening == "amount" and style.money != "signed", {"opening": ""}),
    (lambda style, _: style.sums == "sides" and not style.money.startswith("two"), {"sums": "dated"}),
    (lambda _, truth: truth.kind is not Kind.BANK, {"abroad_row": False}),
    # The foreign amount alone has a currency beside it, and no place shows that it is its own.
    (lambda style, _: not style.foreign, {"foreign_bare": False}),
    (lambda style, _: style.foreign_bare, {"currency_column": "", "order": 0}),
    (
        lambda style, _: style.format in (*JSON, *WORKBOOKS) or style.currency_column or style.currency_title,
        {"abroad_row": False},
    ),
    (lambda style, _: style.mark or style.above == "currency", {"abroad_row": False}),
    (lambda style, _: style.opening, {"newest_first": False}),
    # The columns say which side it is.
    (lambda style, _: style.sign == "crdr" and style.money != "signed", {"sign": "lead"}),
    (lambda style, _: style.sign == "trail" and style.places == "dash", {"sign": "lead"}),
    (lambda style, _: style.mixed_amounts, {"group": ""}),
    (lambda style, _: style.day_form == "serial", {"mac_epoch": False}),
    (lambda style, _: style.delimiter != "," or style.decimal != "," or style.quote_all, {"unquoted": False}),
    (lambda style, _: style.encoding == "cp1252" and style.group in (NARROW, THIN), {"encoding": "utf-8"}),
)
"""What makes no sense, and what becomes of it, one after the other."""


def _in_currency(rng: Random, row: Row, style: Style) -> Row:
    if style.currency_column != "mixed":
        return row
    currency = rng.choice((row.currency, row.currency, "EUR", "USD", "CHF", "JPY", "TND"))
    unit = Decimal(1).scaleb(-DECIMALS.get(currency, 2))
    net = (row.net + unit * 5).quantize(unit)
    tax = (net * row.rate / 100).quantize(unit)
    return replace(row, currency=currency, net=net, tax=tax, amount=net + tax)


def _withheld(row: Row, style: Style) -> Row:
    """Return *row* with a tax of 15 % on the net that the customer keeps and pays to the state."""
    if not style.withheld or not style.tax_columns.startswith("net"):
        return row
    withheld = (row.net * 15 / 100).quantize(CENT)
    return replace(row, withheld=withheld, amount=row.net + row.tax - withheld)


def _flawed(rng: Random, row: Row, style: Style, kind: Kind) -> Row:
    """Return *row*, one time in forty with something that must not be posted."""
    flaw = rng.choice((Flaw.NONE,) * 160 + tuple(_possible(row, style, kind)))
    if flaw is Flaw.PRECISE:
        net = row.net + Decimal("0.004")
        amount = row.amount + Decimal(rng.choice(("0.005", "0.003", "0.0025")))
        return replace(row, amount=amount, net=net, tax=amount - net, flaw=flaw)
    if flaw is Flaw.NO_AMOUNT and kind is Kind.BANK:
        return replace(row, amount=Decimal(0), flaw=flaw)
    return replace(row, flaw=flaw)


def _possible(row: Row, style: Style, kind: Kind) -> Sequence[Flaw]:
    money = "amount" if kind is Kind.BANK else "total"
    flaws = [Flaw.NO_AMOUNT] if row.currency in DECIMALS else [Flaw.NO_AMOUNT, Flaw.PRECISE]
    if style.second_total and kind is not Kind.BANK:
        flaws += [Flaw.COLUMNS_DISAGREE] * 20
    if style.currency_column and not is_typed(style, money, row) and style.money in ("signed", "direction"):
        flaws += [Flaw.CURRENCY_DISAGREES] * 10
    if kind is Kind.BANK and style.money == "direction" and row.amount > 0:
        flaws += [Flaw.AGAINST_SIDE] * 5
    return flaws
