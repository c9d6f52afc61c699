"""OFX 1 (SGML, tags that are never closed) and OFX 2 (XML), and Quicken's QFX, as banks really write them.

One flat pass over the tags: nesting is not trusted, since files close tags wrongly, twice or not at all.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from asiento.document import Notice, Transaction
from asiento.extract.bank_files.ofx_marks import doubt_of, repeated
from asiento.extract.bank_files.statement import (
    Period,
    Statement,
    check_rows,
    doubting,
    missing_record,
    unknown_mark,
)
from asiento.extract.bank_files.values import amount_of, day_of, field_of
from asiento.extract.descriptions import joined
from asiento.reading.bank_files import bank_text, too_large
from asiento.tenant import Tenant

MAX_TAGS = 3_000_000
"""A file of 20 MB has about one million."""

MAX_FIELDS = 100
"""Of one transaction; real ones have about 30."""

STATEMENTS = frozenset({"STMTRS", "CCSTMTRS", "INVSTMTRS"})
_INVESTMENTS = (
    "BUYDEBT BUYMF BUYOPT BUYOTHER BUYSTOCK CLOSUREOPT INCOME INVEXPENSE JRNLFUND JRNLSEC MARGININTEREST REINVEST "
    "RETOFCAP SELLDEBT SELLMF SELLOPT SELLOTHER SELLSTOCK SPLIT TRANSFER"
)
INVESTMENTS = frozenset(_INVESTMENTS.split())
"""The transactions of an investment account (OFX 2.2, section 13.9.2.4)."""

NO_CASH = frozenset({"TRANSFER", "SPLIT", "JRNLSEC", "CLOSUREOPT"})
"""Those that move securities, not money: they have no total and change the cash of the account by nothing."""

INNER = frozenset({"BANKTRANLIST", "INVTRANLIST", "LEDGERBAL", "AVAILBAL", "INVBAL", "INVPOSLIST"})
"""Aggregates whose tags are not those of the statement."""

LISTS = INNER | STATEMENTS

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_.]{0,40})(?:\s[^<>]{0,200})?/?>([^<]*)")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")

Fields = dict[str, str]


@dataclass(slots=True, kw_only=True)
class _Open:
    """A statement while its tags are read: *inside* is the aggregate around the tag, *record* the transaction.

    *told* are the first tags of each name outside of transactions; *pending* counts what is not booked yet. *kind* is
    the aggregate of the statement.
    """

    kind: str = ""
    told: Fields = field(default_factory=dict)
    pending: int = 0
    rows: list[tuple[str, Fields]] = field(default_factory=list)
    record: Fields | None = None
    inside: str = ""


def read_ofx(data: bytes, _: Tenant) -> list[Statement]:
    """Return the statements of bank, card and investment accounts in their order; none for a mere sign-on.

    A transaction is every `STMTTRN` and every transaction of an investment account; of money that moved no other way
    than within securities the amount is zero. What has no date or amount keeps the gap.
    """
    found, securities = [_Open()], {}
    unique = ""
    for closing, name, text in _tags(bank_text(data)):
        if name in STATEMENTS and not closing:
            found.append(_Open(kind=name))
        elif name == "UNIQUEID" and text:
            unique = text
        elif name == "SECNAME" and text:
            securities[unique] = text
        _read(found[-1], name, text, closing=closing)
    ended = "</OFX>" in data[-1_000:].replace(b"\x00", b"").decode("latin-1").upper()
    statements = [_closed(one, securities) for one in found if one.rows or one.told]
    return statements if ended or not statements else [*statements[:-1], _cut(statements[-1])]


def _cut(one: Statement) -> Statement:
    return replace(one, doubts=(*one.doubts, missing_record("</OFX>")))


def _tags(text: str) -> Iterator[tuple[bool, str, str]]:
    """Yield (is it an end tag, name, text up to the next tag)."""
    first, *others = text.split("<!--")
    clean = "".join([first, *(other.partition("-->")[2] if "-->" in other else other for other in others)])
    if clean.count("<") > MAX_TAGS:
        raise too_large()
    for found in _TAG.finditer(clean):
        yield found[1] == "/", found[2].upper(), html.unescape(found[3][:2_000]).strip()


def _read(one: _Open, name: str, text: str, *, closing: bool) -> None:
    if name == "STMTTRN" or name in INVESTMENTS:
        _bound(one, name, closing=closing)
    elif name == "STMTTRNP":
        one.record, one.pending = None if closing else {}, one.pending + (not closing)
    elif name in LISTS:
        one.record, one.inside = None, "" if closing else name
    elif closing or not text:
        return
    elif one.record is not None:
        if len(one.record) < MAX_FIELDS:
            one.record.setdefault(name, text)
    else:
        one.told.setdefault(f"{one.inside} {name}" if one.inside in INNER else name, text)


def _bound(one: _Open, name: str, *, closing: bool) -> None:
    """Begin a transaction, or end the one that is open."""
    one.record = None if closing else {}
    if one.record is not None:
        one.rows.append((name, one.record))
        check_rows(len(one.rows))


def _closed(one: _Open, securities: Fields) -> Statement:
    code = one.told.get("CURDEF", "")
    known = re.fullmatch("[A-Za-z]{3}", code)
    statement = Statement(
        account=one.told.get("ACCTID", ""),
        currency=code.upper() if known else None,
        currency_from="CURDEF",
        closing=amount_of(one.told.get("LEDGERBAL BALAMT")),
        closed_on=_day(one.told.get("LEDGERBAL DTASOF")),
        # The list of an investment account is by the days on which trades were settled or entered, whichever.
        in_order=one.kind != "INVSTMTRS",
        period=_period(one.told.get("BANKTRANLIST DTSTART", ""), one.told.get("BANKTRANLIST DTEND", "")),
        doubts=(unknown_mark("CURDEF", code),) if code and not known else (),
        notices=(Notice.of("left_out.pending", count=one.pending),) if one.pending else (),
    )
    again = repeated([record for _, record in one.rows])
    rows = (_row(kind, record, statement, securities) for kind, record in one.rows)
    return replace(statement, rows=tuple(doubting(row, again.get(at)) for at, row in enumerate(rows)))


def _period(start: str, end: str) -> Period:
    """Return the period with a day more, for zones of time. One moment is that of the download, not a period."""
    if start == end and len(start) > len("YYYYMMDD"):
        return Period()
    return Period(first=_day(start), last=_day(end), slack=timedelta(1))


def _row(kind: str, record: Fields, statement: Statement, securities: Fields) -> Transaction:
    booked = _day(record.get("DTPOSTED")) or _day(record.get("DTTRADE")) or _day(record.get("DTUSER"))
    settled = _day(record.get("DTAVAIL")) or _day(record.get("DTSETTLE"))
    names = joined(record.get("NAME"), record.get("MEMO"), securities.get(record.get("UNIQUEID", "")))
    amount = _amount(kind, record)
    row = Transaction(
        booked_on=field_of(booked or settled),
        value_on=field_of(settled),
        amount=field_of(amount),
        description=field_of(names or joined(record.get("CHECKNUM"), record.get("TRNTYPE") or kind)),
        reference=field_of(" ".join((record.get("FITID") or record.get("REFNUM") or "").split())[:255]),
        currency=field_of(_currency(record, statement)),
    )
    return doubting(row, doubt_of(kind, record, amount))


def _amount(kind: str, record: Fields) -> Decimal | None:
    amount = amount_of(record.get("TRNAMT") or record.get("TOTAL"))
    return Decimal(0) if amount is None and kind in NO_CASH and "TOTAL" not in record else amount


def _currency(record: Fields, statement: Statement) -> str | None:
    """Return the currency of a transaction that is not in that of its account."""
    code = record.get("CURSYM", "").upper()
    own = "ORIGCURRENCY" not in record and re.fullmatch("[A-Z]{3}", code)
    return code if own and code != statement.currency else None


def _day(text: str | None) -> date | None:
    """Return the day of `YYYYMMDD[HHMMSS[.XXX]][offset:zone]` where the bank is; None if there is no such day."""
    found = _DAY.match(text or "")
    return day_of(found[1], found[2], found[3]) if found else None
