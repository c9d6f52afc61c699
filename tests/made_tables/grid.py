"""A truth and a style become the cells of a sheet, each with its type and with what it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from random import Random
from zlib import crc32

from made_tables.spelling import EPOCH, amount_text, day_text, moment_of
from made_tables.style import JSON, WORKBOOKS, Style
from made_tables.truth import Flaw, Kind, Row, Truth
from made_tables.words import NOTES, SECOND, SIDES, SUBTOTALS, SUMS, TITLES, MONTHS

Value = str | Decimal | date | datetime | bool | None

AMOUNTS = frozenset({"total", "second", "net", "tax", "amount", "debit", "credit", "balance"})
DAYS = frozenset({"date", "due", "booked", "value"})
_CURRENCY = re.compile(r"\b(EUR|GBP|euros)\b")
TAX_IDS = {
    "ES": "B12345674", "EC": "1790011674001", "GB": "GB980780684", "US": "91-1144442", "CH": "CHE-107.787.577 IVA",
    "DE": "DE136695976",
}  # fmt: skip
OTHER_CURRENCY = {"EUR": "USD", "USD": "EUR", "GBP": "EUR", "CHF": "EUR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell holds. *role* is its column's, *row* the truth row that it tells of."""

    value: Value = None
    role: str = ""
    row: Row | None = None


Line = list[Cell]


def lines_of(truth: Truth, style: Style) -> list[Line]:
    """Return the lines of the sheet, the header among them."""
    roles = roles_of(truth, style)
    header = [Cell(value=title, role="title") for title in titles_of(roles, truth, style)]
    return [*_above(truth, style, len(roles)), header, *_body(truth, style, roles, header), *_below(truth, style, roles)]


def roles_of(truth: Truth, style: Style) -> list[str]:
    """Return what the columns hold, in their order."""
    roles = _bank_roles(style) if truth.kind is Kind.BANK else _paper_roles(style)
    if style.currency_column:
        roles.append("currency")
    if style.twice_described:
        roles.append("again")
    if style.hidden_column:
        roles.insert(1, "hidden")
    if style.order:
        Random(style.order).shuffle(roles)
    if style.blank_column:
        roles.insert(1 + style.salt % len(roles), "blank")
    return roles


def _paper_roles(style: Style) -> list[str]:
    roles = ["date", "supplier", "description"]
    for given, role in (
        (style.number_column, "number"),
        (style.tax_id_column, "tax_id"),
        (style.category_column, "category"),
        (style.due_column, "due"),
        (style.quantity_columns, "quantity"),
        (style.quantity_columns, "price"),
    ):
        if given:
            roles.append(role)
    roles += [*style.tax_columns.split(), "total"]
    if style.second_total:
        roles.append("second")
    return [*roles, "paid"] if style.paid_column else roles


def _bank_roles(style: Style) -> list[str]:
    roles = ["booked", *(["value"] if style.value_column else []), "text"]
    roles += {"two": ["debit", "credit"], "two_negative": ["debit", "credit"], "direction": ["amount", "direction"]}.get(
        style.money, ["amount"]
    )
    return [*roles, "balance"] if style.balance else roles


def titles_of(roles: Sequence[str], truth: Truth, style: Style) -> list[str]:
    """Return the title of each column."""
    described = "text" if truth.kind is Kind.BANK else "description"
    return [_title(described if role == "again" else role, style) for role in roles]


def _title(role: str, style: Style) -> str:
    if role in ("total", "second") and style.second_total:
        return SECOND[style.language][role == "second"]
    if role in ("blank", "hidden"):
        return "" if role == "blank" else "Id"
    if role in ("quantity", "price"):
        return {"es": ("Cantidad", "Precio unitario"), "de": ("Menge", "Einzelpreis")}.get(
            style.language, ("Quantity", "Unit price")
        )[role == "price"]
    # A title that names a currency would say something of the truth.
    known = [title for title in TITLES[style.language][role] if not _CURRENCY.search(title)]
    return known[_chosen(style.titles, role, len(known))]


def _chosen(salt: int, role: str, choices: int) -> int:
    return crc32(f"{salt}{role}".encode()) % choices if salt else 0


def _body(truth: Truth, style: Style, roles: Sequence[str], header: Line) -> Iterator[Line]:
    rows = truth.rows[::-1] if style.newest_first and truth.kind is Kind.BANK else truth.rows
    for place, row in enumerate(rows):
        yield [_cell(row, role, truth, style) for role in roles]
        if style.blank_every and place % style.blank_every == style.blank_every - 1:
            yield []
        following = rows[place + 1] if place + 1 < len(rows) else None
        if style.subtotals and (following is None or following.day.month != row.day.month):
            month = [one for one in rows if (one.day.year, one.day.month) == (row.day.year, row.day.month)]
            yield _subtotal(month, truth, style, roles)
        if style.header_every and following and place % style.header_every == style.header_every - 1:
            yield header


def _cell(row: Row, role: str, truth: Truth, style: Style) -> Cell:
    value = _value(row, role, truth, style)
    if isinstance(value, Decimal | date):
        value = _written(value, row, role, style)
    return Cell(value=value, role=role, row=row)


def _written(value: Decimal | date, row: Row, role: str, style: Style) -> Value:
    """Return *value* typed or spelled."""
    if is_typed(style, role, row):
        if isinstance(value, Decimal):
            return value
        if style.format == "jsonl" or style.format == "rows":
            return f"{value}"
        if style.day_form == "serial":
            return Decimal((value - EPOCH).days)
        return moment_of(value) if "time" in style.day_form else value
    if isinstance(value, Decimal):
        mark = role in AMOUNTS
        if row.flaw is Flaw.CURRENCY_DISAGREES and role in ("total", "amount", "debit", "credit"):
            style = replace(style, mark=f" {OTHER_CURRENCY[row.currency]}")
        return amount_text(value, style, mark=mark, balance=role == "balance")
    return day_text(value, style)


def is_typed(style: Style, role: str, row: Row) -> bool:
    """Tell whether the cell keeps its type: text files have no types."""
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


def _value(row: Row, role: str, truth: Truth, style: Style) -> Value:
    if role in ("debit", "credit"):
        return _side(row, role, style)
    if role in ("total", "second", "amount") and row.flaw is Flaw.NO_AMOUNT:
        return None
    match role:
        case "date" | "booked":
            return row.day
        case "value":
            return row.value_day
        case "due":
            return row.due
        case "supplier":
            return row.supplier
        case "description" | "again":
            return row.category if role == "again" else _description(row, style)
        case "text":
            return f"{_description(row, style)} {row.mark}"
        case "number" | "category":
            return str(getattr(row, role))
        case "tax_id":
            return TAX_IDS[truth.country]
        case "net" | "tax" | "balance":
            return getattr(row, role)  # type: ignore[no-any-return]
        case "total":
            return row.amount
        case "second":
            return row.amount + (Decimal("7.30") if row.flaw is Flaw.COLUMNS_DISAGREE else 0)
        case "amount":
            return abs(row.amount) if style.money in ("direction", "unsigned") else row.amount
        case "direction":
            sides = SIDES[style.language]
            return sides[style.side % len(sides)][row.amount > 0]
        case "currency":
            return row.currency
        case "quantity":
            return Decimal(1)
        case "price":
            return row.net
        case "rate":
            return _rate(row, style)
        case "hidden":
            return str(truth.rows.index(row) + 1)
        case "paid":
            yes = len(row.mark) % 2 == 0
            return yes if style.format in (*WORKBOOKS, *JSON) else ("Sí" if yes else "No")
    return None


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


def _rate(row: Row, style: Style) -> Value:
    if style.format in JSON and style.cells == "typed":
        return row.rate
    forms = {"sign": f"{row.rate}%", "bare": f"{row.rate}", "spaced": f"{row.rate} %"}
    return forms.get(style.rate_form, f"{row.rate}{style.decimal}00%")


def _subtotal(rows: Sequence[Row], truth: Truth, style: Style, roles: Sequence[str]) -> Line:
    words = SUBTOTALS[style.language]
    month = MONTHS[style.language].split()[rows[0].day.month - 1]
    label = words[style.sum_word % len(words)].format(month=month)
    return _sum_line(rows, truth, style, roles, label, dated=style.subtotals == "dated")


def _sum_line(
    rows: Sequence[Row], truth: Truth, style: Style, roles: Sequence[str], label: str, *, dated: bool
) -> Line:
    """Return a line with the sums of *rows*, its label where the words of the rows stand."""
    last = max(rows, key=lambda row: row.day)
    place = next((role for role in (("supplier", "description") if style.sum_word % 3 else ("description",)) if role in roles), "text")
    if not dated and style.sum_word % 5 == 0:
        place = roles[0] if roles[0] not in AMOUNTS else place
    cells = []
    for role in roles:
        value: Value = None
        if role == place:
            value = label
        elif role in AMOUNTS - {"balance"}:
            parts = [_value(row, role, truth, style) for row in rows]
            total = sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
            value = _written(total, last, role, style)
        elif dated and role in ("date", "booked"):
            value = _written(last.day, last, role, style)
        cells.append(Cell(value=value, role="sum day" if role in DAYS and value else "sum" if role in AMOUNTS else role))
    return cells


def _above(truth: Truth, style: Style, width: int) -> Iterator[Line]:
    if style.title_row:
        named = {"es": "Gastos del mes", "de": "Ausgaben", "fr": "Dépenses"}.get(style.language, "Expenses")
        yield [Cell(value=named if truth.kind is Kind.EXPENSES else "Example Ltd.")]
        yield []
    if style.preamble and truth.kind is Kind.BANK:
        yield [Cell(value="IBAN"), Cell(value="ES9121000418450200051332")]
        yield [Cell(value="Titular"), Cell(value="Example, S.L.")]
        yield []
    elif style.preamble:
        yield [Cell(value="Example, S.L."), Cell(value="2026")]


def _below(truth: Truth, style: Style, roles: Sequence[str]) -> Iterator[Line]:
    if style.sums:
        words = SUMS[style.language]
        label = "" if style.sums == "bare" else words[style.sum_word % len(words)]
        yield _sum_line(truth.rows, truth, style, roles, label, dated=style.sums == "dated")
    if style.note:
        yield []
        text = NOTES[style.salt % len(NOTES)]
        yield [Cell(value=text if style.note == "text" else "Pendiente de cobro: 12,50")]
