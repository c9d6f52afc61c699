"""Tills of Poland: PTU and the `paragon fiskalny`."""

from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="PL",
    currency="PLN",
    signs=r"\d ?zł\b|\bpln\b",
    words=r"\bparagon fiskalny\b|\bptu\b",
    names="polska",
    trades="apteka piekarnia sklep",
)
