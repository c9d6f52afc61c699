"""A made table at random: a truth, a style that fits it, and some rows that must not be posted as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from made_tables.grid import OTHER_ORDER, is_typed, turned_row
from made_tables.style import JSON, Style, make_style
from made_tables.truth import Flaw, Kind, Row, Truth, make_truth, with_balances


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A truth and the style that writes it."""

    truth: Truth
    style: Style


def make_case(rng: Random) -> Case:
    """Return a made table. The same states of *rng* make the same table."""
    truth = make_truth(rng)
    style = _fitting(make_style(rng, truth.kind, truth.currency), truth)
    rows = [_flawed(rng, _in_currency(rng, row, style), style, truth.kind) for row in truth.rows]
    return consistent(Case(truth=replace(truth, rows=tuple(rows)), style=style))


def consistent(case: Case) -> Case:
    """Return *case* without the flaws and currencies that its style does not write."""
    truth, style = case.truth, case.style
    rows = [
        replace(row, flaw=row.flaw if row.flaw in _possible(row, style, truth.kind) else Flaw.NONE)
        for row in truth.rows
    ]
    if not style.currency_column:
        rows = [replace(row, currency=truth.currency) for row in rows]
    if not _may_mix(rows, style):
        style = replace(style, mixed_days=False)
    return Case(truth=replace(truth, rows=tuple(with_balances(rows))), style=style)


def _may_mix(rows: Sequence[Row], style: Style) -> bool:
    """Tell whether a file in which one row has day and month the other way round shows that it has."""
    return style.cells == "text" and style.day_form in OTHER_ORDER and turned_row(rows) is not None


def _fitting(style: Style, truth: Truth) -> Style:
    """Return *style* without what makes no sense together."""
    if style.format in JSON:
        style = replace(style, blank_column=False, twice_described=False, title_row=False, preamble=False, note="")
        style = replace(style, blank_every=0, header_every=0, subtotals="", hidden_column=False)
        style = replace(style, sums=style.sums if style.format == "jsonl" else "")
    if style.currency_column == "mixed" and (truth.kind is Kind.BANK or truth.country == "EC"):
        style = replace(style, currency_column="code")
    if style.currency_column == "mixed":
        # The sum of several currencies says nothing, and one mark is not that of each row.
        style = replace(style, mark="", sums="", subtotals="")
    if style.sign == "crdr" and style.money != "signed":
        style = replace(style, sign="lead")  # the columns say it
    if style.places == "dash" and style.sign == "trail":
        style = replace(style, sign="lead")
    if style.group == style.delimiter and style.format == "csv":
        style = replace(style, quote_all=True)
    if style.mixed_amounts:
        style = replace(style, group="")
    if style.day_form == "serial":
        style = replace(style, mac_epoch=False)
    if style.encoding == "cp1252" and style.group in ("\u202f", "\u2009"):
        style = replace(style, encoding="utf-8")
    return style


def _in_currency(rng: Random, row: Row, style: Style) -> Row:
    if style.currency_column != "mixed":
        return row
    return replace(row, currency=rng.choice((row.currency, "EUR", "USD", "CHF")))


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
    flaws = [Flaw.NO_AMOUNT, Flaw.PRECISE]
    if style.second_total and kind is not Kind.BANK:
        flaws += [Flaw.COLUMNS_DISAGREE] * 20
    if style.currency_column and not is_typed(style, money, row) and style.money in ("signed", "direction"):
        flaws += [Flaw.CURRENCY_DISAGREES] * 10
    return flaws
