"""Tills of Germany and Austria: MwSt and USt-IdNr (UStG § 14; KassenSichV § 6)."""

import re

from asiento.pages.receipt.regions import euro
from asiento.pages.receipt.regions.region import Region

_AND = re.compile(r"(?<=GmbH) [48£] (?=Co\b)")


class Germany(Region):
    """Its tills, whose `&` between `GmbH` and `Co` is read as a figure."""

    def corrected(self, text: str) -> str:
        """Return *text* with the `&` of `GmbH & Co`."""
        return _AND.sub(" & ", text)


REGION = Germany(
    country="DE",
    currency="EUR",
    signs=euro.SIGNS,
    words=r"\bmwst\b|\bust-?id|\bgmbh\b|\bstra(?:ss|ß|b)e\b",
    names="deutschland germany",
    trades=(
        "supermarkt markt apotheke backerei baumarkt warenhaus tankstelle gasthaus metzgerei konditorei drogerie "
        "buchhandlung"
    ),
    greetings=r"willkommen|danke|offnungszeiten|filiale|kasse|mo-?sa|uhr",
)
