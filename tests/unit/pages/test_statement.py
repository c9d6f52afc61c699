"""Bank statements on paper: read when every movement is beyond doubt, else refused with the way out."""

from decimal import Decimal

import pytest

from asiento import codec
from asiento.document import DocType, Source
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.pages.statement import statement_of_reading
from builders import DictFiles, make_item, make_tools
from readings import page_of, paper_item, reading_of, sheet

SIGNED = """
EXTRACTO DE CUENTA      IBAN: ES91 2100 0418 4502 0005 1332
Fecha        Concepto                              Importe        Saldo
01/02/2026   Nómina de enero                      1.000,00     1.500,00
02/02/2026   Alquiler del local                    -500,00     1.000,00
03/02/2026   Recibo de la luz                       -50,00       950,00
"""
UNSIGNED = """
Fecha        Concepto                              Importe        Saldo
             Saldo anterior                                      500,00
01/02/2026   Nómina de enero                      1.000,00     1.500,00
02/02/2026   Alquiler del local                     500,00     1.000,00
03/02/2026   Recibo de la luz                        50,00       950,00
"""


def test_movements_are_read_with_date_text_amount_and_balance() -> None:
    """The columns stand where their headings stand."""
    document = statement_of_reading(paper_item(DocType.BANK_STATEMENT), sheet(SIGNED))

    rows = [
        (str(t.booked_on and t.booked_on.value), t.description and t.description.value, t.amount and t.amount.value)
        for t in document.transactions
    ]
    assert rows == [
        ("2026-02-01", "Nómina de enero", Decimal("1000.00")),
        ("2026-02-02", "Alquiler del local", Decimal("-500.00")),
        ("2026-02-03", "Recibo de la luz", Decimal("-50.00")),
    ]
    assert document.account.iban is not None


def test_the_balance_tells_money_in_from_money_out() -> None:
    """Amounts without a sign get the one that the running balance proves."""
    document = statement_of_reading(paper_item(DocType.BANK_STATEMENT), sheet(UNSIGNED))

    assert [t.amount and t.amount.value for t in document.transactions] == [1000, -500, -50]


def test_without_the_opening_balance_the_first_sign_is_unknown() -> None:
    """The first movement may have gone either way, so nothing is posted."""
    text = "\n".join(line for line in UNSIGNED.splitlines() if "anterior" not in line)

    with pytest.raises(DocumentError):
        statement_of_reading(paper_item(DocType.BANK_STATEMENT), sheet(text))


def test_debit_and_credit_columns_give_the_sign() -> None:
    """What stands under `Debe` goes out."""
    text = """
Fecha        Concepto                 Debe         Haber
01/02/2026   Nómina                             1.000,00
02/02/2026   Alquiler               500,00
"""
    document = statement_of_reading(paper_item(DocType.BANK_STATEMENT), sheet(text))

    assert [t.amount and t.amount.value for t in document.transactions] == [1000, -500]


def test_amounts_whose_sign_nobody_knows_are_refused() -> None:
    """A list of positive amounts without balances may be either way."""
    text = (
        "Fecha        Concepto        Importe\n01/02/2026   Uno              10,00\n02/02/2026   Dos              20,00"
    )

    with pytest.raises(DocumentError) as caught:
        statement_of_reading(paper_item(DocType.BANK_STATEMENT), sheet(text))

    assert caught.value.code == "unreadable_statement"
    assert "export of your bank" in caught.value.message


def test_a_picture_whose_balances_do_not_agree_is_refused() -> None:
    """One misread digit would be a wrong posting."""
    reading = reading_of(page_of(SIGNED.replace("950,00", "960,00")), source=Source.OCR)

    with pytest.raises(DocumentError) as caught:
        statement_of_reading(paper_item(DocType.BANK_STATEMENT), reading)

    assert caught.value.code == "statement_as_picture"


def test_the_stage_stores_the_document_of_a_paper_statement() -> None:
    """`extract` finds the way by kind and type."""
    files = DictFiles({"k": codec.to_json(sheet(SIGNED))})

    found = extract(paper_item(DocType.BANK_STATEMENT, content_key="k"), make_tools(files))

    assert found.document is not None
    assert found.document.doc_type is DocType.BANK_STATEMENT


def test_what_is_no_ledger_document_is_refused_with_the_way_out() -> None:
    """The sentence says what to send."""
    with pytest.raises(DocumentError) as caught:
        extract(paper_item(DocType.OTHER, content_key="k"), make_tools())

    assert caught.value.code == "not_a_ledger_document"
    assert "Send" in caught.value.message


def test_an_item_that_was_not_classified_is_refused() -> None:
    """No type, no document."""
    with pytest.raises(DocumentError):
        extract(make_item(), make_tools())
