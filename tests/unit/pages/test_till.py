"""What is particular to a till's tape: rounded totals, glued dates, names over two lines, currencies by country."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from asiento.classify.reading import classify_reading
from asiento.document import DocType, Source
from asiento.lexicon.folding import plain
from asiento.pages import document_of_reading
from asiento.pages.receipt.roles import Role, role_of
from readings import page_of, paper_item, read_strip, reading_of, sheet, strip

HEAD = """
   KEDAI CONTOH JAYA SDN BHD
        (123456-X)
  NO 3, JALAN CONTOH 5
   40000 SHAH ALAM
  GST ID : 001234567890
"""

ADVERTISED = """
   Anna Muster
   FRISCHE
   WUNSCHLOS
   GLUECKLICH?
 Beispielmarkt Muster
   Beispielstr. 4
 12345 Musterstadt
www.beispielmarkt-muster.de
"""


extracted = partial(read_strip, confidence=0.98)


def total(text: str) -> Decimal | None:
    """Return the total of a receipt with *text*."""
    found = extracted(text).total
    return found.value if found else None


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Total Sales (Inclusive of GST @6%)", Role.TOTAL),
        ("TotalSales(InclusiveGST)", Role.TOTAL),
        ("Total Sales (Excluding GST)", Role.SUBTOTAL),
        ("Total Amt Rounded", Role.FINAL),
        ("Rounding Adj", Role.ROUNDING),
        ("Total Qty", Role.OTHER),
        ("Service Charge", Role.CHARGE),
        ("CHANGE DUE", Role.CHANGE),
        ("Zwischensumme", Role.SUBTOTAL),
        ("SUMME EUR", Role.TOTAL),
        ("TOTAI", Role.TOTAL),
        ("GST included in total", Role.TAX),
        ("BAKED BEANS", None),
    ],
)
def test_words_before_an_amount_say_what_it_is(label: str, role: Role | None) -> None:
    """However a till joins them, and with a letter read wrong."""
    assert role_of([plain(word) for word in label.split()]) is role


def test_the_total_after_rounding_counts() -> None:
    """What is paid is rounded; the total before it, the cash and the number of articles are not the total."""
    text = "SHOP\nTea    RM7.72\nTotal Qty 3\nTotal Sales  RM7.72\nRounding  -RM0.02\nTotal  RM7.70\n"
    text += "CASH RM10.00\nCHANGE RM2.30"

    assert total(text) == Decimal("7.70")


def test_a_total_before_an_unprinted_rounding_stays() -> None:
    """Cash less change is a rounding away from the printed total, and nobody printed the rounded one."""
    text = "SHOP\nTOTAL   13.78\nROUNDING  0.02\nCASH   20.00\nCHANGE DUE   6.20"
    found = extracted(text).total

    assert found is not None
    assert (found.value, found.confidence >= 0.9) == (Decimal("13.78"), True)


def test_a_label_run_into_its_amount_is_read() -> None:
    """With a digit for its last letter."""
    text = "SHOP\nTea   RM14.18\nTotal (Incl GST, 0%)  RM14.18\nRounding  RM0.02\nGrand Tota1RM14.20"

    assert total(text) == Decimal("14.20")


def test_a_total_above_one_that_is_unreadable_is_not_sure() -> None:
    """What is paid stands at the grand total, which nobody could read."""
    text = "SHOP\nTea   RM9.18\nTotal (Incl GST, 0%)  RM14.18\nGrand TotaiRM ] A, 20"
    found = extracted(text).total

    assert found is not None
    assert found.confidence < 0.7


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("B 7%   7,45  0,52  7,97\nC 19%  20,18  3,83  24,01", "31.98"),
        ("B 7%   7,45  0,52  1,81\nC 19%  20,18  3,83  24,01", "31.98"),
        ("A  7%  0,52  7,97\nB 19%  20,18  24,01", "31.98"),
        ("B 7%   7,45  0,59  1,81\nC 19%  20,18  3,83  24,01", "31.93"),
        ("B 7%   1,45  0,10  1,55\nC 19%  20,18  3,83  24,01", "31.93"),
    ],
)
def test_a_proven_table_of_taxes_tells_a_digit_read_wrong(rows: str, expected: str) -> None:
    """Only where each row is proven, by its rate or its sum, and one digit parts the table from the total."""
    found = extracted(f"LADEN\nWaren  30,00\nSUMME EUR  31,93\nMwSt  NETTO  MwSt  UMSATZ\n{rows}").total

    assert found is not None
    assert found.value == Decimal(expected)
    assert found.confidence < 0.9 or found.source is Source.OCR


def test_a_rounded_total_is_not_taken_for_misread() -> None:
    """It differs from the table of taxes by less than the smallest coin."""
    text = "SHOP\nTea  72.93\nTotal  72.95\nCash  72.95\nGST @6%  68.80  4.13"

    assert total(text) == Decimal("72.95")


def test_a_tax_in_the_total_is_not_the_total() -> None:
    """`Total included GST 1.42` is a small part of what was paid."""
    text = "SHOP\nCake   25.15\nPay  25.15\nChange  0.00\n(Total Included GST @ 6%  1.42)"

    assert total(text) == Decimal("25.15")


def test_arithmetic_finds_a_total_whose_label_is_unreadable() -> None:
    """Subtotal and tax make an amount that is printed twice."""
    text = "SHOP\nLamp   68.87\nSub Total  68.87\nGST 6%  4.13\nT0\\' :  73.00\nCA.  73.00"

    assert total(text) == Decimal("73.00")


def test_amounts_of_a_currency_without_cents_are_read() -> None:
    """Rupiah are printed with groups of thousands only."""
    found = extracted("KEDAI KOPI\nKopi   82.000\nTOTAL   Rp 174.600\nTUNAI   200.000")

    assert found.total is not None
    assert found.currency is not None
    assert (found.total.value, found.currency.value) == (Decimal(174600), "IDR")


def test_one_unproven_label_is_not_sure() -> None:
    """Nothing else vouches for the digits."""
    found = extracted("SHOP\nTOTAL   5.00").total

    assert found is not None
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("25/07/202412:00 OP: 3283434", date(2024, 7, 25)),
        ("Date:20/10/2016Time: 3:08:19PM", date(2016, 10, 20)),
        ("24 MAR 2018 18:02", date(2018, 3, 24)),
        ("Date 2018-03-05", date(2018, 3, 5)),
        ("02/03/18 05:16 PM", date(2018, 3, 2)),
        ("1O/03/2018 21:28", date(2018, 3, 10)),
        ("Datum-08.10.16 14:16 Uhr", date(2016, 10, 8)),
    ],
)
def test_dates_are_read_as_tills_print_them(line: str, expected: date) -> None:
    """Glued to a time, with names of months, or a letter O among the digits."""
    found = extracted(f"SHOP\n{line}\nTOTAL 5.00").issued_on

    assert found is not None
    assert found.value == expected


def test_the_hour_after_a_date_without_year_is_no_year() -> None:
    """A card terminal prints `15.04. 16:14 Uhr` below the date."""
    found = extracted("SHOP\nTOTAL 5.00\n15.04.20 16:15 0176\nAS-Zeit 15.04. 16:14 Uhr").issued_on

    assert found is not None
    assert found.value == date(2020, 4, 15)


def test_a_mended_date_is_not_sure() -> None:
    """A letter was taken for a digit."""
    found = extracted("SHOP\nDate: 1O/03/2018 21:28\nTOTAL 5.00").issued_on

    assert found is not None
    assert found.confidence < 0.9


def test_the_day_of_the_purchase_is_not_that_of_expiry() -> None:
    """Points expire, warranties end."""
    text = "SHOP\nPoints valid until 31/12/2019\nDate: 10/06/2018 18:07\nTOTAL 5.00\nExpiry 31/10/2020"
    found = extracted(text).issued_on

    assert found is not None
    assert found.value == date(2018, 6, 10)


def test_an_impossible_year_is_no_date() -> None:
    """Nobody sends a receipt of decades to come."""
    assert extracted("SHOP\nDate: 05/08/2061\nTOTAL 5.00").issued_on is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (HEAD, "KEDAI CONTOH JAYA SDN BHD"),
        (
            "  CONTOH MAJU\n  STATIONERY SON. BHD\n  CO REG NO : 123456-K\n  JALAN SATU, 51200 KL",
            "CONTOH MAJU STATIONERY SDN BHD",
        ),
        ("   TAX INVOICE\n   BAR EJEMPLO, S.L. B12345674\n   Calle Mayor 3", "BAR EJEMPLO, S.L."),
        ("   THREE CONTOHS\n   BISTRO 8 CAFE\n   109, JALAN SATU", "THREE CONTOHS"),
        ("  CONTOH 8 RAKAN SDN BHD\n  123456-X", "CONTOH & RAKAN SDN BHD"),
        ("  THE CONTOH F£B SDN BHD (123456-X)", "THE CONTOH F&B SDN BHD"),
        ("  42 CONTOH MART 5/B (123456-X)\n  LOT 7, JALAN SATU", "42 CONTOH MART S/B"),
        ("  A.B,C. CONTOH SDN BHD\n  123456-X", "A.B.C. CONTOH SDN BHD"),
        ("  CONTOH MAJU\n  STTIONERY SDN.BHD\n  CO REG NO : 123456-K", "CONTOH MAJU STTIONERY SDN BHD"),
        (ADVERTISED, "Beispielmarkt Muster"),
        ("  Muster's Diner 3:4\n  2513 Example Road\n  Lewisville TX 75067", "Muster's Diner"),
    ],
)
def test_the_shop_is_the_company_at_the_head(head: str, expected: str) -> None:
    """By legal form, register number and place; over two lines where it runs on."""
    found = extracted(f"{head}\nDate: 10/06/2018\nTea  5.00\nTOTAL  5.00").supplier.name

    assert found is not None
    assert found.value == expected


def test_a_misread_letter_is_corrected_by_what_the_page_says_elsewhere() -> None:
    """Two other lines, or the word of a trade, outvote the head; the name is then less sure."""
    head = "  SANTO ETATIONERY SHOP\n  NO 3, JALAN CONTOH 5\nDate: 10/06/2018\nTea  5.00\nTOTAL  5.00\n"
    wrong, right = (extracted(text, confidence=0.8).supplier.name for text in (head, head.replace("ETA", "STA")))
    seen = extracted(f"{head}Owned by: SANTA SUPPLY\nFacebook: Santa.Stationery", confidence=0.8).supplier.name

    assert wrong is not None
    assert right is not None
    assert seen is not None
    assert [one.value for one in (wrong, right, seen)] == ["SANTO STATIONERY SHOP"] * 2 + ["SANTA STATIONERY SHOP"]
    assert wrong.confidence < right.confidence


def test_what_is_written_by_hand_over_a_name_is_no_part_of_it() -> None:
    """Its letters are far taller."""
    text = "  Pia CONTOH MAJU\n  STATIONERY SDN BHD\n  CO REG NO : 123456-K\nTea  5.00\nTOTAL  5.00"
    [page] = strip(text).pages
    hand, *printed = page.words
    left, top, right, bottom = hand.box
    tall = replace(hand, box=(left, top - 0.006, right, bottom + 0.009))
    reading = reading_of(replace(page, words=(tall, *printed)), source=Source.OCR)
    found = document_of_reading(paper_item(DocType.RECEIPT), reading).supplier.name

    assert found is not None
    assert found.value == "CONTOH MAJU STATIONERY SDN BHD"


@pytest.mark.parametrize(
    "head",
    [
        "  (Co. No. 113825-X)\n  No 8, Jalan 7/118B\n  56000 Kuala Lumpur\n  CONTOH MALL",
        "  K3-113, JL CONTOH RAYA\n  80300 CONTOHVILLE BAHRU\n  CONTOHVILLE",
        "  19, JALAN CONTOH,\n  55100 KUALA LUMPUR\n  MALAYSIA",
    ],
)
def test_what_stands_in_or_below_the_address_is_no_name(head: str) -> None:
    """It is the street, the country, or the mall in which the shop is."""
    assert extracted(f"{head}\nDate: 10/06/2018\nTea  5.00\nTOTAL  5.00").supplier.name is None


def test_a_shop_known_by_its_picture_only_stays_unknown() -> None:
    """An address is no name."""
    text = "  12 345\n Beispielstrasse 130\n 33100 Paderborn\n   EUR\nBananen   0,19\nzu zahlen   0,19"

    assert extracted(text).supplier.name is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "TOTAL  5.00", "MYR"),
        ("LADEN GMBH\nSUMME EUR 5,00\nMwSt 19%", "EUR"),
        ("DINER\nLewisville, TX 75067\nTOTAL $5.00", "USD"),
        ("PUB\nTotal £10.20\nVAT GB 123 456 789", "GBP"),
    ],
)
def test_the_currency_is_that_of_the_country(text: str, expected: str) -> None:
    """Tills seldom print a code."""
    found = extracted(text).currency

    assert found is not None
    assert found.value == expected


def test_a_tape_headed_tax_invoice_is_a_receipt() -> None:
    """Its lines are as wide as a till prints, and it gives change."""
    text = f"{HEAD}   TAX INVOICE\nInvoice No: 1234\nGreen tea  5.00\nSub Total  5.00\n"
    text += "Rounding Adj 0.00\nTOTAL 5.00\nCASH 10.00\nCHANGE 5.00"

    assert classify_reading(strip(text)).doc_type is DocType.RECEIPT


def test_a_typed_sheet_keeps_the_rules_of_sheets() -> None:
    """A simplified invoice on A4 names its issuer beside a label, not as a till does."""
    text = "FACTURA SIMPLIFICADA\n\nProveedor: Ejemplo Uno, S.L.\n\nTotal   121,00 €"
    found = document_of_reading(paper_item(DocType.RECEIPT), sheet(text)).supplier.name

    assert found is not None
    assert found.value == "Ejemplo Uno, S.L."


def test_wide_signs_are_read_as_narrow_ones() -> None:
    """Readers trained on Chinese put wide colons and parentheses."""
    reading = reading_of(page_of("SHOP\nTOTAL\uff08RM\uff09\uff1a  5.00", columns=40))

    assert document_of_reading(paper_item(DocType.RECEIPT), reading).total is not None
