"""QIF, Quicken's interchange format: records of one letter a line, ended by `^`. It names no currency and no IBAN."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from asiento.document import Doubt, Field, Notice, Transaction
from asiento.extract.bank_files.statement import Statement, check_rows, doubting, missing_record, unknown_mark
from asiento.extract.bank_files.values import amount_of, field_of
from asiento.extract.descriptions import joined
from asiento.reading.amounts import read_amount
from asiento.reading.bank_files import bank_lines
from asiento.reading.dates import read_date
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Cell, Writing, open_amount, open_date
from asiento.tables.table_writing import Cells, writing_of_cells
from asiento.tenant import Tenant

LEDGERS = re.compile(r"(?i)!type:\s*(bank|ccard|cash|oth ?[al])\b")
"""Lists of money that moved; not those of classes, categories, securities and their trades."""

TRADES = re.compile(r"(?i)!type:\s*(invst|invitem|port)\b")
OTHERS = re.compile(r"(?i)!type:\s*(cat|class|memorized|security|prices|tag|template|budget|bill|invoice|tax)\b")
"""Lists of no transactions of an account, by Quicken's description of the format."""

MAX_PARTS = 1_000
"""Amounts of a split that are looked at."""

Record = dict[str, str]


@dataclass(slots=True, kw_only=True)
class _File:
    """What a file holds: its transactions with the names of their accounts, how many trades, and what is doubted."""

    records: list[tuple[str, Record]] = field(default_factory=list)
    trades: int = 0
    doubts: list[Doubt] = field(default_factory=list)


def read_qif(data: bytes, tenant: Tenant) -> list[Statement]:
    """Return a statement each account that has transactions.

    Order of day and month is decided once a file: by a date that proves it, by the apostrophe of American Quicken
    (`2/14'26`). What is read as in the country of *tenant* for want of both is doubted.
    """
    file = _read(bank_lines(data))
    check_rows(len(file.records))
    cells = {at: _cells(record, f"transaction:{at + 1}") for at, (_, record) in enumerate(file.records)}
    american = any("'" in record.get("D", "") for _, record in file.records)
    writing = writing_of_cells(cells.values()).or_as(Writing(day_first=False if american else None))
    readings = writing.readings(tenant.country)
    accounts: dict[str, list[Transaction]] = {}
    for account, record in file.records:
        accounts.setdefault(account, []).append(_row(record, readings))
    first, *others = [Statement(account=account, rows=tuple(rows)) for account, rows in accounts.items()] or [
        Statement()
    ]
    notices = (Notice.of("left_out.trades", count=file.trades),) if file.trades else ()
    return [replace(first, doubts=tuple(file.doubts), notices=notices), *others]


def _cells(record: Record, where: str) -> Cells:
    """Return the amounts and the date of *record*."""
    amounts = [Cell(text=record[letter], where=where) for letter in "TU" if letter in record]
    return amounts, [Cell(text=_date_text(record), where=where)]


def _read(lines: list[str]) -> _File:
    """Return the transactions; trades of securities are counted, lists of other things passed over."""
    file, account, inside = _File(), "", ""
    record: Record = {}
    for line in lines:
        if line.startswith("!"):
            inside, record = _section(line, inside), {}
            if inside == "unknown":
                file.doubts.append(unknown_mark("!Type", line.partition(":")[2].strip()))
        elif line.startswith("^"):
            account = _ended(file, account, inside, record)
            record = {}
        elif line and inside:
            _add(record, line[0].upper(), line[1:].strip())
    if _is_transaction(record):
        _ended(file, account, inside, record)
        file.doubts.append(missing_record("^"))
    return file


def _ended(file: _File, account: str, inside: str, record: Record) -> str:
    """Put the *record* where it belongs; return the name of the account of the next."""
    if inside == "account":
        return record.get("N", account)
    if inside == "ledger" and _is_transaction(record):
        file.records.append((account, record))
    elif inside == "trades" and _is_transaction(record):
        file.trades += 1
    return account


def _is_transaction(record: Record) -> bool:
    return not {"D", "T", "U"}.isdisjoint(record)


def _add(record: Record, letter: str, text: str) -> None:
    """Keep the first field of each letter, and of the amounts of a split, which has several, all."""
    if letter != "$":
        record.setdefault(letter, text)
    elif len(record) < MAX_PARTS:
        record[f"$ {len(record)}"] = text


def _section(line: str, before: str) -> str:
    """Return which list begins at *line*; an option begins none."""
    if line.lower().startswith("!account"):
        return "account"
    if line.lower().startswith(("!option", "!clear")):
        return before
    if LEDGERS.match(line):
        return "ledger"
    return "trades" if TRADES.match(line) else "" if OTHERS.match(line) else "unknown"


def _date_text(record: Record) -> str:
    """Return the date without Quicken's apostrophe and padding (`2/ 5'04` is 2/5/04)."""
    return record.get("D", "").replace("'", "/").replace(" ", "")


def _row(record: Record, readings: tuple[Dialect, Dialect]) -> Transaction:
    amount, day = record.get("T") or record.get("U") or "", _date_text(record)
    usual, _ = readings
    read = _amount(amount, usual)
    row = Transaction(
        booked_on=_doubted(field_of(read_date(day, usual)), day, open_date(day, readings)),
        amount=_doubted(field_of(read), amount, open_amount(amount, readings)),
        description=field_of(joined(record.get("P"), record.get("M")) or joined(record.get("L"))),
        reference=field_of(joined(record.get("N"))[:255]),
    )
    return doubting(row, _contradicted(record, read, usual))


def _amount(text: str, usual: Dialect) -> Decimal | None:
    return read_amount(text, usual) or amount_of(text)


def _contradicted(record: Record, amount: Decimal | None, usual: Dialect) -> Doubt | None:
    """Compare the amount with that of `U`, which repeats it, and with the parts of a split, which are all of it."""
    again = _amount(record.get("U", ""), usual)
    if again is not None and amount is not None and again != amount:
        return Doubt.of("summary_mismatch.repeated", said=again, made=amount)
    parts = [_amount(text, usual) for letter, text in record.items() if letter.startswith("$")]
    known = [part for part in parts if part is not None]
    made = sum(known, Decimal(0))
    if amount is None or not parts or len(known) < len(parts) or made == amount:
        return None
    return Doubt.of("summary_mismatch.split", said=amount, made=made)


def _doubted[T: (Decimal, date)](read: Field[T] | None, text: str, is_open: bool) -> Field[T] | None:
    if read is None or not is_open:
        return read
    return replace(read, doubt=Doubt.of("two_readings.file", cell=text, one=read.value))
