"""CAMT.052, 053 and 054 (ISO 20022) of any version: reports, statements and notifications of a bank account."""

import re
from datetime import date, timedelta
from decimal import Decimal

from lxml import etree

from asiento.document import Doubt, Field, Source, Transaction
from asiento.extract.bank_files.camt_marks import IN, OUT, doubt_of, doubts_of, summaries
from asiento.extract.bank_files.statement import NO_ENTRY_DATE, STATED, Period, Statement, check_rows, doubting
from asiento.extract.bank_files.values import amount_of, day_of, field_of
from asiento.extract.descriptions import joined
from asiento.reading.xml_files import find, find_all, local, read_xml, text_at
from asiento.tenant import Tenant

OPENINGS, CLOSINGS = ("OPBD", "PRCD", "OPAV"), ("CLBD", "ITBD", "CLAV")
"""Codes of balances, the booked ones first (ISO 20022 ExternalBalanceType1Code)."""

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
    currencies = _currencies(element, entries)
    opening, closing = _balance(element, OPENINGS), _balance(element, CLOSINGS)
    rows = [_row(entry, next(iter(currencies), None)) for entry in entries]
    return Statement(
        account=text_at(element, "Acct/Id/IBAN") or text_at(element, "Acct/Id/Othr/Id") or "",
        currency=next(iter(currencies), None),
        currencies=tuple(currencies),
        currency_from="Ccy",
        opening=_signed(opening),
        closing=_signed(closing),
        rows=_told_apart(entries, rows),
        source=Source.XML,
        period=_period(element, opening, closing),
        summaries=tuple(summaries(element)),
        doubts=tuple(
            doubts_of(
                element,
                opening=_signed(opening) is not None,
                closing=_signed(closing) is not None,
                is_statement=local(element) == "Stmt",
            )
        ),
    )


def _currencies(element: etree._Element, entries: list[etree._Element]) -> list[str]:
    """Return the currency of the account, of its balances, and of its entries."""
    own = text_at(element, "Acct/Ccy")
    found = (own, *(_currency(one) for one in (*find_all(element, "Bal"), *entries)))
    return [code for code in found if code]


def _told_apart(entries: list[etree._Element], rows: list[Transaction]) -> tuple[Transaction, ...]:
    """Return *rows* with those doubted whose entry, with the bank's number, stood before in all that it says."""
    seen = set[bytes]()
    for at, entry in enumerate(entries):
        number = text_at(entry, "AcctSvcrRef") or text_at(entry, "NtryRef")
        whole = etree.tostring(entry, method="c14n", with_tail=False) if number else b""
        if number and whole in seen:
            rows[at] = doubting(rows[at], Doubt.of("repeated_entry", reference=number[:STATED]))
        seen.add(whole)
    return tuple(rows)


def _period(element: etree._Element, opening: etree._Element | None, closing: etree._Element | None) -> Period:
    """Return the period that is stated, else the days of the balances."""
    stated = find(element, "FrToDt")
    days = [_day_at(stated, path) for path in ("FrDt", "FrDtTm", "ToDt", "ToDtTm")]
    first, last = days[0] or days[1], days[2] or days[3]
    undated = any(find(entry, "BookgDt") is None for entry in find_all(element, "Ntry"))
    return Period(
        first=first or _day(opening, "Dt"),
        last=last or _day(closing, "Dt"),
        slack=NO_ENTRY_DATE if undated else timedelta(0),
    )


def _balance(element: etree._Element, codes: tuple[str, ...]) -> etree._Element | None:
    """Return the balance of the first of *codes* that is stated: to open the first of that code, to close the last."""
    balances = find_all(element, "Bal") if codes is OPENINGS else find_all(element, "Bal")[::-1]
    by_code = {text_at(one, "Tp/CdOrPrtry/Cd"): one for one in reversed(balances) if _signed(one) is not None}
    return next((by_code[code] for code in codes if code in by_code), None)


def _row(entry: etree._Element, currency: str | None) -> Transaction:
    own, amount = _currency(entry), _signed(entry)
    value_on = _day(entry, "ValDt")
    row = Transaction(
        booked_on=_field(_day(entry, "BookgDt") or value_on),
        value_on=_field(value_on),
        amount=_field(amount),
        description=_field(_description(entry)),
        reference=_field(_reference(entry)),
        currency=_field(own if own != currency else None),
    )
    return doubting(row, doubt_of(entry, amount))


def _field[T](value: T | None) -> Field[T] | None:
    return field_of(value, Source.XML)


def _currency(element: etree._Element | None) -> str | None:
    amount = find(element, "Amt")
    code = amount.get("Ccy") if amount is not None else None
    return code if code and re.fullmatch("[A-Z]{3}", code) else None


def _signed(element: etree._Element | None) -> Decimal | None:
    """Return the amount with the sign of its mark, which for a reversal already is that of the reversal."""
    amount = amount_of(text_at(element, "Amt"))
    return -amount if amount and text_at(element, "CdtDbtInd") == OUT else amount


def _day(entry: etree._Element | None, name: str) -> date | None:
    return _day_at(entry, f"{name}/Dt") or _day_at(entry, f"{name}/DtTm")


def _day_at(element: etree._Element | None, path: str) -> date | None:
    found = _DAY.match(text_at(element, path) or "")
    return day_of(found[1], found[2], found[3]) if found else None


def _description(entry: etree._Element) -> str:
    """Return who is at the other end and what it is for, of the first payment, else what the bank adds."""
    payment = find(entry, "NtryDtls/TxDtls")
    ends = ("Dbtr", "UltmtDbtr") if text_at(entry, "CdtDbtInd") == IN else ("Cdtr", "UltmtCdtr")
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
