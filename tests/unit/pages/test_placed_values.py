"""Where values stand about their labels: below, above, behind a sign, or in two parts."""

import pytest

from readings import read_sheet, read_strip, value

FOOT = """
Concepto                    Cantidad     Precio      Importe
Papel A4                           2      10,00        20,00
Base imponible                                         20,00
IVA 21 %                                                4,20
Total                                                  24,20
"""

CAPTIONED = f"""
Talleres Mendiola, S.L.                    FACTURA
CIF: B58818501
                                           F-2026-0007
                                           Nº de factura

                                           05/03/2026
                                           Fecha de emisión

                                           04/04/2026
                                           Vencimiento

                                           8841
                                           Nº cliente
{FOOT}
"""

HEADED = f"""
Talleres Mendiola, S.L.                    FACTURA
CIF: B58818501
                                           Nº de factura
                                           F-2026-0007

                                           Fecha de emisión
                                           05/03/2026

                                           Vencimiento
                                           04/04/2026

                                           Nº cliente
                                           8841
{FOOT}
"""


@pytest.mark.parametrize("printed", [CAPTIONED, HEADED])
def test_a_value_is_the_labels_that_it_is_nearest_to(printed: str) -> None:
    """A caption stands below its value, a heading above: the next value in the column is another label's."""
    document = read_sheet(printed)

    found = [str(value(field)) for field in (document.number, document.issued_on, document.due_on)]

    assert found == ["F-2026-0007", "2026-03-05", "2026-04-04"]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Serie: A26\nFactura nº: 00035", "A26-00035"),
        ("Serie: A26     Factura nº: 00035", "A26-00035"),
        ("Serie      Factura nº      Fecha\nA26        00035           05/03/2026", "A26-00035"),
        ("Serie\nA26\nFactura nº\n00035", "A26-00035"),
        ("Punto de Venta: 0007\nFactura nº: 00002008", "0007-00002008"),
        ("Estab. - Pto. emisión: 013-013\nFactura nº: 000000033", "013-013-000000033"),
        ("Serie: A26\nFactura nº: A26/00035", "A26/00035"),
        ("Nº de serie: 7781203\nFactura nº: 00035", "00035"),
        ("Serie limitada\nFactura nº: 00035", "00035"),
    ],
)
def test_the_series_is_a_part_of_the_number(printed: str, number: str) -> None:
    """Two series have the same number; that of a machine, or a word, is no series."""
    assert value(read_sheet(f"Talleres Mendiola, S.L.\nCIF: B58818501\n\n{printed}\n{FOOT}").number) == number


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("FACTURA ELECTRÓNICA\nN° 79917", "79917"),
        ("Factura\nNro. : 028-028-000000036", "028-028-000000036"),
        ("N°        012-012-000001597", "012-012-000001597"),
        ("Fra. simplificada: T3-27635", "T3-27635"),
        ("Comp. Nro: 00029 00000094", "00029-00000094"),
        ("FACTURA\nLocal n 45", None),
    ],
)
def test_the_sign_for_a_number_announces_one(printed: str, number: str | None) -> None:
    """With a degree or as `Nro.`; the letter alone does not."""
    assert value(read_sheet(f"Talleres Mendiola, S.L.\nCIF: B58818501\n\n{printed}\n{FOOT}").number) == number


@pytest.mark.parametrize("printed", ["C.U.I.T. Nro : 23-33086889-9", "CUIT N° 23-33086889-9", "Pedido Nº: 8841"])
def test_the_number_of_something_else_is_none_of_the_papers(printed: str) -> None:
    """A sign behind another label belongs to that."""
    assert read_sheet(f"Talleres Mendiola, S.L.\n{printed}\n\nFACTURA\n{FOOT}").number is None


@pytest.mark.parametrize(
    "printed", ["R.U.C. N° 20100070970", "RUC Nº: 20100070970", "RUC N° : 20100070970", "RUC 20100070970"]
)
def test_a_sign_may_stand_before_a_tax_id(printed: str) -> None:
    """What stands behind the label and its sign is the id."""
    document = read_sheet(f"Textiles Modelo S.A.C.\n{printed}\n\nFactura nº: F001-7\n{FOOT}")
    assert value(document.supplier.tax_id) == "20100070970"


@pytest.mark.parametrize(
    ("printed", "currency"),
    [
        ("Moneda: USD", "USD"),
        ("Tipo de Moneda : SOLES", "PEN"),
        ("Currency            GBP", "GBP"),
        ("Währung: CHF", "CHF"),
        ("Cambio de moneda: USD", "EUR"),
        ("Moneda: USD\nDivisa: GBP", "EUR"),
        ("IBAN: FR35 3000 6000 0118 5295 7290 189", "EUR"),
    ],
)
def test_a_label_announces_the_currency(printed: str, currency: str) -> None:
    """Codes elsewhere, as in what was moved, say less; two that are announced say nothing, nor does an account."""
    text = f"Talleres Mendiola, S.L.\n{printed}\n\nFactura nº: 7\nCambio 12,00 EUR y 13,00 EUR y 14,00 EUR\n{FOOT}"
    assert value(read_sheet(text).currency) == currency


@pytest.mark.parametrize(("printed", "currency"), [("CUIT: 30-45575397-6", "ARS"), ("Springfield IL 62704", "USD")])
def test_on_a_receipt_a_tax_office_says_whose_dollar_it_is(printed: str, currency: str) -> None:
    """English words are no sign of the United States beside it."""
    foot = "Lunch $12.00\nSUBTOTAL $12.00\nTOTAL $12.00\nCASH $12.00"
    read = read_strip(f"HERMANOS MODELO\n{printed}\nSALES RECEIPT\nDate 19 August 2025 08:19\n{foot}")
    assert value(read.currency) == currency


NO_MORE = "\n" * 38
OPPOSED = f"""
Facturar a:                              Suministros Modelo, S.L.
Panadería La Espiga, S.A.                CIF: B58818501
NIF: A28015865                           C/ Mayor 54
Plaza del Carmen 14                      41013 Sevilla
16004 Cuenca

Nº factura: F-7       Fecha: 05/03/2026
{FOOT}
"""

LOGO = f"""
Vivai

Cliente:                                 Fattura n.: 7
Tipografia Serchio S.p.A.                Data: 05/03/2026
Via Roma 27
40126 Bologna

{FOOT}
{NO_MORE}
VIVAI MONTECCHIO S.r.l. · Corso Garibaldi 59 · 20121 Milano · Partita IVA: IT00743110157
"""

FORM = f"""
Suministros Modelo, S.L.                 CIF: B58818501

Cliente:              Panadería La Espiga, S.A.
Domicilio:            Plaza del Carmen 14
Población:            16004 Cuenca

Nº factura: F-7       Fecha: 05/03/2026
{FOOT}
"""


@pytest.mark.parametrize(
    ("printed", "supplier", "customer"),
    [
        (OPPOSED, "Suministros Modelo, S.L.", "Panadería La Espiga, S.A."),
        (LOGO, "VIVAI MONTECCHIO S.r.l.", "Tipografia Serchio S.p.A."),
        (FORM, "Suministros Modelo, S.L.", "Panadería La Espiga, S.A."),
    ],
)
def test_seller_and_buyer_are_told_apart(printed: str, supplier: str, customer: str) -> None:
    """A party below its label leaves what is beside it to the other, and a logo is the beginning of a name."""
    document = read_sheet(printed)
    assert (value(document.supplier.name), value(document.customer.name)) == (supplier, customer)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        (
            "Número de factura                 16004 Cuenca\n079/2026                          Tlf. 827917815",
            "079/2026",
        ),
        ("Número de factura                 16004", "16004"),
        ("Número de factura: 16004 Cuenca", "16004"),
    ],
)
def test_the_postcode_in_the_next_column_is_no_number(printed: str, number: str) -> None:
    """A town behind it tells it from a number, unless both stand in the cell of the label."""
    assert value(read_sheet(f"Talleres Mendiola, S.L.\nCIF: B58818501\n\n{printed}\n{FOOT}").number) == number


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Data DDT: 25-04-2026\nData: 27-04-2026", "2026-04-27"),
        ("Fecha y hora: 27/04/2026 10:15", "2026-04-27"),
        ("Date time: 27/04/2026", "2026-04-27"),
    ],
)
def test_a_word_says_of_what_a_date_is(printed: str, day: str) -> None:
    """A better label takes precedence over one that goes on."""
    assert str(value(read_sheet(f"Talleres Mendiola, S.L.\nFactura nº: 7\n{printed}\n{FOOT}").issued_on)) == day


def test_the_branch_of_a_tax_office_is_no_issuer() -> None:
    """Chile's papers print it in the box of the number."""
    head = "Lucía Ferrándiz Gil          R.U.T.: 76.086.428-5\nCamino Lo Boza 18            FACTURA\n"
    document = read_sheet(f"{head}7500000 Santiago             N° 15\n\n                S.I.I. - SANTIAGO\n{FOOT}")
    assert value(document.supplier.name) == "Lucía Ferrándiz Gil"
