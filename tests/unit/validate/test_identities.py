"""Tax ids: the wrong ones of countries that we know are found, those of others pass."""

import pytest

from asiento.document import DocType, Document, Party, Source
from asiento.model import Severity
from asiento.tax_ids import compact_tax_id, is_same_tax_id
from papers import OWN_NIF, SUPPLIER_RUC, amount, ecuadorian, field, invoice, party, receipt, tax, verdicts

ERROR, REVIEW, WARNING = Severity.ERROR, Severity.REVIEW, Severity.WARNING
PERSON_RUC, WRONG_PERSON_RUC = "1710034065001", "1710034064001"
COMPANY_RUC_WITHOUT_CHECK_DIGIT = "1790012345001"


@pytest.mark.parametrize(
    "nif", ["89890001K", "12345678Z", "B12345674", "X1234567L", "P0800000B", "ESB12345674", "B-12345674", "1234567L"]
)
def test_a_valid_spanish_id_passes(nif: str) -> None:
    """DNI, NIE and CIF, with or without prefix, hyphens or leading zeros."""
    assert verdicts(invoice(supplier=party(nif, "ES"), customer=party(OWN_NIF))) == set()


@pytest.mark.parametrize("nif", ["B87654321", "Y9876543R", "12345678A", "A58818502"])
@pytest.mark.parametrize(
    ("doc_type", "source", "severity"),
    [
        (DocType.INVOICE, Source.PDF_TEXT, ERROR),
        (DocType.INVOICE, Source.XML, ERROR),
        (DocType.INVOICE, Source.ROW, ERROR),
        (DocType.INVOICE, Source.OCR, REVIEW),
        (DocType.CREDIT_NOTE, Source.PDF_TEXT, ERROR),
        (DocType.RECEIPT, Source.PDF_TEXT, REVIEW),
    ],
)
def test_a_wrong_spanish_supplier_is_found(nif: str, doc_type: DocType, source: Source, severity: Severity) -> None:
    """It fails an invoice, unless it may be misread; a receipt goes to a person."""
    supplier = Party(name=field("Suministros"), tax_id=field(nif, source))
    assert ("invalid_tax_id", severity, "supplier.tax_id") in verdicts(invoice(doc_type=doc_type, supplier=supplier))


def test_a_wrong_customer_goes_to_a_person() -> None:
    """A buyer's id does not fail an invoice that we issued."""
    issued = invoice(supplier=party(OWN_NIF), customer=party("B87654321"))
    assert verdicts(issued) == {("invalid_tax_id", REVIEW, "customer.tax_id")}


def test_a_foreign_customer_whose_id_looks_ecuadorian_passes() -> None:
    """Thirteen digits are a tax id in other countries too."""
    assert verdicts(invoice(supplier=party(OWN_NIF), customer=party(WRONG_PERSON_RUC))) == set()


def test_an_odd_id_of_a_supplier_who_withholds_irpf_goes_to_a_person() -> None:
    """The tax says Spain, the id does not: somebody looks."""
    odd = invoice(supplier=party("B1234567"), withholdings=(tax("IRPF", "15", "100.00", "15.00"),))
    assert verdicts(odd) == {("invalid_tax_id", REVIEW, "supplier.tax_id")}


@pytest.mark.parametrize(
    "supplier",
    [
        party("123456789", "US"),
        party("B87654321", "CY"),
        party("B1234567"),
        party("9990012345001"),
    ],
)
def test_a_foreign_id_cannot_be_checked(supplier: Party) -> None:
    """Ids of other countries pass, whatever they look like, if they have no letters of a country of the EU."""
    assert verdicts(invoice(supplier=supplier)) == set()


@pytest.mark.parametrize("ruc", [SUPPLIER_RUC, PERSON_RUC, "1760001550001", "1765432107001"])
def test_a_valid_ruc_passes(ruc: str) -> None:
    """A company's, a person's, a public body's, and a person's with the third digit 6."""
    document = ecuadorian(supplier=party(ruc, "EC"))
    assert not [code for code, severity, _ in verdicts(document) if "tax_id" in code and severity is not WARNING]


@pytest.mark.parametrize(
    ("ruc", "expected"),
    [
        ("9990012345001", ("invalid_tax_id", ERROR, "supplier.tax_id")),
        ("1770012345001", ("invalid_tax_id", ERROR, "supplier.tax_id")),
        ("1790012344000", ("invalid_tax_id", ERROR, "supplier.tax_id")),
        ("179001234400", ("invalid_tax_id", ERROR, "supplier.tax_id")),
        (WRONG_PERSON_RUC, ("invalid_tax_id", REVIEW, "supplier.tax_id")),
        (COMPANY_RUC_WITHOUT_CHECK_DIGIT, ("unusual_tax_id", WARNING, "supplier.tax_id")),
    ],
)
def test_a_ruc_is_judged_as_strictly_as_the_tax_office_does(ruc: str, expected: tuple[str, Severity, str]) -> None:
    """The form is an error, a person's check digit a review, a company's only told."""
    assert expected in verdicts(ecuadorian(supplier=party(ruc, "EC")))


def test_a_misread_ruc_goes_to_a_person() -> None:
    """OCR confuses digits."""
    supplier = Party(tax_id=field("9990012345001", Source.OCR), country=field("EC"))
    assert ("invalid_tax_id", REVIEW, "supplier.tax_id") in verdicts(ecuadorian(supplier=supplier))


@pytest.mark.parametrize(
    ("customer", "wrong"),
    [
        (party("1710034065", "EC"), False),
        (party("1710034064", "EC"), True),
        (party(PERSON_RUC), False),
        (party(WRONG_PERSON_RUC), True),
        (party("AB123456", "EC"), False),
        (party("1710034064002", "EC"), True),
        (party("17100340640", "EC"), False),
        (party("9999999999999", "EC"), False),
    ],
)
def test_an_ecuadorian_buyer_shows_ruc_cedula_or_passport(customer: Party, wrong: bool) -> None:
    """A wrong cedula or RUC goes to a person; what has the digits of neither may be a passport."""
    found = ("invalid_tax_id", REVIEW, "customer.tax_id") in verdicts(ecuadorian(customer=customer))
    assert found is wrong


def test_the_companys_own_id_is_not_judged() -> None:
    """The tenant knows its own tax id."""
    assert verdicts(receipt(customer=party(OWN_NIF))) == set()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("B12345674", "es-B 1234.5674", True),
        ("1710034065", "1710034065001", True),
        ("1710034065001", "1710034065", True),
        ("1710034064", "1710034065001", False),
        ("B12345674", "B12345675", False),
        ("B1234567", "B12345674", False),
        ("IT00743110157", "00743110157", True),
        ("ATU12345675", "u12345675", True),
        ("IT00743110157", "DE00743110157", False),
        ("XX00743110157", "00743110157", False),
    ],
)
def test_two_ids_name_the_same_person(one: str, other: str, same: bool) -> None:
    """Separators and the letters of an EU country do not matter, and a RUC is its owner's cedula."""
    assert is_same_tax_id(one, other) is same


def test_a_compact_id_stays_as_it_is() -> None:
    """Compacting twice is compacting once."""
    assert compact_tax_id(compact_tax_id("ES B-12.345.674")) == "B12345674"


def test_documents_of_other_countries_follow_generic_rules_only() -> None:
    """An Italian `IVA` of 22 % is no Spanish rate gone wrong."""
    italian: Document = invoice(
        supplier=party("12345670017", "IT"), taxes=(tax("IVA", "22", "100.00", "22.00"),), total=amount("122.00")
    )
    assert verdicts(italian) == set()
