"""Norma 43, the Spanish banks' statement of fixed columns (AEB, Cuaderno 43): accounts, movements, final balances."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from stdnum.es import ccc

from asiento.document import Doubt, Transaction
from asiento.extract.bank_files.statement import (
    Period,
    Side,
    Statement,
    Summary,
    doubting,
    missing_record,
    unknown_mark,
)
from asiento.extract.bank_files.values import day_of, field_of
from asiento.extract.descriptions import joined
from asiento.money.iso4217 import BY_NUMBER
from asiento.reading.bank_files import bank_lines
from asiento.tenant import Tenant

DEBIT = "1"
SIDES, BALANCES = frozenset("12"), frozenset("012")
"""Keys of the side, of movements and of balances (Cuaderno 43): debit and credit. Some banks leave a balance 0."""

WIDTH = 80


@dataclass(slots=True, kw_only=True)
class _Open:
    """An account while its records are read."""

    statement: Statement
    rows: list[Transaction] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)

    def closed(self) -> Statement:
        pairs = zip(self.rows, self.texts, strict=True)
        rows = tuple(replace(row, description=field_of(joined("".join(texts)))) for row, texts in pairs)
        unclosed = () if self.statement.closing is not None else (missing_record("33"),)
        return replace(self.statement, rows=rows, doubts=(*self.statement.doubts, *unclosed))


def read_norma43(data: bytes, _: Tenant) -> list[Statement]:
    """Return a statement an account (record 11): its movements (22), their texts (23) and its final balance (33).

    What the records 33 (movements and sums of each side) and 88 (records of the file) state is kept to be compared; a
    file without them is doubted. Lines of other records are passed over; an invalid date stays missing.
    """
    records = [line.ljust(WIDTH) for line in bank_lines(data) if line.strip()]
    accounts: list[_Open] = []
    for record in records:
        if record.startswith("11"):
            accounts.append(_Open(statement=_account(record)))
        elif accounts:
            _add(accounts[-1], record)
    found = [account.closed() for account in accounts]
    return [*found[:-1], replace(found[-1], doubts=(*found[-1].doubts, *_ends(records)))] if found else []


def _ends(records: list[str]) -> Iterator[Doubt]:
    """Compare each record 88 with the records above it, and doubt a file that does not end in one."""
    above: list[str] = []
    for record in records:
        above.append(record)
        if record.startswith("88"):
            count, equivalents = len(above) - 1, sum(one.startswith("24") for one in above)
            # The standard counts all records but this one; some programs count it too, or not the amounts in another
            # currency (24).
            known = (count, count + 1, count - equivalents)
            if record[20:26].isdecimal() and int(record[20:26]) not in known:
                yield Doubt.of("summary_mismatch.records", said=int(record[20:26]), found=count)
            above = []
    if above:
        yield missing_record("88")


def _account(record: str) -> Statement:
    return Statement(
        account=_iban(record[2:20]),
        currency=BY_NUMBER.get(record[47:50]),
        currency_from="11",
        opening=_amount(record[32], record[33:47]),
        period=Period(first=_day(record[20:26]), last=_day(record[26:32])),
        doubts=(
            *_unknown("11", record[32], BALANCES),
            *(() if record[47:50] in BY_NUMBER else [unknown_mark("11", record[47:50])]),
        ),
    )


def _add(account: _Open, record: str) -> None:
    match record[:2]:
        case "22":
            account.rows.append(_movement(record))
            account.texts.append([])
        case "23" if account.texts:
            account.texts[-1].append(record[4:])
        case "33":
            account.statement = _final(account.statement, record)


def _final(one: Statement, record: str) -> Statement:
    """Return *one* with the balance, the currency, and the number and sum of each side that its record 33 states."""
    sides = ((Side.DEBITS, record[20:25], record[25:39]), (Side.CREDITS, record[39:44], record[44:58]))
    return replace(
        one,
        closing=_amount(record[58], record[59:73]),
        currencies=tuple(code for code in (BY_NUMBER.get(record[73:76], record[73:76].strip()),) if code),
        summaries=tuple(
            Summary(side=side, count=int(count), total=_amount("", total))
            for side, count, total in sides
            if count.isascii() and count.isdigit()
        ),
        doubts=(*one.doubts, *_unknown("33", record[58], BALANCES)),
    )


def _unknown(record: str, key: str, known: frozenset[str]) -> Iterator[Doubt]:
    if key not in known:
        yield unknown_mark(record, key)


def _movement(record: str) -> Transaction:
    numbers = (record[42:52], record[52:64], record[64:80])
    said = (number.strip() for number in numbers)
    row = Transaction(
        booked_on=field_of(_day(record[10:16]) or _day(record[16:22])),
        value_on=field_of(_day(record[16:22])),
        amount=field_of(_amount(record[27], record[28:42])),
        reference=field_of(" ".join(number for number in said if number.strip("0"))),
    )
    return doubting(row, next(_unknown("22", record[27], SIDES), None))


def _iban(number: str) -> str:
    """Return the IBAN of *number* (bank, branch, account), with control digits computed; else *number* as it is."""
    if not number.isascii() or not number.isdigit() or not int(number[:4]):
        return number
    return str(ccc.to_iban(number[:8] + ccc.calc_check_digits(number[:8] + "00" + number[8:]) + number[8:]))


def _amount(key: str, digits: str) -> Decimal | None:
    """Return an amount in cents with its key, 1 for the debit side."""
    if not digits.isascii() or not digits.isdigit():
        return None
    amount = Decimal(digits).scaleb(-2)
    return -amount if key == DEBIT and amount else amount


def _day(text: str) -> date | None:
    return day_of(text[:2], text[2:4], text[4:6]) if text.isascii() and text.isdigit() else None
