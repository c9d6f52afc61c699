"""A file that was replaced after preprocess looked at it is not read: nobody has scanned what lies there now."""

import pytest

from asiento.classify import classify
from asiento.classify.split import Split
from asiento.classify.split.files import with_parts
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.model import Item, Kind, StageFunction, Tools
from asiento.ocr import ocr
from asiento.preprocess import preprocess
from asiento.reading.stored import read_content
from builders import DictFiles, make_file_item, make_tools
from made_files import draw, image_bytes, pdf_bytes
from places import ROOT
from readings import page_of, reading_of

DOCUMENTS = ROOT / "tests" / "documents"
OFX = (DOCUMENTS / "bank" / "sgml.ofx").read_bytes()
XML = (DOCUMENTS / "einvoice" / "ubl.xml").read_bytes()


def split(item: Item, tools: Tools) -> Item:
    """Take the pages of a PDF apart as classify does."""
    reading = reading_of(page_of("a"), page_of("b", 2))
    return with_parts(item, reading, Split(parts=((1,), (2,))), tools)


@pytest.mark.parametrize(
    ("data", "kind", "stage"),
    [
        (OFX, Kind.BANK, extract),
        (XML, Kind.XML, classify),
        (XML, Kind.XML, extract),
        (image_bytes(draw()), Kind.IMAGE, ocr),
        (pdf_bytes(["one page with some words on it"], ["another page with words"]), Kind.PDF, split),
    ],
    ids=["bank", "xml-classify", "xml-extract", "picture", "stack"],
)
def test_a_replaced_file_ends_the_item(data: bytes, kind: Kind, stage: StageFunction) -> None:
    """Whatever stage reads the original again compares it with what was scanned."""
    files = DictFiles()
    tools = make_tools(files)
    item = preprocess(make_file_item(data, files), tools)
    assert item.file_key is not None
    if stage is extract:
        item = classify(item, tools)
    files.write(item.file_key, data + b" ")

    with pytest.raises(DocumentError) as raised:
        stage(item, tools)

    assert (item.kind, raised.value.code) == (kind, "file_changed")
    files.write(item.file_key, data)
    if stage is not ocr:
        assert stage(item, tools).id == item.id


@pytest.mark.parametrize("name", ["reading.json", "table.json", "invoice.xml"])
def test_no_upload_has_the_place_of_content(name: str) -> None:
    """A client can name its file as it likes: what stages keep of it lies where no upload can."""
    files = DictFiles()
    data = pdf_bytes(["FACTURA 1", "Total 121,00"])
    item = preprocess(make_file_item(data, files, name), make_tools(files))

    assert item.file_key is not None
    assert item.content_key not in (None, item.file_key)
    assert files.read(item.file_key) == data
    assert read_content(item, files) != data
