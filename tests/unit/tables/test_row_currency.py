"""Whose currency stands in a row: that of the amount, of another amount, or of some rows only."""

import json
from decimal import Decimal
from typing import Any

import pytest

from asiento.tables.row_reading import flat_row
from made_tables.runs import posted, sent


def moved(text: str, name: str = "statement.csv") -> list[tuple[Decimal, str]]:
    """Return amount and currency of what was posted of a file."""
    ended = sent(text, name=name)
    return list(zip(map(Decimal, posted(ended, "amount")), posted(ended, "currency"), strict=True))


def reason(text: str) -> str:
    """Return why the first item that was not posted was not."""
    return next(f"{end.state} {end.reason}" for end in sent(text) if end.state != "posted")


CARD = "Fecha;Fecha valor;Concepto;{}\n05/03/2026;05/03/2026;A;{}\n13/03/2026;13/03/2026;B;{}\n"


@pytest.mark.parametrize(
    ("titles", "first", "second"),
    [
        ("Orig currency;Orig amount;Payment currency;Amount", "USD;-20,00;EUR;-18,40", "EUR;-5,00;EUR;-5,00"),
        ("Importe;Divisa;Nota;Importe original", "-18,40;EUR;X;-20,00", "-5,00;EUR;X;-5,00"),
        ("Moneda original;Importe original;Moneda;Importe", "USD;-20,00;EUR;-18,40", "EUR;-5,00;EUR;-5,00"),
        ("Fee;Fee currency;Amount;Currency", "0,00;USD;-18,40;EUR", "0,00;USD;-5,00;EUR"),
    ],
)
def test_the_currency_is_that_of_the_amount(titles: str, first: str, second: str) -> None:
    """By a word that both titles share, by what is left, or side by side: never that of another amount."""
    assert moved(CARD.format(titles, first, second)) == [(Decimal("-18.40"), "EUR"), (Decimal(-5), "EUR")]


@pytest.mark.parametrize(
    ("titles", "first", "second"),
    [
        ("Importe;Importe original;Divisa", "-18,40;-20,00;USD", "-5,00;-5,00;EUR"),
        (
            "Divisa uno;Importe;Divisa tres;Divisa dos;Importe original",
            "USD;-18,40;EUR;EUR;-20,00",
            "EUR;-5,00;EUR;EUR;-5,00",
        ),
        ("Importo originale;Valuta;Importo", "-20,00;USD;-18,40", "-5,00;EUR;-5,00"),
        ("Divisa una;Divisa otra;Nota;Importe", "USD;EUR;X;-18,40", "EUR;EUR;X;-5,00"),
    ],
)
def test_a_currency_that_may_be_of_another_amount_is_held(titles: str, first: str, second: str) -> None:
    """Where it is that of the books, it is the same either way."""
    assert reason(CARD.format(titles, first, second)).startswith("held two_currencies")
    assert moved(CARD.format(titles, first, second).replace("USD", "EUR")) == [
        (Decimal("-18.40"), "EUR"),
        (Decimal(-5), "EUR"),
    ]


@pytest.mark.parametrize("titles", ["Amount,Original amount,Currency", "Original amount,,Currency,Amount"])
def test_an_expense_with_a_currency_that_may_be_of_another_amount_is_held(titles: str) -> None:
    """The same columns in a list of expenses; one without a title parts none of them."""
    figures = "12.42,13.50,USD" if titles.startswith("Amount") else "13.50,,USD,12.42"
    text = f"Date,Merchant,{titles}\n2026-03-15,A,{figures}\n"

    assert reason(text).startswith("held two_currencies")


ROW: dict[str, Any] = {"bookingDate": "2026-03-05", "description": "A", "balance": "100.00"}
ABROAD = {"amount": "-20.00", "currency": "USD"}


@pytest.mark.parametrize(
    "amounts",
    [
        {"instructedAmount": ABROAD, "transactionAmount": {"amount": "-18.40", "currency": "EUR"}},
        {"instructedAmount": ABROAD, "amount": "-18.40", "moneda": "EUR"},
        {"amount": {"value": "-18.40", "currency": "EUR"}, "fee": {"value": "1.00", "currency": "USD"}},
    ],
)
def test_a_nested_amount_has_the_currency_of_its_own_object(amounts: dict[str, Any]) -> None:
    """As PSD2 has it: what was instructed abroad stands beside what was booked."""
    assert moved(json.dumps([ROW | amounts]), "rows.json") == [(Decimal("-18.40"), "EUR")]


def test_the_only_currency_in_another_object_is_held() -> None:
    """The amount beside it may be in the money of the account."""
    text = json.dumps([ROW | {"amount": "-18.40", "instructedAmount": ABROAD}])

    assert [end.state for end in sent(text, name="rows.json")] == ["held"]


@pytest.mark.parametrize(("amount", "state"), [("-0.05", "held"), ("-2934.00", "posted")])
def test_amounts_that_are_the_same_abroad_are_in_one_currency_if_they_are_no_cents(amount: str, state: str) -> None:
    """Five cents are five cents in many currencies, by rounding."""
    text = json.dumps([ROW | {"originalAmount": amount, "currency": "USD", "amount": amount}])

    assert [end.state for end in sent(text, name="rows.json")] == [state]


@pytest.mark.parametrize(
    "text",
    [
        "Fecha operación;Concepto;Importe\n05/03/2026;A;-5,00\n13/03/2026;B;-20,00 USD\n14/03/2026;C;-40,00\n",
        "Fecha operación;Concepto;Importe;Divisa\n05/03/2026;A;-5,00;\n13/03/2026;B;-20,00;USD\n14/03/2026;C;-40,00;\n",
        "Fecha operación;Concepto;Importe\n05/03/2026;A;-5,00\n13/03/2026;B;$ -20,00\n14/03/2026;C;-40,00\n",
    ],
)
def test_one_foreign_row_does_not_make_the_others_foreign(text: str) -> None:
    """Nor is it sure that they are not."""
    assert reason(text).startswith("held open_currency")


@pytest.mark.parametrize(
    ("rows", "currencies"),
    [
        ("05/03/2026;A;-5,00;\n13/03/2026;B;-20,00;EUR\n", ["EUR", "EUR"]),
        ("05/03/2026;A;-5,00 €;\n13/03/2026;B;-20,00;USD\n", ["EUR", "USD"]),
        ("05/03/2026;A;-5,00;EUR\n13/03/2026;B;-20,00;USD\n", ["EUR", "USD"]),
    ],
)
def test_each_row_has_the_currency_that_it_names(rows: str, currencies: list[str]) -> None:
    """A blank beside the money of the books is that."""
    text = f"Fecha operación;Concepto;Importe;Divisa\n{rows}"

    assert [currency for _, currency in moved(text)] == currencies


@pytest.mark.parametrize(("country", "currency"), [("EC", "USD"), ("US", "USD")])
def test_a_column_of_dollar_signs_is_in_the_dollar_of_the_country(country: str, currency: str) -> None:
    """The sign names no dollar by itself."""
    found = sent("Fecha;Proveedor;Total;Moneda\n2026-03-15;Acme;12,50;$\n", country=country)

    assert posted(found, "currency") == [currency]


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ({"total": {"value": 5, "currency": "USD"}}, ["total value", "currency"]),
        ({"currency": "EUR", "total": {"value": 5, "currency": "USD"}}, ["currency", "total value", "currency (2)"]),
        ({"a": {"currency": "USD"}, "b": {"currency": "EUR"}}, ["currency", "currency (2)"]),
    ],
)
def test_the_currency_of_a_nested_object_is_one_of_the_row(row: dict[str, Any], names: list[str]) -> None:
    """The first is called so; those after it are counted."""
    assert [name for name, _ in flat_row(row)] == names
