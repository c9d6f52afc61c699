"""What may be changed in a bank file: the places of its rows, by format, and what is put there."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from re import Match, Pattern

from asiento.reading.bank_files import BankFormat


class Kind(StrEnum):
    """What is done to a file."""

    SIGN = "sign turned"
    DROPPED = "row dropped"
    DOUBLED = "row doubled"
    DIGIT = "digit changed"
    MARK = "mark changed"
    CURRENCY = "currency changed"
    DATE = "date changed"


type Change = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Where a format has what.

    *row* is a movement with all that belongs to it. Below it a place is the first group of its pattern, and the changes
    say what is put there. A *figure* is an amount without its sign. *coin* is what *currency* becomes.
    """

    row: Pattern[str]
    figure: Pattern[str]
    day: Pattern[str]
    signs: Mapping[str, tuple[Pattern[str], Change]]
    marks: Mapping[str, tuple[Pattern[str], Change]] = field(default_factory=dict)
    currency: Pattern[str] | None = None
    coin: Mapping[str, str] = field(default_factory=lambda: {"another": "CHF", "unknown": "XYZ"})


@dataclass(frozen=True, slots=True)
class Changed:
    """A file with one thing changed: how, and in which row, counted from 0; -1 for what stands once a file."""

    kind: Kind
    name: str
    text: str
    row: int = -1


def _to(text: str) -> Change:
    return lambda _: text


def _swap(one: str, other: str) -> Change:
    return lambda text: other if text.upper().endswith(one) else one


def _turned(text: str) -> str:
    return text[1:] if text.startswith("-") else f"-{text.removeprefix('+')}"


def one_digit(text: str) -> str:
    """Return *text* with the last digit but noughts at the end counted one up."""
    return re.sub(r"([1-9])(?=[^1-9]*$)", lambda found: str(int(found[1]) % 9 + 1), text, count=1)


def year_before(text: str) -> str:
    """Return the day *text* a year earlier: the year is the first figure of four or, without one, of two digits."""
    year = re.search(r"(?:19|20)\d\d", text)
    if year:
        return text[: year.start()] + str(int(year[0]) - 1) + text[year.end() :]
    if re.fullmatch(r"\d{6}", text):
        return f"{int(text[:2]) - 1:02}{text[2:]}"
    return re.sub(r"(\d\d)$", lambda found: f"{int(found[1]) - 1:02}", text)


def _entry(name: str, inside: str = r"[^<]*") -> Pattern[str]:
    return re.compile(rf"<(?:\w+:)?{name}(?:\s[^>]*)?>({inside})", re.DOTALL)


_OFX_AMOUNT = re.compile(r"(?i)<TRNAMT>\s*([-+]?[\d.,]+)")
_TYPE = re.compile(r"(?i)<TRNTYPE>\s*(\w+)")
_MT_MARK = re.compile(r":61:\d{6}(?:\d{4}|\s+)?R?([CD])")
_43_KEY = re.compile(r"22.{25}(\d)")
_QIF_AMOUNT = re.compile(r"(?m)^T([-+]?[\d.,]+)")
_SIDE, _STATUS = _entry("CdtDbtInd"), re.compile(r"<(?:\w+:)?Sts>(?:\s*<(?:\w+:)?Cd>)?(\w+)")
FORMS: Mapping[BankFormat, Form] = {
    BankFormat.OFX: Form(
        row=re.compile(r"(?is)<STMTTRN>.*?(?:</STMTTRN>|(?=<STMTTRN>|</BANKTRANLIST>))"),
        figure=re.compile(r"(?i)<TRNAMT>\s*[-+]?([\d.,]+)"),
        day=re.compile(r"(?i)<DTPOSTED>\s*(\d{8})"),
        signs={"sign": (_OFX_AMOUNT, _turned)},
        marks={
            "other side": (_TYPE, lambda text: "CREDIT" if text.upper() == "DEBIT" else "DEBIT"),
            "unknown": (_TYPE, _to("XYZ")),
            "not booked": (_TYPE, _to("HOLD")),
        },
        currency=re.compile(r"(?i)<CURDEF>\s*(\w+)"),
    ),
    BankFormat.MT940: Form(
        row=re.compile(r"(?ms)^:61:.*?(?=^:(?:6|20|90)|^-|\Z)"),
        figure=re.compile(r":61:\d{6}(?:\d{4}|\s+)?R?[CD][A-Z]?(\d[\d.]*,?\d*)"),
        day=re.compile(r":61:(\d{6})"),
        signs={"mark": (_MT_MARK, _swap("C", "D"))},
        marks={"unknown": (_MT_MARK, _to("X")), "reversal": (_MT_MARK, lambda text: f"R{text}")},
        currency=re.compile(r"(?m)^:60[FM]:[CD]\d{6}([A-Z]{3})"),
    ),
    BankFormat.NORMA43: Form(
        row=re.compile(r"(?m)^22.*\n(?:2[34].*\n)*"),
        figure=re.compile(r"22.{26}(\d{14})"),
        day=re.compile(r"22.{8}(\d{6})"),
        signs={"key": (_43_KEY, _swap("1", "2"))},
        marks={"unknown": (_43_KEY, _to("3")), "nought": (_43_KEY, _to("0"))},
        currency=re.compile(r"(?m)^11.{45}(\d{3})"),
        coin={"another": "756", "unknown": "999"},
    ),
    BankFormat.CAMT: Form(
        row=re.compile(r"(?s)<(?:\w+:)?Ntry>.*?</(?:\w+:)?Ntry>\s*"),
        figure=_entry("Amt", r"[\d.]+"),
        day=re.compile(r"(?s)<(?:\w+:)?BookgDt>\s*<(?:\w+:)?\w+>([\d-]{10})"),
        signs={"mark": (_SIDE, _swap("CRDT", "DBIT")), "minus": (_entry("Amt", r"[\d.]+"), _turned)},
        marks={
            "unknown": (_SIDE, _to("DBT")),
            "none": (_SIDE, _to("")),
            "pending": (_STATUS, _to("PDNG")),
            "for information": (_STATUS, _to("INFO")),
            "unknown status": (_STATUS, _to("RJCT")),
        },
        currency=re.compile(r"""<(?:\w+:)?Ntry>.*?Ccy=["'](\w+)""", re.DOTALL),
    ),
    BankFormat.QIF: Form(
        row=re.compile(r"(?ms)^D[^\n]*\d.*?^\^\n?"),
        figure=re.compile(r"(?m)^T[-+]?([\d.,]+)"),
        day=re.compile(r"(?m)^D(\S+)"),
        signs={"sign": (_QIF_AMOUNT, _turned)},
    ),
}  # fmt: skip


def changes(text: str, form: BankFormat) -> Iterator[Changed]:
    """Yield the file *text* with one thing changed, in every way and place that its *form* has."""
    known = FORMS[form]
    for at, row in enumerate(known.row.finditer(text)):
        for kind, name, new in _of_row(row[0], known):
            yield Changed(kind, name, text[: row.start()] + new + text[row.end() :], at)
    found = known.currency.search(text) if known.currency else None
    if found:
        for name, code in known.coin.items():
            yield Changed(Kind.CURRENCY, name, text[: found.start(1)] + code + text[found.end(1) :])


def _of_row(row: str, form: Form) -> Iterator[tuple[Kind, str, str]]:
    if re.search("[1-9]", _found(form.figure.search(row))):
        # Whether a row of nothing is there changes no sum.
        yield Kind.DROPPED, "row", ""
        yield Kind.DOUBLED, "row", row + row
    for name, (place, change) in form.signs.items():
        yield Kind.SIGN, name, _put(place.search(row), row, change)
    for name, (place, change) in form.marks.items():
        yield Kind.MARK, name, _put(place.search(row), row, change)
    yield Kind.DIGIT, "last", _put(form.figure.search(row), row, one_digit)
    yield Kind.DATE, "year before", _put(form.day.search(row), row, year_before)


def _found(match: Match[str] | None) -> str:
    return match[1] if match else ""


def _put(found: Match[str] | None, row: str, change: Change) -> str:
    return row if found is None else row[: found.start(1)] + change(found[1]) + row[found.end(1) :]
