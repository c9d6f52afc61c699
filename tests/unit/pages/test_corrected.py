"""The number of the document that a note corrects, as papers of several languages name it."""

import pytest

from asiento.document import DocType
from asiento.pages import document_of_reading
from readings import paper_item, sheet, value

NOTE = """
Carpintería Robledo, S.L.                                             {title}
Calle Mayor, 3
28001 Madrid                                                 Nº:   R-2026/4
CIF: A58818501                                               Fecha:  05/03/2026

Cliente: Ferretería Ejemplo, S.L.  NIF: B12345674
{reference}

Descripción                                                              Importe
Mesa de roble                                                             100,00
Total                                                                     121,00 €
"""


@pytest.mark.parametrize(
    ("title", "reference", "expected"),
    [
        ("NOTA DE CRÉDITO", "Factura rectificada: A-2026/17", "A-2026/17"),
        ("NOTA DE CRÉDITO", "Factura que rectifica nº A-2026/17 de 02/02/2026", "A-2026/17"),
        ("NOTA DE CRÉDITO", "Rectifica a la factura A-2026/17", "A-2026/17"),
        ("NOTA DE CRÉDITO", "Comprobante que se modifica: FACTURA 001-002-000004870", "001-002-000004870"),
        ("CREDIT NOTE", "Original invoice: INV-2291", "INV-2291"),
        ("CREDIT NOTE", "Credit for invoice no. 2291", "2291"),
        ("GUTSCHRIFT", "zu unserer Rechnung Nr. 471102 vom 05.03.2026", "471102"),
        ("NOTE DE CRÉDIT", "Avoir sur facture n° FA-0192", "FA-0192"),
        ("NOTA DI CREDITO", "a storno della fattura 118/2026", "118/2026"),
        ("NOTA DE CRÉDITO", "Factura rectificada de 02/02/2026", None),
        ("NOTA DE CRÉDITO", "Factura rectificada: la de febrero, 121,00", None),
        ("NOTA DE CRÉDITO", "", None),
        ("FACTURA", "Factura original: A-2026/17", None),
    ],
)
def test_a_note_names_what_it_corrects(title: str, reference: str, expected: str | None) -> None:
    """A date or an amount is no number, and an invoice corrects none."""
    kind = DocType.INVOICE if title == "FACTURA" else DocType.CREDIT_NOTE
    document = document_of_reading(paper_item(kind), sheet(NOTE.format(title=title, reference=reference)))

    assert value(document.corrects) == expected
    assert value(document.number) == "R-2026/4"
