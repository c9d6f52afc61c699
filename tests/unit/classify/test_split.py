"""Several documents in one file: where another begins, what stays one, and what each part is given."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from asiento.classification import Classification
from asiento.classify import classify
from asiento.classify.split import Split, split_of
from asiento.codec import from_json
from asiento.codes import sentence
from asiento.document import DocType, Source
from asiento.errors import DocumentError
from asiento.item_files import with_content
from asiento.model import Child, Item, Kind, Tools
from asiento.pipeline import FIRST, next_stage
from asiento.preprocess import preprocess
from asiento.reading import Page, Reading
from asiento.validate import validate
from builders import DictFiles, make_file_item, make_item, make_tools
from made_files import draw, frames_of, image_bytes, pdf_bytes
from papers import invoice
from readings import page_of, reading_of

SUPPLIERS = {"Talleres Ruiz, S.L.": "B58378431", "Papelería Sol, S.A.": "A58818501"}


def bill(number: str, day: str, net: int, supplier: str = "Talleres Ruiz, S.L.", foot: str = "") -> str:
    """Return an invoice of one page, with a tax of 21 %."""
    return f"""
    {supplier}                                       FACTURA
    Calle Mayor 12, 28001 Madrid                     Número de factura: {number}
    NIF: {SUPPLIERS[supplier]}                                Fecha de factura: {day}

    Cliente: Ferretería Ejemplo, S.L.
    NIF: B12345674

    Descripción                      Cantidad        Precio        Importe
    Reparación de maquinaria                1     {net},00      {net},00

                                     Base imponible              {net},00
                                     IVA 21%                     {net * 21 // 100},00
                                     Total factura               {net * 121 // 100},00 €
    {foot}
    """


def rows(foot: str = "", head: str = "") -> str:
    """Return a page in the middle of an invoice: rows, and no head of its own."""
    return f"""
    {head}
    Descripción                      Cantidad        Precio        Importe
    Aceite de motor                         2        15,00         30,00
    Filtro de aire                          1        70,00         70,00
    {foot}
    """


def sums(net: int, head: str = "") -> str:
    """Return the last page of an invoice: what it comes to."""
    return f"""
    {head}
    Base imponible              {net},00
    IVA 21%                     {net * 21 // 100},00
    Total factura               {net * 121 // 100},00 €
    """


def slip(shop: str, day: str, total: str, given: str, change: str) -> str:
    """Return a receipt from a till."""
    return f"""
         {shop}
    FACTURA SIMPLIFICADA
    Fecha: {day} 13:45

    Menú del día            {total}

    TOTAL                   {total}
    Efectivo                {given}
    Cambio                  {change}
    Gracias por su visita
    """


def pages_of(*texts: str, columns: int = 96, lines: int = 66) -> tuple[Page, ...]:
    """Return a page for each text, numbered from 1."""
    return tuple(page_of(text, number, columns, lines) for number, text in enumerate(texts, 1))


def split(*texts: str) -> Split:
    """Return what becomes of sheets of paper with these texts."""
    return split_of(reading_of(*pages_of(*texts)), make_item())


MARCH = bill("F-2025-0131", "03/03/2025", 100)
APRIL = bill("F-2025-0178", "02/04/2025", 300)
PAPER = bill("2025/889", "11/04/2025", 200, "Papelería Sol, S.A.")


@pytest.mark.parametrize(
    "texts",
    [
        (MARCH, PAPER),
        (MARCH, APRIL),
        (MARCH, APRIL, PAPER),
        (bill("F-2025-0131", "03/03/2025", 100, foot="Página 1 de 1"), bill("F-2025-0178", "02/04/2025", 300)),
    ],
    ids=["two suppliers", "one supplier", "three", "counted"],
)
def test_invoices_one_after_another_are_split(texts: Sequence[str]) -> None:
    """Each has its own number, day and total, whoever wrote it."""
    assert split(*texts) == Split(parts=tuple((number,) for number in range(1, len(texts) + 1)))


@pytest.mark.parametrize(
    "texts",
    [
        (MARCH, MARCH),
        (MARCH, rows(), sums(100)),
        (MARCH, rows(head="Factura F-2025-0131"), sums(300, head="Factura F-2025-0131")),
        (rows(foot="Suma y sigue  100,00"), MARCH),
        tuple(bill(f"F-2025-0{at}", f"0{at}/03/2025", 100 * at, foot=f"Página {at} de 3") for at in (1, 2, 3)),
        (MARCH, "Condiciones generales de venta\nLos géneros viajan por cuenta del comprador."),
    ],
    ids=["a copy", "rows and sums", "number repeated", "carried forward", "counted", "conditions"],
)
def test_one_document_on_several_pages_stays_one(texts: Sequence[str]) -> None:
    """A copy, further rows, sums, conditions: none of them begins a document."""
    assert split(*texts) == Split(parts=(tuple(range(1, len(texts) + 1)),))


def test_pages_go_with_the_document_that_they_follow() -> None:
    """The second page of the first invoice stays with it, and a blank one goes with the page before it."""
    first = bill("F-2025-0131", "03/03/2025", 100, foot="Página 1 de 2")
    second = rows(foot="Página 2 de 2")

    assert split(first, second, "", PAPER) == Split(parts=((1, 2, 3), (4,)))


def test_a_stack_of_scanned_receipts_is_split() -> None:
    """Till receipts of three shops, a page each."""
    texts = (
        slip("BAR PEPE, S.L.", "14/03/2025", "12,40", "20,00", "7,60"),
        slip("CAFETERIA SOL, S.L.", "15/03/2025", "8,10", "10,00", "1,90"),
        slip("BAR PEPE, S.L.", "21/03/2025", "13,20", "15,00", "1,80"),
    )
    reading = reading_of(*pages_of(*texts, columns=40, lines=60), source=Source.OCR)

    assert split_of(reading, make_item()) == Split(parts=((1,), (2,), (3,)))


def beside(left: str, right: str) -> Reading:
    """Return a wide photo with one text to the left of the other."""
    rows = zip_longest(left.splitlines(), right.splitlines(), fillvalue="")
    page = page_of("\n".join(f"{one:<48}{other}" for one, other in rows), columns=96, lines=30)
    return reading_of(page, source=Source.OCR)


def test_receipts_photographed_side_by_side_are_told() -> None:
    """Nothing is cut, but a person hears of it; a receipt beside nothing is one receipt."""
    bar = slip("BAR PEPE, S.L.", "14/03/2025", "12,40", "20,00", "7,60")
    cafe = slip("CAFETERIA SOL, S.L.", "15/03/2025", "8,10", "10,00", "1,90")

    assert split_of(beside(bar, cafe), make_item()) == Split(parts=((1,),), doubtful=(1,))
    assert split_of(beside(bar, ""), make_item()) == Split(parts=((1,),))
    assert split_of(beside(bar, bar), make_item()) == Split(parts=((1,),))


def test_what_is_not_clear_is_left_together_and_told() -> None:
    """Two proven bills of one day without numbers: it may be a bill and its copy with a correction."""
    one, other = (
        text.replace("Número de factura: ", "").replace("F-2025-0131", "")
        for text in (bill("F-2025-0131", "03/03/2025", 100), bill("F-2025-0131", "03/03/2025", 300))
    )

    assert split(one, other) == Split(parts=((1, 2),), doubtful=(2,))


def test_a_part_split_again_stays_whole() -> None:
    """The pages of a part alone give the part again, with its doubts."""
    texts = (MARCH, rows(), PAPER, sums(200))
    reading = reading_of(*pages_of(*texts))
    parts = split_of(reading, make_item()).parts

    own = [tuple(page for page in reading.pages if page.number in part) for part in parts]
    again = [split_of(replace(reading, pages=pages), make_item()).parts for pages in own]

    assert len(parts) == 2
    assert again == [(part,) for part in parts]


def stacked(data: bytes, kind: Kind, texts: Sequence[str], **limits: Any) -> tuple[Item, Tools, DictFiles]:
    """Return an item with a file of pages that were read as *texts*."""
    files = DictFiles()
    item = make_file_item(data, files, name="stack", kind=kind)
    return with_content(item, reading_of(*pages_of(*texts)), files), make_tools(files, **limits), files


def child_item(child: Child) -> Item:
    """Return the item that *child* becomes, with an id of its own."""
    own = UUID("00000000-0000-4000-8000-0000000000c9")
    return make_item(id=own, name=child.name, file_key=child.file_key, content_key=child.content_key)


def test_each_part_is_a_pdf_of_its_own_pages_with_its_words() -> None:
    """A person opens just these pages, and the names say which they are."""
    data = pdf_bytes(["one"], ["two"], ["three"])
    item, tools, files = stacked(data, Kind.PDF, (MARCH, rows(), PAPER))

    first, second = classify(item, tools).children

    assert (first.name, second.name) == ("stack, pages 1-2", "stack, page 3")
    assert [texts_of(files.read(child.file_key or "")) for child in (first, second)] == [["one", "two"], ["three"]]
    words = from_json(Reading, files.read(second.content_key or ""))
    assert [page.number for page in words.pages] == [1]
    assert "Papelería" in {word.text for word in words.pages[0].words}


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of each page of *pdf*."""
    opened = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().strip() for page in opened]


def test_each_part_of_a_tiff_is_a_tiff_of_its_own_pages() -> None:
    """Black and white pages come through without loss, others nearly so."""
    frames = [draw((word,) * 3) for word in ("ONE", "TWO", "THREE")]
    frames[1] = frames[1].convert("1")
    data = image_bytes(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    item, tools, files = stacked(data, Kind.IMAGE, (MARCH, rows(), PAPER))

    first, second = classify(item, tools).children

    with Image.open(BytesIO(files.read(first.file_key or ""))) as cut:
        assert frames_of(cut) == 2
        cut.seek(1)
        assert ImageChops.difference(cut.convert("L"), frames[1].convert("L")).getbbox() is None
    with Image.open(BytesIO(files.read(second.file_key or ""))) as cut:
        ((low, high),) = ImageStat.Stat(ImageChops.difference(cut.convert("L"), frames[2])).extrema
        assert (frames_of(cut), low) == (1, 0)
        assert high < 64


def test_a_part_does_not_pay_for_ocr_again() -> None:
    """It comes with its words, so preprocess sends it past the ocr queue, and the words are those of the stack."""
    blank_scan = image_bytes(draw(("SCAN",)), "TIFF", save_all=True, append_images=[draw(("SCAN",))])
    item, tools, files = stacked(blank_scan, Kind.IMAGE, (MARCH, PAPER))
    child = classify(item, tools).children[1]

    known = preprocess(child_item(child), tools)

    assert (known.kind, known.pages, known.content_key) == (Kind.IMAGE, 1, child.content_key)
    following = next_stage(FIRST, known)
    assert following is not None
    assert following.name == "classify"
    assert classify(known, tools).classification is not None
    assert len(files.contents) == 6


def test_a_stack_of_more_documents_than_a_batch_may_have_is_refused() -> None:
    """The tenant's limit counts for what a stage makes as well."""
    item, tools, _ = stacked(pdf_bytes(["1"], ["2"], ["3"]), Kind.PDF, (MARCH, APRIL, PAPER), max_items_per_batch=2)

    with pytest.raises(DocumentError) as refused:
        classify(item, tools)

    assert refused.value.code == "too_many_files"


@pytest.mark.parametrize(
    ("pages", "words"),
    [((2,), "begin on page 2,"), ((2, 4, 7), "begin on pages 2, 4 and 7,"), ((1,), "several documents on this page,")],
)
def test_a_doubt_holds_the_item_for_a_person(pages: tuple[int, ...], words: str) -> None:
    """The sentence names the pages."""
    classification = Classification(doc_type=DocType.INVOICE, score=0.9, others=pages)
    item = make_item(kind=Kind.PDF, classification=classification, document=invoice())

    found = [finding for finding in validate(item, make_tools()).findings if finding.code == "several_documents"]

    assert [(finding.severity.value, words in sentence(finding)) for finding in found] == [("review", True)]


def test_one_document_has_no_such_finding() -> None:
    """The usual case."""
    classification = Classification(doc_type=DocType.INVOICE, score=0.9)
    item = make_item(kind=Kind.PDF, classification=classification, document=invoice())

    assert "several_documents" not in {finding.code for finding in validate(item, make_tools()).findings}
