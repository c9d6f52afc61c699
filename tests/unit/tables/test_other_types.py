"""A word in a column of types that is in no list waits, unless the column plainly holds something else."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from asiento.tables.columns import meaning_of
from asiento.tables.meanings import Meaning
from asiento.tables.other_types import has_other_types
from row_ends import ends, lines

HELD = "unlisted_type"


def of_types(title: str, *types: str) -> list[str]:
    """Return how the rows of a list with these *types* end."""
    rows = (f"2026-03-1{at};{word};Bar {at};1{at},50" for at, word in enumerate(types))
    return list(ends(lines(f"Fecha;{title};Proveedor;Total", *rows)))


@pytest.mark.parametrize(
    ("title", "types", "held"),
    [
        ("Tipo", ["Factura", "Factura", "Zarabanda"], [2]),
        ("Tipo", ["Factura", "Nota de cargo"], [1]),
        ("Type", ["Invoice", "Zarabanda"], [1]),
        ("Type", ["Facture", "Avoir", "Zarabanda"], [2]),
        ("Tipo", ["Zarabanda"], [0]),
        ("Tipo", ["Nota de débito", "Taxi", "Hotel"], [0]),
        ("Tipo de documento", ["Zarabanda", "Taxi", "Factura electrónica"], [0, 1]),
        ("Tipo factura", ["F1", "F9"], [1]),
    ],
)
def test_a_type_that_is_in_no_list_is_held(title: str, types: Sequence[str], held: Sequence[int]) -> None:
    """The title says that it is a type of documents, or the words of the other rows do; a row alone has no others."""
    found = of_types(title, *types)

    assert [at for at, end in enumerate(found) if end == HELD] == list(held)


@pytest.mark.parametrize(
    ("title", "types"),
    [
        ("Tipo", ["Taxi", "Hotel"]),
        ("Tipo", ["Gasto", "Comida"]),
        ("Tipo", ["Factura", "Comida", "Taxi", "Hotel"]),
        ("Tipo", ["Tarjeta", "Efectivo"]),
        ("Tipo", ["Gasto"]),
        ("type", ["supplier invoice"]),
        ("type", ["vendor bill"]),
        ("type", ["expenses"]),
        ("type", ["Rechnung"]),
        ("type", ["Kassabon"]),
        ("Tipo", ["21%"]),
        ("Tipo", ["21", "10"]),
        ("Tipo", ["Exento"]),
        ("Tipo", ["Pagada"]),
        ("Tipo", ["Factura", "", "Ticket", "Recibo"]),
        ("Tipo de gasto", ["Comida"]),
        ("Transaction type", ["Check"]),
        ("Tipo de cliente", ["Zarabanda"]),
        ("Tipo documento", ["Factura", "Ticket", "Factura simplificada", "Recibo", "F2"]),
    ],
)
def test_a_column_of_something_else_is_not_held(title: str, types: Sequence[str]) -> None:
    """Categories, ways of paying, rates, statuses: with at least one more row, or words that are known."""
    assert HELD not in of_types(title, *types)


@pytest.mark.parametrize("title", ["Tipo de factura", "Tipo comprobante", "Invoice type", "Tipo doc."])
def test_the_type_of_an_invoice_is_not_its_number(title: str) -> None:
    """`Tipo de factura` holds the name of a column of numbers."""
    assert meaning_of(title) is Meaning.TYPE


@pytest.mark.parametrize(
    ("rows", "others"),
    [
        ([], False),
        ([{"type": "meal"}], False),
        ([{"type": "meal"}, {"type": "taxi"}], True),
        ([{"type": "meal"}, {"type": "invoice"}], False),
        ([{"type": "meal"}, {"type": ""}, {"total": 1}], False),
        ([{"type": "meal"}, {"type": 7}, {"type": "expense"}], True),
    ],
)
def test_rows_that_came_together_show_what_their_column_holds(
    rows: Sequence[Mapping[str, Any]], *, others: bool
) -> None:
    """`expense` may be a category too."""
    assert has_other_types(rows) is others
