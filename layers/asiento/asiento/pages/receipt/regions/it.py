"""Tills of Italy: the `documento commerciale` (DM of 7 December 2016)."""

from asiento.pages.receipt.regions import euro
from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="IT",
    currency="EUR",
    signs=euro.SIGNS,
    words=r"\biva\b|\bdocumento commerciale\b",
    names="italia italy",
    trades="ristorante trattoria pizzeria panificio supermercato ferramenta tabacchi",
)
