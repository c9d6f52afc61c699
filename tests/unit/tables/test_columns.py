"""What columns mean, where a table begins, and what kind of table it is."""

import pytest

from asiento.reading import Table
from asiento.tables.bank_tables import is_bank_statement
from asiento.tables.columns import EXACT, NO_HEADER, closeness_of, columns_of, find_table, meaning_of, table_columns
from asiento.tables.data_rows import data_rows
from asiento.tables.meanings import Meaning
from asiento.tables.synonyms import TERMS, meanings_by_name, names_of


def meanings(header: str) -> dict[str, str]:
    """Return the column title of each meaning in a header with `|` between its titles."""
    names = header.split("|")
    return {meaning.value: names[index] for meaning, index in columns_of(names).items()}


def table(*lines: str) -> Table:
    """Return the table in lines with `|` between their cells."""
    found = find_table([line.split("|") for line in lines])
    assert found is not None
    return found


def test_every_synonym_means_one_thing() -> None:
    """No name stands in two rows of the mapping, and none folds to nothing."""
    names = {(name, meaning) for meaning, terms in TERMS.items() for term in terms for name in names_of(term)}

    assert len(names) == len(meanings_by_name())
    assert all(name for name, _ in names)


def test_longer_names_are_looked_for_first() -> None:
    """Lest a name be told by a part of it."""
    lengths = [len(name) for name in meanings_by_name()]

    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(("above", "is_found"), [(0, True), (59, True), (60, False)])
def test_titles_are_looked_for_in_the_first_sixty_rows(above: int, is_found: bool) -> None:
    """What stands above them is a letterhead; a table does not begin a page below."""
    found = find_table([["Informe interno"]] * above + [["Fecha", "Concepto", "Total"], ["14/03/2025", "Luz", "1,00"]])

    assert (found is not None and found.header == above) is is_found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nº factura", Meaning.NUMBER),
        ("NIF/CIF Proveedor", Meaning.SUPPLIER_TAX_ID),
        ("Tipo de IVA (%)", Meaning.TAX_RATE),
        ("Día de la factura", Meaning.DATE),
        ("Invoice day", Meaning.DATE),
        ("Jour de la facture", Meaning.DATE),
        ("Amount in foreign currency", Meaning.FOREIGN_AMOUNT),
        ("Foreign currency amount", Meaning.FOREIGN_AMOUNT),
        ("Importe en moneda extranjera", Meaning.FOREIGN_AMOUNT),
        ("Montant en devise étrangère", Meaning.FOREIGN_AMOUNT),
        ("Importo in valuta estera", Meaning.FOREIGN_AMOUNT),
        ("Moneda extranjera", Meaning.FOREIGN_CURRENCY),
        ("Foreign currency code", Meaning.FOREIGN_CURRENCY),
        ("% IVA", Meaning.TAX_RATE),
        ("IVA", Meaning.TAX),
        ("iva_15%", Meaning.TAX),
        ("supplierTaxId", Meaning.SUPPLIER_TAX_ID),
        ("BASE IMPONIBLE (€)", Meaning.NET),
        ("importe de la operación", Meaning.AMOUNT),
        ("Fecha de vencimiento", Meaning.DUE_DATE),
        ("F. Valor", Meaning.VALUE_DATE),
        ("Data Lançamento", Meaning.DATE),
        ("Buchungstag", Meaning.DATE),
        ("Color", None),
        ("", None),
    ],
)
def test_names_are_known_in_many_spellings(name: str, expected: Meaning | None) -> None:
    """Case, accents, punctuation and small words do not matter; an unknown name means nothing."""
    assert meaning_of(name) == expected


@pytest.mark.parametrize("name", ["Montant TTC (USD)", "Total USD", "total [EUR]"])
def test_a_currency_behind_a_title_makes_it_no_less_exact(name: str) -> None:
    """It says in what money, and nothing of which figure."""
    assert (meaning_of(name), closeness_of(name)) == (Meaning.TOTAL, EXACT)


@pytest.mark.parametrize("name", ["Total XYZ", "Total neto USD cobrado"])
def test_other_words_behind_a_title_do(name: str) -> None:
    """They may make it another figure."""
    assert closeness_of(name) != EXACT


def test_a_purchase_ledger_in_spanish() -> None:
    """Every column of a usual sheet of expenses is known."""
    assert meanings("Fecha|Proveedor|NIF|Concepto|Base imponible|% IVA|Cuota IVA|Total|Forma de pago") == {
        "issued_on": "Fecha",
        "supplier.name": "Proveedor",
        "tax_id": "NIF",
        "description": "Concepto",
        "net": "Base imponible",
        "tax_rate": "% IVA",
        "tax_total": "Cuota IVA",
        "total": "Total",
        "payment.method": "Forma de pago",
    }


def test_one_column_a_meaning_the_closest_name_first() -> None:
    """An exact name wins over one that contains it, and of two equal names the left one."""
    assert meanings("Importe original neto|Importe|Divisa|Divisa")["amount"] == "Importe"
    assert columns_of(["Fecha", "Divisa", "Importe", "Divisa"])[Meaning.CURRENCY] == 1


def test_the_preamble_of_a_table_is_kept() -> None:
    """The header is found below titles and blank lines."""
    found = table(
        "Banco Ejemplo||",
        "Titular: Ana||",
        "||",
        "Fecha|Concepto|Importe",
        "05/03/2026|Compra|-12,50",
        "06/03/2026|x|3,00",
    )

    assert found.header == 3
    assert len(found.rows) == 6


def test_rows_that_are_no_table_are_none() -> None:
    """Prose, and titles without figures below them, are no table."""
    assert find_table([["Hello there"], ["Some text, and more"]]) is None
    assert find_table([["Fecha", "Importe"], ["mañana", "mucho"]]) is None
    assert find_table([]) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Fecha|Concepto|Importe|Saldo", "05/03/2026|Compra|12,50|100,00"),
        ("fecha|concepto|fecha valor|importe de la operación", "05/03/2026|Compra|06/03/2026|12,50"),
        ("F. Operación|Concepto|Cargo|Abono", "05/03/2026|Compra|12,50|"),
        ("IBAN: ES9121000418450200051332||", "Fecha|Concepto|Importe", "05/03/2026|Compra|12,50"),
        ("Date|Label|Amount", "05/03/2026|Coffee|-12.50", "06/03/2026|Salary|2000.00"),
        ("Buchungstag|Verwendungszweck|Betrag", "05.03.2026|Miete|700,00"),
        ("Date|Details|D/K|Amount|Doc. No", "05.03.2026|Miete|D|700,00|1"),
        ("Fecha|Comercio|Importe|Saldo", "05/03/2026|Bar|12,50|1,00"),
    ],
)
def test_what_only_banks_write_makes_a_statement(lines: tuple[str, ...]) -> None:
    """A balance, a value date, debit and credit, an account above, a bank's words or signed amounts."""
    assert is_bank_statement(table(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ("Fecha|Proveedor|NIF|Base|IVA|Total", "05/03/2026|Bar|B12345674|10,00|2,10|12,10"),
        ("Fecha|Concepto|Importe", "05/03/2026|Taxi|12,50", "06/03/2026|Hotel|80,00"),
        ("Date|Vendor|Category|Amount", "05/03/2026|Shop|Food|-12.50", "05/03/2026|Shop|Food|-2.50"),
        ("Fecha|Proveedor|Importe|IBAN", "05/03/2026|Bar|12,50|ES9121000418450200051332"),
        ("Nº factura|Fecha|Cliente|Total|Saldo", "1|05/03/2026|Ana|12,50|12,50"),
        ("Concepto|Importe", "Compra|-12,50"),
    ],
)
def test_sheets_of_expenses_and_invoices_are_no_statement(lines: tuple[str, ...]) -> None:
    """A supplier, tax, customer or category is of a ledger of one's own; without dates nothing is a statement."""
    assert not is_bank_statement(table(*lines))


def test_a_statement_without_titles_is_known_by_its_cells() -> None:
    """Dated, signed rows need no header; its columns are found by what they look like."""
    found = table("18.09.2026|Shop one|16.09.2026|-33,87|EUR|", "19.09.2026|Salary, thanks|19.09.2026|1.500,00|EUR|")

    assert found.header == NO_HEADER
    assert is_bank_statement(found)
    assert {meaning.value: place for meaning, place in table_columns(found).items()} == {
        "issued_on": 0,
        "description": 1,
        "value_on": 2,
        "amount": 3,
        "currency": 4,
    }


def test_lines_of_totals_are_no_data() -> None:
    """Totals are left out; a supplier called Total is not, nor a balance that has an amount: that is doubted."""
    found = table(
        "Fecha|Proveedor|Importe", "05/03/2026|TOTAL|50,00", "||", "|Total|50,00", "31/03/2026|Saldo final a 31/03|9,00"
    )

    assert [index for index, _ in data_rows(found)] == [1, 4]
