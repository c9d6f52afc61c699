"""Spain's e-invoice in UBL 2.5 with the tax office's extension: what is read, what is proven, what is held."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from asiento.document import DocType
from asiento.einvoices import document_of_einvoice
from asiento.errors import DocumentError
from asiento.model import Severity
from asiento.validate import validate
from builders import make_item, make_tools
from made_spfe import BUYER, SELLER, Spfe
from mutations.__main__ import mutants_of

PLAIN = Spfe()
RECARGO = Spfe(withheld="0", surcharges=(("21", "5.2"), ("10", "1.4")))
IGIC = Spfe(lines=(("3", "50.00", "7", "L"),), tax="IGIC", withheld="0")
IPSI = Spfe(lines=(("3", "50.00", "4", "M"),), tax="IPSI", withheld="0")
CREDIT = Spfe(lines=(("-1", "300.00", "21", "S"),), corrects=("I", "A-2027-90"))
COLLECTED = Spfe(collected="12.50")
RIGHT = {"plain": PLAIN, "recargo": RECARGO, "igic": IGIC, "ipsi": IPSI, "credit": CREDIT, "collected": COLLECTED}


def said(xml: str) -> list[str]:
    """Return the severities and names of what is found in a file."""
    try:
        document = document_of_einvoice(xml.encode())
    except DocumentError as error:
        return [error.code]
    item = make_item(document=document, received_at=datetime(2027, 11, 1, tzinfo=UTC))
    return [f"{one.severity} {one.name}" for one in validate(item, make_tools()).findings]


def held(xml: str) -> list[str]:
    """Return the names of what holds or fails a file."""
    return [one.rpartition(" ")[2] for one in said(xml) if not one.startswith(Severity.WARNING)]


@pytest.mark.parametrize("made", RIGHT.values(), ids=RIGHT)
def test_a_right_one_is_not_held(made: Spfe) -> None:
    """Whatever it is of: its figures prove each other, and its fiscal code says the same."""
    assert said(made.xml()) == []


def test_its_taxes_have_their_national_names() -> None:
    """All have the scheme VAT; the lines say which it is, and a rate that no IVA has is a recargo."""
    read = {name: document_of_einvoice(made.xml().encode()) for name, made in RIGHT.items()}
    kinds = {name: [tax.kind for tax in document.taxes] for name, document in read.items()}

    assert kinds["plain"] == ["IVA", "IVA"]
    assert kinds["recargo"] == ["IVA", "IVA", "RE", "RE"]
    assert (kinds["igic"], kinds["ipsi"]) == (["IGIC"], ["IPSI"])


def test_what_is_withheld_is_irpf_and_is_not_taken_off_twice() -> None:
    """The line `RETE` states again what the rows state; what is collected for others is paid beside the total."""
    document = document_of_einvoice(COLLECTED.xml().encode())

    fields = (document.total, document.payable, document.prepaid, document.supplier.tax_id, document.customer.tax_id)
    figures = [Decimal("770.00"), Decimal("686.50"), Decimal("-12.50")]
    assert [field and field.value for field in fields] == [*figures, SELLER, BUYER]
    (row,) = document.withholdings
    assert (row.kind, row.rate and row.rate.value, row.amount and row.amount.value) == (
        "IRPF",
        Decimal(15),
        Decimal("96.00"),
    )


def test_differences_below_nothing_are_a_credit_note() -> None:
    """As the ledger has it; its type alone, 384, is held elsewhere."""
    assert document_of_einvoice(CREDIT.xml().encode()).doc_type is DocType.CREDIT_NOTE


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (replace(PLAIN, corrects=("S", "A-2027-90")), ["corrects_upwards.replaces"]),
        (replace(PLAIN, corrects=("I", "A-2027-90")), ["corrects_upwards.adds"]),
        (replace(PLAIN, corrects=("X", "A-2027-90")), ["unknown_type"]),
        (replace(CREDIT, corrects=("I", "")), ["credits_nothing"]),
        (replace(PLAIN, regime="12"), ["unknown_regime"]),
        (replace(IPSI, regime="02"), ["unknown_regime"]),
        (replace(PLAIN, regime=""), ["unknown_regime"]),
        (replace(PLAIN, regime="07"), []),
        (replace(PLAIN, withheld="13"), ["unknown_rate"]),
        (replace(RECARGO, surcharges=(("21", "1.4"),)), ["surcharge_mismatch.base"]),
    ],
)
def test_what_another_one_states_is_held(made: Spfe, expected: list[str]) -> None:
    """Each figure fits the others: only the extension says what is wrong."""
    assert [name for name in held(made.xml()) if not name.startswith("missing")][:1] == expected


@pytest.mark.parametrize(
    ("regime", "expected"),
    [("07", ["warning tax_regime.when_paid"]), ("03", ["warning tax_regime.margin"]), ("01", []), ("11", [])],
)
def test_a_regime_that_changes_the_deduction_is_told(regime: str, expected: list[str]) -> None:
    """Cash accounting and the margin schemes; it is booked all the same."""
    assert said(replace(PLAIN, regime=regime).xml()) == expected


ONE_CHANGED = {
    "a sum of what is withheld": ('<WithholdingTaxTotal><TaxAmount currencyID="EUR">96', "summary_mismatch.withheld",
                                  '<WithholdingTaxTotal><TaxAmount currencyID="EUR">69'),
    "a row of it": ('<TaxAmount currencyID="EUR">96.00</TaxAmount><TaxCategory>', "totals_mismatch.rate",
                    '<TaxAmount currencyID="EUR">69.00</TaxAmount><TaxCategory>'),
    "the line that takes it off": (">-96.00<", "summary_mismatch.withheld", ">-90.00<"),
    "its rate": ("<Percent>15<", "totals_mismatch.rate", "<Percent>7<"),
    "no rate of it": ("<Percent>15</Percent>", "missing_element", ""),
    "what is left to pay": (">674.00</PayableAmount>", "totals_mismatch.payable", ">770.00</PayableAmount>"),
    "the tax of the lines": ("<ValueQualifier>IVA<", "unknown_regime", "<ValueQualifier>IVAX<"),
    "no regime": ("<Name>REGI<", "missing_element", "<Name>COLOR<"),
    "the day of the fiscal code": ("05-10-2027", "code_contradicts.issued_on", "06-10-2027"),
    "the number": ("<ID>A-2027-118<", "code_contradicts.number", "<ID>A-2027-119<"),
    "an unreadable fiscal code": ("fecha=05-10-2027", "fiscal_code_unreadable", "fecha=05-13-2027"),
    "a fiscal code to try out": ("www2.agenciatributaria.gob.es", "marked_test", "prewww2.aeat.es"),
    "a copy": ("<CopyIndicator>false", "marked_copy", "<CopyIndicator>true"),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_CHANGED)
def test_one_thing_changed_is_held(name: str) -> None:
    """The finding says what does not fit."""
    old, expected, new = ONE_CHANGED[name]
    xml = PLAIN.xml()

    assert old in xml
    assert expected in held(xml.replace(old, new, 1))


def test_a_corrective_type_says_how_it_corrects() -> None:
    """Without the two references, or with them on another type, it may be anything."""
    xml = CREDIT.xml()

    assert "unknown_type" in held(xml.replace(">384<", ">380<"))
    assert "unknown_type" in held(xml.replace("RECT:MODALIDAD", "OTHER"))
    assert "unknown_type" in held(xml.replace("urn:aeat.es:spfe", "urn:other"))


def test_nothing_changed_is_booked_otherwise_without_a_word(tmp_path: Path) -> None:
    """What `make mutations` changes: a date that fits cannot be seen where no fiscal code states it."""
    path = tmp_path / "spfe.xml"
    path.write_text(replace(PLAIN, coded=False).xml())
    found = mutants_of(path, "1")

    silent = {f"{one.kind}: {one.change} at {one.where}" for one in found if one.state in ("silent", "warned")}
    assert len(found) > 150
    assert silent == {
        "date: removed at Invoice/DueDate",
        "date: day and month exchanged at Invoice/IssueDate",
        "date: year before at Invoice/IssueDate",
    }
