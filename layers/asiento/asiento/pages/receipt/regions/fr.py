"""Tills of France: TVA (CGI, art. 242 nonies A of annex II)."""

from asiento.pages.receipt.regions import euro
from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="FR",
    currency="EUR",
    signs=euro.SIGNS,
    words=r"\btva\b",
    names="france",
    trades="boulangerie patisserie pharmacie boucherie epicerie librairie tabac",
    greetings="merci",
)
