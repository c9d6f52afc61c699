"""Which rows of a bank's table are movements: none vanishes because its amount stands where nobody looks."""

import pytest

from made_tables.runs import posted, sent


def amounts(text: str, country: str = "ES") -> list[str]:
    """Return the amounts that were posted of a file."""
    return [str(amount) for amount in posted(sent(text, country), "amount")]


def reason(text: str, country: str = "ES") -> str:
    """Return why the first item that was not posted was not."""
    return next(f"{end.state} {end.reason}" for end in sent(text, country) if end.state != "posted")


@pytest.mark.parametrize(
    "text",
    [
        "Fecha;Concepto;Gasto;Ingreso;Saldo\n01/03/2026;A;;1.000,00;1.000,00\n13/03/2026;Luz;50,00;;950,00\n",
        "Fecha;Concepto;Cargo;Varios;Saldo\n01/03/2026;A;50,00;;950,00\n13/03/2026;B;;20,00;970,00\n",
        "Fecha;Concepto;Cargo;Abono;Saldo\n01/03/2026;A;50,00;;950,00\n13/03/2026;B;;;970,00\n",
        "Fecha;Concepto;Cargo;Varios;Saldo\n13/03/2026;A;50,00;;950,00\n;B;;20,00;970,00\n",
    ],
)
def test_a_row_that_moves_the_balance_without_an_amount_is_missed(text: str) -> None:
    """Its amount stands in a column that we do not know, or nowhere."""
    assert reason(text).startswith("failed unreadable_value")
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("line", "at"),
    [("01/03/2026;Saldo mes anterior;;;1.000,00", 0), ("31/03/2026;Sin movimientos;;;970,00", 2)],
)
def test_a_dated_balance_that_moves_nothing_is_left_out(line: str, at: int) -> None:
    """It is what the row beside it has, or carries over what that one began with."""
    rows = ["05/03/2026;A;50,00;;950,00", "13/03/2026;B;;20,00;970,00"]
    rows.insert(at, line)

    assert amounts("\n".join(["Fecha;Concepto;Cargo;Abono;Saldo", *rows])) == ["-50.00", "20.00"]


@pytest.mark.parametrize(
    "titles",
    [
        "Cobros;Pagos",
        "Importe crédito;Importe débito",
        "Amount Credit;Amount Debit",
        "Total abonos EUR;Total cargos EUR",
    ],
)
def test_a_side_in_a_title_comes_before_its_amount(titles: str) -> None:
    """Two columns of amounts, one for each side."""
    text = f"Fecha;Concepto;{titles}\n05/03/2026;A;0,00;50,00\n13/03/2026;B;20,00;0,00\n"

    assert amounts(text) == ["-50.00", "20.00"]


def test_one_known_side_beside_an_unknown_column_of_figures_is_held() -> None:
    """It may be the other side: zeros in the known one are no movement."""
    text = "Fecha valor;Concepto;Cargo;Otros\n05/03/2026;A;50,00;0,00\n13/03/2026;B;0,00;20,00\n"

    assert reason(text).startswith("held unknown_columns")


@pytest.mark.parametrize("titles", ["Settled amount;Cashback amount", "Amount;Card amount", "Amount;Total"])
def test_two_amounts_that_differ_are_held_without_a_balance(titles: str) -> None:
    """The one that moved the account is not the one that stands left."""
    text = f"Date,Value date,Description,{titles.replace(';', ',')}\n2026-03-15,2026-03-15,A,-20.00,-0.50\n"

    assert reason(text, "GB").startswith("held two_columns")


def test_a_fee_is_no_amount() -> None:
    """`Fee amount` stands left of what was settled, which moves the balance."""
    text = "Date,Value date,Description,Fee amount,Settled amount,Balance\n2026-03-15,2026-03-15,A,-0.50,-20.00,80.00\n"

    assert amounts(f"{text}2026-03-16,2026-03-16,B,-0.10,-5.00,75.00\n", "GB") == ["-20.00", "-5.00"]
