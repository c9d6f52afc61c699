"""Which tables list the movements of an account, by what only banks or only companies write."""

import pytest

from asiento.tables.bank_tables import is_bank_statement, is_surely_bank
from asiento.tables.columns import find_table


def kind(header: str, *rows: str) -> str:
    """Return `bank`, `maybe` (by words and signs alone) or an empty text, for lines with `;` between their cells."""
    table = find_table([line.split(";") for line in (header, *rows)])
    assert table is not None
    return "" if not is_bank_statement(table) else "bank" if is_surely_bank(table) else "maybe"


@pytest.mark.parametrize(
    ("types", "expected"),
    [(("Cargo", "Abono"), "bank"), (("D", "H"), "bank"), (("Cargo", "Menú"), ""), (("Menú", "Taxi"), "")],
)
def test_types_are_sides_only_if_all_of_them_are(types: tuple[str, str], expected: str) -> None:
    """One that is none makes it a list of kinds of expenses."""
    rows = (f"0{day}/03/2026;x;{said};12,50" for day, said in enumerate(types, 1))

    assert kind("Fecha;Concepto;Tipo;Importe", *rows) == expected


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("NIF proveedor", "B87654323"),
        ("NIF cliente", "B87654323"),
        ("NIF", "B87654323"),
        ("Cliente", "Bar Sol"),
        ("Base imponible", "10,33"),
        ("Cuota IVA", "2,17"),
        ("% IVA", "21"),
        ("Retención IRPF", "1,00"),
        ("Propina", "1,00"),
        ("Cantidad", "2"),
        ("Precio unitario", "6,25"),
        ("Fecha de vencimiento", "05/04/2026"),
    ],
)
def test_a_column_of_bills_makes_no_statement(column: str, cell: str) -> None:
    """A balance beside it does not change that."""
    assert kind("Fecha;Concepto;Importe;Saldo", "05/03/2026;x;12,50;100,00") == "bank"
    assert kind(f"Fecha;Concepto;Importe;Saldo;{column}", f"05/03/2026;x;12,50;100,00;{cell}") == ""


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Fecha;Fecha valor;Concepto;Importe", "05/03/2026;06/03/2026;x;12,50"),
        ("Fecha;Concepto;Debe;Haber", "05/03/2026;x;12,50;"),
        ("Fecha;Concepto;Importe;D/H", "05/03/2026;x;12,50;D"),
        ("Fecha;Concepto;IBAN;Importe", "05/03/2026;x;ES9121000418450200051332;12,50"),
    ],
)
def test_a_column_that_only_a_bank_has_makes_one(header: str, row: str) -> None:
    """A value date, two sides, their letters, or an account."""
    assert kind(header, row) == "bank"


@pytest.mark.parametrize(
    ("amounts", "expected"), [((-1, 2, 3, 4), "maybe"), ((-1, 2, 3, 4, 5), ""), ((1, 2, 3, 4), "")]
)
def test_more_than_a_fifth_of_minuses_speaks_of_an_account(amounts: tuple[int, ...], expected: str) -> None:
    """Among expenses a refund is rare."""
    rows = (f"0{day}/03/2026;x;{amount},00" for day, amount in enumerate(amounts, 1))

    assert kind("Fecha;Concepto;Importe", *rows) == expected


@pytest.mark.parametrize(("column", "expected"), [("Proveedor", ""), ("Categoría", ""), ("Forma de pago", "")])
def test_minuses_say_nothing_beside_a_supplier(column: str, expected: str) -> None:
    """They may be refunds, or how somebody writes what was paid."""
    assert kind(f"Fecha;{column};Importe", "05/03/2026;x;-12,50", "06/03/2026;y;-3,00") == expected
