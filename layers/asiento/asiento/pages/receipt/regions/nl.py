"""Tills of the Netherlands: BTW."""

from asiento.pages.receipt.regions import euro
from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="NL",
    currency="EUR",
    signs=euro.SIGNS,
    words=r"\bbtw\b",
    names="nederland",
    trades="bakkerij slagerij apotheek",
)
