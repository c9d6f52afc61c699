"""One rule for words of which a reader got one letter wrong."""

import pytest

from asiento.lexicon.misread import Misread, is_almost


@pytest.mark.parametrize(
    ("word", "known", "almost"),
    [
        ("tota1", "total", True),
        ("tctal", "total", True),
        ("tocal", "total", True),
        ("totl", "total", True),
        ("totaal", "total", True),
        ("total", "total", True),
        ("tcta1", "total", False),
        ("ttoal", "total", False),
        ("cas", "cash", False),
        ("casn", "cash", True),
        ("cashs", "cash", False),
    ],
)
def test_one_letter_may_be_wrong(word: str, known: str, *, almost: bool) -> None:
    """Changed in any word; left out or put in only where the word is long."""
    assert is_almost(word, known) is almost


def test_a_label_is_found_with_one_letter_wrong_or_missing() -> None:
    """Not with one too many, and not where it is short."""
    known = Misread({"factura": "invoice", "fecha": "date", "facturas": "invoices"}, shortest=6)

    assert known.meaning_of("factvra") == "invoice"
    assert known.meaning_of("actura") == "invoice"
    assert known.meaning_of("facturaxx") is None
    assert known.meaning_of("facha") is None


def test_what_may_be_two_labels_is_neither() -> None:
    """Unless both announce the same."""
    known = Misread({"n factura": "number", "f factura": "date", "no factura": "number"}, shortest=6)

    assert known.meaning_of("a factura") is None
    assert known.meaning_of("m factura") is None
    assert known.meaning_of("o factura") == "number"
