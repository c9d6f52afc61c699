"""Words become lines and cells by their places."""

from asiento.lexicon.folding import plain
from asiento.reading import Page, Word
from asiento.reading.layout import layout_of
from readings import page_of, reading_of


def texts(page: Page) -> list[list[str]]:
    """Return the cells of each line as text."""
    return [[cell.text for cell in line.cells] for line in layout_of(reading_of(page)).lines]


def test_words_on_one_line_part_into_cells_at_wide_gaps() -> None:
    """A label and an amount at the other side of the page are two cells of one line."""
    page = page_of("Base imponible          100,00\nIVA 21 %                 21,00")

    assert texts(page) == [["Base imponible", "100,00"], ["IVA 21 %", "21,00"]]


def test_a_tilted_page_keeps_its_lines() -> None:
    """A line that falls by more than its own height across the page is still one line."""
    level = page_of("\n".join(f"Articulo numero {i} de la lista larga de cosas{' ' * 20}{i}0,00" for i in range(1, 9)))
    tilted = tuple(
        Word(text=word.text, box=(left, top + left * 0.03, right, bottom + left * 0.03))
        for word in level.words
        for left, top, right, bottom in [word.box]
    )

    found = texts(Page(number=1, width=level.width, height=level.height, words=tilted))

    assert found == [[f"Articulo numero {i} de la lista larga de cosas", f"{i}0,00"] for i in range(1, 9)]


def test_a_label_glued_to_its_value_is_two_words() -> None:
    """`Fecha:12/03/2026` is a label and a date; a URL stays whole."""
    words = layout_of(reading_of(page_of("Fecha:12/03/2026 http://ejemplo.es"))).lines[0].words

    assert [word.text for word in words] == ["Fecha:", "12/03/2026", "http://ejemplo.es"]


def test_plain_text_has_no_accents_and_no_punctuation() -> None:
    """Labels are compared without what printers vary."""
    assert [plain(text) for text in ("N.I.F.:", "Días", "%", "—", "Nº")] == ["nif", "dias", "%", "", "no"]


def test_a_page_without_words_has_no_lines() -> None:
    """An empty page is no error."""
    assert layout_of(reading_of(page_of(""))).lines == ()


def test_boxes_without_height_are_no_error() -> None:
    """Some PDFs give characters without height; their words still stand somewhere."""
    flat = tuple(Word(text=text, box=(x, 0.5, x + 0.1, 0.5)) for text, x in (("TOTAL", 0.1), ("10,00", 0.7)))

    layout = layout_of(reading_of(Page(number=1, width=600, height=800, words=flat)))

    assert sum(len(line.words) for line in layout.lines) == 2
    assert layout.text_height > 0
