"""Limits of the law that are no tax rates, with their days and sources. Data only, one row a limit and period."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

RD_1619 = "https://www.boe.es/buscar/act.php?id=BOE-A-2012-14696"
DECRETO_586 = (
    "https://vistazo.com/amp/actualidad/nacional/compras-superiores-a-50-ya-no-podran-emitirse-a-nombre-de-consumidor-"
    "final-que-implica-el-cambio-AD3674570"
)
DECRETO_1269 = "https://studylib.es/doc/7511704/compilado-y-editado-por-pudeleco-sa"
RESOLUTION_17 = (
    "https://www.vistazo.com/actualidad/nacional/2025-09-18-sri-facturacion-electronica-nuevos-ajustes-ecuador-"
    "BD10134948"
)

_DAY = date(2026, 11, 29)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The *value* of the limit *name*, in force from *start* to *end*, both days included; None is open.

    *source_url* is where it was read, on the day *checked_on*.
    """

    name: str
    value: Decimal
    start: date | None
    end: date | None
    note: str
    source_url: str
    checked_on: date


SIMPLIFIED, FINAL_CONSUMER, TIP, AUTHORISED_WITHIN = "simplified", "final_consumer", "tip", "authorised_within"

LIMITS = tuple(
    Limit(
        name=name, value=Decimal(value), start=start, end=end, note=note, source_url=source_url, checked_on=_DAY
    )
    for name, value, start, end, note, source_url in (
        (SIMPLIFIED, "3000", date(2013, 1, 1), None, "EUR with IVA, the higher of two; art. 4", RD_1619),
        (FINAL_CONSUMER, "200", None, date(2022, 10, 31), "USD; Reglamento de Comprobantes, art. 19", DECRETO_586),
        (FINAL_CONSUMER, "50", date(2022, 11, 1), None, "USD; Decreto 586", DECRETO_586),
        (TIP, "10", None, None, "percent of the net; Decreto Supremo 1269 of 1971", DECRETO_1269),
        (AUTHORISED_WITHIN, "1", date(2026, 1, 1), None, "days; at once; Resolution 17", RESOLUTION_17),
    )
)  # fmt: skip


def limit_on(name: str, day: date | None) -> Decimal | None:
    """Return the limit *name* on *day*, or the last one without a day; None if there was none."""
    rows = [row for row in LIMITS if row.name == name]
    if day is None:
        return rows[-1].value
    in_force = (row for row in rows if (row.start is None or row.start <= day) and (row.end is None or day <= row.end))
    return next((row.value for row in in_force), None)
