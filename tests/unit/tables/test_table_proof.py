"""What the rows of a table must prove of each other, each way in which tables once were posted wrong without a word."""

from collections.abc import Iterator

import pytest

from asiento.tables.around_table import takings_below
from made_tables.runs import Ended, sent


def ends(titles: str, *rows: str) -> list[str]:
    """Return of each item what was posted of it, amounts of movements or totals of bills, else why it was not."""
    return [said for ended in sent("\n".join([titles, *rows]) + "\n") for said in _said(ended)]


def _said(ended: Ended) -> Iterator[str]:
    if ended.state != "posted":
        yield ended.reason.partition(":")[0]
    for _, values in ended.postings:
        yield str(values.get("amount", values.get("total")))


@pytest.mark.parametrize(
    ("title", "out", "into"), [("D/H", "D", "H"), ("Signo", "-", "+"), ("Cargo abono", "Cargo", "Abono")]
)
def test_m1_one_reversal_turns_no_other_sign(title: str, out: str, into: str) -> None:
    """M1: the column of sides decides for each row; a minus beside it may be meant either way."""
    titles = f"Fecha;Concepto;{title};Importe"
    rows = [f"14/03/2026;LUZ;{out};50,00", f"15/03/2026;AGUA;{out};30,00", f"16/03/2026;NOMINA;{into};900,00"]

    assert ends(titles, *rows) == ["-50.00", "-30.00", "900.00"]
    assert ends(titles, *rows, f"17/03/2026;ANUL LUZ;{out};-50,00") == ["sign_against_side"]


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        ("Fecha operacion;Fecha valor;Concepto;Importe", ("15/03/2026;LUZ", "16/03/2026;AGUA", "17/03/2026;NOMINA")),
        (
            "Fecha;Tipo movimiento;Concepto;Importe",
            ("Recibo;LUZ", "Transferencia emitida;AGUA", "Transferencia recibida;NOMINA"),
        ),
    ],
)
def test_m2_amounts_without_a_sign_are_held(titles: str, words: tuple[str, ...]) -> None:
    """M2: the doubt is a finding, and not a confidence that nobody asks for."""
    rows = [f"{at}/03/2026;{said};50,00" for at, said in enumerate(words, 15)]

    assert ends(titles, *rows) == ["unsigned_amounts"]


def test_m6_the_currency_beside_a_foreign_amount_is_not_that_of_the_other() -> None:
    """M6: -46.00 EUR was paid for -50.00 USD."""
    rows = ["14/03/2026;HOTEL;-50,00;USD;-46,00", "15/03/2026;CENA;-20,00;GBP;-23,40"]

    assert ends("Fecha;Concepto;Importe divisa;Divisa;Importe", *rows) == ["two_currencies"]


def test_m9_a_supplier_with_a_word_of_balances_in_its_name_is_an_entry() -> None:
    """M9: a dated row is none of totals."""
    rows = ["14/03/2026;Bar;12,10", "15/03/2026;New Balance;120,00", "16/03/2026;Taxi;8,00"]

    assert ends("Fecha;Proveedor;Importe", *rows) == ["12.10", "120.00", "8.00"]


@pytest.mark.parametrize("words", ["Saldo", "Balance", "Turnover", "NEW BALANCE 12 ES"])
def test_m9_a_movement_with_a_word_of_balances_is_not_left_out(words: str) -> None:
    """M9: it may be a balance, so a person looks; but it never vanishes."""
    rows = ["14/03/2026;LUZ;-12,10", f"15/03/2026;{words};-120,00", "16/03/2026;NOMINA;900,00"]

    assert ends("Fecha;Concepto;Importe", *rows) == ["may_be_a_balance"]


@pytest.mark.parametrize("balance", ["", ";50,00"])
def test_m9_a_last_movement_without_its_day_is_missed(balance: str) -> None:
    """M9: days that are merged stand in the first row of their cells alone."""
    titles = f"Fecha;Concepto;Importe{';Saldo' if balance else ''}"
    before = ";100,00" if balance else "", ";80,00" if balance else ""
    rows = [f"14/03/2026;LUZ;-12,10{before[0]}", f"14/03/2026;AGUA;-20,00{before[1]}", f";GAS;-30,00{balance}"]

    assert ends(titles, *rows) == ["unreadable_value"]


def test_m10_what_stands_below_a_heading_of_takings_is_held() -> None:
    """M10: what a customer paid is no expense."""
    rows = ["14/03/2026;Bar;12,10", "INGRESOS;;", "15/03/2026;Cliente SA;500,00", "GASTOS;;", "16/03/2026;Taxi;8,00"]

    found = ends("Fecha;Proveedor;Importe", *rows)

    assert found == ["12.10", "unreadable_value", "may_be_income", "unreadable_value", "8.00"]


def test_m10_a_second_table_below_the_first_is_refused() -> None:
    """M10: its titles mean something else."""
    rows = ["14/03/2026;Bar;12,10", "Fecha;Cliente;Importe", "15/03/2026;Cliente SA;500,00"]

    assert ends("Fecha;Proveedor;Importe", *rows) == ["several_tables"]


def test_m10_only_the_lone_cell_of_a_row_is_a_heading() -> None:
    """M10: a shop may be called so."""
    rows = [("14/03/2026", "Ventas", "5"), ("", "Ventas", ""), ("15/03/2026", "Bar", "5"), ("Enero", "", "")]

    assert list(takings_below(enumerate(rows))) == [2]


@pytest.mark.parametrize("titles", ["Fecha;Concepto;Importe", "Fecha;Concepto;Importe;Saldo"])
@pytest.mark.parametrize("day", ["15/03/2025", "15/01/2026"])
def test_m21_a_day_that_breaks_the_order_of_all_others_is_held(titles: str, day: str) -> None:
    """M21: a year or month was mistyped; balances prove no days."""

    def ends_with(second: str) -> list[str]:
        rows = ["14/03/2026;A;-50,00;150,00", f"{second};B;-30,00;120,00", "16/03/2026;C;-15,00;105,00"]
        cut = [row.rsplit(";", 3 - titles.count(";"))[0] for row in (*rows, "17/03/2026;D;900,00;1.005,00")]
        return ends(titles, *cut)

    assert ends_with("15/03/2026") == ["-50.00", "-30.00", "-15.00", "900.00"]
    assert ends_with(day) == ["out_of_order"]


@pytest.mark.parametrize("accounts", [("0001", "0002"), ("ES9121000418450200051332", "ES7921000813610123456789")])
def test_m22_rows_of_several_accounts_are_held_without_balances(accounts: tuple[str, str]) -> None:
    """M22: the column may as well name the other side of each payment; of one account it is the own."""
    one, other = accounts
    titles, rows = "Fecha;Cuenta;Concepto;Importe", [f"14/03/2026;{one};A;-50,00", f"16/03/2026;{one};B;900,00"]

    assert ends(titles, *rows) == ["-50.00", "900.00"]
    assert ends(titles, *rows, f"17/03/2026;{other};C;-30,00") == ["accounts_untold"]


def test_m29_a_fee_beside_the_amounts_is_held_without_balances() -> None:
    """M29: it may be part of the amount, or have been taken besides."""
    titles, rows = "Date,Description,Amount,Fee,Currency", ["2026-03-14,Salary,900.00,0.00,EUR"]

    assert ends(titles, *rows, "2026-03-15,Shop,-20.00,0.00,EUR") == ["900.00", "-20.00"]
    assert ends(titles, *rows, "2026-03-15,Shop,-20.00,2.00,EUR") == ["fee_apart"]


@pytest.mark.parametrize("titles", ["Fecha;Proveedor;Importe", "Fecha;Concepto;Importe"])
def test_a11_a_dated_row_that_sums_up_those_above_is_held(titles: str) -> None:
    """A11: `Suma marzo`."""
    sign = "-" if "Concepto" in titles else ""
    rows = [f"14/03/2026;Bar;{sign}100,00", f"15/03/2026;Taxi;{sign}50,00", f"31/03/2026;Suma marzo;{sign}150,00"]

    assert ends(titles, *rows)[-1] in ("may_be_a_sum", "may_be_a_balance")
