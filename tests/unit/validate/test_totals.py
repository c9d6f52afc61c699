"""Sums: what adds up in any printed reading passes, what does not is said with its figures."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiento.codes import sentence
from asiento.document import DocType, Document, Line, Source, Tax
from asiento.model import Severity
from asiento.validate.sums import tolerance
from papers import amount, field, findings_of, invoice, line, receipt, tax, verdicts

ERROR, REVIEW, WARNING = Severity.ERROR, Severity.REVIEW, Severity.WARNING
IRPF = tax("IRPF", "15", "100.00", "15.00")
RECARGO = tax("RE", "5.2", "100.00", "5.20")
IVA = tax("IVA", "21", "100.00", "21.00")


@pytest.mark.parametrize(
    "document",
    [
        invoice(withholdings=(IRPF,), payable=amount("106.00")),
        invoice(withholdings=(IRPF,), total=amount("106.00"), payable=amount("106.00")),
        invoice(withholdings=(IRPF,), total=amount("106.00")),
        invoice(taxes=(IVA, RECARGO), total=amount("126.20")),
        invoice(taxes=(IVA, RECARGO), tax_total=amount("26.20"), total=amount("126.20")),
        invoice(taxes=(IVA, RECARGO), tax_total=amount("21.00"), total=amount("126.20")),
        invoice(tip=amount("10.00"), total=amount("131.00")),
        invoice(lines=(line("60.00"), line("40.00"))),
        invoice(lines=(line("61.00"), line("60.00"))),
        invoice(lines=(line("100.00"), Line(description=field("Note")))),
        invoice(total=amount("121.02")),
        invoice(net=None, lines=(line("100.00"),)),
        invoice(net=None, lines=(line("121.00"),), withholdings=(IRPF,), total=amount("106.00")),
        receipt(tip=amount("1.00"), total=amount("12.00"), lines=(line("11.00"),)),
        invoice(net=None),
        invoice(taxes=(), tax_total=None),
        invoice(taxes=(), net=None, total=amount("121.00"), lines=(line("121.00"),)),
        invoice(taxes=(Tax(kind="IVA", rate=amount("21")),)),
        invoice(taxes=(IVA, tax("ICE", "10", "100.00", "3.00")), total=amount("124.00")),
        receipt(net=amount("11.00"), taxes=(tax("IVA", "10", "10.00", "1.00"),)),
        receipt(
            net=amount("11.00"), tip=amount("1.00"), total=amount("12.00"), taxes=(tax("IVA", "10", "10.00", "1.00"),)
        ),
        receipt(net=amount("10.00"), taxes=(tax("IVA", "10", "10.00", "1.00"),)),
        invoice(doc_type=DocType.CREDIT_NOTE, total=amount("-121.00")),
        invoice(
            doc_type=DocType.CREDIT_NOTE,
            net=amount("-100.00"),
            taxes=(tax("IVA", "21", "-100.00", "-21.00"),),
            total=amount("-121.00"),
            lines=(line("-100.00"),),
        ),
    ],
)
def test_a_valid_document_adds_up(document: Document) -> None:
    """Withholding, surcharge, tip, prices with tax, rounding and missing parts fail nothing."""
    assert [found for found in findings_of(document) if found.code == "totals_mismatch"] == []


@pytest.mark.parametrize(
    ("source", "severity"),
    [
        (Source.PDF_TEXT, ERROR),
        (Source.XML, ERROR),
        (Source.ROW, ERROR),
        (Source.QR, ERROR),
        (Source.PERSON, ERROR),
        (Source.OCR, REVIEW),
        (Source.DERIVED, REVIEW),
    ],
)
def test_a_wrong_total_fails_unless_it_may_be_a_reading_error(source: Source, severity: Severity) -> None:
    """The source of the figures decides between error and review."""
    wrong = invoice(
        net=amount("100.00", source), taxes=(tax("IVA", "21", "100", "21", source),), total=amount("131.00", source)
    )
    assert {one for one in verdicts(wrong) if one[0] == "totals_mismatch"} == {("totals_mismatch", severity, "total")}


def test_one_figure_read_without_confidence_makes_it_a_review() -> None:
    """A doubtful net amount is likelier wrong than the document."""
    doubtful = invoice(net=amount("100.00", confidence=0.5), total=amount("131.00"))
    assert verdicts(doubtful) == {("totals_mismatch", REVIEW, "total")}


def test_the_sentence_gives_the_figures() -> None:
    """The bookkeeper sees what was added and what to do."""
    (finding,) = findings_of(invoice(total=amount("131.00")))
    assert sentence(finding) == (
        "Net 100.00 + tax 21.00 is 121.00, but the total reads 131.00. "
        "One of the three is wrong or was misread: compare them with the document and correct the wrong one."
    )


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (invoice(total=amount("121.03")), (ERROR, "total")),
        (invoice(tip=amount("10.00")), (ERROR, "total")),
        (invoice(taxes=(), tax_total=amount("20.00")), (ERROR, "total")),
        (receipt(net=amount("9.00"), tax_total=amount("1.00")), (ERROR, "total")),
        (invoice(doc_type=DocType.CREDIT_NOTE, total=amount("-131.00")), (ERROR, "total")),
        (invoice(tax_total=amount("25.00")), (REVIEW, "tax_total")),
        (invoice(net=None, tax_total=amount("25.00")), (ERROR, "tax_total")),
        (invoice(taxes=(tax("IVA", "10", "100.00", "21.00"),)), (REVIEW, "taxes.0.amount")),
        (invoice(taxes=(tax("IVA", "10", "100.00", "21.00", Source.XML),)), (ERROR, "taxes.0.amount")),
        (invoice(taxes=(tax("IVA", "10", "100.00", "21.00", Source.OCR),)), (REVIEW, "taxes.0.amount")),
        (invoice(net=None, taxes=(tax("IVA", "10", "100.00", "21.00"),)), (ERROR, "taxes.0.amount")),
        (
            # Rounded line by line: 0.15 of 21.00, less than a hundredth of the tax.
            invoice(net=None, taxes=(tax("IVA", "21", "100.00", "21.15", Source.XML),)),
            (REVIEW, "taxes.0.amount"),
        ),
        (invoice(withholdings=(tax("IRPF", "15", "100.00", "19.00", Source.ROW),)), (ERROR, "withholdings.0.amount")),
        (invoice(lines=(line("110.00"),)), (WARNING, "lines")),
        (invoice(net=None, lines=(line("110.00"),)), (REVIEW, "lines")),
        (invoice(withholdings=(IRPF,), payable=amount("121.00")), (REVIEW, "payable")),
        (invoice(payable=amount("130.00")), (REVIEW, "payable")),
        (invoice(payable=amount("21.00")), (WARNING, "payable")),
    ],
)
def test_a_sum_that_does_not_hold_is_found(document: Document, expected: tuple[Severity, str]) -> None:
    """Each sum has its own finding, graver the surer it is that the document is wrong."""
    assert ("totals_mismatch", *expected) in verdicts(document)


def test_supplies_that_are_lines_but_not_in_the_net_go_to_a_person() -> None:
    """The lines and the tax make the total, so the document may well be right."""
    supplies = invoice(lines=(line("100.00"), line("50.00")), total=amount("171.00"))
    assert verdicts(supplies) == {("totals_mismatch", REVIEW, "total")}


@pytest.mark.parametrize(
    ("currency", "taxes", "lines", "expected"),
    [
        ("EUR", 1, 0, "0.02"),
        ("EUR", 3, 0, "0.03"),
        ("EUR", 1, 10, "0.060"),
        ("JPY", 1, 0, "2"),
        ("KWD", 1, 0, "0.002"),
    ],
)
def test_the_tolerance_is_that_of_the_country_rules(currency: str, taxes: int, lines: int, expected: str) -> None:
    """Two smallest units, one a tax, half of one a line and one more."""
    document = invoice(currency=field(currency), taxes=(IVA,) * taxes, lines=(line("1.00"),) * lines)
    assert Decimal(expected) == tolerance(document)


CENT = Decimal("0.01")
SURCHARGES = {Decimal(21): Decimal("5.2"), Decimal(10): Decimal("1.4"), Decimal(4): Decimal("0.5")}


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _row(kind: str, rate: Decimal, base: Decimal) -> Tax:
    return Tax(kind=kind, rate=field(rate), base=field(base), amount=field(_rounded(base * rate / 100)))


def _sum(rows: tuple[Tax, ...]) -> Decimal:
    return sum((found.amount.value for found in rows if found.amount), Decimal(0))


@st.composite
def consistent_invoices(draw: st.DrawFn) -> Document:
    """Invoices as programs make them: lines at several rates, perhaps surcharge, withholding, tip, advance."""
    prices = st.decimals("0.01", "9999.99", places=2)
    items = draw(st.lists(st.tuples(st.integers(1, 99), prices, st.sampled_from(sorted(SURCHARGES))), min_size=1))
    lines = tuple(
        Line(quantity=field(Decimal(q)), unit_price=field(p), tax_rate=field(r), amount=field(q * p))
        for q, p, r in items
    )
    bases = {rate: sum((q * p for q, p, r in items if r == rate), Decimal(0)) for _, _, rate in items}
    taxes = tuple(_row("IVA", rate, base) for rate, base in bases.items())
    if draw(st.booleans()):
        taxes += tuple(_row("RE", SURCHARGES[rate], base) for rate, base in bases.items())
    net = sum(bases.values(), Decimal(0))
    withheld = (_row("IRPF", draw(st.sampled_from([Decimal(7), Decimal(15)])), net),) if draw(st.booleans()) else ()
    tip = draw(st.none() | prices)
    total = net + _sum(taxes) + (tip or 0)
    return invoice(
        lines=lines,
        taxes=taxes,
        withholdings=withheld,
        net=field(net),
        tax_total=field(_sum(taxes)) if draw(st.booleans()) else None,
        tip=field(tip) if tip is not None else None,
        total=field(total),
        payable=field(total - _sum(withheld)) if draw(st.booleans()) else None,
    )


@given(consistent_invoices())
def test_any_consistent_invoice_is_without_findings(document: Document) -> None:
    """Whatever the lines, rates, surcharge, withholding and tip: valid is valid."""
    assert verdicts(document) == set()


@given(consistent_invoices(), st.decimals("0.01", "1000", places=2), st.sampled_from([1, -1]))
def test_any_change_of_the_total_beyond_the_tolerance_is_found(document: Document, by: Decimal, sign: int) -> None:
    """A total that no printed reading makes is a mismatch; one less the withholdings is such a reading."""
    assert document.total is not None
    changed = document.total.value + sign * (tolerance(document) + by)
    wrong = replace(document, total=field(changed))
    without_withheld = document.total.value - _sum(document.withholdings)
    is_a_reading = bool(document.withholdings) and abs(changed - without_withheld) <= tolerance(document)
    assert (("totals_mismatch", ERROR, "total") in verdicts(wrong)) is not is_a_reading
