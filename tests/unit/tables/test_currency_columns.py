"""Which of several columns of currencies is that of the amount."""

from collections.abc import Sequence

import pytest

from asiento.tables.columns import columns_of
from asiento.tables.currency_columns import paired
from asiento.tables.meanings import Meaning


def own(titles: str, *, ordered: bool = True) -> tuple[str | None, Sequence[str]]:
    """Return the title of the amount's currency, and those among which it is open. *titles* stand between `|`."""
    names = titles.split("|")
    found = paired(names, columns_of(names), ordered=ordered)
    at = found.columns.get(Meaning.CURRENCY)
    return None if at is None else names[at], [names[one] for one in found.open]


@pytest.mark.parametrize(
    ("titles", "currency"),
    [
        ("Fecha|Concepto|Importe|Divisa", "Divisa"),
        ("Fecha|Divisa|Importe", "Divisa"),
        ("Fecha|Concepto|Importe", None),
        ("Date|Original currency|Billing currency|Billing amount|Original amount", "Billing currency"),
    ],
)
def test_a_single_currency_or_one_that_shares_a_word_is_the_amounts(titles: str, currency: str | None) -> None:
    """Wherever it stands."""
    assert own(titles) == (currency, [])


def test_two_bare_currencies_leave_it_open() -> None:
    """Neither title says more than that it is one."""
    assert own("Fecha|Divisa|Importe|Moneda")[1] == ["Divisa", "Moneda"]


def test_a_currency_beside_a_foreign_amount_may_be_its() -> None:
    """Only a place beside the amount, and beside no other, tells; keys of a row have no places."""
    assert own("Fecha|Divisa|Importe|Concepto|Importe original") == ("Divisa", [])
    assert own("Fecha|Concepto|Importe|Importe original|Divisa")[1] == ["Divisa"]
    assert own("Fecha|Divisa|Importe|Concepto|Importe original", ordered=False)[1] == ["Divisa"]


def test_a_column_without_a_title_parts_nobody() -> None:
    """It is there for its width."""
    assert own("Fecha|Divisa||Importe|Concepto|Importe original") == ("Divisa", [])


def test_a_rate_of_exchange_is_in_no_currency() -> None:
    """So it takes none from the amount."""
    assert own("Fecha|Importe|Divisa|Tipo de cambio") == ("Divisa", [])
