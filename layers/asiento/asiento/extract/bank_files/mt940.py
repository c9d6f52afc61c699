"""SWIFT MT940 and MT942 as banks write them, with or without the envelope of a message, several in a file.

The package mt-940 was measured first: it raises on a third of damaged files and signs a reversed credit wrongly.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from asiento.document import Doubt, Transaction
from asiento.extract.bank_files.statement import (
    NO_ENTRY_DATE,
    Period,
    Side,
    Statement,
    Summary,
    check_rows,
    doubting,
    missing_record,
)
from asiento.extract.bank_files.values import amount_of, day_of, field_of
from asiento.extract.descriptions import joined
from asiento.reading.bank_files import bank_lines
from asiento.tenant import Tenant

Tag = tuple[str, str]
"""The tag of a field (`60F`) and its text, lines parted by newlines."""

Balance = tuple[date | None, Decimal]
"""The day of a balance, and its amount with its sign."""

SUMS = {"90D": Side.DEBITS, "90C": Side.CREDITS}
INTERIM = frozenset({"13", "13D", "34F", *SUMS})
"""Fields that an MT942 has and an MT940 has not."""

MAX_FIELD = 4_000
"""Characters of a field that are looked at: SWIFT allows 390 in :86:, banks write up to 2,000."""

MAX_ENTRY = 200
"""Characters of the first line of :61:, of which SWIFT allows 66."""

_TAG = re.compile(r":(\d\d[A-Z]?|NS):")
_END = re.compile(r"-\}?(?:\{.*)?\s*|\{[1-5]:.*")
_BALANCE = re.compile(r"\s*([CD])\s*(\d\d)(\d\d)(\d\d)\s*([A-Z]{3})?\s*(\d[\d.,]*)")
_LIMIT = re.compile(r"\s*\d*\s*([A-Z]{3})[\dCD]")
_REPORT = re.compile(r"\s*(\d\d)(\d\d)(\d\d)")
_SUM = re.compile(r"\s*(\d{1,5})\s*[A-Z]{3}\s*([\d.,]+)")
_ENTRY = re.compile(
    r"\s*(\d\d)(\d\d)(\d\d)\s*(?:(\d\d)(\d\d))?\s*(E?)(R?)([CD])([A-Z]?)\s*(\d[\d.]*,?\d*|,\d+)(.*)", re.IGNORECASE
)
_KIND = re.compile(r"\s*(?:[A-Z][A-Z0-9]{3})?(.*)", re.IGNORECASE)
_GERMAN = re.compile(r"\s*\d{3}(?=\W\d\d)")
_USES = re.compile(r"2\d|6[0-3]")
_NAMES = re.compile(r"3[23]")


def read_mt940(data: bytes, _: Tenant) -> list[Statement]:
    """Return a statement a message (:20:), with its rows (:61: and the :86: below). Other lines are passed over."""
    messages: list[list[Tag]] = [[]]
    for tag in _tags(bank_lines(data)):
        if tag[0] == "20" and messages[-1]:
            messages.append([])
        messages[-1].append(tag)
    check_rows(sum(name == "61" for tags in messages for name, _ in tags))
    return [_statement(tags) for tags in messages]


def _tags(lines: list[str]) -> Iterator[Tag]:
    """Yield the fields: a tag at the start of a line, and the lines up to the next tag or the end of the message."""
    name, texts, size = "", [""], 0
    for whole in lines:
        line = whole.rpartition("{4:")[2] if whole.startswith("{") else whole
        found = _TAG.match(line)
        if found or _END.fullmatch(line):
            if name:
                yield name, "\n".join(texts)[:MAX_FIELD]
            name, texts, size = (found[1], [line[found.end() :]], 0) if found else ("", [], 0)
        elif size < MAX_FIELD:
            texts.append(line)
            size += len(line)
    if name:
        yield name, "\n".join(texts)[:MAX_FIELD]


def _statement(tags: list[Tag]) -> Statement:
    opening, closing, rows = _balances(tags, "60"), _balances(tags, "62"), tuple(_rows(tags))
    currencies = _currencies(tags)
    return Statement(
        account=next((_account(text) for name, text in tags if name.startswith("25")), ""),
        currency=next(iter(currencies), None),
        currencies=tuple(currencies),
        currency_from=":60F:",
        opening=opening[0][1] if opening else None,
        closing=closing[-1][1] if closing else None,
        rows=rows,
        period=_period(tags, opening, closing),
        summaries=tuple(_sums(tags)),
        doubts=tuple(_missing(tags, opening=bool(opening), closing=bool(closing))),
    )


def _missing(tags: list[Tag], *, opening: bool, closing: bool) -> Iterator[Doubt]:
    """Yield a doubt for each balance that an MT940 must have and these *tags* lack; an MT942 has none."""
    names = {name for name, _ in tags}
    if names & INTERIM or not (opening or closing or "61" in names):
        return
    for stated, record in ((opening, ":60F:"), (closing, ":62F:")):
        if not stated:
            yield missing_record(record)


def _period(tags: list[Tag], opening: list[Balance], closing: list[Balance]) -> Period:
    """Return the days of the balances. Where rows have no entry date, their days of value may miss them by a month.

    An MT942 has the day of its report instead (13D), and the entries of about that day.
    """
    report = next((_REPORT.match(text) for name, text in tags if name in ("13", "13D")), None)
    if report and not opening and not closing:
        day = day_of(report[1], report[2], report[3])
        return Period(first=day, last=day, slack=NO_ENTRY_DATE)
    entries = (_ENTRY.match(text[:MAX_ENTRY]) for name, text in tags if name == "61")
    dated = all(found[4] for found in entries if found)
    return Period(
        first=opening[0][0] if opening else None,
        last=closing[-1][0] if closing else None,
        slack=timedelta(0) if dated else NO_ENTRY_DATE,
    )


def _sums(tags: list[Tag]) -> Iterator[Summary]:
    """Yield the number and sum of each side, which an MT942 has (fields 90D and 90C)."""
    for name, text in tags:
        found = _SUM.match(text) if name in SUMS else None
        if found:
            yield Summary(side=SUMS[name], count=int(found[1]), total=amount_of(found[2]))


def _account(text: str) -> str:
    """Return the account of :25: (`bank/account`, `IBAN`, `IBAN EUR`)."""
    account = text.partition("\n")[0][:60].strip()
    return re.sub(r"(?<=\d)\s*[A-Z]{3}$", "", account)


def _currencies(tags: list[Tag]) -> list[str]:
    """Return the currencies of the balances, then those of the limits and sums that an MT942 has in their place."""
    texts = [(name, text) for name, text in tags if name[:2] in ("60", "62", "64", "65")]
    named = [found[5] for _, text in texts if (found := _BALANCE.match(text)) and found[5]]
    return named + [found[1] for name, text in tags if name in ("34F", *SUMS) and (found := _LIMIT.match(text))]


def _balances(tags: list[Tag], kind: str) -> list[Balance]:
    found = [_BALANCE.match(text) for name, text in tags if name.startswith(kind)]
    return [
        (day_of(one[2], one[3], one[4]), _signed(amount, one[1]))
        for one in found
        if one and (amount := amount_of(one[6])) is not None
    ]


def _signed(amount: Decimal, mark: str, reversal: str = "") -> Decimal:
    """Return *amount* with the sign of its mark: the reversal of a credit (RC) takes money out."""
    return -amount if amount and (mark.upper() == "D") != bool(reversal) else amount


def _rows(tags: list[Tag]) -> Iterator[Transaction]:
    """Yield each :61: with the :86: or :NS: that follows it."""
    for at, (name, text) in enumerate(tags):
        if name == "61":
            after = tags[at + 1] if at + 1 < len(tags) else ("", "")
            details = _details(after[1]) if after[0] in ("86", "NS") else ""
            yield _row(text, details)


def _row(text: str, details: str) -> Transaction:
    head, _, more = text.partition("\n")
    found = _ENTRY.match(head[:MAX_ENTRY])
    if found is None:
        return Transaction(description=field_of(joined(head, more, details)))
    value_on, amount = day_of(found[1], found[2], found[3]), amount_of(found[10])
    own, _, banks = (_KIND.match(found[11]) or found)[1].partition("//")
    row = Transaction(
        booked_on=field_of(_booked(value_on, found[4], found[5])),
        value_on=field_of(value_on),
        amount=field_of(None if amount is None else _signed(amount, found[8], found[7])),
        description=field_of(details or joined(more)),
        reference=field_of(_reference(banks) or _reference(own)),
    )
    return doubting(row, Doubt.of("not_booked", status=found[6] + found[8]) if found[6] else None)


def _reference(text: str) -> str:
    bare = " ".join(text.split())[:60]
    return "" if bare.upper() in ("NONREF", "NOTPROVIDED", "//") else bare


def _booked(value_on: date | None, month: str | None, day: str | None) -> date | None:
    """Return the entry date, which gives no year: that of the value date or the one beside it, whichever is nearer."""
    if value_on is None or not month or not day:
        return value_on
    near = [day_of(str(value_on.year + step), month, day) for step in (0, 1, -1)]
    return min((one for one in near if one), key=lambda one: abs(one - value_on), default=value_on)


def _details(text: str) -> str:
    """Return what :86: says: the parts of the German form (`166?00…?20…?32…`) in one order, other texts as they are."""
    start = _GERMAN.match(text)
    if start is None:
        return joined(text[:MAX_FIELD])
    parts = re.split(re.escape(text[start.end()]) + r"(?=\d\d)", text[start.end() :].replace("\n", ""))
    pairs = [(part[:2], part[2:]) for part in parts if part]
    purpose = "".join(words for number, words in pairs if _USES.fullmatch(number))
    names = "".join(words for number, words in pairs if _NAMES.fullmatch(number))
    return joined(names, purpose) or joined(*(words for number, words in pairs if number == "00"))
