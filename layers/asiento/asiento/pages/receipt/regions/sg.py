"""Tills of Singapore."""

from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="SG",
    currency="SGD",
    signs=r"\bs\$ ?\d|\bsgd\b",
    places=r"\bsingapore\b|\bpte\.? ltd",
    names="singapore",
)
