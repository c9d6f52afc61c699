"""QIF, Quicken's interchange format: records of one letter a line, ended by `^`. It names no currency and no IBAN."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from asiento.document import Doubt, Field, Transaction
from asiento.extract.bank_files.statement import Statement, check_rows
from asiento.extract.bank_files.values import amount_of, field_of
from asiento.extract.descriptions import joined
from asiento.model import Tenant
from asiento.reading.amounts import read_amount
from asiento.reading.bank_files import bank_lines
from asiento.reading.dates import read_date
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Cell, Writing, open_amount, open_date
from asiento.tables.table_writing import Cells, writing_of_cells

LEDGERS = re.compile(r"(?i)!type:\s*(bank|ccard|cash|oth ?[al])\b")
"""Lists of money that moved; not those of classes, categories, securities and their trades."""

Record = dict[str, str]


def read_qif(data: bytes, tenant: Tenant) -> list[Statement]:
    """Return a statement each account that has transactions.

    Order of day and month is decided once a file: by a date that proves it, by the apostrophe of American Quicken
    (`2/14'26`). What is read as in the country of *tenant* for want of both is doubted.
    """
    records = list(_records(bank_lines(data)))
    check_rows(len(records))
    cells = {at: _cells(record, f"transaction:{at + 1}") for at, (_, record) in enumerate(records)}
    american = any("'" in record.get("D", "") for _, record in records)
    writing = writing_of_cells(cells.values()).or_as(Writing(day_first=False if american else None))
    readings = writing.readings(tenant.country)
    accounts: dict[str, list[Transaction]] = {}
    for account, record in records:
        accounts.setdefault(account, []).append(_row(record, readings))
    return [Statement(account=account, rows=tuple(rows)) for account, rows in accounts.items()]


def _cells(record: Record, where: str) -> Cells:
    """Return the amounts and the date of *record*."""
    amounts = [Cell(text=record[letter], where=where) for letter in "TU" if letter in record]
    return amounts, [Cell(text=_date_text(record), where=where)]


def _records(lines: list[str]) -> Iterator[tuple[str, Record]]:
    """Yield the account's name and the fields of each transaction; splits, which repeat letters, are passed over."""
    account, inside = "", ""
    record: Record = {}
    for line in [*lines, "^"]:
        if line.startswith("!"):
            inside, record = _section(line, inside), {}
        elif line.startswith("^"):
            if inside == "account":
                account = record.get("N", account)
            elif inside == "ledger" and {"D", "T", "U"} & record.keys():
                yield account, record
            record = {}
        elif line and inside:
            record.setdefault(line[0].upper(), line[1:].strip())


def _section(line: str, before: str) -> str:
    """Return which list begins at *line*; an option begins none."""
    if line.lower().startswith("!account"):
        return "account"
    if line.lower().startswith(("!option", "!clear")):
        return before
    return "ledger" if LEDGERS.match(line) else ""


def _date_text(record: Record) -> str:
    """Return the date without Quicken's apostrophe and padding (`2/ 5'04` is 2/5/04)."""
    return record.get("D", "").replace("'", "/").replace(" ", "")


def _row(record: Record, readings: tuple[Dialect, Dialect]) -> Transaction:
    amount, day = record.get("T") or record.get("U") or "", _date_text(record)
    usual, _ = readings
    return Transaction(
        booked_on=_doubted(field_of(read_date(day, usual)), day, open_date(day, readings)),
        amount=_doubted(
            field_of(read_amount(amount, usual) or amount_of(amount)), amount, open_amount(amount, readings)
        ),
        description=field_of(joined(record.get("P"), record.get("M")) or joined(record.get("L"))),
        reference=field_of(joined(record.get("N"))[:255]),
    )


def _doubted[T: (Decimal, date)](field: Field[T] | None, text: str, is_open: bool) -> Field[T] | None:
    if field is None or not is_open:
        return field
    return replace(field, doubt=Doubt.of("two_readings.file", cell=text, one=field.value))
