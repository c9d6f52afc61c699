"""Tills of India: GSTIN, and the tax of the union and of the state (CGST Rules 2017, rule 46)."""

from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="IN",
    currency="INR",
    signs=r"₹|\brs\.? ?\d|\binr\b",
    words=r"\bgstin\b|\bcgst\b|\bsgst\b",
    names="india",
)
