"""The currencies in the formats of a workbook."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from asiento.preprocess.cell_formats import BOOK, STYLES, cell_formats


def test_formats_that_do_not_unpack_say_nothing() -> None:
    """The workbook's reader, which comes next, tells that it is damaged."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(STYLES, "<cellXfs/>" * 500)
        archive.writestr(BOOK, "")
    data = bytearray(buffer.getvalue())
    packed = 30 + len(STYLES)  # behind the local header
    data[packed : packed + 8] = b"\xff" * 8

    assert cell_formats(bytes(data)) == {}
