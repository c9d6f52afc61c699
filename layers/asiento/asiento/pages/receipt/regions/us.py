"""Tills of the United States: sales tax, and an address that ends in a state and its ZIP code."""

from asiento.pages.receipt.regions.region import Region

_STATES = (
    "al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|"
    "pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc"
)
"""The fifty states and the District of Columbia (USPS Publication 28, appendix B)."""

_CLEAR = "al|az|ca|co|fl|ga|il|ma|mi|nc|nj|nv|ny|oh|or|pa|tx|va|wa"
"""Those that are not often a word before a number; the others need the comma after the city."""

REGION = Region(
    country="US",
    currency="USD",
    month_first=True,
    signs=r"\$ ?\d+\.\d\d|\bus\$|\busd\b",
    words=rf"\b(?:{_CLEAR}),? \d{{5}}\b|, (?:{_STATES}) \d{{5}}\b|\bsales tax\b",
)
