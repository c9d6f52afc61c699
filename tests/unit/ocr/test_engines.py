"""Which engine reads a page, what a reading is worth, and how a line becomes words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import override

import pytest
from PIL import Image

from asiento.document import Box
from asiento.model import Engine
from asiento.ocr import rapid
from asiento.ocr.engines import Engines, best_reading, engines_of
from asiento.ocr.glued import words_of
from asiento.ocr.quality import quality_of
from asiento.ocr.recognition import Attempt
from asiento.ocr.tesseract import Tesseract
from asiento.ocr.words import Pass, pass_of
from asiento.reading import Word
from builders import make_tools
from made_files import draw
from needs import need

PAGE = Image.new("L", (600, 1200), "white")
PROVEN = ["BAR PEPE", "14/03/2025 13:20", "Cafe 2,00", "TOTAL 12,00", "EFECTIVO 20,00", "CAMBIO 8,00"]


def a_pass(lines: list[str], confidence: float = 0.9, *, narrow: bool = False) -> Pass:
    """Return the words of *lines* as an engine would give them, one line below the other, in wide or *narrow* boxes."""
    words = []
    for at, line in enumerate(lines):
        for place, text in enumerate(line.split()):
            left = 0.05 + 0.3 * place
            box: Box = (left, 0.05 + 0.05 * at, left + (0.02 if narrow else 0.25), 0.07 + 0.05 * at)
            words.append(Word(text=text, box=box, confidence=confidence))
    return pass_of(words)


@pytest.fixture
def _rapid() -> None:
    """The better engine is installed."""
    need(rapid.available(), "RapidOCR is not installed: make setup")


@dataclass
class BetterReads:
    """Stands in for the better engine: it finds *lines*, and reads what is last in *results*, which it takes out."""

    results: list[Pass]
    lines: rapid.Lines
    second: str = ""

    def find(self, _image: Image.Image) -> rapid.Lines:
        """Return the lines."""
        return self.lines

    def read(self, _image: Image.Image, _lines: rapid.Lines | None = None) -> Pass:
        """Take the last result."""
        return self.results.pop()

    def reread(self, _image: Image.Image, _box: Box) -> str:
        """Return what is read a second time."""
        return self.second


@dataclass(frozen=True)
class TesseractReads(Tesseract):
    """Stands in for tesseract: it reads *result* and says by how many *turns* a page lies; without one it fails."""

    result: Pass | None = None
    turns: int = 0

    @override
    def read(self, image: Image.Image, *, language: str, layout: int, seconds: float = 0) -> Pass:
        """Return the result."""
        assert self.result is not None, "not needed"
        return self.result

    @override
    def quarter_turns(self, image: Image.Image) -> int:
        """Return the turns."""
        return self.turns


def best(
    *better: Pass,
    tesseract: Pass | None = None,
    turns: int = 0,
    lines: Sequence[rapid.Corners] = (),
    alone: bool = False,
    again: bool = True,
    second: str = "",
) -> Attempt:
    """Return what is read of a page if the engines read that; of *better*, the first first, and *second* of its day."""
    engines = Engines(
        tesseract=TesseractReads(result=tesseract, turns=turns),
        better=BetterReads([*reversed(better)], rapid.Lines(tuple(lines)), second) if better else None,
        alone=alone,
    )
    return best_reading(PAGE, engines, again=again)


def test_a_page_whose_total_is_proven_costs_one_pass() -> None:
    """Cash less change makes the total and a date is there: tesseract is not asked."""
    assert best(a_pass(PROVEN)).result == a_pass(PROVEN)


@pytest.mark.parametrize(
    "lines", [PROVEN[:1] + PROVEN[2:], PROVEN[:2], ["BAR"], []], ids=["no date", "no total", "few words", "none"]
)
def test_what_is_missing_is_looked_for_again(lines: list[str]) -> None:
    """A page without date or total goes to tesseract as well, and the fuller reading is kept."""
    assert best(a_pass(lines), tesseract=a_pass(PROVEN)).result == a_pass(PROVEN)


@pytest.mark.parametrize("second", [["BAR"], []])
def test_a_second_engine_that_finds_less_is_not_believed(second: list[str]) -> None:
    """What is worth more to a bookkeeper is kept, whoever read it."""
    assert best(a_pass(PROVEN[2:]), tesseract=a_pass(second)).result == a_pass(PROVEN[2:])


@pytest.mark.parametrize(
    ("second", "again"),
    [
        ("14/03/2025", None),
        ("am 14.03.2025.", None),
        ("14/08/2025", "14/08/2025"),
        ("14/03/2026 13:20", "14/03/2026"),
        ("1a/03", None),
        ("", None),
    ],
)
def test_a_day_is_read_twice_and_another_day_is_kept_beside_it(second: str, again: str | None) -> None:
    """Other marks between the same digits are the same day; what is no day says nothing."""
    words = best(a_pass(PROVEN), second=second).result.words

    assert {word.text: word.again for word in words if word.again} == ({"14/03/2025": again} if again else {})


def line(width: float, height: float) -> rapid.Corners:
    """Return the corners of a line of that size."""
    return ((0, 0), (width, 0), (width, height), (0, height))


@pytest.mark.parametrize(("again", "lines"), [(False, ()), (True, (line(900, 10),) * 40)], ids=["later", "full"])
def test_later_pages_and_pages_full_of_text_are_read_at_the_least_cost(
    again: bool, lines: Sequence[rapid.Corners]
) -> None:
    """The better engine is for the first pages and for figures, so that a long scan ends in time."""
    read = best(a_pass(PROVEN), tesseract=a_pass(["CONTRACT"]), lines=lines, again=again)

    assert read.result == a_pass(["CONTRACT"])


def test_a_page_full_of_text_that_lies_is_turned_first() -> None:
    """Tesseract takes a minute for a page on its side, and reads nothing of it."""
    read = best(a_pass(PROVEN), tesseract=a_pass(["CONTRACT"]), turns=1, lines=(line(10, 900),) * 40)

    assert read.result == a_pass(["CONTRACT"])
    assert read.image.width > read.image.height


@pytest.mark.parametrize("lying", [a_pass(["BVL PEPF"], 0.7), a_pass(PROVEN, narrow=True)], ids=["on its head", "side"])
def test_a_page_that_lies_is_turned_and_read_again(lying: Pass) -> None:
    """Badly legible letters, or letters one above the other, are a reason to ask which way is up."""
    read = best(lying, a_pass(PROVEN), turns=1)

    assert (read.image.size, read.result) == (PAGE.size[::-1], a_pass(PROVEN))


def test_without_the_better_engine_only_tesseract_reads() -> None:
    """The engine is an extra: a doubtful page stays as tesseract read it."""
    assert best(tesseract=a_pass(PROVEN[:3])).result == a_pass(PROVEN[:3])


def test_the_better_engine_is_there_with_all_its_packages_only() -> None:
    """A package that is missing is found out without importing any."""
    assert not rapid.available((*rapid.PACKAGES, "no_such_package"))


def test_an_engine_can_be_told_to_read_alone() -> None:
    """For measuring, and where tesseract is not installed."""
    assert best(a_pass(["BAR"]), alone=True).result == a_pass(["BAR"])


@pytest.mark.usefixtures("_rapid")
@pytest.mark.parametrize(
    ("wanted", "better", "alone"),
    [
        (Engine, True, False),
        ({Engine.RAPIDOCR}, True, True),
        ({Engine.TESSERACT}, False, False),
    ],
)
def test_the_tools_say_which_engines_read(wanted: Iterable[Engine], better: bool, alone: bool) -> None:
    """Tesseract by the command that they name."""
    engines = engines_of(replace(make_tools(tesseract="/opt/tesseract"), engines=frozenset(wanted)))

    assert (engines.better is not None, engines.alone) == (better, alone)
    assert engines.tesseract.command == "/opt/tesseract"


def test_of_two_readings_the_clearer_and_the_proven_are_worth_more() -> None:
    """The same words count for more if the engine is surer of them, and a total for more if something proves it."""
    sure, unsure = quality_of(a_pass(PROVEN, 0.95), PAGE.size), quality_of(a_pass(PROVEN, 0.6), PAGE.size)
    unproven = quality_of(a_pass(PROVEN[:4], 0.95), PAGE.size)

    assert sure.score > unsure.score
    assert sure.score > unproven.score
    assert not sure.doubtful


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TOTAL\u3000\uff08EUR\uff09\uff1a12\uff0c50", ["TOTAL", "(EUR):12,50"]),
        ("Date12/03/2018", ["Date", "12/03/2018"]),
        ("12/03/201812:45", ["12/03/2018", "12:45"]),
        ("Total12,50", ["Total", "12,50"]),
        ("Ref.A1234 1/2kg", ["Ref.A1234", "1/2kg"]),
        ("  ", []),
    ],
)
def test_lost_spaces_and_full_width_signs_are_mended(text: str, words: list[str]) -> None:
    """Where a space was surely lost it is put back; codes and units stay as they are."""
    assert [word for word, _, _ in words_of(text)] == words


def test_words_share_the_box_of_their_line() -> None:
    """Four of ten letters have four tenths of the line."""
    assert list(words_of("IVA: 12,50")) == [("IVA:", 0.0, 0.4), ("12,50", 0.5, 1.0)]


@pytest.mark.usefixtures("_rapid")
def test_the_better_engine_gives_words_with_places(capfd: pytest.CaptureFixture[str]) -> None:
    """The real engine reads a drawn receipt, puts the total where it was drawn, and says nothing else."""
    read = rapid.read(draw())

    total = next(word for word in read.words if word.text == "105,55")
    assert total.box[1] == pytest.approx(8 / 11, abs=0.04)
    assert {"FERRETERIA", "14/03/2025"} <= {word.text for word in read.words}
    assert rapid.find(draw()).text > 10
    assert not rapid.find(draw()).lie
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("_rapid")
@pytest.mark.parametrize("size", [(12, 9_000), (9_000, 12), (5, 5), (300, 300)])
def test_the_better_engine_bears_any_shape_without_words(size: tuple[int, int]) -> None:
    """A strip is not enlarged beyond all memory, and where nothing is written nothing is read."""
    assert rapid.read(Image.new("L", size, "white")) == Pass()
