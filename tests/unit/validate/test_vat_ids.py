"""VAT ids of other EU countries: their check digits are judged, and nothing is said of ids of no known country."""

from dataclasses import replace

import pytest

from asiento.document import DocType, Document, Party, Source
from asiento.model import Severity
from asiento.tenant import Supplier
from asiento.validate.vat_ids import is_refused
from builders import TENANT
from papers import OWN_NIF, ecuadorian, field, findings_of, invoice, party, verdicts

REVIEW, WARNING = Severity.REVIEW, Severity.WARNING
WRONG = "DE136695977"

VALID = (
    "DE136695976",
    "FR83404833048",
    "FRK7399859412",
    "IT00743110157",
    "NL004495445B01",
    "NL123456789B13",
    "PT501964843",
    "ATU13585627",
    "EL094259216",
    "IE6433435F",
)
REFUSED = (
    "DE136695977",
    "DE13669597",
    "FR84404833048",
    "IT00743110158",
    "NL004495446B01",
    "PT501964842",
    "ATU13585626",
    "AT13585626",
    "EL094259217",
    "LU15027443",
)


@pytest.mark.parametrize(
    "number", [*VALID, "de 136 695 976", "fr 83.404.833.048", "NL 0044.95.445-B01", "atu 13585627"]
)
def test_an_id_with_right_check_digits_passes(number: str) -> None:
    """Of any country, in any case, with spaces, points and hyphens."""
    assert verdicts(invoice(supplier=party(number))) == set()


@pytest.mark.parametrize("number", [*REFUSED, "de 136 695 977", "pt 501.964.842", "it-00743110158"])
def test_an_id_that_its_country_refuses_is_held_where_the_supplier_is_new(number: str) -> None:
    """M28: a digit is wrong, or one is missing; the finding names the id as it stands."""
    (found,) = findings_of(invoice(supplier=party(number)))
    assert (found.code, found.severity, found.field) == ("invalid_vat_id", REVIEW, "supplier.tax_id")
    assert dict(found.params) == {"role": "supplier", "tax_id": number}


@pytest.mark.parametrize(
    "number",
    [
        "136695977",
        "404833048",
        "GB123456789",
        "CHE123456788",
        "NO123456789",
        "XI123456789",
        "FRA800101AB1",
        "ATU800101AB1",
        "FRNMRA80A01H501U",
        "ATUPK1234C",
        "DE",
    ],
)
def test_an_id_without_letters_of_an_eu_country_is_not_judged(number: str) -> None:
    """Bare digits, other countries, and ids of Mexico, Italy and India that only begin with the same letters."""
    assert not is_refused(number)


@pytest.mark.parametrize("number", ["ESB12345674", "ESB12345678", "B12345678"])
def test_spanish_ids_are_left_to_the_rule_of_spain(number: str) -> None:
    """With their letters or without."""
    assert not is_refused(number)


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (invoice(supplier=Party(name=field("Muster"), tax_id=field(WRONG, Source.XML))), "supplier.tax_id"),
        (invoice(supplier=Party(name=field("Muster"), tax_id=field(WRONG, Source.ROW))), "supplier.tax_id"),
        (invoice(supplier=Party(name=field("Muster"), tax_id=field(WRONG, Source.PERSON))), "supplier.tax_id"),
        (invoice(supplier=party(OWN_NIF), customer=party(WRONG, name="Muster GmbH")), "customer.tax_id"),
        (invoice(supplier=party(WRONG), doc_type=DocType.RECEIPT), "supplier.tax_id"),
    ],
)
def test_it_only_tells_where_nobody_knows_whether_the_supplier_is_new(document: Document, path: str) -> None:
    """The memory comes with pages only. What a person set, a customer's id and a receipt's do not hold either."""
    assert ("invalid_vat_id", WARNING, path) in verdicts(document)
    assert ("invalid_vat_id", REVIEW, path) not in verdicts(document)


@pytest.mark.parametrize(
    ("remembered", "severity"),
    [
        (Supplier(tax_id=WRONG, name="Muster GmbH"), WARNING),
        (Supplier(seen_tax_id=WRONG, category="Dietas"), WARNING),
        (Supplier(tax_id="DE136695976", seen_name="Muster GmbH"), REVIEW),
    ],
)
def test_a_supplier_who_was_corrected_before_is_not_held_again(remembered: Supplier, severity: Severity) -> None:
    """It is known by the same id: with another one, the id may have been misread."""
    tenant = replace(TENANT, suppliers=(remembered,))
    document = invoice(supplier=party(WRONG, name="Muster GmbH"))
    assert verdicts(document, tenant) == {("invalid_vat_id", severity, "supplier.tax_id")}


def test_the_companys_own_vat_id_is_not_judged() -> None:
    """The tenant knows its own."""
    tenant = replace(TENANT, tax_ids=(WRONG,))
    assert verdicts(invoice(customer=party(WRONG)), tenant) == set()


def test_a_passport_of_ecuador_is_not_judged() -> None:
    """A buyer in Ecuador may show one."""
    passport = ecuadorian(customer=party("DE1234567", "EC"))
    assert "invalid_vat_id" not in {code for code, _, _ in verdicts(passport)}
