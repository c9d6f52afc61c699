"""Money in and money out in the tables of banks: by words, by signs, and where neither is sure."""

import json
from typing import Any

import pytest

from asiento.extract.bank_tables import document_of_table
from asiento.reading import Table
from asiento.reading.writing import Writing
from asiento.tables.sides import side_of
from builders import make_item
from made_tables.runs import posted, sent


def amounts(text: str, country: str = "ES", name: str = "statement.csv") -> list[str]:
    """Return the amounts that were posted of a file."""
    return [str(amount) for amount in posted(sent(text, country, name), "amount")]


def reason(text: str, country: str = "ES", name: str = "statement.csv") -> str:
    """Return why the first item that was not posted was not."""
    return next(f"{end.state} {end.reason}" for end in sent(text, country, name) if end.state != "posted")


def test_one_minus_does_not_put_the_side_out_of_force() -> None:
    """A reversal among rows that each say their side is held, and the others keep their side."""
    rows = "05/03/2026;Luz;100,00;D\n13/03/2026;Cliente;50,00;H\n"

    assert amounts(f"Fecha;Concepto;Importe;D/H\n{rows}") == ["-100.00", "50.00"]
    assert reason(f"Fecha;Concepto;Importe;D/H\n{rows}14/03/2026;Retrocesión;-5,00;D\n").startswith(
        "held sign_against_side"
    )


def test_no_balance_shows_the_sign_of_the_oldest_amount() -> None:
    """What follows from it are the balances of the rows after it."""
    rows = ["05/03/2026;A;-50,00;H;950,00", "13/03/2026;B;20,00;H;970,00"]
    titles = "Fecha;Concepto;Importe;D/H;Saldo"

    assert reason("\n".join([titles, *rows])).startswith("held sign_against_side")
    assert reason("\n".join([titles, *rows[::-1]])).startswith("held sign_against_side")


def test_signs_and_sides_that_agree_are_both_right() -> None:
    """Where money out has its minus and its word, a positive amount with that word is the odd one."""
    rows = "05/03/2026;Luz;-100,00;D\n13/03/2026;Cliente;50,00;H\n14/03/2026;Agua;-7,00;D\n"

    assert amounts(f"Fecha;Concepto;Importe;D/H\n{rows}") == ["-100.00", "50.00", "-7.00"]
    assert reason(f"Fecha;Concepto;Importe;D/H\n{rows}15/03/2026;Gas;8,00;D\n").startswith("held sign_against_side")


@pytest.mark.parametrize(
    ("title", "sides", "expected"),
    [
        ("Cargo/Abono", "CC", ["-100.00", "-50.00"]),
        ("Cargo/Abono", "CA", ["-100.00", "50.00"]),
        ("Signo", "CA", ["-100.00", "50.00"]),
        ("D/C", "CC", ["100.00", "50.00"]),
        ("Signo", "CD", ["100.00", "-50.00"]),
    ],
)
def test_the_title_says_what_a_c_stands_for(title: str, sides: str, expected: list[str]) -> None:
    """`C` is cargo, money out, or credit, money in."""
    text = f"Fecha;Concepto;Importe;{title}\n05/03/2026;Luz;100,00;{sides[0]}\n13/03/2026;Agua;50,00;{sides[1]}\n"

    assert amounts(text) == expected


def test_nothing_but_c_below_a_title_that_does_not_say_is_held() -> None:
    """Cargo and credit are the two sides of one letter."""
    text = "Fecha;Concepto;Importe;Signo\n05/03/2026;Luz;100,00;C\n13/03/2026;Agua;50,00;C\n"

    assert reason(text).startswith("held unsigned_amounts")


@pytest.mark.parametrize("mark", ["20.00 CR", "+20.00"])
def test_a_mark_of_money_in_alone_says_nothing_of_the_rows_without(mark: str) -> None:
    """On a card's statement what has no mark was paid."""
    text = f"Transaction date,Description,Amount\n05/03/2026,A,45.00\n13/03/2026,B,{mark}\n14/03/2026,C,12.00\n"

    assert reason(text, "GB").startswith("held unsigned_amounts")
    assert amounts(text.replace("45.00", "-45.00"), "GB") == ["-45.00", "20.00", "12.00"]


CARD = "Date,Description,Amount\n05/03/2026,A,45.00\n13/03/2026,Payment,-20.00\n14/03/2026,B,12.00\n15/03/2026,C,1.00\n"


def test_a_minus_that_hardly_any_amount_has_may_be_what_a_card_was_paid() -> None:
    """The file waits once, and the sentence names both sums."""
    held = reason(CARD.replace("Description", "Transaction description"), "GB")

    assert held.startswith("held unsigned_amounts")
    assert "58.00 came in and 20.00 went out" in held
    two = CARD.replace("Description", "Transaction description").replace("15/03/2026,C,1.00\n", "")
    assert amounts(two, "GB") == ["45.00", "-20.00", "12.00"]
    assert reason(f"Card ending 1234,,\n{two}", "GB").startswith("held unsigned_amounts")


def test_a_minus_on_many_amounts_or_beside_a_balance_is_money_out() -> None:
    """As accounts have it."""
    rows = ["Date,Booking text,Amount,Balance", "05/03/2026,A,45.00,145.00", "13/03/2026,B,12.00,157.00"]
    rows += ["14/03/2026,C,5.00,162.00", "15/03/2026,D,-2.00,160.00"]

    assert amounts("\n".join(rows), "GB") == ["45.00", "12.00", "5.00", "-2.00"]


@pytest.mark.parametrize(
    ("signed", "expected"),
    [(True, ["45.00", "-20.00", "12.00", "1.00"]), (False, ["-45.00", "20.00", "-12.00", "-1.00"])],
)
def test_a_saved_mapping_says_what_a_minus_is(*, signed: bool, expected: list[str]) -> None:
    """False: what was paid to a card."""
    writing = Writing(decimal=".", day_first=True, signed=signed)

    table = Table(rows=tuple(tuple(line.split(",")) for line in CARD.splitlines()), header=0)
    document = document_of_table(make_item(writing=writing), table)

    assert [str(row.amount and row.amount.value) for row in document.transactions] == expected
    assert not any(row.amount and row.amount.doubt for row in document.transactions)


def rows_of(*rows: dict[str, Any]) -> str:
    """Return *rows* as a file of JSON rows."""
    return json.dumps(rows)


def test_json_rows_that_came_together_share_the_meaning_of_their_words() -> None:
    """A row with C alone would be credit; beside one with A it is cargo."""
    first = {"fecha": "2026-03-15", "concepto": "A", "importe": 100, "saldo": 900}
    second = {"fecha": "2026-03-16", "concepto": "B", "importe": 50, "saldo": 950}

    text = rows_of(first | {"signo": "C"}, second | {"signo": "A"})

    assert amounts(text, name="rows.json") == ["-100.00", "50.00"]


def test_json_rows_share_the_minus_of_their_debits() -> None:
    """A debit below zero beside others above is a reversal, or a minus too many: it waits."""
    rows = [
        {"date": "2026-03-15", "description": "A", "debit": 100, "balance": 900},
        {"date": "2026-03-16", "description": "B", "debit": -5, "balance": 905},
    ]

    assert amounts(rows_of(*rows), name="rows.json") == ["-100.00"]
    assert reason(rows_of(*rows), name="rows.json").startswith("held sign_against_side")


@pytest.mark.parametrize(
    "text",
    [
        "Fecha;Proveedor;Concepto;Total;Pagado\n05/03/2026;Bar Sol;Menú;12,50;S\n13/03/2026;Taller;Aceite;60,00;S\n",
        "Serie;Fecha;Proveedor;Factura;Total\nC;05/03/2026;Bar Sol;101;12,50\nC;13/03/2026;Taller;102;60,00\n",
        "Serie;Fecha;Proveedor;Factura;Total\nC;05/03/2026;Bar Sol;101;12,50\nD;13/03/2026;Taller;102;60,00\n",
    ],
)
def test_letters_beside_a_supplier_are_no_sides(text: str) -> None:
    """`S` is yes, `C` a series of invoices."""
    ended = sent(text)

    assert [table for end in ended for table, _ in end.postings] == ["expenses", "expenses"]
    assert [str(amount) for amount in posted(ended, "total")] == ["12.50", "60.00"]


def test_letters_below_an_unknown_title_are_held_without_a_balance() -> None:
    """They look like sides; a balance that follows shows that they are."""
    rows = "05/03/2026;A;100,00;C;{}\n13/03/2026;B;50,00;D;{}\n"
    with_balance = f"Fecha;Concepto;Importe;Clave;Saldo\n{rows.format('1.100,00', '1.050,00')}"

    assert reason(f"Fecha valor;Concepto;Importe;Clave;Ref\n{rows.format(1, 2)}").startswith("held unknown_columns")
    assert amounts(with_balance) == ["100.00", "-50.00"]


def test_one_side_alone_below_an_unknown_title_is_none() -> None:
    """`S` may be yes: then nothing tells money in from money out."""
    text = (
        "Fecha;Fecha valor;Concepto;Importe;Pagado\n05/03/2026;05/03/2026;A;100,00;S\n13/03/2026;13/03/2026;B;5,00;S\n"
    )

    assert reason(text).startswith("held")
    assert amounts(text) == []


def test_plus_and_minus_in_brackets_are_sides() -> None:
    """A column titled and filled with signs."""
    rows = "05/03/2026;A;(-);100,00;900,00\n13/03/2026;B;(+);50,00;950,00\n"
    text = f"Fecha;Concepto;(+)/(-);Importe;Saldo\n{rows}"

    assert amounts(text) == ["-100.00", "50.00"]


@pytest.mark.parametrize(
    ("word", "cargo", "expected"),
    [("cargo", False, -1), ("-", False, -1), ("abono", False, 1), ("+", True, 1), ("c", True, -1), ("taxi", True, 0)],
)
def test_a_word_has_one_side_or_none(word: str, cargo: bool, expected: int) -> None:
    """A `c` is a cargo where the title says so."""
    assert side_of(word, c_is_debit=cargo) == expected
