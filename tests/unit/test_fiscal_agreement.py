"""Where a document and the fiscal code on its pages say the same."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from asiento.document import DocType, Document, Fiscal, Source, Tax
from asiento.fiscal_agreement import agreement, is_same_number, vouched_by_code
from asiento.fiscal_codes import FiscalCode, System
from papers import SUPPLIER_NIF, amount, field, invoice, party

IRPF = Tax(kind="IRPF", amount=amount("15.00"))


def coded(document: Document, **changes: Any) -> Document:
    """Return *document*, the invoice of `papers`, with a code on it that says the same but for *changes*."""
    stated: dict[str, Any] = {
        "system": System.VERIFACTU,
        "tax_id": SUPPLIER_NIF,
        "number": "F-2025-17",
        "issued_on": date(2025, 3, 10),
        "total": Decimal("121.0"),
    }
    return_code = FiscalCode(**(stated | changes))
    fiscal = Fiscal(printed=field(return_code, Source.QR))
    return Document(**{name: getattr(document, name) for name in document.__dataclass_fields__} | {"fiscal": fiscal})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("F-2025-17", "F-2025-17", True),
        ("F-2025-17", "f2025/0017", True),
        ("17", "F-2025-17", True),
        ("FT IXTEST-01/27", "IXTEST-01/27", True),
        ("Nº 42", "42", True),
        ("001-001-000000042", "1-1-42", True),
        ("7", "F-2025-17", False),
        ("2025", "17/2025", False),
        ("2025", "2025", True),
        ("2025-17", "F-2025-17", True),
        ("F-2025-18", "F-2025-17", False),
        ("F-2025", "F-2025-17", False),
        ("1-12", "11-2", False),
        ("--", "17", False),
    ],
)
def test_numbers_are_the_same_but_for_signs_zeros_and_a_series(one: str, other: str, *, same: bool) -> None:
    """A page may leave out the series that the code has, or the other way round."""
    assert is_same_number(one, other) is same
    assert is_same_number(other, one) is same


def test_all_that_both_have_is_compared() -> None:
    """And what agrees is vouched for."""
    document = coded(invoice())

    assert agreement(document) == {"supplier.tax_id": True, "number": True, "issued_on": True, "total": True}
    assert vouched_by_code(document) == frozenset(agreement(document))


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("supplier.tax_id", {"tax_id": "B12345674"}),
        ("number", {"number": "F-2025-18"}),
        ("issued_on", {"issued_on": date(2025, 3, 11)}),
        ("total", {"total": Decimal("121.01")}),
    ],
)
def test_what_differs_is_told_and_nothing_is_vouched_for(path: str, change: dict[str, Any]) -> None:
    """The code may be another document's: then what agrees does so by chance."""
    document = coded(invoice(), **change)

    assert [name for name, agrees in agreement(document).items() if not agrees] == [path]
    assert vouched_by_code(document) == frozenset()


def test_nothing_is_compared_without_a_code_or_a_value() -> None:
    """What one of both does not say contradicts nothing."""
    bare = coded(invoice(number=None, issued_on=None, total=None, supplier=party()))

    assert agreement(invoice()) == {}
    assert agreement(bare) == {}
    assert "total" not in agreement(coded(invoice(), total=None))


@pytest.mark.parametrize(
    ("total", "payable", "stated", "same"),
    [
        ("121.00", "106.00", "121.00", True),
        ("106.00", None, "121.00", True),
        ("106.00", "106.00", "121.00", True),
        ("121.00", "106.00", "106.00", False),
        ("121.00", "106.00", "120.99", False),
        ("211.00", "106.00", "121.00", False),
    ],
)
def test_a_total_may_be_printed_after_withholdings(total: str, payable: str | None, stated: str, *, same: bool) -> None:
    """By exactly what is withheld: the code's is the one before."""
    document = invoice(total=amount(total), payable=amount(payable) if payable else None, withholdings=(IRPF,))

    assert agreement(coded(document, total=Decimal(stated)))["total"] is same


def test_what_is_left_to_pay_is_no_total_without_withholdings() -> None:
    """A prepayment does not change what the invoice comes to."""
    document = invoice(payable=amount("21.00"), prepaid=amount("100.00"))

    assert agreement(coded(document, total=Decimal("21.00")))["total"] is False


@pytest.mark.parametrize("stated", ["-121.00", "121.00"])
@pytest.mark.parametrize("printed", ["-121.00", "121.00"])
def test_a_credit_note_is_printed_with_either_sign(stated: str, printed: str) -> None:
    """An invoice is not."""
    note = invoice(doc_type=DocType.CREDIT_NOTE, total=amount(printed))
    bill = invoice(total=amount(printed))

    assert agreement(coded(note, total=Decimal(stated)))["total"] is True
    assert agreement(coded(bill, total=Decimal(stated)))["total"] is (stated == printed)


def test_a_total_in_another_currency_is_not_compared() -> None:
    """The code's is in euros."""
    dollars = invoice(currency=field("USD"))

    assert "total" not in agreement(coded(dollars))
    assert "total" in agreement(coded(invoice(currency=None)))
    assert "total" in agreement(coded(dollars, system=System.SRI))


def test_the_issuer_of_a_liquidacion_is_the_customer() -> None:
    """The one who buys writes it."""
    document = coded(
        invoice(customer=party("1792261104001")), system=System.SRI, code="03", tax_id="1792261104001", total=None
    )

    assert agreement(document)["customer.tax_id"] is True
    assert "supplier.tax_id" not in agreement(document)
