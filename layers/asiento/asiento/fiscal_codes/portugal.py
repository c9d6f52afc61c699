"""Portugal's QR code (Portaria 195/2020; Despacho 412/2020-XXII; the tax office's `Especificações técnicas Código QR`).

Fields between asterisks, each with its letter: `A` the issuer's NIF, `B` the customer's, `D` the type, `E` the state,
`F` the day (yyyymmdd), `G` the document's id, `H` its ATCUD, `N` the taxes, `O` the total with taxes, `Q` four
characters of the hash, `R` the program's certificate.
"""

import re

from stdnum.pt import nif

from asiento.fiscal_codes.record import FiscalCode, System, Unreadable, amount, day

BEGINS = re.compile(r"A:\d{9}\*B:[^*]+\*C:[A-Z]{2}\*D:[A-Z]{2}\*", re.ASCII)
FIELD = re.compile(r"([A-Z]\d?):([^*]*)")
NEEDED = frozenset("ABCDEFGHNOQR")
DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
ID = re.compile(r"[^\x00-\x1f*]{1,60}")
TYPES = frozenset({"FT", "FS", "FR", "ND", "NC"})
"""Invoice, simplified invoice, invoice with receipt, debit and credit note; the others bill nothing."""

VOID = "A"


def read(payload: str) -> FiscalCode | Unreadable | None:
    """Return what the QR code *payload* states; None if it is no code of Portugal's office, or bills nothing."""
    if not BEGINS.match(payload):
        return None
    parts = payload.split("*")
    given = {found[1]: found[2] for part in parts if (found := FIELD.fullmatch(part))}
    if len(given) != len(parts) or not given.keys() >= NEEDED:
        return Unreadable(system=System.PORTUGAL)
    if given["D"] not in TYPES or given["E"] == VOID:
        return None
    date = DATE.fullmatch(given["F"])
    issued_on, total = day(date[1], date[2], date[3]) if date else None, amount(given["O"])
    if issued_on is None or total is None or not nif.is_valid(given["A"]) or not ID.fullmatch(given["G"]):
        return Unreadable(system=System.PORTUGAL)
    return FiscalCode(
        system=System.PORTUGAL,
        tax_id=given["A"],
        number=given["G"].strip(),
        issued_on=issued_on,
        total=total,
        key=None if given["H"] == "0" else given["H"],
    )
