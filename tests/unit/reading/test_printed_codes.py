"""Fiscal codes on pictures and on pages of PDFs that were made here, turned, blurred, small, several, and none."""

from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from asiento.document import Box
from asiento.fiscal_codes import FiscalCode
from asiento.fiscal_codes.payload import read_code
from asiento.reading import Page
from asiento.reading.pdf_codes import LARGEST_PICTURE, MOST_PAGES, codes_of, with_codes
from asiento.reading.pdf_file import open_page, open_pdf
from asiento.reading.picture_codes import MOST_CODES, codes_on
from infra.samples import ecuadorian_pdf, invoices, spanish_pdf
from infra.samples.look import Look
from made_codes import access_key, pdf_page, picture_of, ticketbai, verifactu, with_pictures
from made_files import changed_pdf, draw, image_bytes, pdf_bytes, scan_bytes

CODE128 = zxingcpp.BarcodeFormat.Code128
OTHERS = ("https://shop.example/menu", "WIFI:T:WPA;S:net;P:secret;;", "BCD\n002\n1\nSCT\n\nA\nES9121000418450200051332")


def texts(image: Image.Image) -> list[str]:
    """Return the payloads on a picture."""
    return [code.text for code in codes_on(image)]


def codes_of_pdf(data: bytes) -> list[tuple[str, Box | None]]:
    """Return the payloads on the first page of a PDF with their places."""
    with open_pdf(data) as pdf, open_page(pdf, 0) as page:
        return [(code.text, code.box) for code in codes_of(page)]


@pytest.mark.parametrize("payload", [verifactu(), ticketbai(), access_key()], ids=["verifactu", "ticketbai", "key"])
@pytest.mark.parametrize("degrees", [0, 4, 90, 200])
def test_a_code_is_read_turned_and_blurred(payload: str, degrees: int) -> None:
    """As a phone takes it."""
    page = with_pictures(draw(), picture_of(payload))
    taken = page.rotate(degrees, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(1.5))

    assert texts(taken) == [payload]


@pytest.mark.parametrize("degrees", [0, 3, 180])
def test_a_barcode_is_read(degrees: int) -> None:
    """Ecuador's key on paper."""
    page = with_pictures(draw(), picture_of(access_key(), 3, CODE128))

    assert texts(page.rotate(degrees, expand=True, fillcolor=255)) == [access_key()]


def test_codes_that_are_not_fiscal_leave_nothing() -> None:
    """What a shop says of its WiFi is nobody's business."""
    page = with_pictures(draw(), *(picture_of(other) for other in OTHERS), picture_of(verifactu()))

    assert texts(page) == [verifactu()]


def test_a_text_counts_once_and_few_are_kept() -> None:
    """The same code is often printed on both halves of a slip."""
    many = [picture_of(verifactu(str(number)), 3) for number in range(MOST_CODES + 2)]

    assert texts(with_pictures(draw(), picture_of(verifactu()), picture_of(verifactu()))) == [verifactu()]
    assert len(texts(with_pictures(draw(), *many))) == MOST_CODES


def test_a_wrong_check_is_kept_as_it_is() -> None:
    """Whoever reads it says so; here nothing is judged."""
    wrong = verifactu(nif="B12345675")

    assert texts(with_pictures(draw(), picture_of(wrong))) == [wrong]


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 2)])
def test_pictures_of_no_size_have_none(size: tuple[int, int]) -> None:
    """And are no error."""
    assert texts(Image.new("L", size, 255)) == []


def test_a_place_is_where_the_code_is() -> None:
    """In shares of the picture."""
    page = Image.new("L", (1000, 2000), 255)
    page.paste(picture_of(verifactu()).resize((200, 200)), (700, 100))
    (code,) = codes_on(page)

    assert code.box == pytest.approx((0.71, 0.055, 0.89, 0.145), abs=0.02)


@pytest.mark.parametrize("shapes", [False, True], ids=["picture", "shapes"])
@pytest.mark.parametrize("turned", [0, 90, 180])
def test_a_code_on_a_page_of_a_pdf_is_read(*, shapes: bool, turned: int) -> None:
    """Drawn as a picture or as hundreds of squares, on a page that is shown turned."""
    data = changed_pdf(pdf_page(["FACTURA 2025/0042"], verifactu(), shapes=shapes), rotate=turned)
    ((text, box),) = codes_of_pdf(data)

    assert text == verifactu()
    assert box is not None
    if not turned:
        assert box == pytest.approx((60 / 595, 1 - 190 / 842, 160 / 595, 1 - 90 / 842), abs=0.03)


def test_codes_of_papers_in_their_usual_size_are_read() -> None:
    """Ecuador's key as bars of 0.2 mm, VeriFactu's as a square of 32 mm."""
    parts, plants = invoices.ecuadorian_parts(), invoices.landscaping()
    ((key, _),) = codes_of_pdf(ecuadorian_pdf.draw(parts))
    ((address, _),) = codes_of_pdf(spanish_pdf.draw(plants, Look(verifactu=True)))
    of_key, of_address = read_code(key), read_code(address)

    assert isinstance(of_key, FiscalCode)
    assert isinstance(of_address, FiscalCode)
    assert (of_key.tax_id, of_key.number, of_key.issued_on) == (parts.supplier.tax_id, parts.number, parts.issued_on)
    assert (of_address.number, of_address.total) == (plants.number, plants.figures.total)


def test_a_code_in_a_form_of_its_own_is_read() -> None:
    """As programs place a page upon another: there the coordinates are others."""
    out, inner = BytesIO(), pdf_page(["FACTURA"], verifactu())
    with pikepdf.open(BytesIO(pdf_bytes(["Pagada"]))) as pdf, pikepdf.open(BytesIO(inner)) as other:
        pdf.pages[0].add_overlay(other.pages[0], pikepdf.Rectangle(300, 400, 595, 842))
        pdf.save(out)
    ((text, box),) = codes_of_pdf(out.getvalue())

    assert text == verifactu()
    assert box is not None
    assert box[0] > 0.5


def test_several_codes_of_a_page_are_read() -> None:
    """Each where it stands."""
    found = codes_of_pdf(pdf_page(["FACTURA"], verifactu("1"), verifactu("2"), OTHERS[0]))

    assert {text for text, _ in found} == {verifactu("1"), verifactu("2")}


def test_a_page_of_text_has_none() -> None:
    """Nothing is drawn for it."""
    assert codes_of_pdf(pdf_bytes(["FACTURA", "Total 121,00"])) == []


def test_a_picture_that_may_cost_too_much_is_not_drawn() -> None:
    """Its pixels are counted before."""
    side = int(LARGEST_PICTURE**0.5) + 1
    page = Image.new("1", (side, side), 1)
    page.paste(picture_of(verifactu(), 20), (100, 100))

    assert codes_of_pdf(scan_bytes(page)) == []
    assert codes_of_pdf(scan_bytes(page.crop((0, 0, side - 200, side - 200)))) != []


def test_pages_far_behind_are_not_looked_at() -> None:
    """A fiscal code stands on the first page or the last one of an invoice, and no invoice has a hundred."""
    with open_pdf(pdf_page(["FACTURA"], verifactu())) as pdf, open_page(pdf, 0) as page:
        read = [with_codes(Page(number=number, width=595, height=842), page) for number in (MOST_PAGES, MOST_PAGES + 1)]

    assert [len(each.codes) for each in read] == [1, 0]


def test_a_photo_keeps_the_code() -> None:
    """After the losses of JPEG."""
    page = with_pictures(draw(), picture_of(verifactu(), 4))

    assert texts(Image.open(BytesIO(image_bytes(page, "JPEG", quality=40)))) == [verifactu()]
