"""What comes in damaged ends with a code or is read; nothing else happens. Seeded: the same damage at every run."""

import random
import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from asiento.classify import classify
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.model import Item, Kind
from asiento.preprocess import preprocess
from asiento.validate import validate
from builders import DictFiles, make_file_item, make_tools
from made_files import RECEIPT, draw, image_bytes, pdf_bytes, xlsx_bytes, zip_bytes
from places import DOCUMENTS

CSV = b"Fecha;Concepto;Importe\r\n" + b"".join(b"%02d/03/2025;Pago;-%d,10\r\n" % (day, day) for day in range(1, 25))
AS_TEXT = frozenset({".xml", ".ofx", ".qif", ".n43", ".mt940"})
LARGE = 10**30


def mail() -> bytes:
    """Return an e-mail with a PDF."""
    message = EmailMessage()
    message["Subject"] = "Factura"
    message.set_content("Adjunta.")
    message.add_attachment(pdf_bytes(RECEIPT), maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


def made() -> dict[str, bytes]:
    """Return a whole file of each kind."""
    whole = {path.name: path.read_bytes() for path in sorted(DOCUMENTS.rglob("*")) if path.suffix in AS_TEXT}
    return whole | {
        "a.pdf": pdf_bytes(RECEIPT, RECEIPT),
        "a.png": image_bytes(draw(), "PNG"),
        "a.jpg": image_bytes(draw(), "JPEG"),
        "a.tiff": image_bytes(draw(), "TIFF", compression="tiff_lzw"),
        "a.xlsx": xlsx_bytes([["Fecha", "Proveedor", "Total"], ["2025-03-01", "Bar", "3,10"]]),
        "a.csv": CSV,
        "a.eml": mail(),
        "a.zip": zip_bytes({"a.pdf": pdf_bytes(RECEIPT), "b.csv": CSV}),
    }


def cut(data: bytes, chance: random.Random) -> bytes:
    """Return the start of *data*."""
    return data[: chance.randrange(1, len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with some bits the other way round."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 8, 64])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def head(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with other bytes at its start, where formats tell what they are."""
    changed = bytearray(data)
    for _ in range(6):
        changed[chance.randrange(min(64, len(changed)))] = chance.randrange(256)
    return bytes(changed)


def figures(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with some of its numbers absurd."""
    absurd = [b"0", b"-1", str(LARGE).encode(), b"1e308", b"NaN"]
    return re.sub(rb"\d{1,6}", lambda found: chance.choice(absurd) if chance.random() < 0.1 else found[0], data)


def travels(data: bytes, name: str) -> str:
    """Return how *data* ends: the code of its error, or `read`. Words of pictures are not read."""
    files = DictFiles()
    tools = make_tools(files)
    item: Item = make_file_item(data, files, name)
    try:
        item = preprocess(item, tools)
        if item.content_key or item.kind is Kind.BANK:
            item = validate(extract(classify(item, tools), tools), tools)
    except DocumentError as error:
        return error.code
    return "read"


@pytest.mark.parametrize("damage", [cut, flip, head, figures])
@pytest.mark.parametrize("name", sorted(made()))
def test_damage_ends_with_a_code(name: str, damage: Callable[[bytes, random.Random], bytes]) -> None:
    """Whatever is changed in a file, its end is one that a document may have."""
    chance = random.Random(f"{name} {damage.__name__}")
    whole = made()[name]

    assert all(re.fullmatch(r"[a-z_0-9]+", travels(damage(whole, chance), name)) for _ in range(3))
    assert travels(whole, name) == "read"


def test_a_name_that_no_schema_allows_is_no_bug() -> None:
    """The parser lets names pass that its own library refuses elsewhere."""
    assert travels("<rsÞ:Cross><a/></rsÞ:Cross>".encode("latin-1"), "a.xml") == "unsupported_type"
    assert travels("<rsÞ:Cross xmlns='x'><a/></rsÞ:Cross>".encode(), "a.xml") == "unsupported_type"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf_bytes(["1,00 " * 400] * 30), "too_much_text"),
        (b"Fecha;Concepto;Importe\n" + b"01/01/2025;x;1,00\n" * 50_001, "file_too_large"),
    ],
    ids=["page", "table"],
)
def test_more_than_can_be_read_in_time_is_refused(data: bytes, code: str) -> None:
    """No real page or table is that full."""
    assert travels(data, "full") == code
