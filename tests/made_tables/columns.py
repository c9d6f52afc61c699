"""Which columns a made table has, in what order, and how they are called."""

import re
from collections.abc import Sequence
from random import Random
from zlib import crc32

from made_tables.rivals import BESIDE, ENTERED, PAID, SIDED
from made_tables.style import JSON, Style
from made_tables.titles import KEYS, OTHERS, SECOND, TITLES
from made_tables.truth import Kind, Truth

AMOUNTS = frozenset({"total", "withheld", "second", "net", "tax", "amount", "debit", "credit", "balance"})
DAYS = frozenset({"date", "entered", "due", "booked", "value"})

_CURRENCY = re.compile(r"\b(EUR|GBP|euros)\b")


def roles_of(truth: Truth, style: Style) -> list[str]:
    """Return what the columns hold, in their order."""
    roles = (
        _bank_roles(style)
        if truth.kind is Kind.BANK
        else _paper_roles(style, sorted({str(row.rate) for row in truth.rows}))
    )
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


def _tax_roles(style: Style, rates: Sequence[str]) -> list[str]:
    """Return the columns of taxes; one of each for a rate where the titles say the rates."""
    if style.rated and style.tax_columns.startswith("net"):
        return [f"{part} {rate}" for rate in rates for part in ("net", "tax")]
    return style.tax_columns.split()


def _paper_roles(style: Style, rates: Sequence[str]) -> list[str]:
    roles = [*_days(style), "supplier", "description"]
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
    roles += ["outstanding"] if style.outstanding and style.salt % 2 else []
    roles += _tax_roles(style, rates)
    roles += ["withheld", "total"] if style.withheld and style.tax_columns else ["total"]
    roles += ["outstanding"] if style.outstanding and not style.salt % 2 else []
    if style.beside:
        roles.insert(len(roles) - style.salt % 2, "beside")
    if style.second_total:
        roles.append("second")
    return [*roles, "paid"] if style.paid_column else roles


def _days(style: Style) -> list[str]:
    return (["entered", "date"] if style.salt % 2 else ["date", "entered"]) if style.entered else ["date"]


def _bank_roles(style: Style) -> list[str]:
    roles = ["booked", *(["value"] if style.value_column else []), "text"]
    roles += ["foreign", "abroad" if style.foreign_bare else "foreign_currency"] if style.foreign else []
    roles += {
        "two": ["debit", "credit"],
        "two_negative": ["debit", "credit"],
        "direction": ["amount", "direction"],
        "both": ["amount", "direction"],
    }.get(style.money, ["amount"])
    return [*roles, "balance"] if style.balance else roles


def titles_of(roles: Sequence[str], truth: Truth, style: Style) -> list[str]:
    """Return the title of each column."""
    if style.keys:
        return [KEYS.get(role, role) for role in roles]
    described = "text" if truth.kind is Kind.BANK else "description"
    titles: list[str] = []
    for role in roles:
        title = _title(described if role == "again" else role, style)
        if style.format in JSON and title in titles:  # an object has a name once
            title = next((other for other in _neutral(role, style) if other not in titles), title)
        titles.append(title + (f" ({truth.currency})" if _says(role, style) else ""))
    return titles


def _says(role: str, style: Style) -> bool:
    """Return whether the title of the column names the currency."""
    return style.currency_title and role in ("total", "amount", "debit", "credit")


def _title(role: str, style: Style) -> str:
    if role in ("total", "second") and style.second_total:
        alike = style.second_alike and style.format not in {"jsonl", "rows"}  # an object has a name once
        return SECOND[style.language][role == "second" and not alike]
    part, _, rate = role.partition(" ")
    if rate:
        return f"{_title(part, style)} {rate}%"
    rival = _rival_title(role, style)
    if rival:
        return rival
    if role in OTHERS:
        return OTHERS[role][style.language]
    if role in ("blank", "hidden"):
        return "" if role == "blank" else "Id"
    role = "currency" if role == "abroad" else role
    known = _neutral(role, style)
    return known[_chosen(style.titles, role, len(known))]


def _neutral(role: str, style: Style) -> list[str]:
    """Return the titles of *role* that name no currency: one that does would say something of the truth."""
    return [title for title in TITLES[style.language].get(role, ()) if not _CURRENCY.search(title)]


def _rival_title(role: str, style: Style) -> str:
    """Return the title of a column that stands beside others of its like; empty for one that does not."""
    sides = SIDED[style.language]
    if style.sided and style.tax_columns.startswith("net") and role in ("net", "total"):
        return sides[style.titles % len(sides)][role == "total"]
    if role == "total":
        return PAID[style.language] if style.beside else ""
    if role == "rate" and style.percent and "tax" not in style.tax_columns:
        return _title("tax", style)
    return {"beside": BESIDE.get(style.beside, {}), "entered": ENTERED}.get(role, {}).get(style.language, "")


def _chosen(salt: int, role: str, choices: int) -> int:
    return crc32(f"{salt}{role}".encode()) % choices if salt else 0
