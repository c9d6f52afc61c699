"""The fiscal codes on a picture. Others, of shops and payments, are left where they are: nobody needs their text."""

import zxingcpp
from PIL import Image

from asiento.document import Box
from asiento.fiscal_codes.payload import read_code
from asiento.reading import PrintedCode, box_within

FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
"""Those that tax offices print; each further one costs time on every page."""

MOST_CODES = 4
"""Of a page. Two that differ vouch for nothing already."""


def codes_on(image: Image.Image) -> tuple[PrintedCode, ...]:
    """Return the fiscal codes on grey *image*, turned and tilted ones too, each text once.

    What the library takes for them is bounded by the size of the picture: 40 CPU milliseconds for an A4 page at
    300 dpi, 2 seconds for one that is full of what begins a QR code.
    """
    found = zxingcpp.read_barcodes(image, formats=FORMATS, try_invert=False, text_mode=zxingcpp.TextMode.Plain)
    texts = {code.text: code.position for code in reversed(found) if read_code(code.text) is not None}
    codes = (PrintedCode(text=text, box=_box(place, image)) for text, place in reversed(texts.items()))
    return tuple(codes)[:MOST_CODES]


def _box(place: zxingcpp.Position, image: Image.Image) -> Box:
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return box_within(
        min(across) / image.width, min(down) / image.height, max(across) / image.width, max(down) / image.height
    )
