"""The documents of a file as children: each with a file of just its own pages and with its words, read only once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

import pypdfium2
from PIL import Image, TiffImagePlugin

from asiento.classify.split import Split
from asiento.codec import to_json
from asiento.errors import DocumentError
from asiento.item_files import READING, folder, read_again
from asiento.model import Child, Item, Kind, Tools
from asiento.reading import Reading
from asiento.reading.pdf_file import open_pdf
from asiento.reading.picture_file import open_picture, too_many_pixels

JPEG_MODES = ("L", "RGB")


def with_parts(item: Item, reading: Reading, split: Split, tools: Tools) -> Item:
    """Return *item*, a PDF or a picture of several pages, with a child for each part of *split*.

    Raises `DocumentError`: `file_missing`, `file_changed`, `too_many_files`, and those of a damaged file.
    """
    most = tools.limits.max_items_per_batch
    if len(split.parts) > most:
        raise DocumentError("too_many_files.split", most=most)
    data, place = read_again(item, tools.files), folder(item)
    children = []
    for at, part in enumerate(split.parts):
        suffix, cut = CUTTERS[item.kind or Kind.PDF]
        file_key, content_key = f"{place}/parts/{at}/pages.{suffix}", f"{place}/parts/{at}/{READING}"
        tools.files.write(file_key, cut(data, part, tools.limits.max_pixels))
        tools.files.write(content_key, to_json(_words(reading, part)))
        children.append(
            Child(position=at, name=f"{item.name}, {_named(part)}", file_key=file_key, content_key=content_key)
        )
    return replace(item, children=tuple(children))


def _named(part: Sequence[int]) -> str:
    """Return the pages of *part* in words; they follow each other."""
    return f"page {part[0]}" if len(part) == 1 else f"pages {part[0]}-{part[-1]}"


def _words(reading: Reading, part: Sequence[int]) -> Reading:
    kept = (page for page in reading.pages if page.number in part)
    return replace(reading, pages=tuple(replace(page, number=number) for number, page in enumerate(kept, 1)))


def pdf_pages(data: bytes, part: Sequence[int], _: int) -> bytes:
    """Return a PDF with the pages (from 1) of *data* that *part* names, as they are; attachments stay behind."""
    out = BytesIO()
    with open_pdf(data) as pdf:
        cut = pypdfium2.PdfDocument.new()
        try:
            cut.import_pages(pdf, [number - 1 for number in part])
            cut.save(out)
        finally:
            cut.close()
    return out.getvalue()


def tiff_pages(data: bytes, part: Sequence[int], most: int) -> bytes:
    """Return a TIFF with the pages (from 1) of *data* that *part* names. Of them, one at a time is in memory.

    Raises `DocumentError`: `damaged_image`, and `too_many_pixels` for a page of more than *most*.
    """
    out = BytesIO()
    with open_picture(data) as picture, TiffImagePlugin.AppendingTiffWriter(out, new=True) as writer:
        for number in part:
            picture.seek(number - 1)
            if picture.width * picture.height > most:
                raise too_many_pixels()
            _append(picture, writer)
    return out.getvalue()


def _append(frame: Image.Image, writer: TiffImagePlugin.AppendingTiffWriter) -> None:
    """Write *frame* as scanners do: black and white without loss, all else as JPEG, so that parts stay small."""
    if frame.mode == "1":
        frame.save(writer, format="TIFF", compression="group4")
    else:
        page = frame if frame.mode in JPEG_MODES else frame.convert("RGB")
        page.save(writer, format="TIFF", compression="jpeg", quality=90)
    writer.newFrame()


CUTTERS: dict[Kind, tuple[str, Callable[[bytes, Sequence[int], int], bytes]]] = {
    Kind.PDF: ("pdf", pdf_pages),
    Kind.IMAGE: ("tiff", tiff_pages),
}
"""By kind, the suffix of a part's file and what makes it of (data, pages, most pixels)."""
