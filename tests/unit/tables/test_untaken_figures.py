"""Figures of lists that no entry takes: told once a file or request, and never by codes, counts or marks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from asiento.model import Item, Severity
from asiento.preprocess import preprocess
from asiento.preview.dry_run import dry_run_of_rows
from asiento.tables.headers import fingerprint
from asiento.tables.untaken_figures import untaken_figures
from asiento.tenant import Tenant
from builders import TENANT, DictFiles, make_file_item, make_tools
from made_files import xlsx_bytes

ROW = {"date": "2026-03-05", "supplier": "Bar Sol", "total": "12.50"}


def taken_in(data: bytes, name: str = "gastos.csv", tenant: Tenant = TENANT) -> Item:
    """Return the item whose file is *data* after preprocess."""
    files = DictFiles()
    return preprocess(make_file_item(data, files, name, tenant=tenant), make_tools(files))


def told(item: Item) -> list[list[str]]:
    """Return the columns that the warnings of *item* name."""
    assert {finding.severity for finding in item.findings} <= {Severity.WARNING}
    return [list(map(str, f.params["columns"])) for f in item.findings if f.variant == "columns"]  # type: ignore[arg-type]


def csv(title: str, *cells: str) -> bytes:
    """Return a list of expenses with a further column."""
    rows = [f"2026-03-0{at};Bar {at};1{at},50;{cell}" for at, cell in enumerate(cells, 1)]
    return "\n".join([f"Fecha;Proveedor;Total;{title}", *rows]).encode()


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Zarabanda", ("3,40", "2,10")),
        ("Zarabanda", ("", "2,10 €")),
        ("Zarabanda", ("1200", "1500")),
        ("Zarabanda", ("2101", "2026")),
        ("Zarabanda", ("7", "0", "3")),
        ("Descuento", ("3,00", "0,00")),
        ("Gastos de envío", ("4,95", "")),
        ("Comisión", ("1,50", "1,50")),
        ("", ("3,40", "2,10")),
    ],
)
def test_figures_that_no_entry_takes_are_told_once_a_file(title: str, cells: Sequence[str]) -> None:
    """The rows go on; a column without a title is called by its place."""
    item = taken_in(csv(title, *cells))

    assert told(item) == [[title or "columna 4"]]
    assert len(item.children) == len(cells)


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Zarabanda", ("bien", "2,10")),
        ("Zarabanda", ("0", "0,00")),
        ("Reembolsable", ("1", "0")),
        ("Zarabanda", ("1", "2", "3")),
        ("Zarabanda", ("31001", "31002")),
        ("Zarabanda", ("62900001", "629")),
        ("Zarabanda", ("012", "345")),
        ("Zarabanda", ("2025", "2026")),
        ("Zarabanda", ("1990", "2100")),
        ("Zarabanda", ("05/03/2026", "06/03/2026")),
        ("Código", ("12", "345")),
        ("Kilómetros recorridos", ("120", "35")),
        ("Cantidad", ("1", "3")),
        ("Importe", ("11,50", "12,50")),
    ],
)
def test_codes_counts_and_what_is_compared_are_not_told(title: str, cells: Sequence[str]) -> None:
    """No money, or a second total, which each row compares with the first."""
    assert told(taken_in(csv(title, *cells))) == []


def test_all_sheets_are_told_of_together() -> None:
    """Twelve months have the same columns."""
    titles: list[Any] = ["Fecha", "Proveedor", "Total", "Zarabanda"]

    item = taken_in(xlsx_bytes([titles, ["2026-01-05", "A", 9, 0.1 + 0.2]], [titles, ["2026-02-05", "B", 9, 4.2]]))

    assert told(item) == [["Zarabanda"]]


def test_what_a_tenant_said_of_its_columns_is_not_asked_again() -> None:
    """A mapping names every column, or leaves it alone."""
    titles = ["Fecha", "Proveedor", "Total", "Zarabanda"]
    mapping = dict(zip(titles, ("date", "supplier", "total", None), strict=True))
    tenant = replace(TENANT, mappings={fingerprint(titles): mapping})

    assert told(taken_in(csv("Zarabanda", "3,40", "2,10"), tenant=tenant)) == []


def test_a_statement_has_doubts_of_its_own() -> None:
    """Its unknown columns are held where they may be meant."""
    text = "Fecha;Concepto;Importe;Saldo;Zarabanda\n2026-03-05;Luz;-5,00;95,00;3,40\n2026-03-06;Gas;-5,00;90,00;2,10\n"

    assert told(taken_in(text.encode())) == []


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"zarabanda": 4.5}, ["zarabanda"]),
        ({"extra": {"zarabanda": "4.50"}}, ["extra zarabanda"]),
        ({"discount": 2}, ["discount"]),
        ({"discount": 2, "net": 10, "tax": 2.5}, []),
        ({"net": 10, "base": 8, "tax": 2.5}, ["base"]),
        ({"base 21": 10, "iva 21": 2.1, "base 10": 0.36, "iva 10": 0.04}, []),
        ({"zarabanda": True}, []),
        ({"zarabanda": [4.5]}, []),
    ],
)
def test_figures_of_json_rows_are_told(more: Mapping[str, Any], names: Sequence[str]) -> None:
    """Nested objects are laid flat; two columns of one meaning may differ."""
    assert list(untaken_figures([ROW, {**ROW, **more}])) == names


def test_a_file_of_json_tells_of_its_rows_and_a_request_of_the_first() -> None:
    """M32: a request has no item of its own."""
    rows: list[Mapping[str, Any]] = [ROW, {**ROW, "zarabanda": 4.5}, {**ROW, "zarabanda": 5.5}]

    assert told(taken_in(json.dumps(rows).encode(), "rows.json")) == [["zarabanda"]]
    seen = dry_run_of_rows(make_tools(), TENANT, rows)
    said = [[f.params["columns"] for f in item.findings if f.code == "left_out"] for item in seen.items]
    assert said == [[], [["zarabanda"]], []]


def test_a_row_of_an_account_is_not_told_of() -> None:
    """It is no list of expenses."""
    row = {"date": "2026-03-05", "description": "Luz", "amount": "-5.00", "balance": "95.00", "zarabanda": 3}

    assert untaken_figures([row]) == {}
