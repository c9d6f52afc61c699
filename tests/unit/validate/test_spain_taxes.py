"""Taxes that depend on another figure: the recargo, what is withheld, IPSI, and in Ecuador the tip."""

import pytest

from asiento.document import DocType, Document, Tax
from asiento.model import Severity
from papers import amount, ecuadorian, findings_of, invoice, tax, verdicts

REVIEW = Severity.REVIEW
IVA = tax("IVA", "21", "100.00", "21.00")
RE = tax("RE", "5.2", "100.00", "5.20")


@pytest.mark.parametrize(
    ("taxes", "total", "expected"),
    [
        ((IVA, RE), "126.20", set()),
        ((IVA, tax("IVA", "4", "0.00", "0.00"), RE), "126.20", set()),
        ((tax("IVA", "10", "100.00", "10.00"), RE), "115.20", {("surcharge_mismatch", REVIEW, "taxes.1.rate")}),
        ((RE,), "105.20", {("surcharge_mismatch", REVIEW, "taxes.0.rate")}),
        ((IVA, tax("RE", "5.2", "80.00", "4.16")), "125.16", {("surcharge_mismatch", REVIEW, "taxes.1.base")}),
        ((IVA, Tax(kind="RE", rate=amount("5.2"), amount=amount("5.20"))), "126.20", set()),
    ],
)
def test_a_recargo_goes_with_its_iva(
    taxes: tuple[Tax, ...], total: str, expected: set[tuple[str, Severity, str]]
) -> None:
    """5.2 with 21, 1.4 with 10, 0.5 with 4, on the same base (Ley 37/1992, art. 161)."""
    found = verdicts(invoice(taxes=taxes, total=amount(total), net=amount("100.00")))

    assert {each for each in found if each[0] == "surcharge_mismatch"} == expected


@pytest.mark.parametrize(
    ("withheld", "expected"),
    [
        (tax("IRPF", "15", "100.00", "15.00"), False),
        (Tax(kind="IRPF", rate=amount("15"), amount=amount("15.00")), False),
        (Tax(kind="IRPF", rate=amount("15"), amount=amount("18.15")), True),
        (tax("IRPF", "15", "121.00", "18.15"), True),
        (Tax(kind="IRPF", rate=amount("15"), amount=amount("7.50")), False),
        (Tax(kind="IRPF", amount=amount("18.15")), False),
    ],
)
def test_what_is_withheld_is_a_part_of_the_net(withheld: Tax, expected: bool) -> None:
    """Not of the total (RD 439/2007, art. 93); a part of the lines may be free of it."""
    variants = {each.variant for each in findings_of(invoice(withholdings=(withheld,)))}

    assert ("withheld_on_total" in variants) is expected


def test_without_a_tax_net_and_total_are_one() -> None:
    """Then nothing tells on which it was withheld."""
    document = invoice(
        taxes=(tax("IVA", "0", "100.00", "0.00"),),
        total=amount("100.00"),
        withholdings=(tax("IRPF", "15", "100.00", "15.00"),),
    )

    assert not findings_of(document)


@pytest.mark.parametrize(("rate", "known"), [("0.5", True), ("10", True), ("0.4", False), ("21", False)])
def test_ipsi_has_a_range(rate: str, known: bool) -> None:
    """Between a half and ten percent (Ley 8/1991, art. 18)."""
    document = invoice(taxes=(Tax(kind="IPSI", rate=amount(rate)),), net=None)

    assert ("unknown_rate" not in {code for code, _, _ in verdicts(document)}) is known


def with_tip(tip: str) -> Document:
    """Return an Ecuadorian bill of 100.00 with *tip*."""
    return ecuadorian(tip=amount(tip), total=amount(f"{115 + float(tip):.2f}"), doc_type=DocType.INVOICE)


@pytest.mark.parametrize(("tip", "expected"), [("10.00", False), ("10.02", False), ("10.03", True), ("15.00", True)])
def test_a_tip_is_at_most_a_tenth(tip: str, expected: bool) -> None:
    """Of the net (Decreto 1269 of 1971), give or take what rounding may."""
    assert (("tip_too_high", REVIEW, "tip") in verdicts(with_tip(tip))) is expected
