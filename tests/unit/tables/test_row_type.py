"""What kind of document a row is."""

from collections.abc import Mapping

import pytest

from asiento.document import DocType
from asiento.tables.row_type import row_doc_type

BILL = {"Fecha": "05/03/2026", "Proveedor": "Bar Sol", "Total": "12,50"}
MOVE = {"Fecha": "05/03/2026", "Concepto": "Luz", "Importe": "-12,50"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (BILL, DocType.RECEIPT),
        (BILL | {"Nº factura": "A-1"}, DocType.RECEIPT),
        (BILL | {"Vencimiento": "05/04/2026"}, DocType.RECEIPT),
        (BILL | {"Nº factura": "A-1", "Vencimiento": "05/04/2026"}, DocType.INVOICE),
        (BILL | {"Nº factura": "A-1", "NIF cliente": "B87654323"}, DocType.INVOICE),
        (BILL | {"Saldo": "100,00"}, DocType.RECEIPT),
        (BILL | {"Tipo": "Factura"}, DocType.INVOICE),
        (BILL | {"Tipo": "Abono"}, DocType.CREDIT_NOTE),
        (BILL | {"Tipo": "Taxi"}, DocType.RECEIPT),
        (MOVE, DocType.RECEIPT),
        (MOVE | {"Saldo": "100,00"}, DocType.BANK_STATEMENT),
        (MOVE | {"IBAN": "ES9121000418450200051332"}, DocType.BANK_STATEMENT),
        (MOVE | {"Saldo": "100,00", "Tipo": "Abono"}, DocType.BANK_STATEMENT),
        (MOVE | {"Tipo": "Abono"}, DocType.CREDIT_NOTE),
        ({"Fecha": "05/03/2026", "Saldo": "100,00"}, DocType.RECEIPT),
        ({"Fecha": "05/03/2026", "Concepto": "Luz", "Debe": "12,50"}, DocType.BANK_STATEMENT),
    ],
)
def test_a_word_or_the_columns_tell_the_kind(row: Mapping[str, str], expected: DocType) -> None:
    """In a bank's row `Abono` is money in; a purchase is none of a bank's."""
    assert row_doc_type(row).doc_type is expected


@pytest.mark.parametrize(
    ("row", "score", "code"),
    [
        (BILL | {"Tipo": "Factura"}, 1.0, "type_reason.said_in_column"),
        (MOVE | {"Saldo": "100,00"}, 0.85, "type_reason.columns"),
        (BILL, 0.75, "type_reason.no_column"),
    ],
)
def test_the_kind_has_a_reason_and_a_score(row: Mapping[str, str], score: float, code: str) -> None:
    """A word is surer than columns, and these than nothing."""
    found = row_doc_type(row)

    assert found.score == score
    assert [f"{one.code}.{one.variant}" if one.variant else one.code for one in found.reasons] == [code]
