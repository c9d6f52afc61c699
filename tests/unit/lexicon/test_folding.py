"""One folding for every comparison of words, and what each comparison drops besides."""

import pytest

from asiento.lexicon.folding import bare_words, fold, plain, unaccented


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Año", "ano"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("BELØB", "belob"),
        ("\uff34\uff4f\uff54\uff41\uff4c\uff1a", "total:"),  # wide letters, as readers trained on Chinese give them
        ("№ 17", "no 17"),
        ("N.I.F.", "n.i.f."),
    ],
)
def test_case_accents_and_width_go(text: str, folded: str) -> None:
    """Spaces and punctuation stay."""
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "folded"), [("N.I.F.:", "nif"), ("21 %", "21%"), (":", ""), ("№", "no")])
def test_a_label_is_compared_by_letters_digits_and_per_cent(text: str, folded: str) -> None:
    """Whatever else is printed in it."""
    assert plain(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Fecha de la Emisión", "fecha emision"),
        ("issueDate", "issue date"),
        ("% IVA", "pct iva"),
        ("Beløb (DKK)", "belob dkk"),
        ("importe_total", "importe total"),
    ],
)
def test_a_title_is_compared_by_its_words(text: str, folded: str) -> None:
    """Small words go, and programs' spellings come apart."""
    assert bare_words(text) == folded


def test_without_accents_a_text_keeps_its_places() -> None:
    """What is found in the one is cut out of the other."""
    text = "Inscrita en el Registro Mercantil de Málaga, ﬁlial ½ Straße"
    assert len(unaccented(text)) == len(text)
    assert unaccented(text).startswith("Inscrita en el Registro Mercantil de Malaga")
