"""The words of a PDF's own text: order, places, rotation."""

from io import BytesIO

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from asiento.document import Box
from asiento.reading import Word
from asiento.reading.pdf_file import open_page, open_pdf
from asiento.reading.pdf_text import is_usable, own_page, read_words
from made_files import RECEIPT, changed_pdf, draw, pdf_bytes, scan_bytes


def words_of(data: bytes) -> tuple[Word, ...]:
    """Return the words of the first page."""
    with open_pdf(data) as pdf, open_page(pdf, 0) as page:
        return read_words(page)


def canvas_bytes(*texts: tuple[float, float, str], turned: float = 0) -> bytes:
    """Return a page of 400 x 400 points with *texts* at their places, drawn in the order given."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    for x, y, text in texts:
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turned)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def near(box: Box, expected: Box) -> bool:
    """Return whether the boxes differ by at most three hundredths of the page."""
    return all(abs(one - other) < 0.03 for one, other in zip(box, expected, strict=True))


def test_labels_and_values_are_joined_by_their_place() -> None:
    """Labels drawn first and values later still read line by line."""
    data = canvas_bytes((50, 300, "Fecha"), (50, 280, "Total"), (200, 300, "14/03/2025"), (200, 280, "12,40"))

    assert [word.text for word in words_of(data)] == ["Fecha", "14/03/2025", "Total", "12,40"]


def test_boxes_are_shares_of_the_page_from_the_top_left() -> None:
    """A word near the top left of the page has small figures, and a sure reader."""
    word = words_of(canvas_bytes((40, 360, "Arriba")))[0]

    assert near(word.box, (0.1, 0.07, 0.19, 0.11))
    assert word.confidence == 1.0


@pytest.mark.parametrize(
    ("rotate", "box"),
    [
        (90, (0.89, 0.1, 0.93, 0.19)),
        (180, (0.81, 0.89, 0.9, 0.93)),
        (270, (0.07, 0.81, 0.11, 0.9)),
    ],
)
def test_a_turned_page_gives_places_as_it_is_shown(rotate: int, box: Box) -> None:
    """The box follows the rotation of the page."""
    assert near(words_of(changed_pdf(canvas_bytes((40, 360, "Arriba")), rotate=rotate))[0].box, box)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_reads_in_its_own_order(rotate: int) -> None:
    """However the page is turned, its lines are read from their beginning."""
    data = changed_pdf(pdf_bytes(RECEIPT), rotate=rotate)

    assert " ".join(word.text for word in words_of(data)) == " ".join(RECEIPT)


def test_writing_along_the_margin_does_not_cut_lines() -> None:
    """A vertical note comes after the lines of the page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    canvas.drawString(100, 300, "Base imponible")
    canvas.rotate(90)
    canvas.drawString(250, -20, "Registro Mercantil")
    canvas.rotate(-90)
    canvas.drawString(300, 300, "12,40")
    canvas.save()

    assert [word.text for word in words_of(out.getvalue())] == ["Base", "imponible", "12,40", "Registro", "Mercantil"]


def test_a_page_that_is_a_picture_has_no_text_of_its_own() -> None:
    """A scan gives None, a digital page its words, a blank page none at all."""
    with open_pdf(scan_bytes(draw())) as pdf, open_page(pdf, 0) as page:
        assert own_page(page, 1) is None
    with open_pdf(pdf_bytes([], RECEIPT)) as pdf:
        with open_page(pdf, 0) as page:
            blank = own_page(page, 1)
        assert blank is not None
        assert blank.words == ()


@pytest.mark.parametrize(
    ("texts", "usable"),
    [
        (["Factura", "nº", "2025-001", "Fecha", "Total", "12,40", "€"], True),
        (["حبيبي", "שלום", "Ωμέγα", "привет", "счёт"], True),
        (["3DJR", "7RWDO", "%&'", ")HFKD", "()*+"], False),
        (["\ufffd\ufffd"] * 10, False),
        (["Factura", "Total"], False),
    ],
)
def test_garbage_is_told_from_words(texts: list[str], usable: bool) -> None:
    """Real words in any script count; shifted letters, signs and missing glyphs do not."""
    assert is_usable(texts, 5) is usable


def test_an_emoji_can_be_stored() -> None:
    """The reader gives the two halves of an emoji one by one; neither reaches the stored words."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont("Vera", 12)
    canvas.drawString(72, 700, "Gracias X por su visita")
    canvas.save()

    words = words_of(with_x_read_as_an_emoji(out.getvalue()))

    assert words[0].text == "Gracias"
    assert "\ufffd" in words[1].text
    assert "".join(word.text for word in words).encode()


def with_x_read_as_an_emoji(data: bytes) -> bytes:
    """Return the PDF, its font saying that its letter X stands for U+1F600."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [font for font in pdf.pages[0].Resources.Font.values() if "/ToUnicode" in font]
        for font in fonts:
            meanings = font.ToUnicode.read_bytes()
            assert b"<0058>" in meanings
            font.ToUnicode = pdf.make_stream(meanings.replace(b"<0058>", b"<D83DDE00>"))
        pdf.save(out)
    return out.getvalue()
