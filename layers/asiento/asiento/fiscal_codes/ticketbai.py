"""TicketBAI: the QR code of the Basque tax offices (Orden Foral 521/2020 of Gipuzkoa, annex V; the others alike).

An address with the invoice's id, its series, number and total, and a CRC-8 of all that stands before. The id has the
issuer's NIF, the day (ddmmyy), 13 characters of the signature and a CRC-8 of its own:
`TBAI-00000006Y-251019-btFpwP8dcLGAF-237`.
"""

import re

from stdnum.es import nif

from asiento.fiscal_codes.address import parameters_of, place_of
from asiento.fiscal_codes.record import FiscalCode, System, Unreadable, amount, day

PLACES = {
    "batuz.eus/qrtbai": False,
    "tbai.egoitza.gipuzkoa.eus/qr": False,
    "ticketbai.araba.eus/tbai/qrtbai": False,
    "tbai.prep.gipuzkoa.eus/qr": True,
    "pruebas-ticketbai.araba.eus/tbai/qrtbai": True,
}
"""Where each office says what it knows of an invoice, and whether that is only for trying out."""

NAMES = ("id", "s", "nf", "i", "cr")
ID = re.compile(r"(TBAI-(\w{9})-(\d\d)(\d\d)(\d\d)-[!-~]{13}-)(\d{3})", re.ASCII)
CHECKED = re.compile(r"(.+)&cr=(\d{3})", re.ASCII)
SERIES, NUMBER = re.compile(r"[^\x00-\x1f]{0,20}"), re.compile(r"[^\x00-\x1f]{1,20}")
"""`SerieFactura` and `NumFactura` of the schema."""

POLYNOMIAL = 0x07
"""x^8 + x^2 + x + 1, beginning at 0: the CRC-8 of the specification."""


def crc8(text: str) -> int:
    """Return the CRC-8 of *text* in UTF-8."""
    register = 0
    for byte in text.encode():
        register ^= byte
        for _ in range(8):
            register = (register << 1 ^ POLYNOMIAL) & 0xFF if register & 0x80 else register << 1
    return register


def read(payload: str) -> FiscalCode | Unreadable | None:
    """Return what the QR code *payload* states; None if it is no code of TicketBAI."""
    trial = PLACES.get(place_of(payload) or "")
    if trial is None:
        return None
    given, checked = parameters_of(payload, NAMES), CHECKED.fullmatch(payload)
    code = ID.fullmatch(given["id"]) if given else None
    if given is None or code is None or checked is None or not _is_right(code, checked):
        return Unreadable(system=System.TICKETBAI)
    issued_on, total = day(f"20{code[5]}", code[4], code[3]), amount(given["i"])
    if issued_on is None or total is None or not SERIES.fullmatch(given["s"]) or not NUMBER.fullmatch(given["nf"]):
        return Unreadable(system=System.TICKETBAI)
    return FiscalCode(
        system=System.TICKETBAI,
        tax_id=nif.compact(code[2]),
        number="-".join(part for part in (given["s"].strip(), given["nf"].strip()) if part),
        issued_on=issued_on,
        total=total,
        key=given["id"],
        trial=trial,
    )


def _is_right(code: re.Match[str], checked: re.Match[str]) -> bool:
    """Return whether both checks fit, and the digits of the issuer's NIF."""
    fits = crc8(code[1]) == int(code[6]) and crc8(checked[1]) == int(checked[2])
    return fits and bool(nif.is_valid(code[2]))
