"""The fiscal code of a page against what the page says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from asiento.document import DocType, Document, Fiscal, Source
from asiento.fiscal_codes import FiscalCode, System
from asiento.fiscal_codes.payload import read_code
from asiento.model import Severity
from asiento.validate.certainty import certainty
from asiento.validate.vouchers import Voucher, vouchers_of
from made_codes import access_key
from papers import SUPPLIER_NIF, SUPPLIER_RUC, field, findings_of, invoice, party

CODE: dict[str, Any] = {
    "system": System.VERIFACTU,
    "tax_id": SUPPLIER_NIF,
    "number": "F-2025-17",
    "issued_on": date(2025, 3, 10),
    "total": Decimal("121.00"),
}


def coded(code: FiscalCode, **changes: Any) -> Document:
    """Return the invoice of `papers` with *code* on its page."""
    return invoice(fiscal=Fiscal(printed=field(code, Source.QR)), **changes)


def contradicted(document: Document) -> list[tuple[str | None, str, object]]:
    """Return variant, field and parameters of each contradiction."""
    found = findings_of(document)
    assert all(one.severity is Severity.REVIEW for one in found if one.code == "code_contradicts")
    return [(one.variant, one.field, dict(one.params)) for one in found if one.code == "code_contradicts"]


def test_a_code_that_says_the_same_is_no_finding() -> None:
    """Nor is none at all."""
    assert findings_of(coded(FiscalCode(**CODE))) == findings_of(invoice())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"tax_id": "B12345674"},
            ("issuer", "supplier.tax_id", {"read": SUPPLIER_NIF, "stated": "B12345674"}),
        ),
        ({"number": "F-2025-18"}, ("number", "number", {"read": "F-2025-17", "stated": "F-2025-18"})),
        (
            {"issued_on": date(2025, 3, 11)},
            ("issued_on", "issued_on", {"read": "2025-03-10", "stated": "2025-03-11"}),
        ),
        ({"total": Decimal("1210.00")}, ("total", "total", {"read": "121.00", "stated": "1210.00"})),
    ],
)
def test_a_contradiction_names_both_values(change: dict[str, Any], expected: object) -> None:
    """A person sees at once which is wrong."""
    assert contradicted(coded(FiscalCode(**(CODE | change)))) == [expected]


def test_every_contradiction_is_told() -> None:
    """A code of another company's slip says nothing that the page says."""
    other = FiscalCode(
        system=System.TICKETBAI,
        tax_id="B12345674",
        number="A-9",
        issued_on=date(2024, 1, 1),
        total=Decimal(5),
    )

    assert [variant for variant, _, _ in contradicted(coded(other))] == ["issuer", "number", "issued_on", "total"]


def test_an_access_key_from_its_code_is_compared_once() -> None:
    """By this rule, which names both values, and not by that of the key too."""
    key = access_key(day="10032025", ruc=SUPPLIER_RUC, sequence=17)
    code = read_code(key)
    assert isinstance(code, FiscalCode)
    printed = field(code, Source.QR)
    fiscal = Fiscal(printed=printed, access_key=field(key, Source.QR))
    document = invoice(fiscal=fiscal, supplier=party(SUPPLIER_RUC), number=field("001-001-000000018"))

    assert [one.code for one in findings_of(document) if "mismatch" in one.code] == []
    assert contradicted(document) == [
        ("number", "number", {"read": "001-001-000000018", "stated": "001-001-000000017"})
    ]


@pytest.mark.parametrize(
    ("doc_type", "code", "same"),
    [
        (DocType.INVOICE, "01", True),
        (DocType.RECEIPT, "01", True),
        (DocType.CREDIT_NOTE, "04", True),
        (DocType.DEBIT_NOTE, "05", True),
        (DocType.INVOICE, "04", False),
        (DocType.CREDIT_NOTE, "01", False),
        (DocType.INVOICE, "06", False),
        (DocType.RECEIPT, "07", False),
    ],
)
def test_the_type_of_an_access_key_is_compared(doc_type: DocType, code: str, *, same: bool) -> None:
    """A certificate of withholding is no invoice, however much it looks like one."""
    stated = FiscalCode(**(CODE | {"system": System.SRI, "code": code, "total": None}))
    document = coded(stated, doc_type=doc_type)

    assert contradicted(document) == ([] if same else [("doc_type", "doc_type", {"stated": code})])


def test_the_buyer_of_a_liquidacion_is_compared() -> None:
    """He issues it."""
    code = FiscalCode(
        system=System.SRI,
        tax_id="1792261104001",
        number="001-001-000000017",
        issued_on=date(2025, 3, 10),
        code="03",
    )
    document = coded(code, number=field("001-001-000000017"), customer=party("1790012344001"))

    assert contradicted(document) == [
        ("issuer", "customer.tax_id", {"read": "1790012344001", "stated": "1792261104001"})
    ]


def test_what_code_and_page_say_is_vouched_for() -> None:
    """As likely right as extract says, whatever such values are elsewhere; of what it contradicts nothing is."""
    unsure = field(date(2025, 3, 10), Source.OCR, 0.99)
    same = coded(FiscalCode(**CODE), issued_on=unsure)
    other = coded(FiscalCode(**(CODE | {"number": "F-2025-18"})), issued_on=unsure)

    assert [vouchers_of(same, path)[0] for path in ("number", "issued_on", "total", "supplier.tax_id")] == [
        Voucher.CODE
    ] * 4
    assert certainty(same, "issued_on", unsure) == 0.99
    assert vouchers_of(other, "issued_on") == ()
    assert certainty(other, "issued_on", unsure) == certainty(invoice(), "issued_on", unsure)


def test_what_only_the_code_states_is_vouched_for_by_it() -> None:
    """It is not the data of an e-invoice."""
    document = coded(FiscalCode(**CODE), number=field("F-2025-17", Source.QR))

    assert vouchers_of(document, "number") == (Voucher.CODE,)
