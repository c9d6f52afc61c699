"""What looks like a bank's table or movement and is none: balances, sums, journals, and tables nobody can name."""

import json

import pytest

from made_tables.runs import posted, sent


def end(text: str, country: str = "ES", name: str = "statement.csv") -> str:
    """Return how the first item of a file ended, and why or with which amounts."""
    ended = sent(text, country, name)
    first = ended[0]
    return f"{first.state} {first.reason}" if first.reason else " ".join(map(str, posted(ended, "amount")))


@pytest.mark.parametrize(
    "line",
    [
        "01/03/2026;Saldo inicial;1.000,00;1.000,00",
        "01/03/2026;Saldo a cuenta nueva de febrero;1.000,00;1.000,00",
        "01/03/2026;Report du mois de février;1.000,00;1.000,00",
        "01/03/2026;Übertrag vom Vormonat;1.000,00;1.000,00",
        "01/03/2026;Suma anterior;1.000,00;",
    ],
)
def test_a_balance_carried_over_is_no_movement(line: str) -> None:
    """It stands first, with an amount that is the balance or beside none."""
    rows = "05/03/2026;Compra;-50,00;950,00\n13/03/2026;Luz;-20,00;930,00\n"

    assert end(f"Fecha;Concepto;Importe;Saldo\n{line}\n{rows}").startswith("held may_be_a_balance")


def test_a_movement_that_moves_the_balance_may_be_called_a_balance() -> None:
    """What a bank charges for a letter about the balance changes it."""
    rows = "05/03/2026;Compra;-50,00;950,00\n13/03/2026;Saldo;-20,00;930,00\n14/03/2026;Luz;-1,00;929,00\n"

    assert end(f"Fecha;Concepto;Importe;Saldo\n{rows}") == "-50.00 -20.00 -1.00"


@pytest.mark.parametrize("last", ["Total cargos marzo;15,00;", "Total abonos marzo;;50,00", "Total marzo;-35,00;"])
def test_a_dated_sum_of_one_side_is_no_movement(last: str) -> None:
    """Each side has a total of its own."""
    rows = "05/03/2026;A;10,00;\n06/03/2026;B;;50,00\n13/03/2026;C;5,00;\n"

    assert end(f"Fecha;Concepto;Cargo;Abono\n{rows}") == "-10.00 50.00 -5.00"
    assert end(f"Fecha;Concepto;Cargo;Abono\n{rows}31/03/2026;{last}\n").startswith("held ")


@pytest.mark.parametrize("sign", [1, -1])
def test_a_sum_of_one_side_among_json_rows_is_no_movement(sign: int) -> None:
    """Debits with a minus and without; a side with nothing sums up to nothing."""
    rows = [
        {"Fecha": "2026-03-05", "Concepto": "A", "Cargo": 10 * sign},
        {"Fecha": "2026-03-06", "Concepto": "B", "Cargo": 5 * sign},
        {"Fecha": "2026-03-31", "Concepto": "Total cargos", "Cargo": 15 * sign},
        {"Fecha": "2026-03-31", "Concepto": "Total abonos", "Abono": 0},
    ]
    ended = sent(json.dumps(rows), name="rows.json")

    assert [str(amount) for amount in posted(ended, "amount")] == ["-10.00", "-5.00"]
    assert [one.state for one in ended] == ["posted", "posted", "held", "held"]


JOURNAL = "15/03/2026;1;6290000;Makro;100,00;\n15/03/2026;1;4720000;IVA;21,00;\n15/03/2026;1;4000001;Makro;;121,00\n"


@pytest.mark.parametrize(
    "titles",
    [
        "Fecha;Asiento;Cuenta;Concepto;Debe;Haber",
        "Date;Journal;Account code;Description;Debit;Credit",
        "Fecha;Nº;Cuenta;Concepto;Debe;Haber",
    ],
)
def test_a_journal_is_no_statement(titles: str) -> None:
    """By its titles, or as debits and credits are equal day by day."""
    assert end(f"{titles}\n{JOURNAL}").startswith("failed accounting_journal")


def test_a_row_of_a_journal_is_no_movement() -> None:
    """As a program sends it."""
    row = {"fecha": "2026-03-15", "asiento": 1, "cuenta": "6290000", "concepto": "Makro", "debe": 100}

    assert end(json.dumps([row]), name="rows.json").startswith("failed accounting_journal")


def test_a_statement_whose_day_comes_to_nothing_is_one() -> None:
    """Its running balance is that of one account."""
    rows = "15/03/2026;A;100,00;;900,00\n15/03/2026;B;21,00;;879,00\n15/03/2026;C;;121,00;1.000,00\n"

    assert end(f"Fecha;Concepto;Debe;Haber;Saldo\n{rows}") == "-100.00 -21.00 121.00"


@pytest.mark.parametrize(
    "text",
    [
        "Tarih;Firma;Tutar\n2026-03-05;Migros;100,00\n2026-03-06;Shell;500,00\n2026-03-07;Migros;-50,00\n",
        "日付,摘要,金額,手数料\n2026-03-05,Payout,100.00,-1.50\n2026-03-06,Payout,200.00,-3.00\n",
        "2026-03-05;Migros;100,00\n2026-03-06;Shell;500,00\n2026-03-07;Migros;-50,00\n",
    ],
)
def test_columns_that_nobody_names_are_held_without_a_balance(text: str) -> None:
    """The only column with a minus may be that of the fees, and the table a list of expenses."""
    assert end(text).startswith("held unknown_columns")


def test_a_net_beside_a_supplier_is_no_payment_service() -> None:
    """An agency sells its services with a commission of its own."""
    rows = "05/03/2026;Viajes Sol;Hotel;90,00;10,00;100,00\n13/03/2026;Viajes Sol;Vuelo;-90,00;-10,00;-100,00\n"
    ended = sent(f"Fecha;Proveedor;Concepto;Neto;Comisión;Total\n{rows}")

    assert {table for one in ended for table, _ in one.postings} <= {"expenses"}


def test_a_net_that_is_not_the_gross_less_the_fee_is_held() -> None:
    """Then it may be the net of a tax."""
    text = "Date,Description,Gross,Fee,Net\n2026-03-05,A,121.00,-1.00,100.00\n2026-03-06,B,-12.10,-1.00,-10.00\n"

    assert end(text, "GB").startswith("held two_columns")
    assert end(text.replace(",100.00", ",120.00").replace(",-10.00", ",-13.10"), "GB") == "120.00 -13.10"
