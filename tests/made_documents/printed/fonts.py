"""The fonts of papers: those that every PDF reader has, and those of Debian where they are installed."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

ROOT = Path("/usr/share/fonts/truetype")
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}
DEBIAN = {
    "DejaVuSans": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf", "Helvetica"),
    "DejaVuSansCondensed": ("dejavu/DejaVuSansCondensed.ttf", "dejavu/DejaVuSansCondensed-Bold.ttf", "Helvetica"),
    "DejaVuSerif": ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf", "Times-Roman"),
    "DejaVuSansMono": ("dejavu/DejaVuSansMono.ttf", "dejavu/DejaVuSansMono-Bold.ttf", "Courier"),
    "LiberationSans": ("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf", "Helvetica"),
    "LiberationSansNarrow": (
        "liberation/LiberationSansNarrow-Regular.ttf", "liberation/LiberationSansNarrow-Bold.ttf", "Helvetica",
    ),
    "LiberationSerif": ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf", "Times-Roman"),
    "LiberationMono": ("liberation/LiberationMono-Regular.ttf", "liberation/LiberationMono-Bold.ttf", "Courier"),
    "OpenSans": ("open-sans/OpenSans-Regular.ttf", "open-sans/OpenSans-Bold.ttf", "Helvetica"),
    "Lato": ("lato/Lato-Regular.ttf", "lato/Lato-Bold.ttf", "Helvetica"),
    "Carlito": ("crosextra/Carlito-Regular.ttf", "crosextra/Carlito-Bold.ttf", "Helvetica"),
    "Roboto": ("roboto/hinted/Roboto-Regular.ttf", "roboto/hinted/Roboto-Bold.ttf", "Helvetica"),
}  # fmt: skip
"""Files of the regular and the bold font, and what is printed in their place on a machine that lacks them."""


@cache
def faces_of(name: str) -> tuple[str, str]:
    """Return the names under which the regular and the bold font of the family *name* are known to the canvas."""
    if name in BOLD:
        return name, BOLD[name]
    regular, bold, instead = DEBIAN[name]
    if not ((ROOT / regular).exists() and (ROOT / bold).exists()):
        return faces_of(instead)
    for face, file in ((name, regular), (f"{name}-Bold", bold)):
        registerFont(TTFont(face, str(ROOT / file)))
    return name, f"{name}-Bold"
