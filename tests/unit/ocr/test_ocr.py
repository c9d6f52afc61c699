"""The ocr stage on small pages that the tests draw, with the real tesseract."""

import stat
import subprocess
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pillow_heif import from_pillow

from asiento.codec import from_json
from asiento.document import Source
from asiento.errors import DocumentError, TransientError
from asiento.model import Engine, Kind, Limits
from asiento.ocr import ocr
from asiento.ocr.images import grey
from asiento.ocr.recognition import layout_of, prepared
from asiento.ocr.skew import levelled_back, straightened, tilt_of
from asiento.ocr.tesseract import Tesseract
from asiento.preprocess.formats import recognise
from asiento.preprocess.pictures import check_picture
from asiento.reading import Reading
from asiento.reading.drawing import MAX_AREA, fitting
from asiento.timelimit import OutOfTimeError, time_limit
from builders import DictFiles, make_file_item, make_tools
from made_files import RECEIPT, draw, image_bytes, pdf_bytes, scan_bytes

CHEAP = frozenset({Engine.TESSERACT})


def read(
    data: bytes, kind: Kind = Kind.IMAGE, command: str = "tesseract", engines: frozenset[Engine] = CHEAP
) -> Reading:
    """Return what the stage stored for a file of *data*, read by tesseract alone unless *engines* says more."""
    files = DictFiles()
    tools = replace(make_tools(files, tesseract=command), engines=engines)
    item = ocr(make_file_item(data, files, kind=kind), tools)
    assert item.content_key == f"{item.tenant.id}/{item.batch_id}/{item.id}/content/reading.json"
    return from_json(Reading, files.read(item.content_key))


def words(reading: Reading) -> set[str]:
    """Return all words of all pages."""
    return {word.text for page in reading.pages for word in page.words}


def fake_tesseract(folder: Path, script: str) -> str:
    """Return the path of a program that behaves as *script* says."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_a_photo_gives_words_with_places() -> None:
    """The words of a receipt stand where they were drawn, each with a confidence."""
    reading = read(image_bytes(draw()))

    assert (reading.source, reading.language) == (Source.OCR, "spa")
    assert {"FERRETERIA", "Tornillos", "14/03/2025", "105,55"} <= words(reading)
    total = next(word for word in reading.pages[0].words if word.text == "105,55")
    assert total.box[1] == pytest.approx(8 / 11, abs=0.03)
    assert total.confidence > 0.7


def test_a_scan_in_a_pdf_is_read() -> None:
    """A PDF of one picture gives the words of the picture, and the size of its page in points."""
    reading = read(scan_bytes(draw()), Kind.PDF)

    assert {"FERRETERIA", "105,55"} <= words(reading)
    assert (round(reading.pages[0].width), round(reading.pages[0].height)) == (595, 842)


def test_pages_with_text_of_their_own_are_not_read_by_ocr() -> None:
    """A digital page keeps its text to the letter, so no engine is needed for it."""
    reading = read(pdf_bytes(RECEIPT), Kind.PDF, command="/nonexistent/tesseract")

    assert " ".join(word.text for word in reading.pages[0].words) == " ".join(RECEIPT)


def test_every_frame_of_a_fax_is_a_page() -> None:
    """A TIFF of two frames gives two pages in order."""
    reading = read(image_bytes(draw(), "TIFF", save_all=True, append_images=[draw(["Segunda pagina", "Fin total"])]))

    assert [page.number for page in reading.pages] == [1, 2]
    assert "Segunda" in {word.text for word in reading.pages[1].words}


def test_a_photo_is_turned_as_its_camera_says() -> None:
    """The EXIF orientation is applied before reading, and the page's size is the upright one."""
    image = draw()
    exif = Image.Exif()
    exif[0x0112] = 6
    data = image_bytes(image.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif, quality=90)

    reading = read(data)

    assert "FERRETERIA" in words(reading)
    assert (reading.pages[0].width, reading.pages[0].height) == image.size


@pytest.mark.parametrize("degrees", [90, 180])
def test_a_photo_without_exif_is_turned_until_it_reads(degrees: int) -> None:
    """A picture on its side or upside down is found out by its poor confidence."""
    image = draw([*RECEIPT, *RECEIPT], size=30)

    reading = read(image_bytes(image.rotate(degrees, expand=True)))

    assert {"FERRETERIA", "105,55"} <= words(reading)
    assert (reading.pages[0].width, reading.pages[0].height) == image.size


def test_a_picture_without_words_asks_for_a_better_photo() -> None:
    """Nothing legible is the photo's fault, and the sentence says what to do."""
    with pytest.raises(DocumentError, match=r"unreadable_picture: .*Send a better photo"):
        read(image_bytes(Image.new("L", (600, 800), "white")))


def test_a_missing_tesseract_is_worth_another_try() -> None:
    """The engine's absence is no fault of the document."""
    with pytest.raises(TransientError, match="ocr_unavailable"):
        read(image_bytes(draw()), command="/nonexistent/tesseract")


def test_a_tesseract_that_may_not_run_is_worth_another_try(tmp_path: Path) -> None:
    """Nor is a file that cannot be executed."""
    program = tmp_path / "tesseract"
    program.write_bytes(b"no program")

    with pytest.raises(TransientError, match="ocr_unavailable"):
        read(image_bytes(draw()), command=str(program))


def test_a_tesseract_that_gives_up_is_the_pictures_fault(tmp_path: Path) -> None:
    """The engine ran and refused the page: another try would not help."""
    with pytest.raises(DocumentError, match="unreadable_picture"):
        read(image_bytes(draw()), command=fake_tesseract(tmp_path, "echo 'Error in pixRead' >&2; exit 1"))


def test_a_tesseract_that_was_killed_is_worth_another_try(tmp_path: Path) -> None:
    """A process ended by a signal ran out of memory or time: the world's fault."""
    with pytest.raises(TransientError, match="ocr_unavailable"):
        read(image_bytes(draw()), command=fake_tesseract(tmp_path, "kill -9 $$"))


def test_what_tesseract_says_decides_nothing_if_it_is_no_text(tmp_path: Path) -> None:
    """Its exit code does, whatever bytes come with it."""
    noise = "printf '\\377\\376' >&2"
    with pytest.raises(TransientError, match="ocr_unavailable"):
        read(image_bytes(draw()), command=fake_tesseract(tmp_path, f"{noise}; kill -9 $$"))
    with pytest.raises(DocumentError, match="unreadable_picture"):
        read(image_bytes(draw()), command=fake_tesseract(tmp_path, f"{noise}; exit 1"))


def test_tesseract_runs_on_one_thread(tmp_path: Path) -> None:
    """More threads make it slower on a small machine, so its child gets one."""
    seen = tmp_path / "threads"
    with pytest.raises(DocumentError, match="unreadable_picture"):
        read(image_bytes(draw()), command=fake_tesseract(tmp_path, f"cat >/dev/null; echo $OMP_THREAD_LIMIT >{seen}"))

    assert seen.read_text() == "1\n"


def test_the_limit_of_time_leaves_no_process_and_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stage's own alarm ends the engine it waits for, and nothing of the picture stays on disk."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    command = fake_tesseract(tmp_path, f"echo $$ >{tmp_path}/pid; exec sleep 30")

    with pytest.raises(OutOfTimeError), time_limit(0.5):
        read(image_bytes(draw()), command=command)

    process = (tmp_path / "pid").read_text().strip()
    assert subprocess.run(["kill", "-0", process], check=False, capture_output=True).returncode != 0
    assert list(scratch.iterdir()) == []


def test_too_many_scans_are_refused_before_reading(tmp_path: Path) -> None:
    """What would not fit into the stage's time is refused at once."""
    frame = Image.new("L", (50, 50))
    data = image_bytes(frame, "TIFF", save_all=True, append_images=[frame] * 20)

    with pytest.raises(DocumentError, match="too_many_pages"):
        read(data, command=fake_tesseract(tmp_path, "exit 1"))


def test_a_truncated_file_is_damaged_here_too() -> None:
    """A file that was replaced after preprocess is no bug."""
    with pytest.raises(DocumentError, match="damaged_image"):
        read(image_bytes(draw())[:2000])
    with pytest.raises(DocumentError, match="damaged_pdf"):
        read(b"%PDF-1.4", Kind.PDF)


@pytest.mark.parametrize("size", [(595, 842), (200_000, 200_000), (80, 90_000), (1, 1)])
def test_a_page_of_any_size_is_rendered_within_bounds(size: tuple[int, int]) -> None:
    """The scale keeps the area and the long side."""
    scale = fitting(*size, 300 / 72)

    assert size[0] * size[1] * scale**2 <= MAX_AREA + 1
    assert max(size) * scale <= 10_001


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_of_pixels_becomes_grey(mode: str) -> None:
    """White paper stays white and black ink black, whatever the mode of the file."""
    source = draw(["TOTAL"]).convert("L")
    deep = source.convert("I").point(lambda shade: shade * 257)
    image = deep.convert("I;16") if mode == "I;16" else source.convert(mode)

    flat = grey(image)

    assert (flat.mode, flat.getextrema()) == ("L", (0, 255))


def test_transparent_paper_is_white() -> None:
    """Ink on a transparent ground is not read as black on black."""
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))

    assert grey(image).getextrema() == (255, 255)


def test_a_small_receipt_is_enlarged_and_a_page_is_not() -> None:
    """Strips come to a long side of 2,000 pixels, A4 scans stay as they are."""
    assert prepared(Image.new("L", (500, 1000))).size == (1000, 2000)
    assert prepared(Image.new("L", (1654, 2339))).size == (1654, 2339)


@pytest.mark.parametrize(
    ("size", "layout"), [((1654, 2339), 4), ((2550, 3300), 4), ((2339, 1654), 4), ((1500, 2000), 6), ((800, 2400), 6)]
)
def test_the_layout_is_chosen_by_the_shape(size: tuple[int, int], layout: int) -> None:
    """A sheet as scanners see it has columns; a camera's picture and a till receipt are one block."""
    assert layout_of(Image.new("L", size)) == layout


def test_a_page_without_end_asks_for_a_better_photo(tmp_path: Path) -> None:
    """The engine's limit of time is for gravel and cloth, not for paper."""
    with pytest.raises(DocumentError, match="unreadable_picture"):
        Tesseract(fake_tesseract(tmp_path, "exec sleep 20")).read(draw(), language="spa", layout=6, seconds=0.5)


@pytest.mark.parametrize("degrees", [-3.0, 0.0, 2.0])
def test_the_tilt_of_a_page_is_measured(degrees: float) -> None:
    """Turning by the measured tilt undoes the turn, to half a degree."""
    page = draw([*RECEIPT, *RECEIPT], size=30)

    assert tilt_of(straightened(page, -degrees)) == pytest.approx(degrees, abs=0.5)


def test_the_boxes_of_a_levelled_page_are_turned_back() -> None:
    """A word stands on the picture as it was sent, not on the copy that was turned for the engine."""
    page = Image.new("L", (400, 600), "white")
    page.paste(0, (340, 60, 360, 70))
    turned = straightened(page, 5.0)
    found = turned.point(lambda shade: 255 - shade).point(lambda shade: 255 * (shade > 100)).getbbox()
    assert found
    left, top, right, bottom = found

    box = levelled_back((left / 400, top / 600, right / 400, bottom / 600), 5.0, page.size)

    assert ((box[0] + box[2]) * 200, (box[1] + box[3]) * 300) == pytest.approx((350, 65), abs=1.5)


def heic(image: Image.Image, **options: Any) -> bytes:
    """Return *image* as a phone keeps it, written by another library than the one that reads it."""
    out = BytesIO()
    from_pillow(image).save(out, **options)
    return out.getvalue()


def test_a_photo_of_an_iphone_is_read_upright() -> None:
    """HEIC is checked, decoded and turned as its camera says, once."""
    exif = Image.Exif()
    exif[0x0112] = 6
    image = draw()
    data = heic(image.transpose(Image.Transpose.ROTATE_90), exif=exif.tobytes(), quality=90)

    found = recognise(data)
    reading = read(data)

    assert (found.media_type, check_picture(data, found, Limits())) == ("image/heic", 1)
    assert "FERRETERIA" in words(reading)
    assert (reading.pages[0].width, reading.pages[0].height) == image.size


def test_a_broken_photo_of_an_iphone_is_damaged() -> None:
    """The decoder's errors are the file's."""
    data = heic(draw())

    with pytest.raises(DocumentError, match="damaged_image"):
        read(data[: len(data) // 2])


@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP"])
def test_other_formats_are_read_as_well(kind: str) -> None:
    """What scanning programs and messengers make gives the same words."""
    assert {"FERRETERIA", "105,55"} <= words(read(image_bytes(draw(), kind)))
