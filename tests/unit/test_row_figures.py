"""Which figure of a row is what was paid: the columns of other figures beside it, from the file to the posting."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from asiento.model import Tenant
from asiento.tables.columns import meaning_of
from builders import DictFiles, make_file_item, make_tools
from made_tables.runs import RECEIVED, ends_of

CURRENCIES = {"ES": "EUR", "EC": "USD", "US": "USD", "GB": "GBP", "DE": "EUR"}


def ends(data: str | bytes, country: str = "ES", name: str = "f.csv") -> Iterator[str]:
    """Yield how the rows of a file end: the total that was posted with its tax, or the code of why it was not."""
    tenant = Tenant(
        id=UUID(int=1), name="Ejemplo, S.L.", country=country, currency=CURRENCIES[country], tax_ids=("B87654323",)
    )
    files = DictFiles()
    content = data.encode() if isinstance(data, str) else data
    item = make_file_item(content, files, name, tenant=tenant, received_at=RECEIVED)
    for ended in ends_of(item, make_tools(files)):
        if ended.state == "posted":
            (posted,) = (values for _, values in ended.postings)
            yield _posted(posted)
        else:
            yield ended.reason.partition(":")[0]


def _posted(values: dict[str, Any]) -> str:
    said = [values["total"], values["currency"]]
    return " ".join([*said, f"tax {values['tax_total']}"] if values.get("tax_total") is not None else said)


def lines(*rows: str) -> str:
    """Return the content of a file with these lines."""
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Date;Supplier;Amount excluding VAT;VAT;Amount including VAT", "100.00;20.00;120.00", "120.00 EUR tax 20.00"),
        ("Date;Supplier;Amount ex GST;GST amount;Amount inc GST", "100.00;10.00;110.00", "110.00 EUR tax 10.00"),
        ("Datum;Lieferant;Betrag exkl. MwSt;MwSt;Betrag inkl. MwSt", "100,00;19,00;119,00", "119.00 EUR tax 19.00"),
        ("Datum;Lieferant;Summe ohne USt;USt;Summe mit USt", "100,00;19,00;119,00", "119.00 EUR tax 19.00"),
        ("Date;Fournisseur;Montant hors taxes;TVA;Montant toutes taxes comprises", "100,00;20,00;120,00",
         "120.00 EUR tax 20.00"),
        ("Date;Fournisseur;Montant H.T.;T.V.A.;Montant T.T.C.", "100,00;20,00;120,00", "120.00 EUR tax 20.00"),
        ("Fecha;Proveedor;Importe s/IVA;IVA;Importe c/IVA", "100,00;21,00;121,00", "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe IVA no incluido;I.V.A.;Importe IVA incl.", "100,00;21,00;121,00",
         "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe sin impuestos;Impuestos;Importe con impuestos", "100,00;21,00;121,00",
         "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe;IVA;Importe + IVA", "100,00;21,00;121,00", "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe;% IVA;Importe IVA incl.", "100,00;21;121,00", "121.00 EUR"),
        ("Data;Fornitore;Importo senza IVA;IVA;Importo con IVA", "100,00;22,00;122,00", "122.00 EUR tax 22.00"),
        ("Datum;Leverancier;Bedrag exclusief btw;BTW;Bedrag inclusief btw", "100,00;21,00;121,00",
         "121.00 EUR tax 21.00"),
        ("Data;Fornecedor;Total s/ IVA;IVA;Total c/ IVA", "100,00;23,00;123,00", "123.00 EUR tax 23.00"),
        ("date;supplier;total_net;total_tax;total_gross", "100.00;21.00;121.00", "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe I.V.A.;Importe", "21,00;121,00", "121.00 EUR tax 21.00"),
    ],
)  # fmt: skip
def test_an_amount_says_on_which_side_of_the_tax_it_is(header: str, row: str, expected: str) -> None:
    """Of two amounts, that with the tax is the total, in whatever order and words they stand."""
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Fecha;Comercio;Total descuentos;Total pagado", "2,50;10,00", "10.00 EUR"),
        ("Fecha;Tienda;Total envío;Total pedido", "2,50;10,00", "10.00 EUR"),
        ("Fecha;Proveedor;Importe presupuestado;Importe real", "200,50;10,00", "10.00 EUR"),
        ("Date;Merchant;Fee amount;Paid amount", "0.50;10.00", "10.00 EUR"),
        ("date;supplier;total_discounts;total_shipping;total_paid", "5.00;3.00;10.00", "10.00 EUR"),
        ("Fecha;Proveedor;Importe;Descuento;Total", "100,00;10,00;90,00", "90.00 EUR"),
        ("Fecha;Proveedor;Importe;Portes;Total", "100,00;10,00;110,00", "110.00 EUR"),
        ("Fecha;Proveedor;Importe;Propina;Total", "100,00;10,00;110,00", "110.00 EUR"),
        ("Fecha;Proveedor;Total comidas;Total viajes;Total", "100,00;10,00;110,00", "110.00 EUR"),
        ("Fecha;Proveedor;Importe real;Código proyecto", "10,00;4521", "10.00 EUR"),
        ("Date;Merchant;Claimed Amount;Approved Amount", "20.00;15.00", "two_columns"),
        ("Date;Merchant;Claimed Amount;Approved Amount", "20.00;20.00", "20.00 EUR"),
        ("Fecha;Proveedor;Importe;Descuento;Importe final", "100,00;10,00;90,00", "two_columns"),
        ("Fecha;Proveedor;Total;Descuento;Importe pagado", "100,00;10,00;90,00", "two_columns"),
        ("Fecha;Proveedor;Importe previo;Dietas", "10,00;25,00", "two_columns"),
        ("Fecha;Proveedor;Total horas;Precio hora", "8;25,00", "missing_total"),
        ("Fecha;Proveedor;Nº bultos total;Coste", "8;25,00", "may_be_unit_price"),
    ],
)  # fmt: skip
def test_another_figure_is_not_posted_as_the_total(header: str, row: str, expected: str) -> None:
    """A discount, a charge, a budget or a count is none; what no word explains is for a person."""
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Fecha;Proveedor;Cantidad;Coste unitario", "4;25,00", "missing_total"),
        ("Date;Supplier;Quantity;Cost per unit", "4;25.00", "missing_total"),
        ("Fecha;Proveedor;Cantidad;Coste", "4;25,00", "may_be_unit_price"),
        ("Fecha;Proveedor;Cantidad;Coste", "1;25,00", "25.00 EUR"),
        ("Fecha;Proveedor;Importe mensual;Nº meses", "25,00;4", "may_be_unit_price"),
        ("Fecha;Proveedor;Cantidad;Precio;Precio total", "4;25,00;100,00", "100.00 EUR"),
        ("Fecha;Proveedor;Cantidad;Importe", "4;100,00", "100.00 EUR"),
    ],
)
def test_the_price_of_one_is_not_posted_for_several(header: str, row: str, expected: str) -> None:
    """A unit price is no total, and the only price of several things may be one."""
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Fecha;Proveedor;Total;IVA", "60,50;10,50", "60.50 EUR tax 10.50"),
        ("Fecha;Proveedor;Total;IVA", "60,50;21", "may_be_rate"),
        ("Fecha;Proveedor;Total;IVA", "500,00;21", "may_be_rate"),
        ("Fecha;Proveedor;Total;IVA", "110,00;10", "110.00 EUR tax 10.00"),
        ("Fecha;Proveedor;Importe;IVA", "100,00;21,00", "may_be_rate"),
        ("Fecha;Proveedor;Importe;IVA", "50,00;10,50", "may_be_net"),
        ("Fecha;Proveedor;Importe;IVA", "5,00;10,50", "may_be_net"),
        ("Fecha;Proveedor;Importe;IVA", "121,00;21,00", "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;IRPF;Total", "15;1060,00", "may_be_rate"),
        ("Fecha;Proveedor;Base;IVA;IRPF;Total", "1000,00;210,00;150,00;1060,00", "1060.00 EUR tax 210.00"),
        ("Fecha;Proveedor;Base;IVA;IRPF;Total", "100,00;21,00;15,00;106,00", "106.00 EUR tax 21.00"),
    ],
)
def test_a_tax_must_be_one_of_its_total(header: str, row: str, expected: str) -> None:
    """A rate is no amount, and a total of which the tax is a rate as it stands is a net."""
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Precio sin IVA", "net"),
        ("Precio unitario sin IVA", "unit_price"),
        ("Importe pendiente con IVA", "outstanding"),
        ("Importe antes de impuestos", "net"),
        ("VAT incl. total", "total"),
        ("Total net of tax", "net"),
        ("Gesamt netto", "net"),
        ("Total IRPF", "withholding"),
        ("Tip amount", "tip"),
        ("Amount GST", "tax"),
        ("Importe con descuento", "amount"),
        ("Importe sin descuento", "aside"),
        ("Total origen", "foreign_amount"),
        ("Horas", "aside"),
        ("Importe (miles €)", "amount"),
    ],
)
def test_what_the_words_around_an_amount_make_of_it(title: str, meaning: str) -> None:
    """The nearest words decide: with tax or without, of one, a part."""
    assert meaning_of(title) == meaning
