"""Titles that no list of names holds: what they mean by the words around the amount, and how sure that is."""

import pytest

from asiento.tables.columns import EXACT, closeness_of, meaning_of
from asiento.tables.meanings import Meaning
from asiento.tables.qualifiers import is_count, joined

WHOLE_TITLES = {
    "Importe sin IVA": Meaning.NET,
    "Total s/IVA": Meaning.NET,
    "Importe IVA excluido": Meaning.NET,
    "Total IVA no incluido": Meaning.NET,
    "Amount (excl. tax)": Meaning.NET,
    "Importe neto": Meaning.NET,
    "Total neto": Meaning.NET,
    "Betrag exkl. MwSt": Meaning.NET,
    "Montant HT": Meaning.NET,
    "Importo IVA esclusa": Meaning.NET,
    "Importe con IVA": Meaning.TOTAL,
    "Importe c/IVA": Meaning.TOTAL,
    "Total IVA incluido": Meaning.TOTAL,
    "Importe bruto": Meaning.TOTAL,
    "Betrag inkl. MwSt": Meaning.TOTAL,
    "Totale IVA inclusa": Meaning.TOTAL,
    "Importe cargo": Meaning.DEBIT,
    "Importe haber": Meaning.CREDIT,
    "Recargo": Meaning.SURCHARGE,
    "Importe recargo equivalencia": Meaning.SURCHARGE,
    "Coste unitario": Meaning.UNIT_PRICE,
    "Coste por noche": Meaning.UNIT_PRICE,
    "Precio por hora": Meaning.UNIT_PRICE,
    "Price per unit": Meaning.UNIT_PRICE,
    "Preis pro Stück": Meaning.UNIT_PRICE,
    "Hourly rate": Meaning.UNIT_PRICE,
    "Total horas": Meaning.ASIDE,
    "Nº bultos": Meaning.ASIDE,
    "Importe descuento": Meaning.ASIDE,
    "Gastos de envío": Meaning.ASIDE,
    "Importe comisión": Meaning.FEE,
    "Importe original": Meaning.FOREIGN_AMOUNT,
}
PARTS_OF_TITLES = {
    "Base sin IVA": Meaning.NET,
    "Base + IVA": Meaning.TOTAL,
    "Price excl. VAT": Meaning.NET,
    "Importe con descuento": Meaning.AMOUNT,
    "Importe después de descuento": Meaning.AMOUNT,
    "Día de vencimiento": Meaning.DUE_DATE,
    "Fecha de entrega": Meaning.DATE,
}


@pytest.mark.parametrize(("title", "meaning"), WHOLE_TITLES.items())
def test_a_title_whose_words_are_all_known_is_as_good_as_a_name(title: str, meaning: Meaning) -> None:
    """Nothing in it is left over."""
    assert (meaning_of(title), closeness_of(title)) == (meaning, EXACT)


@pytest.mark.parametrize(("title", "meaning"), PARTS_OF_TITLES.items())
def test_other_words_leave_a_meaning_less_sure(title: str, meaning: Meaning) -> None:
    """A column of a closer title comes before it."""
    assert (meaning_of(title), closeness_of(title) < EXACT) == (meaning, True)


@pytest.mark.parametrize(
    ("words", "counts"),
    [("total horas", True), ("bultos", True), ("horas extra pagadas", False), ("total", False), ("no", False)],
)
def test_a_count_names_what_is_counted_and_nothing_else(words: str, counts: bool) -> None:
    """`Total horas` is no total of money."""
    assert is_count(words.split()) is counts


@pytest.mark.parametrize(
    ("folded", "expected"),
    [("i v a", "iva"), ("n i f emisor", "nif emisor"), ("mw st", "mwst"), ("a pagar", "a pagar")],
)
def test_letters_of_abbreviations_are_joined(folded: str, expected: str) -> None:
    """`I.V.A.` folds to three letters."""
    assert joined(folded) == expected
