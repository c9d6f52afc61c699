"""Receipts from a till: a narrow strip, read by OCR, whose total cash and change can prove."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from asiento.document import DocType
from asiento.pages import document_of_reading
from readings import paper_item, read_strip, strip, value

RECEIPT = """
      BAR LA ESQUINA, S.L.
       Calle Mayor, 3
       NIF: A58818501
    FACTURA SIMPLIFICADA
Nº: T1-004512
Fecha: 14/05/2026  15:07

3 Menú del día         43,50
1 Agua mineral          2,20
2 Café solo             3,00
1 Café con leche        1,70
TOTAL                  50,40 €
Base imponible 10 %    45,82
Cuota IVA 10 %          4,58
Efectivo               60,00
Cambio                  9,60
    IVA incluido
"""


def test_a_receipt_comes_out_whole() -> None:
    """Number, day, issuer, figures and method of payment are those on the strip."""
    found = read_strip(RECEIPT)

    assert [value(f) for f in (found.number, found.issued_on, found.supplier.name)] == [
        "T1-004512",
        date(2026, 5, 14),
        "BAR LA ESQUINA, S.L.",
    ]
    assert [value(f) for f in (found.net, found.tax_total, found.total)] == [
        Decimal("45.82"),
        Decimal("4.58"),
        Decimal("50.40"),
    ]
    assert value(found.payment.method) == "cash"


def test_the_only_tax_id_at_the_head_is_the_issuers() -> None:
    """A receipt names no customer."""
    found = read_strip(RECEIPT)

    assert (value(found.supplier.tax_id), found.customer.tax_id) == ("A58818501", None)


def test_cash_less_change_proves_a_total() -> None:
    """Without taxes the money that changed hands is the proof."""
    text = "BAR\nTOTAL    12,00\nSUMA PUNTOS   99,00\nEfectivo  20,00\nCambio   8,00"
    total = read_strip(text).total

    assert total is not None
    assert (total.value, total.confidence >= 0.9) == (Decimal("12.00"), True)


def test_a_subtotal_and_cash_are_not_the_total() -> None:
    """The first amount, the largest amount and the last amount may all be something else."""
    text = "SHOP LTD\nSUBTOTAL    10.00\nGST 6%       0.60\nTOTAL       10.60\nCASH        50.00\nCHANGE      39.40"

    assert value(read_strip(text).total) == Decimal("10.60")


def test_doubtful_words_make_doubtful_fields() -> None:
    """No field is surer than the words it was read from."""
    sure, doubtful = read_strip(RECEIPT, confidence=0.98).total, read_strip(RECEIPT, confidence=0.4).total

    assert sure is not None
    assert doubtful is not None
    assert sure.confidence > 0.9 > doubtful.confidence


def test_confused_letters_are_not_corrected() -> None:
    """`5O,40` with a letter O is no amount."""
    text = "BAR\nTOTAL   5O,40"

    assert read_strip(text).total is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laden\nSUMME EUR        12,07\nMasterCard EUR   12,07", "12.07"),
        ("Shop\nTotal Sales (Inclusive of GST)   47.70\nCASH  50.00\nChange  2.30", "47.70"),
        ("Magasin\nTOTAL TTC   14,90\nEspèces   20,00\nRendu   5,10", "14.90"),
        ("Negozio\nTOTALE COMPLESSIVO   7,50\nContanti   10,00\nResto   2,50", "7.50"),
        ("Loja\nTOTAL A PAGAR   3,20\nMultibanco   3,20", "3.20"),
        ("Botiga\nTOTAL AMB IVA   8,40\nTargeta   8,40", "8.40"),
    ],
)
def test_totals_are_known_in_every_language(text: str, expected: str) -> None:
    """German, English, French, Italian, Portuguese and Catalan labels."""
    assert value(read_strip(text).total) == Decimal(expected)


@pytest.mark.parametrize(("place", "doubted"), [("14/05/2026", True), ("60,00", False)])
def test_a_day_that_was_read_as_another_waits(place: str, doubted: bool) -> None:
    """A second reading of its own place counts, not that of another word."""
    reading = strip(RECEIPT)
    page = reading.pages[0]
    words = tuple(replace(word, again="14/08/2026") if word.text == place else word for word in page.words)
    again = replace(reading, pages=(replace(page, words=words),))

    day = document_of_reading(paper_item(DocType.RECEIPT), again).issued_on

    assert value(day) == date(2026, 5, 14)
    assert (day is not None and day.doubt is not None) is doubted
