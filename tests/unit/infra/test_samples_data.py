"""The data of the samples is right: tax ids, accounts, keys and every sum."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from stdnum.ec import ruc
from stdnum.es import iban, nif

from infra.samples import access_key, bank, companies, expenses, invoices, receipts, rows
from infra.samples.companies import Company
from infra.samples.invoice import Invoice, add_up

COMPANIES = [value for value in vars(companies).values() if isinstance(value, Company)]
RIGHT = [
    invoices.landscaping(),
    invoices.ecuadorian_parts(),
    invoices.tools(),
    invoices.steel(),
    invoices.returned_tools(),
    invoices.wrong_tax_id(),
]


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.name)
def test_every_tax_id_is_valid_but_the_wrong_one(company: Company) -> None:
    """A company's tax id passes its country's check digit, unless it is there to fail."""
    check = {"ES": nif.is_valid, "EC": ruc.is_valid}[company.country]

    assert check(company.tax_id) == (company is not companies.WRONG_TAX_ID)


def test_every_iban_is_valid_and_belongs_to_one_company() -> None:
    """The accounts pass both their IBAN and their Spanish control digits, and no two companies share one."""
    ibans = [company.iban for company in COMPANIES if company.iban]

    assert all(map(iban.is_valid, ibans))
    assert len(ibans) == len(set(ibans))


@pytest.mark.parametrize("invoice", RIGHT, ids=lambda invoice: invoice.number)
def test_the_totals_of_a_right_invoice_add_up(invoice: Invoice) -> None:
    """Lines make the net amount, rates make the tax, and both make the total, to the cent."""
    net = sum(line.quantity * line.unit_price for line in invoice.lines)
    tax = sum(line.quantity * line.unit_price * line.tax_rate / 100 for line in invoice.lines)

    assert invoice.figures.net == net
    assert abs(invoice.figures.tax_total - tax) <= Decimal("0.01")
    assert invoice.figures.total == invoice.figures.net + invoice.figures.tax_total


def test_the_withholding_is_a_share_of_the_net_amount() -> None:
    """IRPF is 15 % of the net amount and is taken off the total."""
    figures = invoices.landscaping().figures

    assert figures.withheld == (figures.net * 15 / 100).quantize(Decimal("0.01"))
    assert figures.payable == figures.total - figures.withheld


def test_the_wrong_totals_are_wrong_by_more_than_rounding() -> None:
    """The bad invoice prints a total that is 90.00 away from what its lines make."""
    invoice = invoices.wrong_totals()

    assert invoice.figures == replace(
        add_up(invoice.lines), total=invoice.figures.net + invoice.figures.tax_total + Decimal("90.00")
    )


def test_the_access_key_closes_with_its_check_digit() -> None:
    """A key that the tax office authorised gets its own last digit, and ours has 49 with the number inside."""
    authorised = "0403201301179226110400110015010000000081234567816"
    invoice = invoices.ecuadorian_parts()
    key = access_key.access_key(invoice.issued_on, invoice.supplier.tax_id, invoice.number, 41827365)

    assert access_key.check_digit(authorised[:48]) == int(authorised[48])
    assert len(key) == 49
    assert key.startswith("0904202601" + invoice.supplier.tax_id + "2001002000004871")


def test_the_access_key_refuses_what_is_not_48_digits() -> None:
    """A number of the wrong length is a mistake of ours, not a key."""
    with pytest.raises(ValueError, match="48 digits"):
        access_key.check_digit("123")


def test_the_receipt_adds_up() -> None:
    """Prices include IVA: net and tax make the total, cash less change pays it."""
    lunch = receipts.lunch()
    row = receipts.ledger_row(lunch)

    assert lunch.total == sum(line.quantity * line.unit_price for line in lunch.lines)
    assert Decimal(row["net"]) + Decimal(row["tax_total"]) == Decimal(row["total"])
    assert abs(lunch.net * Decimal("1.10") - lunch.total) < Decimal("0.01")
    assert lunch.cash > lunch.total


@pytest.mark.parametrize("expense", expenses.year(), ids=lambda expense: expense.number)
def test_an_expense_adds_up(expense: expenses.Expense) -> None:
    """Net and IVA make the total, and IVA is its rate of the net amount to the cent."""
    assert expense.total == expense.net + expense.tax
    assert abs(expense.net * expense.tax_rate / 100 - expense.tax) <= Decimal("0.005")


def test_the_bank_statement_pays_the_landscaper_what_is_payable() -> None:
    """The documents of the set agree with each other."""
    paid = [move.amount for move in bank.april() if "LEIRE OROZ" in move.description]

    assert paid == [-invoices.landscaping().figures.payable]


def test_the_lines_of_the_json_invoice_make_its_net_amount() -> None:
    """Quantity times price makes each line, the lines make the net amount."""
    (received, _) = rows.invoices()
    lines: Any = received["lines"]

    assert all(Decimal(line["quantity"]) * Decimal(line["unit_price"]) == Decimal(line["amount"]) for line in lines)
    assert sum(Decimal(line["amount"]) for line in lines) == Decimal(str(received["net"]))
