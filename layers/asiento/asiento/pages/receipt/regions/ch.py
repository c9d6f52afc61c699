"""Tills of Switzerland."""

from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="CH",
    currency="CHF",
    signs=r"\bchf\b|\bsfr\b",
    words=r"\bche-?\d|\bschweiz\b|\bsuisse\b",
)
