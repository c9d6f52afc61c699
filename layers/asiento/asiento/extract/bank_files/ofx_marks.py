"""What an OFX transaction says of itself beside its amount: its type, that it corrects another one, its number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from asiento.document import Doubt
from asiento.extract.bank_files.statement import STATED, unknown_mark

IN = frozenset({"CREDIT", "DEP", "DIRECTDEP"})
OUT = frozenset({"DEBIT", "FEE", "SRVCHG", "CHECK", "CASH", "DIRECTDEBIT", "REPEATPMT"})
EITHER = frozenset({"INT", "DIV", "ATM", "POS", "XFER", "PAYMENT", "OTHER"})
HELD = "HOLD"
"""Values of `TRNTYPE` (OFX 2.2, section 11.4.4.3), by whether money comes in or goes out.

The standard leaves some to the sign; a `PAYMENT` comes in where the account is that of a card. What is on hold is not
booked.
"""

Fields = Mapping[str, str]


def doubt_of(kind: str, record: Fields, amount: Decimal | None) -> Doubt | None:
    """Return the doubt about a transaction, an aggregate *kind* with the tags *record*; None if there is none."""
    action, another = record.get("CORRECTACTION", ""), record.get("CORRECTFITID") != record.get("FITID")
    # Some banks write of each transaction that it replaces itself.
    if action and (another or action.upper() != "REPLACE"):
        return Doubt.of("corrects_another", action=action[:STATED])
    mark = record.get("TRNTYPE", "").upper()
    if mark == HELD:
        return Doubt.of("not_booked", status=mark)
    if mark not in IN | OUT | EITHER and (mark or kind == "STMTTRN"):
        return unknown_mark("TRNTYPE", mark)
    if amount and (mark in IN) != (amount > 0) and mark not in EITHER and mark:
        return Doubt.of("sign_against_side")
    return None


def repeated(records: Sequence[Fields]) -> dict[int, Doubt]:
    """Return a doubt for each place in *records* where a transaction stands that stood before.

    `FITID` is one transaction's alone within its account (OFX 2.2, section 3.2.1). Some banks give a transaction and
    its fee the same; day and amount tell them apart.
    """
    seen: Counter[tuple[str | None, ...]] = Counter()
    found = {}
    for at, record in enumerate(records):
        key = tuple(map(record.get, ("FITID", "DTPOSTED", "DTTRADE", "TRNAMT", "TOTAL")))
        if key[0] and seen[key]:
            found[at] = Doubt.of("repeated_entry", reference=key[0][:STATED])
        seen[key] += 1
    return found
