"""Norma 43, the Spanish banks' statement of fixed columns (AEB, Cuaderno 43): accounts, movements, final balances."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from stdnum.es import ccc

from asiento.document import Transaction
from asiento.extract.bank_files.statement import Statement
from asiento.extract.bank_files.values import day_of, field_of
from asiento.extract.descriptions import joined
from asiento.model import Tenant
from asiento.money.iso4217 import BY_NUMBER
from asiento.reading.bank_files import bank_lines

DEBIT = "1"
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
        return replace(self.statement, rows=rows)


def read_norma43(data: bytes, _: Tenant) -> list[Statement]:
    """Return a statement an account (record 11): its movements (22), their texts (23) and its final balance (33).

    Lines that are cut short or of other records are passed over; an invalid date stays missing.
    """
    accounts: list[_Open] = []
    for line in bank_lines(data):
        record = line.ljust(WIDTH)
        if record.startswith("11"):
            accounts.append(_Open(statement=_account(record)))
        elif accounts:
            _add(accounts[-1], record)
    return [account.closed() for account in accounts]


def _account(record: str) -> Statement:
    return Statement(
        account=_iban(record[2:20]),
        currency=BY_NUMBER.get(record[47:50]),
        opening=_amount(record[32], record[33:47]),
    )


def _add(account: _Open, record: str) -> None:
    match record[:2]:
        case "22":
            account.rows.append(_movement(record))
            account.texts.append([])
        case "23" if account.texts:
            account.texts[-1].append(record[4:])
        case "33":
            closing = _amount(record[58], record[59:73])
            account.statement = replace(account.statement, closing=closing)


def _movement(record: str) -> Transaction:
    numbers = (record[42:52], record[52:64], record[64:80])
    said = (number.strip() for number in numbers)
    return Transaction(
        booked_on=field_of(_day(record[10:16]) or _day(record[16:22])),
        value_on=field_of(_day(record[16:22])),
        amount=field_of(_amount(record[27], record[28:42])),
        reference=field_of(" ".join(number for number in said if number.strip("0"))),
    )


def _iban(number: str) -> str:
    """Return the IBAN of *number* (bank, branch, account), with control digits computed; else *number* as it is."""
    if not number.isascii() or not number.isdigit() or not int(number[:4]):
        return number
    return str(ccc.to_iban(number[:8] + ccc.calc_check_digits(number[:8] + "00" + number[8:]) + number[8:]))


def _amount(sign: str, digits: str) -> Decimal | None:
    """Return an amount in cents with its key, 1 for the debit side."""
    if not digits.isascii() or not digits.isdigit():
        return None
    amount = Decimal(digits).scaleb(-2)
    return -amount if sign == DEBIT and amount else amount


def _day(text: str) -> date | None:
    return day_of(text[:2], text[2:4], text[4:6]) if text.isascii() and text.isdigit() else None
