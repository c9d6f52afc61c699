"""OFX 1 (SGML, tags that are never closed) and OFX 2 (XML), and Quicken's QFX, as banks really write them.

One flat pass over the tags: nesting is not trusted, since files close tags wrongly, twice or not at all.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from asiento.document import Transaction
from asiento.extract.bank_files.statement import Statement, check_rows
from asiento.extract.bank_files.values import amount_of, day_of, field_of
from asiento.extract.descriptions import joined
from asiento.model import Tenant
from asiento.reading.bank_files import bank_text, too_large

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

LISTS = frozenset({"BANKTRANLIST", "INVTRANLIST", "LEDGERBAL", "AVAILBAL", "INVPOSLIST", "INVBAL"}) | STATEMENTS

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_.]{0,40})(?:\s[^<>]{0,200})?/?>([^<]*)")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")

Fields = dict[str, str]


@dataclass(slots=True, kw_only=True)
class _Open:
    """A statement while its tags are read: *inside* is the aggregate around the tag, *record* the transaction."""

    statement: Statement = field(default_factory=Statement)
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
            found.append(_Open())
        elif name == "UNIQUEID" and text:
            unique = text
        elif name == "SECNAME" and text:
            securities[unique] = text
        _read(found[-1], name, text, closing=closing)
    return [_closed(one, securities) for one in found if one.rows or one.statement != Statement()]


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
    elif name in LISTS:
        one.record, one.inside = None, "" if closing else name
    elif closing or not text:
        return
    elif one.record is not None:
        if len(one.record) < MAX_FIELDS:
            one.record.setdefault(name, text)
    else:
        one.statement = _told(one.statement, name, text, one.inside)


def _bound(one: _Open, name: str, *, closing: bool) -> None:
    """Begin a transaction, or end the one that is open."""
    one.record = None if closing else {}
    if one.record is not None:
        one.rows.append((name, one.record))
        check_rows(len(one.rows))


def _told(statement: Statement, name: str, text: str, inside: str) -> Statement:
    """Return *statement* with what a tag outside of transactions says of it: the first of each counts."""
    if name == "ACCTID" and not statement.account:
        return replace(statement, account=text)
    if name == "CURDEF" and statement.currency is None and re.fullmatch("[A-Za-z]{3}", text):
        return replace(statement, currency=text.upper())
    if name == "BALAMT" and inside == "LEDGERBAL" and statement.closing is None:
        return replace(statement, closing=amount_of(text))
    return statement


def _closed(one: _Open, securities: Fields) -> Statement:
    return replace(
        one.statement, rows=tuple(_row(kind, record, one.statement, securities) for kind, record in one.rows)
    )


def _row(kind: str, record: Fields, statement: Statement, securities: Fields) -> Transaction:
    booked = _day(record.get("DTPOSTED")) or _day(record.get("DTTRADE")) or _day(record.get("DTUSER"))
    settled = _day(record.get("DTAVAIL")) or _day(record.get("DTSETTLE"))
    names = joined(record.get("NAME"), record.get("MEMO"), securities.get(record.get("UNIQUEID", "")))
    return Transaction(
        booked_on=field_of(booked or settled),
        value_on=field_of(settled),
        amount=field_of(_amount(kind, record)),
        description=field_of(names or joined(record.get("CHECKNUM"), record.get("TRNTYPE") or kind)),
        reference=field_of(" ".join((record.get("FITID") or record.get("REFNUM") or "").split())[:255]),
        currency=field_of(_currency(record, statement)),
    )


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
