"""QIF, Quicken's interchange format: records of one letter a line, ended by `^`. It names no currency and no IBAN."""

import re
from collections.abc import Iterator

from asiento.document import Transaction
from asiento.extract.bank.statement import Statement, amount_of, check_rows, field_of, joined
from asiento.model import Tenant
from asiento.reading.bank_files import bank_lines
from asiento.reading.dialect import Dialect, detect_dialect, read_amount, read_date

LEDGERS = re.compile(r"(?i)!type:\s*(bank|ccard|cash|oth ?[al])\b")
"""Lists of money that moved; those of classes, categories, securities and their trades are none."""

Record = dict[str, str]


def read_qif(data: bytes, tenant: Tenant) -> list[Statement]:
    """Return a statement each account that has transactions.

    Order of day and month is decided once a file: by a date that proves it, by the apostrophe of American Quicken
    (`2/14'26`), else by the country of *tenant*.
    """
    records = list(_records(bank_lines(data)))
    check_rows(len(records))
    dialect = _dialect([record for _, record in records], tenant)
    accounts: dict[str, list[Transaction]] = {}
    for account, record in records:
        accounts.setdefault(account, []).append(_row(record, dialect))
    return [Statement(account=account, rows=tuple(rows)) for account, rows in accounts.items()]


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


def _dialect(records: list[Record], tenant: Tenant) -> Dialect:
    texts = [_date_text(record) for record in records]
    texts += [record.get(letter, "") for record in records for letter in "TU"]
    american = any("'" in record.get("D", "") for record in records)
    return detect_dialect(texts, "US" if american else tenant.country)


def _date_text(record: Record) -> str:
    """Return the date without Quicken's apostrophe and padding (`2/ 5'04` is 2/5/04)."""
    return record.get("D", "").replace("'", "/").replace(" ", "")


def _row(record: Record, dialect: Dialect) -> Transaction:
    amount = record.get("T") or record.get("U") or ""
    return Transaction(
        booked_on=field_of(read_date(_date_text(record), dialect)),
        amount=field_of(read_amount(amount, dialect) or amount_of(amount)),
        description=field_of(joined(record.get("P"), record.get("M")) or joined(record.get("L"))),
        reference=field_of(joined(record.get("N"))[:255]),
    )
