"""How a made file writes what its rows say: format, language, notation, columns, and what stands around the rows."""

from dataclasses import dataclass
from random import Random

from made_tables.rivals import BESIDE
from made_tables.truth import Kind
from made_tables.words import LANGUAGES

WORKBOOKS = ("xlsx", "xls", "ods")
TEXTS = ("csv", "html")
JSON = ("jsonl", "rows")

NBSP, NARROW, THIN, QUOTE = "\u00a0", "\u202f", "\u2009", "\u2019"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The simplest value of each field is its default: a case is shrunk by putting these back one after the other.

    *titles*, *order* and *salt* choose among titles, orders of columns, and which cells of a mixed file are text.
    """

    format: str = "csv"
    language: str = "es"
    titles: int = 0
    order: int = 0
    salt: int = 0
    # Amounts.
    decimal: str = ","
    group: str = ""
    places: str = "two"
    sign: str = "lead"
    mark: str = ""
    bare_point: bool = False
    zeros: bool = False
    spaced: bool = False
    mixed_amounts: bool = False
    # Dates.
    day_form: str = "dmy4"
    separator: str = "/"
    pad: bool = True
    mixed_days: bool = False
    # Cells of workbooks and of JSON.
    cells: str = "text"
    number_format: str = "General"
    noise: bool = False
    formulas: str = ""
    mac_epoch: bool = False
    hidden_sheet: bool = False
    # Columns.
    tax_columns: str = ""
    number_column: bool = False
    tax_id_column: bool = False
    due_column: bool = False
    category_column: bool = False
    paid_column: bool = False
    currency_column: str = ""
    currency_title: bool = False
    second_total: bool = False
    second_alike: bool = False
    outstanding: bool = False
    withheld: bool = False
    rated: bool = False
    foreign: bool = False
    foreign_bare: bool = False
    abroad_row: bool = False
    twice_described: bool = False
    blank_column: bool = False
    hidden_column: bool = False
    quantity_columns: bool = False
    odd_descriptions: bool = False
    rate_form: str = "sign"
    sided: bool = False
    beside: str = ""
    entered: bool = False
    percent: bool = False
    several: bool = False
    # Of a bank.
    money: str = "signed"
    filler: str = ""
    side: int = 0
    balance: bool = False
    value_column: bool = False
    newest_first: bool = False
    opening: str = ""
    # Around the rows.
    title_row: bool = False
    preamble: bool = False
    blank_every: int = 0
    header_every: int = 0
    subtotals: str = ""
    sums: str = ""
    sum_word: int = 0
    note: str = ""
    above: str = ""
    # Of delimited text.
    delimiter: str = ";"
    quote_all: bool = False
    encoding: str = "utf-8"
    newline: str = "\r\n"
    sep_line: bool = False
    unquoted: bool = False
    # Of workbooks and of JSON.
    two_sheets: bool = False
    keys: bool = False


DAY_FORMS = (
    "dmy4", "mdy4", "iso", "dmy2", "mdy2", "ymd", "compact", "long", "mon", "serial", "weekday", "dmy_time", "mdy_time",
    "iso_time", "iso_t",
)  # fmt: skip
GROUPS = {",": ("", ".", " ", NBSP, NARROW), ".": ("", ",", "'", QUOTE, " ", THIN)}
MONEY = ("signed",) * 3 + ("two",) * 2 + ("direction",) * 2 + ("two_negative", "both", "unsigned")
NUMBER_FORMATS = ("General", "0.00", "#,##0.00", "#,##0.00 €", "#,##0", "[$€-C0A] #,##0.00", "#,##0.00;[Red]-#,##0.00")
FORMATS = ("csv",) * 50 + ("jsonl",) * 8 + ("rows",) * 9 + ("html",) * 17 + ("xlsx",) * 8 + ("xls",) * 5 + ("ods",) * 3


def _in_money(number_format: str, currency: str) -> str:
    """Return *number_format* with the money that the file is in, which people see beside each number."""
    if currency == "EUR":
        return number_format
    return number_format.replace("[$€-C0A]", f"[${currency}]").replace("€", f'"{currency}"')


def make_style(rng: Random, kind: Kind, currency: str) -> Style:
    """Return a style at random; most of what is rare in life is rare here."""
    style: dict[str, object] = {
        "format": rng.choice(FORMATS),
        "language": rng.choice(("es", "es", "en", "en", "de", "fr", *LANGUAGES)),
        "titles": rng.choice((0, rng.randrange(1000))),
        "order": rng.choice((0, 0, rng.randrange(1000))),
        "salt": rng.randrange(1000),
    }
    style |= _notation(rng, kind, currency) | _columns(rng, kind) | _around(rng, kind)
    if style["format"] in (*WORKBOOKS, *JSON):
        style["cells"] = rng.choice(("typed", "typed", "text", "mixed", "amounts", "days"))
        style["number_format"] = _in_money(rng.choice(NUMBER_FORMATS), currency)
        style["noise"] = _maybe(rng, 10)
    if style["format"] == "xlsx":
        style["formulas"] = rng.choice(("",) * 6 + ("cached", "cached", "bare"))
        style["mac_epoch"] = _maybe(rng, 5)
        style["hidden_sheet"] = _maybe(rng, 10)
    if style["format"] in WORKBOOKS and kind is not Kind.BANK:
        style["two_sheets"] = _maybe(rng, 8)
    if style["format"] in JSON:
        style["keys"] = _maybe(rng, 50)
    if style["format"] == "csv":
        style |= _delimited(rng)
    return Style(**style)  # type: ignore[arg-type]


def _maybe(rng: Random, percent: int) -> bool:
    return rng.randrange(100) >= 100 - percent


def _notation(rng: Random, kind: Kind, currency: str) -> dict[str, object]:
    decimal = rng.choice((",", "."))
    marks = ("", "", "", f" {currency}", f"{currency} ", *_SIGNS[currency])
    signs = ("lead", "lead", "lead", "unicode", "trail", "paren", *(("crdr",) if kind is Kind.BANK else ()))
    return {
        "decimal": decimal,
        "group": rng.choice(("", *GROUPS[decimal])),
        "places": rng.choice(("two", "two", "two", "two", "short", "short", "dash")),
        "sign": rng.choice(signs),
        "mark": rng.choice(marks),
        "bare_point": _maybe(rng, 5),
        "zeros": _maybe(rng, 2),
        "spaced": _maybe(rng, 4),
        "mixed_amounts": _maybe(rng, 2),
        "mixed_days": _maybe(rng, 4),
        "day_form": rng.choice(("dmy4", "mdy4", "dmy4", "mdy4", "iso", *DAY_FORMS)),
        "separator": rng.choice(("/", "/", "-", ".")),
        "pad": not _maybe(rng, 20),
    }


_SIGNS = {"EUR": (" €", "€", "€ "), "USD": ("$ ", "$", "US$ "), "GBP": ("£", "£ "), "CHF": ("Fr. ", " CHF", "CHF")}
"""Written before the figure if they end with a space or are `$` or `£`, else behind it."""


def _columns(rng: Random, kind: Kind) -> dict[str, object]:
    shared: dict[str, object] = {
        "currency_column": rng.choice(("", "", "", "", "code", "code", "mixed", "sign")),
        "currency_title": _maybe(rng, 5),
        "twice_described": _maybe(rng, 4),
        "blank_column": _maybe(rng, 5),
        "hidden_column": _maybe(rng, 5),
        "odd_descriptions": _maybe(rng, 8),
    }
    if kind is Kind.BANK:
        return shared | {
            "money": rng.choice(MONEY),
            "filler": rng.choice(("", "", "zero")),
            "side": rng.randrange(10),
            "balance": _maybe(rng, 50),
            "value_column": _maybe(rng, 40),
            "newest_first": _maybe(rng, 40),
            "foreign": _maybe(rng, 8),
            "foreign_bare": _maybe(rng, 30),
            "abroad_row": _maybe(rng, 4),
            "opening": rng.choice(("",) * 12 + ("balance", "balance", "amount")),
        }
    invoices = kind is Kind.INVOICES
    return shared | {
        "tax_columns": rng.choice(("net tax", "net rate tax", "tax", "") if invoices else ("", "", "net tax", "rate")),
        "number_column": invoices or _maybe(rng, 15),
        "tax_id_column": invoices or _maybe(rng, 10),
        "due_column": _maybe(rng, 50 if invoices else 0),
        "category_column": _maybe(rng, 20),
        "paid_column": _maybe(rng, 10),
        "second_total": _maybe(rng, 6),
        "second_alike": _maybe(rng, 30),
        "outstanding": _maybe(rng, 6),
        "withheld": _maybe(rng, 4),
        "rated": _maybe(rng, 5),
        "quantity_columns": _maybe(rng, 5),
        "rate_form": rng.choice(("sign", "bare", "spaced", "decimals")),
        "sided": _maybe(rng, 25),
        "beside": rng.choice(("",) * 30 + tuple(BESIDE)),
        "entered": _maybe(rng, 8),
        "percent": _maybe(rng, 25),
        "several": _maybe(rng, 50),
    }


def _around(rng: Random, kind: Kind) -> dict[str, object]:
    return {
        "title_row": _maybe(rng, 15),
        "preamble": _maybe(rng, 30 if kind is Kind.BANK else 5),
        "blank_every": rng.choice((0, 0, 0, 0, 0, 0, 0, 1, 3)),
        "header_every": rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 4)),
        "subtotals": rng.choice(("",) * 12 + ("label", "dated")),
        "sums": rng.choice(("",) * 10 + ("label", "label", "label", "dated", "bare", "words", "sides")),
        "sum_word": rng.randrange(50),
        "note": rng.choice(("",) * 12 + ("text", "figure")),
        "above": rng.choice(("",) * 40 + ("thousands", "currency")),
    }


def _delimited(rng: Random) -> dict[str, object]:
    return {
        "delimiter": rng.choice((";", ",", ";", ",", "\t", "|")),
        "quote_all": _maybe(rng, 20),
        "encoding": rng.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16")),
        "newline": rng.choice(("\r\n", "\n")),
        "sep_line": _maybe(rng, 4),
        "unquoted": _maybe(rng, 2),
    }
