"""What CAMT states of its entries beside their amounts: status, side, batches, summaries (ISO 20022, camt.05x)."""

from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from asiento.document import Doubt
from asiento.extract.bank_files.statement import Side, Summary, missing_record, unknown_mark
from asiento.extract.bank_files.values import amount_of
from asiento.reading.xml_files import find, find_all, text_at

IN, OUT = "CRDT", "DBIT"
BOOKED, NOT_BOOKED = "BOOK", frozenset({"PDNG", "INFO", "FUTR"})
"""Codes of ISO 20022 ExternalEntryStatus1Code. An entry without a status is one of a statement, which is booked."""

COPIES = frozenset({"CODU", "COPY", "DUPL"})
TOTALS = (("TtlNtries", Side.ENTRIES), ("TtlCdtNtries", Side.CREDITS), ("TtlDbtNtries", Side.DEBITS))


def doubt_of(entry: etree._Element, amount: Decimal | None) -> Doubt | None:
    """Return the doubt about an *entry* whose *amount* has its sign; None if there is none."""
    status = text_at(entry, "Sts/Cd") or text_at(entry, "Sts") or ""
    if status in NOT_BOOKED:
        return Doubt.of("not_booked", status=status)
    if status not in ("", BOOKED):
        return unknown_mark("Sts", status)
    return side_doubt(entry) or next(_batches(entry, amount), None)


def side_doubt(element: etree._Element) -> Doubt | None:
    """Return the doubt about the side of an entry or a balance: its amount has no sign, and one of two marks."""
    mark = text_at(element, "CdtDbtInd")
    if mark is None:
        return missing_record("CdtDbtInd")
    if mark not in (IN, OUT):
        return unknown_mark("CdtDbtInd", mark)
    return Doubt.of("sign_against_side") if (text_at(element, "Amt") or "").startswith("-") else None


def _batches(entry: etree._Element, amount: Decimal | None) -> Iterator[Doubt]:
    """Compare the payments of each batch with their number, and those of the entry with its amount.

    A bank may give one payment for all of a batch, or take charges between payments and entry: then neither is known.
    """
    payments = []
    for details in find_all(entry, "NtryDtls"):
        own = find_all(details, "TxDtls")
        stated = text_at(details, "Btch/NbOfTxs") or ""
        if len(own) > 1 and stated.isdecimal() and int(stated) != len(own):
            yield Doubt.of("summary_mismatch.batch_count", said=int(stated), found=len(own))
        payments += own
    charged = any(find(one, "Chrgs") is not None for one in (entry, *payments))
    figures = [_payment(one, entry) for one in payments]
    if amount is None or not payments or charged or None in figures:
        return
    made = sum((figure for figure in figures if figure is not None), Decimal(0))
    if made != amount:
        yield Doubt.of("summary_mismatch.batch_sum", said=amount, made=made)


def _payment(payment: etree._Element, entry: etree._Element) -> Decimal | None:
    """Return the amount of a payment with the sign of its side, else of its entry's; None in another currency."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        element, own = find(payment, path), find(entry, "Amt")
        amount = amount_of(element.text) if element is not None else None
        if amount is not None and element is not None and own is not None and element.get("Ccy") == own.get("Ccy"):
            mark = text_at(payment, "CdtDbtInd") or text_at(entry, "CdtDbtInd")
            return -amount if mark == OUT else amount
    return None


def summaries(element: etree._Element) -> Iterator[Summary]:
    """Yield what `TxsSummry` states: of all entries and of each side their number, sum and net."""
    for name, side in TOTALS:
        path = f"TxsSummry/{name}"
        count, total = text_at(element, f"{path}/NbOfNtries") or "", amount_of(text_at(element, f"{path}/Sum"))
        net = amount_of(text_at(element, f"{path}/TtlNetNtry/Amt") or text_at(element, f"{path}/TtlNetNtryAmt"))
        mark = text_at(element, f"{path}/TtlNetNtry/CdtDbtInd") or text_at(element, f"{path}/CdtDbtInd")
        signed = net if net is None or mark != OUT else -net
        if count.isdecimal() or total is not None or net is not None:
            yield Summary(side=side, count=int(count) if count.isdecimal() else None, total=total, net=signed)


def doubts_of(element: etree._Element, *, opening: bool, closing: bool, is_statement: bool) -> Iterator[Doubt]:
    """Yield the doubts about a statement, report or notification: a copy, sides of balances, balances it must have."""
    if text_at(element, "CpyDplctInd") in COPIES:
        yield Doubt.of("marked_copy")
    sides = (side_doubt(balance) for balance in find_all(element, "Bal"))
    yield from (doubt for doubt in sides if doubt)
    if is_statement:
        yield from (missing_record(code) for stated, code in ((opening, "OPBD"), (closing, "CLBD")) if not stated)
