"""What preprocess scanned is what later stages read: a client may replace its upload, and changes nothing."""

from uuid import uuid4

import pytest

from asiento.classify import classify
from asiento.classify.split import Split
from asiento.classify.split.files import with_parts
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.item_files import read_again, read_content
from asiento.model import Item, Kind, StageFunction, Tools
from asiento.ocr import ocr
from asiento.preprocess import preprocess
from builders import DictFiles, make_file_item, make_item, make_tools
from made_files import draw, image_bytes, pdf_bytes, zip_bytes
from places import DOCUMENTS, einvoice
from readings import page_of, reading_of

OFX = (DOCUMENTS / "bank" / "sgml.ofx").read_bytes()
XML = einvoice("ubl")


def split(item: Item, tools: Tools) -> Item:
    """Take the pages of a PDF apart as classify does."""
    reading = reading_of(page_of("a"), page_of("b", 2))
    return with_parts(item, reading, Split(parts=((1,), (2,))), tools)


reading_again = pytest.mark.parametrize(
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
"""Each stage that reads the file again, with a file for it."""


@reading_again
def test_a_replaced_upload_changes_nothing(data: bytes, kind: Kind, stage: StageFunction) -> None:
    """Whatever stage reads the file again reads the bytes that were scanned."""
    files = DictFiles()
    tools = make_tools(files)
    uploaded = make_file_item(data, files)
    assert uploaded.file_key is not None
    item = preprocess(uploaded, tools)
    files.write(uploaded.file_key, b"<html>")
    if stage is extract:
        item = classify(item, tools)

    assert (item.kind, read_again(item, files)) == (kind, data)
    if stage is not ocr:
        assert stage(item, tools).id == item.id


def test_a_second_run_writes_over_nothing() -> None:
    """Two runs that met different bytes keep both, each under a key of its own: the one that is saved is what it says.

    The same bytes again, by a redelivery or after a redrive, are the same object.
    """
    files = DictFiles()
    uploaded, tools = make_file_item(OFX, files), make_tools(files)
    first = preprocess(uploaded, tools)
    assert preprocess(uploaded, tools) == first
    assert preprocess(first, tools) == first

    files.write(uploaded.file_key or "", XML)
    second = preprocess(uploaded, tools)

    assert (read_again(first, files), read_again(second, files)) == (OFX, XML)


@pytest.mark.parametrize("code", ["infected", "unscannable_file", "damaged_pdf"])
def test_what_fails_is_not_kept(code: str) -> None:
    """Of malware there is no copy, and none of a file that nobody can read: its sender may upload a better one."""

    def scan(_key: str, _data: bytes) -> str | None:
        if code == "unscannable_file":
            raise DocumentError("unscannable_file")
        return "Eicar" if code == "infected" else None

    files = DictFiles()
    uploaded = make_file_item(b"%PDF-1.7 nothing that makes sense", files)

    with pytest.raises(DocumentError, match=code):
        preprocess(uploaded, make_tools(files, scan=scan))

    assert list(files.contents) == [uploaded.file_key]


def test_a_part_is_kept_where_it_lies() -> None:
    """A file in a file lies where no form leads already, with its signature and its words beside it."""
    files = DictFiles()
    parent = preprocess(make_file_item(zip_bytes({"a.ofx": OFX}), files), make_tools(files))
    part = make_item(id=uuid4(), file_key=parent.children[0].file_key)

    assert preprocess(part, make_tools(files)).file_key == part.file_key


@reading_again
def test_a_kept_file_with_other_bytes_ends_the_item(data: bytes, kind: Kind, stage: StageFunction) -> None:
    """Nobody should be able to change it; whatever stage reads it again compares it with what was scanned."""
    files = DictFiles()
    tools = make_tools(files)
    item = preprocess(make_file_item(data, files), tools)
    key = item.file_key
    assert key is not None
    if stage is extract:
        item = classify(item, tools)
    files.write(key, data + b" ")

    with pytest.raises(DocumentError) as raised:
        stage(item, tools)

    assert (item.kind, raised.value.code) == (kind, "file_changed")
    files.write(key, data)
    if stage is not ocr:
        assert stage(item, tools).id == item.id


@pytest.mark.parametrize("name", ["reading.json", "table.json", "invoice.xml"])
def test_no_upload_has_the_place_of_content(name: str) -> None:
    """A client can name its file as it likes: what stages keep of it lies where no upload can."""
    files = DictFiles()
    data = pdf_bytes(["FACTURA 1", "Total 121,00"])
    item = preprocess(make_file_item(data, files, name), make_tools(files))

    key = item.file_key
    assert key is not None
    assert item.content_key not in (None, key)
    assert files.read(key) == data
    assert read_content(item, files) != data
