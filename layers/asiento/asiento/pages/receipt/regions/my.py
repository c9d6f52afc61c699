"""Tills of Malaysia: GST until 2018 and SST since, `SDN BHD`, and how readers misread them."""

import re

from asiento.lexicon.folding import unaccented
from asiento.pages.receipt.regions.region import Region

_FORM = re.compile(r"\b[S5][DO0B][NH][., ]{0,3}[B8E]H?[DO0][.,]?(?=\W|$)", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[A-Z]{3})SDN[., ]{0,3}BHD")
_SHORT = re.compile(r"\b(?:s\.?b|[s5$]/[b8])\b\.?$", re.IGNORECASE)
_SLASHED = re.compile(r"(?<=[A-Za-z] )[5$]/[B8](?=\W*$)")


class Malaysia(Region):
    """Its tills, which print `SDN BHD` and `S/B` where a reader sees much else."""

    def holds_form(self, text: str) -> bool:
        """Return whether *text* holds `SDN BHD` or `S/B`, however they were read."""
        return bool(_FORM.search(unaccented(text)) or _SHORT.search(text))

    def corrected(self, text: str) -> str:
        """Return *text* with `SDN BHD` and `S/B` as they are printed."""
        found = _FORM.search(unaccented(text)) or _GLUED.search(text)
        if found:
            text = f"{text[: found.start()].rstrip()} SDN BHD{text[found.end() :]}"
        return _SLASHED.sub("S/B", text)

    def without_form(self, text: str) -> str:
        """Return *text* without `SDN BHD`."""
        return _FORM.sub("", unaccented(text))


REGION = Malaysia(
    country="MY",
    currency="MYR",
    signs=r"\brm ?-?\d|\brm\b|\bmyr\b",
    prefixes=("rm", "rn"),
    forms=r"\bs[do0b][nh][., ]{1,3}b[h]?[do0]\b|\bs/b\b",
    taxes=r"\bgst (?:id|reg)|\(gst\)|incl\w* (?:of )?gst|\bgst ?@|\bgst summary|\bsst\b",
    places=(r"\b(?:jalan|jln|selangor|kuala lumpur|johor|malaysia|tam[aá]n|seksyen|restoran|kedai|persiaran)\b"),
    words=r"terima kasih|selamat datang|barang yang",
    names="malaysia",
    trades="restoran kedai farmasi perniagaan syarikat klinik niaga papan runcit minimart",
    streets=r"jalan|jln",
    quarters=(
        r"jalan|jln|jl|lorong|lrg|taman|tmn|seksyen|bandar|lebuh|persiaran|kampung|selangor|johor|kuala lumpur|blok"
    ),
    greetings="selamat|terima",
    misread_words=(("6st", "gst"), ("g5t", "gst")),
)
