"""Every reader of e-invoices with mutated files: each ends with a document or a code, soon, and with nothing else."""

import random
import time
from collections.abc import Callable, Iterator

import pytest

from asiento.classify import classify
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.model import Item
from asiento.preprocess import preprocess
from asiento.validate import validate
from builders import DictFiles, make_file_item, make_item, make_tools
from made_signatures import signed
from made_sri import answer, factura, sri
from places import einvoice

SEEDS = range(40)
SECONDS = 2.0

ODD = (
    b"",
    b" ",
    b"-",
    b"NaN",
    b"1e999999",
    b"-0",
    b"9" * 400,
    b"1,5",
    b"0000-00-00",
    b"2024-02-30",
    b"99/99/9999",
    b"20240230",
    "\u0661\u0662".encode(),
    "\u2028\u202e\ufeff".encode(),
    b"&#0;",
    b"&#1;",
    b"&lt;x&gt;",
    b"<!-- -->",
    b"<?x y?>",
    b"<![CDATA[<a>]]>",
    b"\x00",
    b"\xff\xfe",
    b"true",
    b"A" * 5_000,
)
"""Texts that break readers of numbers, dates, codes and names."""


def sources() -> dict[str, bytes]:
    """Return a sound file of each kind."""
    plain = {name: einvoice(name) for name in ("cii", "facturae", "fatturapa", "sri", "ubl")}
    more = {
        "signed_ubl": signed(einvoice("ubl")),
        "signed_facturae": signed(einvoice("facturae"), sha1=True),
        "answer": answer(signed(factura(), uri="#comprobante")),
        "answers": b"<autorizaciones>" + answer(factura()) + answer(factura(sequence=2)) + b"</autorizaciones>",
        "retencion": sri("comprobanteRetencion", "", "<impuestos><impuesto><codigo>1</codigo></impuesto></impuestos>"),
    }
    return plain | more


def end_of(data: bytes) -> str:
    """Return how a file ends: the code and sentence of its error, or `read.`; nothing else is caught."""
    files = DictFiles()
    tools = make_tools(files)
    try:
        item = preprocess(make_file_item(data, files, "odd.xml"), tools)
        for one in _leaves(item):
            validate(extract(classify(preprocess(one, tools), tools), tools), tools)
    except DocumentError as error:
        return f"{error.code}: {error.message}"
    return "read."


def taken_in(data: bytes) -> str:
    """Return the code with which preprocess refuses a file, or nothing."""
    files = DictFiles()
    try:
        preprocess(make_file_item(data, files, "odd.xml"), make_tools(files))
    except DocumentError as error:
        return error.code
    return ""


def _leaves(item: Item) -> Iterator[Item]:
    if not item.children:
        yield item
    for child in item.children:
        yield make_item(file_key=child.file_key)


def _marks(data: bytes) -> list[int]:
    return [index for index, byte in enumerate(data) if byte == ord("<")]


def with_odd_text(data: bytes, chance: random.Random) -> bytes:
    """Replace the text after some tags."""
    parts = data.split(b">")
    for index in chance.sample(range(1, len(parts)), min(6, len(parts) - 1)):
        parts[index] = chance.choice(ODD) + b"<" + parts[index].partition(b"<")[2]
    return b">".join(parts)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Leave out a piece, or the end."""
    start, end = sorted(chance.sample(range(len(data)), 2))
    return data[:start] + (data[end:] if chance.random() < 0.7 else b"")


def renamed(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes, so that names, values and namespaces are others."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.choice(b"<>/&\"'= aZ09.-#\x00\xff")
    return bytes(changed)


def doubled(data: bytes, chance: random.Random) -> bytes:
    """Repeat a piece between two tags, once or many times."""
    start, end = sorted(chance.sample(_marks(data), 2))
    return data[:end] + data[start:end] * chance.choice((1, 2, 300)) + data[end:]


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (with_odd_text, cut, renamed, doubled)


@pytest.mark.parametrize("name", sorted(sources()))
def test_a_mutated_file_ends_with_a_document_or_a_code(name: str) -> None:
    """No mutation raises anything but a document's error, and none takes long."""
    sound, ends, took = sources()[name], set[str](), dict[int, float]()
    for seed in SEEDS:
        chance = random.Random(f"{name} {seed}")
        data = chance.choice(MUTATIONS)(sound, chance)
        started = time.process_time()
        ends.add(end_of(data))
        took[seed] = time.process_time() - started

    assert {seed: seconds for seed, seconds in took.items() if seconds >= SECONDS} == {}
    assert end_of(sound) == "read."
    assert len(ends) > 1
    assert all(end.endswith(".") for end in ends)


@pytest.mark.parametrize(
    "data",
    [
        b"<Invoice>" + b"<a>" * 300 + b"</a>" * 300 + b"</Invoice>",
        b"<Invoice>" + b"<InvoiceLine/>" * 150_000 + b"</Invoice>",
        b"<Invoice " + b" ".join(b'a%d="1"' % index for index in range(50_000)) + b"/>",
        b"<autorizaciones>" + b"<autorizacion><comprobante/></autorizacion>" * 4_000 + b"</autorizaciones>",
        b"<autorizacion>" + b"<comprobante>" * 200 + b"<x/>" * 100_000 + b"</comprobante>" * 200 + b"</autorizacion>",
        b"<Facturae><Invoices>" + b"<Invoice/>" * 4_900 + b"</Invoices></Facturae>",
        b"<FatturaElettronica>" + b"<FatturaElettronicaBody/>" * 1_500 + b"</FatturaElettronica>",
    ],
    ids=["deep", "wide", "attributes", "answers", "nested answers", "invoices", "bodies"],
)
def test_a_hostile_shape_is_bounded(data: bytes) -> None:
    """Depth, width and number cost a bounded time."""
    started = time.process_time()

    code = taken_in(data)

    assert code in {"", "damaged_xml", "file_too_large", "too_many_rows", "unsupported_type"}
    assert time.process_time() - started < 2 * SECONDS
