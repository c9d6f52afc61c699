"""What kind of document a paper is, and why."""

import pytest

from asiento import codec
from asiento.classification import Reason
from asiento.classify import classify
from asiento.classify.reading import classify_reading
from asiento.codes import sentence
from asiento.document import DocType
from asiento.errors import DocumentError
from asiento.model import Kind
from asiento.reading import Reading
from builders import DictFiles, make_item, make_row_item, make_tools
from readings import sheet, strip

INVOICE = """
Carpintería Ejemplo, S.L.                                        FACTURA
NIF: B12345674
Cliente: Otra, S.A.
Base imponible                                                    100,00
IVA 21 %                                                           21,00
Total                                                             121,00
Fecha de vencimiento: 01/02/2026
"""
CREDIT_NOTE = INVOICE.replace("FACTURA", "FACTURA RECTIFICATIVA")
TICKET = """
     BAR EJEMPLO
   FACTURA SIMPLIFICADA
2 CAFE            3,00
TOTAL             3,00
EFECTIVO          5,00
CAMBIO            2,00
"""
STATEMENT = """
Banco Ejemplo                          EXTRACTO DE CUENTA
Fecha       Concepto                         Importe       Saldo
01/02/2026  Nómina                           1.000,00    1.500,00
02/02/2026  Alquiler                          -500,00    1.000,00
03/02/2026  Luz                                -50,00      950,00
04/02/2026  Agua                               -20,00      930,00
05/02/2026  Gas                                -30,00      900,00
"""
LETTER = """
Estimada señora:
Le escribo para contarle que ha llegado la primavera.
Un saludo.
"""


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (sheet(INVOICE), DocType.INVOICE),
        (sheet(CREDIT_NOTE), DocType.CREDIT_NOTE),
        (strip(TICKET), DocType.RECEIPT),
        (sheet(TICKET), DocType.RECEIPT),
        (sheet(STATEMENT), DocType.BANK_STATEMENT),
        (sheet(LETTER), DocType.OTHER),
        (sheet(""), DocType.OTHER),
    ],
)
def test_a_paper_is_what_its_words_and_its_shape_say(reading: Reading, expected: DocType) -> None:
    """Headings, labels, rows of dated amounts and the shape of the page decide."""
    assert classify_reading(reading).doc_type is expected


@pytest.mark.parametrize("word", ["INVOICE", "RECHNUNG", "FACTURE", "FATTURA", "FATURA", "FACTURA"])
def test_an_invoice_is_known_in_every_language(word: str) -> None:
    """The same page with another language's heading is an invoice too."""
    assert classify_reading(sheet(f"Company        {word}\n\nTotal      10,00")).doc_type is DocType.INVOICE


@pytest.mark.parametrize("word", ["CREDIT NOTE", "GUTSCHRIFT", "NOTA DE CRÉDITO", "FACTURA DE ABONO", "AVOIR"])
def test_a_credit_note_is_known_in_every_language(word: str) -> None:
    """A heading that takes back is stronger than the invoice it names."""
    text = f"{word}\nFactura original: F-1\nCliente: X\nBase imponible 10,00\nTotal      10,00"

    assert classify_reading(sheet(text)).doc_type is DocType.CREDIT_NOTE


def test_the_reasons_are_words_that_stand_on_the_paper() -> None:
    """People can check why a document was taken for what it is."""
    found = classify_reading(sheet(INVOICE))

    said = Reason.of("type_reason.words", words="factura", where="in_the_heading")
    assert said in found.reasons
    assert sentence(said) == "'factura' stands in the heading."
    assert sentence(said, "es") == "«factura» aparece en el encabezado."
    assert 0.5 < found.score <= 1


def test_classify_reads_the_stored_words() -> None:
    """The stage takes the reading that ocr left and returns the item with its classification only."""
    files = DictFiles({"k": codec.to_json(sheet(INVOICE))})
    item = make_item(kind=Kind.PDF, content_key="k")

    found = classify(item, make_tools(files))

    assert found.classification is not None
    assert found.classification.doc_type is DocType.INVOICE
    assert found.document is None


def test_a_row_and_a_table_need_no_words() -> None:
    """A row is classified by its keys, a table is a bank's."""
    row = classify(make_row_item({"supplier": "Bar", "total": "3"}, kind=Kind.ROW), make_tools())
    table = classify(make_item(kind=Kind.TABLE, content_key="k"), make_tools())

    assert [found.classification and found.classification.doc_type for found in (row, table)] == [
        DocType.RECEIPT,
        DocType.BANK_STATEMENT,
    ]


def test_a_paper_without_words_is_refused_with_the_way_out() -> None:
    """An item that ocr left without content fails with a code of its own."""
    with pytest.raises(DocumentError) as caught:
        classify(make_item(kind=Kind.IMAGE), make_tools())

    assert caught.value.code == "not_read"
