"""CAMT.052, 053 and 054 (ISO 20022) of any version: reports, statements and notifications of a bank account."""

import re
from datetime import date
from decimal import Decimal

from lxml import etree

from asiento.document import Field, Source, Transaction
from asiento.extract.bank_files.statement import PENDING, Statement, check_rows
from asiento.extract.bank_files.values import amount_of, day_of, field_of
from asiento.extract.descriptions import joined
from asiento.model import Tenant
from asiento.reading.xml_files import find, find_all, local, read_xml, text_at
from asiento.tables.row_values import CERTAIN

OPENINGS, CLOSINGS = ("OPBD", "PRCD", "OPAV"), ("CLBD", "ITBD", "CLAV")
"""Codes of balances, the booked ones first (ISO 20022 ExternalBalanceType1Code)."""

BOOKED = "BOOK"
MESSAGES = frozenset({"Stmt", "Rpt", "Ntfctn"})
_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)")


def read_camt(data: bytes, _: Tenant) -> list[Statement]:
    """Return a statement each `Stmt`, `Rpt` or `Ntfctn`; a transaction is an entry, however many payments it sums.

    Raises `DocumentError` as `read_xml` does.
    """
    root = read_xml(data)
    found = [one for one in root.iter() if local(one) in MESSAGES]
    check_rows(sum(len(find_all(one, "Ntry")) for one in found))
    return [_statement(one) for one in found]


def _statement(element: etree._Element) -> Statement:
    entries = find_all(element, "Ntry")
    currency = text_at(element, "Acct/Ccy") or _currency(find(element, "Bal")) or _currency(next(iter(entries), None))
    return Statement(
        account=text_at(element, "Acct/Id/IBAN") or text_at(element, "Acct/Id/Othr/Id") or "",
        currency=currency,
        opening=_balance(element, OPENINGS),
        closing=_balance(element, CLOSINGS),
        rows=tuple(_row(entry, currency) for entry in entries),
        source=Source.XML,
    )


def _balance(element: etree._Element, codes: tuple[str, ...]) -> Decimal | None:
    """Return the balance of the first of *codes* that is stated: to open the first of that code, to close the last."""
    balances = find_all(element, "Bal") if codes is OPENINGS else find_all(element, "Bal")[::-1]
    by_code = {text_at(balance, "Tp/CdOrPrtry/Cd"): _signed(balance) for balance in reversed(balances)}
    return next((by_code[code] for code in codes if by_code.get(code) is not None), None)


def _row(entry: etree._Element, currency: str | None) -> Transaction:
    own = _currency(entry)
    value_on = _day(entry, "ValDt")
    return Transaction(
        booked_on=_field(_day(entry, "BookgDt") or value_on),
        value_on=_field(value_on),
        amount=_field(_signed(entry), PENDING if _status(entry) not in (BOOKED, "") else CERTAIN),
        description=_field(_description(entry)),
        reference=_field(_reference(entry)),
        currency=_field(own if own != currency else None),
    )


def _field[T](value: T | None, confidence: float = CERTAIN) -> Field[T] | None:
    return field_of(value, Source.XML, confidence)


def _status(entry: etree._Element) -> str:
    return text_at(entry, "Sts/Cd") or text_at(entry, "Sts") or ""


def _currency(element: etree._Element | None) -> str | None:
    amount = find(element, "Amt")
    code = amount.get("Ccy") if amount is not None else None
    return code if code and re.fullmatch("[A-Z]{3}", code) else None


def _signed(element: etree._Element) -> Decimal | None:
    """Return the amount with the sign of its mark, which for a reversal already is that of the reversal."""
    amount = amount_of(text_at(element, "Amt"))
    return -amount if amount and text_at(element, "CdtDbtInd") == "DBIT" else amount


def _day(entry: etree._Element, name: str) -> date | None:
    found = _DAY.match(text_at(entry, f"{name}/Dt") or text_at(entry, f"{name}/DtTm") or "")
    return day_of(found[1], found[2], found[3]) if found else None


def _description(entry: etree._Element) -> str:
    """Return who is at the other end and what it is for, of the first payment, else what the bank adds."""
    payment = find(entry, "NtryDtls/TxDtls")
    ends = ("Dbtr", "UltmtDbtr") if text_at(entry, "CdtDbtInd") == "CRDT" else ("Cdtr", "UltmtCdtr")
    paths = [f"RltdPties/{end}{step}/Nm" for end in ends for step in ("", "/Pty")]
    name = next((text for path in paths if (text := text_at(payment, path))), None)
    return joined(name, text_at(payment, "RmtInf/Ustrd"), text_at(entry, "AddtlNtryInf")) or joined(
        text_at(payment, "AddtlTxInf"), text_at(payment, "RmtInf/Strd/CdtrRefInf/Ref")
    )


def _reference(entry: etree._Element) -> str | None:
    """Return the bank's own number of the entry, else the one that the payer gave."""
    refs = find(entry, "NtryDtls/TxDtls/Refs")
    given = (text_at(refs, "AcctSvcrRef"), text_at(entry, "NtryRef"), text_at(refs, "EndToEndId"))
    return text_at(entry, "AcctSvcrRef") or next((text for text in given if text and text != "NOTPROVIDED"), None)
