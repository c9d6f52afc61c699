"""Tills of Portugal: NIF and IVA (CIVA, art. 40)."""

from asiento.pages.receipt.regions import euro
from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="PT",
    currency="EUR",
    signs=euro.SIGNS,
    words=r"\biva\b|\bn\.?i\.?f\b|\bcontribuinte\b",
    names="portugal",
    trades="padaria pastelaria talho papelaria restaurante supermercado mercado farmacia",
)
