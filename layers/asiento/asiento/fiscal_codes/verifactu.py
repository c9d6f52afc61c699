"""VeriFactu: the QR code of Spain's invoicing programs (RD 1007/2023, Orden HAC/1177/2024, articles 20 and 21).

Its form is in the tax office's `DetalleEspecificacTecnCodigoQRfactura`: an address with `nif`, `numserie` (series and
number together), `fecha` (dd-mm-yyyy) and `importe`, the invoice's `ImporteTotal`: with taxes, before IRPF.
"""

import re

from stdnum.es import nif

from asiento.fiscal_codes.address import parameters_of, place_of
from asiento.fiscal_codes.record import FiscalCode, System, Unreadable, amount, day

OFFICE, TRIALS = "www2.agenciatributaria.gob.es", "prewww2.aeat.es"
PLACES = {
    f"{host}/wlpl/tike-cont/{page}": host == TRIALS
    for host in (OFFICE, TRIALS)
    for page in ("validarqr", "validarqrnoverifactu")
}
"""Where the office says what it knows of an invoice, and whether that is only for trying out."""

NAMES = ("nif", "numserie", "fecha", "importe")
DATE = re.compile(r"(\d\d)-(\d\d)-(\d{4})", re.ASCII)
NUMBER = re.compile(r"[ -~]{1,60}")
"""`NumSerieFactura` of the office's schema: printable ASCII, 60 characters."""


def read(payload: str) -> FiscalCode | Unreadable | None:
    """Return what the QR code *payload* states; None if it is no code of VeriFactu."""
    trial = PLACES.get(place_of(payload) or "")
    if trial is None:
        return None
    given = parameters_of(payload, NAMES)
    date = DATE.fullmatch(given["fecha"]) if given else None
    issued_on = day(date[3], date[2], date[1]) if date else None
    total = amount(given["importe"]) if given else None
    if given is None or issued_on is None or total is None:
        return Unreadable(system=System.VERIFACTU)
    number = given["numserie"].strip()
    if not NUMBER.fullmatch(number) or not nif.is_valid(given["nif"]):
        return Unreadable(system=System.VERIFACTU)
    return FiscalCode(
        system=System.VERIFACTU,
        tax_id=nif.compact(given["nif"]),
        number=number,
        issued_on=issued_on,
        total=total,
        trial=trial,
    )
