"""Pages in seven languages through the ocr stage with the real tesseract, and how a language is told."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import override

import pytest
from PIL import Image

from asiento.codec import from_json
from asiento.document import Box
from asiento.errors import DocumentError, TransientError
from asiento.lexicon.phrases import telltales
from asiento.model import Engine
from asiento.ocr import ocr
from asiento.ocr.language import language_of
from asiento.ocr.letters import with_letters_of
from asiento.ocr.recognition import Attempt, in_its_language
from asiento.ocr.tesseract import Tesseract
from asiento.ocr.words import Pass, pass_of
from asiento.reading import Reading, Word
from builders import DictFiles, make_file_item, make_tools
from made_files import draw, image_bytes
from needs import need

PAGES = {
    "spa": (
        "Panadería Núñez",
        "Dirección: calle Peñón 3",
        "Fecha 14/03/2025",
        "Importe 12,40",
        "Gracias por su visita",
    ),
    "eng": (
        "The Old Bakehouse",
        "Street address 12",
        "Date 14/03/2025",
        "Amount due 12,40",
        "Thank you for your visit",
    ),
    "por": ("Pastelaria São João", "Rua da Conceição 3", "Data 14/03/2025", "Preço 12,40", "Obrigado pela preferência"),
    "fra": ("Boulangerie Lefèvre", "Réglé par carte", "Date 14/03/2025", "Montant 12,40", "Merci de votre visite"),
    "deu": ("Bäckerei Größer", "Königstraße 14", "Datum 14.03.2025", "Betrag 12,40", "Vielen Dank für Ihren Einkauf"),
    "ita": ("Caffè Libertà", "Via della Città 14", "Data 14/03/2025", "Importo 12,40", "Grazie e arrivederci"),
    "cat": ("Forn de la Gràcia", "Adreça: carrer Montçó 3", "Data 14/03/2025", "Preu 12,40", "Gràcies per venir amb"),
}
OWN = {
    "spa": {"Panadería", "Núñez", "Dirección:"},
    "eng": {"Bakehouse", "Thank"},
    "por": {"São", "João", "Conceição"},
    "fra": {"Lefèvre", "Réglé"},
    "deu": {"Bäckerei", "Größer", "Königstraße", "für"},
    "ita": {"Caffè", "Libertà", "Città"},
    "cat": {"Gràcia", "Adreça:", "Gràcies"},
}


def word(text: str, box: Box = (0.1, 0.1, 0.2, 0.12), confidence: float = 0.9) -> Word:
    """Return a word at a place."""
    return Word(text=text, box=box, confidence=confidence)


def words_of(text: str, confidence: float = 0.9) -> list[Word]:
    """Return the words of *text*, all in one place."""
    return [word(part, confidence=confidence) for part in text.split()]


@pytest.mark.parametrize("language", PAGES)
def test_a_page_is_read_with_the_letters_of_its_language(language: str) -> None:
    """The letters that only this language has are right, the figures as well, and the reading says by what."""
    need({language, "spa"} <= Tesseract().languages(), f"tesseract has no data of {language}")
    files = DictFiles()
    tools = replace(make_tools(files), engines=frozenset({Engine.TESSERACT}))

    item = ocr(make_file_item(image_bytes(draw(PAGES[language], width=400, size=20, accents=True)), files), tools)
    reading = from_json(Reading, files.read(item.content_key or ""))

    assert reading.language == ("spa" if language == "eng" else language)  # English loses nothing by the first model
    assert {word.text for word in reading.pages[0].words} >= OWN[language] | {"12,40"}


def test_no_word_tells_two_languages() -> None:
    """A word that two languages print would count for both, or for the one that was written last."""
    assert [
        word for word, times in Counter(word for words in telltales().values() for word in words).items() if times > 1
    ] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("RECHNUNG Datum: Betrag", "deu"),
        ("Obrigado! PREÇO, não", "por"),
        ("Datum Betrag", None),
        ("Rechnung Datum Betrag Date Amount", None),
        ("TOTAL IBAN 12,40", None),
        ("", None),
    ],
)
def test_a_language_is_told_by_its_own_words_or_not_at_all(text: str, language: str | None) -> None:
    """Case, accents and punctuation do not matter; two words are too few, and two languages tell nothing."""
    assert language_of(words_of(text)) == language


def test_words_that_are_hardly_legible_tell_no_language() -> None:
    """Noise spells short words by chance."""
    assert language_of(words_of("Rechnung Datum Betrag", confidence=0.3)) is None


def test_figures_stay_as_the_first_pass_read_them() -> None:
    """A word is replaced by the one at its place, unless it has figures or nothing stands there."""
    here, there, elsewhere = (0.1, 0.1, 0.2, 0.12), (0.3, 0.1, 0.4, 0.12), (0.6, 0.1, 0.7, 0.12)
    first = pass_of([word("Backerei", here), word("12,40", there), word("Weiss", elsewhere)])
    other = pass_of(
        [word("12.40", there), word("Bäckerei", (0.102, 0.1, 0.2, 0.121), 0.8), word("x", (0.62, 0.5, 0.7, 0.6))]
    )

    merged = with_letters_of(first, other)

    assert [(word.text, word.confidence) for word in merged.words] == [
        ("Bäckerei", 0.8),
        ("12,40", 0.9),
        ("Weiss", 0.9),
    ]
    assert [word.box for word in merged.words] == [here, there, elsewhere]


GERMAN = Attempt(Image.new("L", (60, 60)), pass_of(words_of("Rechnung Datum Betrag")), "spa")


@dataclass(frozen=True)
class Knows(Tesseract):
    """Stands in for tesseract: the data of *installed* are there, and it keeps in mind in which it was *asked*."""

    installed: Collection[str] = ()
    asked: list[str] = field(default_factory=list)

    @override
    def languages(self) -> frozenset[str]:
        """Return what is installed."""
        return frozenset(self.installed)

    @override
    def read(self, image: Image.Image, *, language: str, layout: int, seconds: float = 0) -> Pass:
        """Keep the language in mind, and read nothing."""
        self.asked.append(language)
        return Pass()


class GivesUp(Knows):
    """Finds no end in any page."""

    @override
    def read(self, image: Image.Image, *, language: str, layout: int, seconds: float = 0) -> Pass:
        """Give up."""
        raise DocumentError("unreadable_picture")


def read_again(attempt: Attempt, installed: Collection[str]) -> list[str]:
    """Return the languages in which a page is read again if these are *installed*."""
    engine = Knows(installed=installed)
    in_its_language(attempt, engine)
    return engine.asked


def test_a_language_without_data_is_not_asked_for() -> None:
    """A machine that has only some of the languages reads with what it has."""
    assert read_again(GERMAN, {"spa", "eng"}) == []
    assert read_again(GERMAN, {"spa", "deu"}) == ["deu"]


def test_what_would_not_pay_is_not_read_again() -> None:
    """The other engine's model reads all languages, and a page of a book is nothing to post."""
    everything = set(telltales())
    book = pass_of([*GERMAN.result.words, *words_of("Wort " * 600)])

    assert read_again(replace(GERMAN, language=None), everything) == []
    assert read_again(replace(GERMAN, result=book), everything) == []
    assert read_again(replace(GERMAN, result=pass_of(words_of("invoice date amount"))), everything) == []


def test_a_second_pass_that_fails_leaves_the_first() -> None:
    """What was read once is not lost because the engine gives up the second time."""
    assert in_its_language(GERMAN, GivesUp(installed={"deu"})) is GERMAN


def test_the_data_of_the_first_pass_are_no_fault_of_the_picture() -> None:
    """Without them nothing can be read, so the sentence must not ask for a better photo."""
    with pytest.raises(TransientError, match=r"ocr_unavailable: .*Install"):
        Tesseract().read(draw(("TOTAL",)), language="none", layout=6)


def test_an_engine_that_does_not_list_its_languages_has_none() -> None:
    """Another program under that name, or one that is broken, is asked for nothing more."""
    assert Tesseract("false").languages() == frozenset()
