"""Dated rates: every row of the tables holds on its days, and the facts of the law stand beside them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest

from asiento.codes import sentence
from asiento.document import DocType, Document, Tax
from asiento.model import Severity
from asiento.validate.rates import Rate
from asiento.validate.rates_ecuador import ECUADOR_RATES
from asiento.validate.rates_spain import SPAIN_RATES
from papers import amount, day, ecuadorian, findings_of, invoice, party, tax, verdicts

A_DAY = timedelta(days=1)
ROWS = [*(("ES", rate) for rate in SPAIN_RATES), *(("EC", rate) for rate in ECUADOR_RATES)]
RATE_CODES = {"rate_not_in_force", "unknown_rate"}


def paper(country: str, kind: str, percent: str, on: str) -> Document:
    """Return an invoice with one tax, or one withholding if it is IRPF, and nothing else to judge a rate by."""
    make = invoice if country == "ES" else ecuadorian
    row = Tax(kind=kind, rate=amount(percent))
    taxes, withholdings = ((), (row,)) if kind == "IRPF" else ((row,), ())
    return make(issued_on=day(on), taxes=taxes, withholdings=withholdings, net=None)


def rate_codes(document: Document) -> set[str]:
    """Return the codes found about rates."""
    return {code for code, _, _ in verdicts(document)} & RATE_CODES


def siblings(country: str, rate: Rate) -> list[Rate]:
    """Return the rows of the same tax and percent, which together say when it was in force."""
    return [other for code, other in ROWS if code == country and (other.tax, other.percent) == (rate.tax, rate.percent)]


def inside(rate: Rate) -> list[date]:
    """Return the first and the last day of *rate*, or days long ago and of today's law where it has none."""
    return [rate.start or date(2000, 1, 1), rate.end or date(2025, 3, 1)]


def outside(rate: Rate) -> list[date]:
    """Return the day before *rate* and the day after it, where there are such."""
    before = [rate.start - A_DAY] if rate.start else []
    return before + ([rate.end + A_DAY] if rate.end else [])


def on_days(days: Callable[[Rate], list[date]]) -> pytest.MarkDecorator:
    """Return each row of the tables on each of its *days* as parameters."""
    cases = [
        pytest.param(country, rate, on, id=f"{country} {rate.tax} {rate.percent} on {on}")
        for country, rate in ROWS
        for on in days(rate)
    ]
    return pytest.mark.parametrize(("country", "rate", "on"), cases)


@on_days(inside)
def test_each_row_holds_on_its_first_and_last_day(country: str, rate: Rate, on: date) -> None:
    """Inside its period a rate is in force."""
    assert rate_codes(paper(country, rate.tax, str(rate.percent), str(on))) == set()


@on_days(outside)
def test_each_row_ends_where_it_says(country: str, rate: Rate, on: date) -> None:
    """The day before and the day after, the rate is out of force, unless another row has it."""
    covered = any(other.is_in_force(on) for other in siblings(country, rate))
    expected = set() if covered else {"rate_not_in_force"}

    assert rate_codes(paper(country, rate.tax, str(rate.percent), str(on))) == expected


@pytest.mark.parametrize(("country", "rate"), ROWS)
def test_each_row_says_where_it_is_from(country: str, rate: Rate) -> None:
    """A rate without a source is a rumour."""
    assert country in ("ES", "EC")
    assert rate.source.startswith("https://")
    assert rate.note
    assert rate.start is None or rate.end is None or rate.start <= rate.end


SPAIN_CHANGED = (
    ("IVA", [("15", "1993-01-01"), ("16", "1995-01-01"), ("18", "2010-07-01"), ("21", "2012-09-01")]),
    ("IVA", [("6", "1993-01-01"), ("7", "1995-01-01"), ("8", "2010-07-01"), ("10", "2012-09-01")]),
    ("IVA", [("3", "1993-01-01"), ("4", "1995-01-01")]),
    ("RE", [("4", "2010-07-01"), ("5.2", "2012-09-01")]),
    ("RE", [("1", "2010-07-01"), ("1.4", "2012-09-01")]),
    ("IGIC", [("7", "2012-07-01")]),
    ("IRPF", [("15", "2007-01-01"), ("21", "2012-09-01"), ("19", "2015-01-01"), ("15", "2015-07-12")]),
)
"""Each tax with the rates that followed one another, and from when."""
BEGUN = [(kind, percent, on) for kind, changes in SPAIN_CHANGED for percent, on in changes]
ENDED = [(kind, old, on) for kind, changes in SPAIN_CHANGED for (old, _), (_, on) in pairwise(changes)]


@pytest.mark.parametrize(("kind", "percent", "on"), BEGUN)
def test_spain_has_a_new_rate_from_this_day_on(kind: str, percent: str, on: str) -> None:
    """The day on which the law changed it."""
    assert rate_codes(paper("ES", kind, percent, on)) == set()


@pytest.mark.parametrize(("kind", "percent", "on"), ENDED)
def test_spain_has_the_old_rate_no_longer_on_this_day(kind: str, percent: str, on: str) -> None:
    """The day on which another one took its place."""
    assert rate_codes(paper("ES", kind, percent, on)) == {"rate_not_in_force"}


@pytest.mark.parametrize(
    ("country", "kind", "percent", "on", "expected"),
    [
        ("ES", "IVA", "0", "2024-03-01", set()),
        ("ES", "IVA", "5", "2024-09-30", set()),
        ("ES", "IVA", "5", "2024-10-01", {"rate_not_in_force"}),
        ("ES", "IVA", "2", "2024-10-01", set()),
        ("ES", "IVA", "7.5", "2024-12-31", set()),
        ("ES", "IVA", "7.5", "2025-01-01", {"rate_not_in_force"}),
        ("ES", "IVA", "17", "2025-03-10", {"unknown_rate"}),
        ("ES", "RE", "0.62", "2024-01-15", set()),
        ("ES", "RE", "5.0", "2025-03-10", {"unknown_rate"}),
        ("ES", "IGIC", "6", "2025-03-10", {"unknown_rate"}),
        ("ES", "IPSI", "3.7", "2025-03-10", set()),
        ("ES", "IRPF", "20", "2025-03-10", {"rate_not_in_force"}),
        ("ES", "IRPF", "33", "2025-03-10", {"unknown_rate"}),
        ("ES", "iva", "21.00", "2025-03-10", set()),
        ("EC", "IVA", "12", "2016-05-31", set()),
        ("EC", "IVA", "12", "2016-06-01", {"rate_not_in_force"}),
        ("EC", "IVA", "14", "2016-06-01", set()),
        ("EC", "IVA", "14", "2017-06-01", {"rate_not_in_force"}),
        ("EC", "IVA", "12", "2024-03-31", set()),
        ("EC", "IVA", "12", "2024-04-01", {"rate_not_in_force"}),
        ("EC", "IVA", "15", "2024-03-31", {"rate_not_in_force"}),
        ("EC", "IVA", "15", "2024-04-01", set()),
        ("EC", "IVA", "8", "2025-03-02", set()),
        ("EC", "IVA", "8", "2025-03-10", {"rate_not_in_force"}),
        ("EC", "IVA", "21", "2025-03-10", {"unknown_rate"}),
        ("EC", "ICE", "35", "2025-03-10", set()),
    ],
)
def test_a_rate_is_judged_on_the_documents_own_date(
    country: str, kind: str, percent: str, on: str, expected: set[str]
) -> None:
    """Facts of the law, each written here by hand."""
    assert rate_codes(paper(country, kind, percent, on)) == expected


def test_a_rate_out_of_force_goes_to_a_person_and_says_when_it_was_valid() -> None:
    """The finding is a review and gives the periods."""
    (found,) = [found for found in findings_of(paper("ES", "IVA", "18", "2021-01-01")) if found.code in RATE_CODES]
    assert (found.severity, found.field) == (Severity.REVIEW, "taxes.0.rate")
    assert "from 1 July 2010 until 31 August 2012" in sentence(found)


@pytest.mark.parametrize(("percent", "expected"), [("18", set()), ("17", {"unknown_rate"})])
def test_a_credit_note_may_carry_the_rate_of_the_invoice_it_mends(percent: str, expected: set[str]) -> None:
    """An older rate is right on a credit note, one that never was is not."""
    note = invoice(doc_type=DocType.CREDIT_NOTE, net=None, taxes=(Tax(kind="IVA", rate=amount(percent)),))
    assert rate_codes(note) == expected


def test_a_rate_without_a_date_is_only_looked_up() -> None:
    """A missing date does not make a rate wrong."""
    assert rate_codes(invoice(issued_on=None, taxes=(tax("IVA", "18", "100.00", "18.00"),))) == set()


def test_the_customer_tells_the_country_when_the_supplier_shows_nothing() -> None:
    """A till slip without tax id but with IVA in euros, in Spain."""
    slip = invoice(
        doc_type=DocType.RECEIPT,
        supplier=party(name="Bar"),
        net=None,
        taxes=(Tax(kind="IVA", rate=amount("17")),),
    )
    assert rate_codes(slip) == {"unknown_rate"}


def test_a_period_says_nothing_of_what_is_open() -> None:
    """As sentences take it: two days with a stroke between, each of which may be missing."""
    days = r"(\d{4}-\d{2}-\d{2})?"

    assert all(re.fullmatch(f"{days}/{days}", rate.period) for _, rate in ROWS)
    assert any(rate.period.endswith("/") for _, rate in ROWS)
