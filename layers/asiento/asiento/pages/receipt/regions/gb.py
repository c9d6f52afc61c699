"""Tills of the United Kingdom: the VAT number and the postcode."""

from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="GB",
    currency="GBP",
    signs=r"£ ?\d+[.,]\d\d|\bgbp\b",
    words=r"\bvat\b.*\bgb|\bunited kingdom\b|\b[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}\b",
)
