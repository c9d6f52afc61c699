"""What the cells of a row hold, each with its type and with what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zlib import crc32

from made_tables.columns import AMOUNTS, DAYS
from made_tables.spelling import EPOCH, amount_text, day_text, moment_of
from made_tables.style import JSON, WORKBOOKS, Style
from made_tables.truth import CENT, Flaw, Row, Truth
from made_tables.words import SIDES

Value = str | Decimal | date | datetime | bool | None

TAX_IDS = {
    "ES": "B12345674", "EC": "1790011674001", "GB": "GB980780684", "US": "91-1144442", "CH": "CHE-107.787.577 IVA",
    "DE": "DE136695976",
}  # fmt: skip
MONTHS_A_YEAR = 12
OTHER_ORDER = {
    "dmy4": "mdy4",
    "mdy4": "dmy4",
    "dmy2": "mdy2",
    "mdy2": "dmy2",
    "dmy_time": "mdy_time",
    "mdy_time": "dmy_time",
}
OTHER_CURRENCY = {"EUR": "USD", "USD": "EUR", "GBP": "EUR", "CHF": "EUR", "JPY": "EUR", "TND": "EUR"}
SIGNS = {"EUR": "€", "USD": "US$", "GBP": "£", "CHF": "CHF"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell holds. *role* is its column's, *row* the truth row that it tells of."""

    value: Value = None
    role: str = ""
    row: Row | None = None


Line = list[Cell]


def cell_of(row: Row, role: str, truth: Truth, style: Style) -> Cell:
    """Return the cell in which a column says what it does of *row*."""
    value = value_of(row, role, truth, style)
    if style.abroad_row and row.currency != truth.currency:
        style = replace(style, mark=f" {row.currency}")
    if isinstance(value, Decimal | date):
        value = written(value, row, role, style, turned=style.mixed_days and row is turned_row(truth.rows))
    return Cell(value=value, role=role, row=row)


def written(value: Decimal | date, row: Row, role: str, style: Style, *, turned: bool = False) -> Value:
    """Return *value* typed or spelled; *turned*: with its day and month the other way round."""
    if is_typed(style, role, row):
        if isinstance(value, Decimal):
            return value
        if style.format in JSON:
            return f"{value}"
        if style.day_form == "serial":
            return Decimal((value - EPOCH).days)
        return moment_of(value) if "time" in style.day_form else value
    if isinstance(value, Decimal):
        mark = role.partition(" ")[0] in AMOUNTS
        if row.flaw is Flaw.CURRENCY_DISAGREES and role in ("total", "amount", "debit", "credit"):
            style = replace(style, mark=f" {OTHER_CURRENCY[row.currency]}")
        text = amount_text(value, _of_row(row, style), mark=mark, balance=role == "balance")
    else:
        text = day_text(value, replace(style, day_form=OTHER_ORDER[style.day_form]) if turned else style)
    return f"{text} " if style.spaced else text


def _of_row(row: Row, style: Style) -> Style:
    """Return *style* with the other decimal separator for about half of the rows of a file of two writers."""
    if style.mixed_amounts and crc32(row.mark.encode()) % 2:
        return replace(style, decimal="." if style.decimal == "," else ",", group="")
    return style


def turned_row(rows: Sequence[Row]) -> Row | None:
    """Return the row whose days another wrote in the other order, if it and a second row show that there were two."""
    late = [row for row in rows if min(row.day.day, row.value_day.day, row.due.day) > MONTHS_A_YEAR]
    return late[0] if len(late) > 1 else None


def is_typed(style: Style, role: str, row: Row) -> bool:
    """Return whether the cell keeps its type: text files have no types."""
    if style.format not in (*WORKBOOKS, *JSON):
        return False
    match style.cells:
        case "amounts":
            return role not in DAYS
        case "days":
            return role in DAYS
        case "mixed":
            return crc32(f"{style.salt}{role}{row.mark}".encode()) % 2 == 0
    return style.cells == "typed"


def value_of(row: Row, role: str, truth: Truth, style: Style) -> Value:
    """Return what a column says of *row*."""
    if role in ("debit", "credit"):
        return _side(row, role, style)
    part, _, rate = role.partition(" ")
    if rate:
        return getattr(row, part) if rate == str(row.rate) else (Decimal(0) if style.filler == "zero" else None)
    if role in ("total", "second", "amount") and row.flaw is Flaw.NO_AMOUNT:
        return None
    values: Mapping[str, Value] = {
        "date": row.day,
        "booked": row.day,
        "value": row.value_day,
        "due": row.due,
        "entered": row.day + timedelta(days=3),
        "beside": _beside(row, style),
        "supplier": row.supplier,
        "description": _description(row, style),
        "again": row.category,
        "text": f"{_description(row, style)} {row.mark}",
        "number": row.number,
        "category": row.category,
        "tax_id": TAX_IDS[truth.country],
        "net": row.net,
        "tax": row.tax,
        "balance": row.balance,
        "total": row.amount,
        "second": row.amount + (Decimal("7.30") if row.flaw is Flaw.COLUMNS_DISAGREE else 0),
        "amount": _moved(row, style),
        "direction": SIDES[style.language][style.side % len(SIDES[style.language])][row.amount > 0],
        "currency": SIGNS[row.currency] if style.currency_column == "sign" else row.currency,
        "withheld": row.withheld,
        "outstanding": Decimal(0) if len(row.number) % 2 else row.net,
        "foreign": (abs(row.amount) * 107 / 100).quantize(CENT),
        "foreign_currency": OTHER_CURRENCY[row.currency],
        "abroad": OTHER_CURRENCY[row.currency],
        "quantity": Decimal(4 if style.several else 1),
        "price": (row.net / 4).quantize(CENT) if style.several else row.net,
        "rate": _rate(row, style),
        "hidden": str(truth.rows.index(row) + 1),
        "paid": _yes_or_no(row, style),
    }
    return values.get(role)


def _yes_or_no(row: Row, style: Style) -> Value:
    yes = len(row.mark) % 2 == 0
    return yes if style.format in (*WORKBOOKS, *JSON) else ("Sí" if yes else "No")


def _description(row: Row, style: Style) -> str:
    if not style.odd_descriptions:
        return row.description
    odd = ("12,50", "05/03/2026", "1.234,56 EUR", "3.14", "2026-03-05", "Total", "24.12.")
    return odd[crc32(row.mark.encode()) % len(odd)]


def _side(row: Row, role: str, style: Style) -> Value:
    if row.flaw is Flaw.NO_AMOUNT:
        return None
    if (row.amount < 0) != (role == "debit"):
        return Decimal(0) if style.filler == "zero" else None
    return row.amount if style.money == "two_negative" else abs(row.amount)


def _moved(row: Row, style: Style) -> Decimal:
    if row.flaw is Flaw.AGAINST_SIDE:
        return -row.amount
    return abs(row.amount) if style.money in ("direction", "unsigned") else row.amount


def _beside(row: Row, style: Style) -> Decimal:
    return {"budget": abs(row.amount) + 100, "hours": Decimal(8)}.get(style.beside, Decimal("2.50"))


def _rate(row: Row, style: Style) -> Value:
    if style.percent and style.format == "xlsx" and style.cells == "typed":
        return row.rate / 100
    if style.format in JSON and style.cells == "typed":
        return row.rate
    forms = {"sign": f"{row.rate}%", "bare": f"{row.rate}", "spaced": f"{row.rate} %"}
    return forms.get(style.rate_form, f"{row.rate}{style.decimal}00%")
