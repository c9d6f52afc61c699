"""Amounts and dates as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiento.reading.amounts import read_amount
from asiento.reading.dates import read_date
from asiento.reading.dialect import Dialect, detect_dialect

COMMA = Dialect(decimal=",", day_first=True)
POINT = Dialect(decimal=".", day_first=False)
DIALECTS = st.sampled_from([COMMA, POINT])
CENTS = st.decimals(min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=2, allow_nan=False)
DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905 (words)


def written(amount: Decimal, decimal: str, group: str) -> str:
    """Return *amount* as a person of that dialect writes it."""
    marks = str.maketrans({".": decimal, ",": group})
    return f"{amount:,.2f}".translate(marks)


@given(amount=CENTS, dialect=DIALECTS, group=st.sampled_from(["", " ", "\u00a0", "\u202f", "'", "’", "other"]))  # noqa: RUF001 (an apostrophe of thousands)
def test_what_is_written_in_a_dialect_reads_back(amount: Decimal, dialect: Dialect, group: str) -> None:
    """An amount with two decimals reads back, whatever stands between its thousands."""
    other = "." if dialect.decimal == "," else ","

    text = written(amount, dialect.decimal, other if group == "other" else group)

    assert read_amount(text, dialect) == amount


@given(amount=CENTS, dialect=DIALECTS)
def test_two_decimals_read_the_same_in_both_dialects(amount: Decimal, dialect: Dialect) -> None:
    """A machine's `1234.50` is right under a decimal comma too."""
    assert read_amount(str(amount), dialect) == amount


@given(amount=CENTS, mark=st.sampled_from(["€", "EUR", "USD", "$", "US$", "S/.", "euros"]), dialect=DIALECTS)
def test_currency_on_either_side_changes_nothing(amount: Decimal, mark: str, dialect: Dialect) -> None:
    """Signs, codes and words of currencies are no part of the figure."""
    text = written(amount, dialect.decimal, "")

    assert read_amount(f"{text} {mark}", dialect) == amount
    assert read_amount(f"{mark} {text}", dialect) == amount
    assert read_amount(f"{text}{mark}", dialect) == amount


@given(text=st.text(max_size=80), dialect=DIALECTS)
def test_any_text_is_an_amount_or_none(text: str, dialect: Dialect) -> None:
    """No text makes the readers fail, and every amount is within bounds."""
    amount = read_amount(text, dialect)

    assert amount is None or abs(amount) < 10**15
    assert read_date(text, dialect) is None or len(text) <= 64


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("12.10", "12.10"),
        ("1234.5", "1234.5"),
        ("1234,567", "1234.567"),
        ("0.125", "0.125"),
        (",50", "0.50"),
        ("5,-", "5.00"),
        ("1.200,-- €", "1200.00"),
        ("12,50-", "-12.50"),
        ("−12,50", "-12.50"),  # noqa: RUF001 (a typographer's minus)
        ("(12,50)", "-12.50"),
        ("- $220.00", "-220.00"),
        ("+ $1,150.00", "1150.00"),
        ("12.50 CR", "12.50"),
        ("12.50DR", "-12.50"),
        ("-0,00", "0.00"),
    ],
)
def test_amounts_under_a_decimal_comma(text: str, expected: str) -> None:
    """Each common way to write an amount is understood."""
    assert read_amount(text, COMMA) == Decimal(expected)


def test_the_dialect_decides_what_the_figure_leaves_open() -> None:
    """`1.234` is one thousand or one, by the document."""
    assert read_amount("1.234", COMMA) == 1234
    assert read_amount("1.234", POINT) == Decimal("1.234")
    assert read_amount("1,234", POINT) == 1234


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "EUR",
        "abc",
        "12a",
        "1.234.56",
        "1,23,4",
        "012.345",
        "1 23",
        "12345 678",
        "21%",
        "3,99 B",
        "--5",
        "(5",
        "-5 CR",
        "12/03/2026",
        "2026-03-05",
        "3.5e3",
        "٣",
        "1" * 16,
        "9" * 49,
        "1." + "0" * 11,
        "5 5,00 €",
    ],
)
def test_what_is_no_amount_is_none(text: str) -> None:
    """A wrong figure is worse than none."""
    assert read_amount(text, COMMA) is None
    assert read_amount(text, POINT) is None


@given(day=DATES, mark=st.sampled_from(["/", "-", ".", " "]), day_first=st.booleans())
def test_numeric_dates_read_back(day: date, mark: str, day_first: bool) -> None:
    """A date in the document's order reads back, with a time after it or none."""
    dialect = Dialect(decimal=",", day_first=day_first)
    text = mark.join([f"{day:%d}", f"{day:%m}"] if day_first else [f"{day:%m}", f"{day:%d}"]) + f"{mark}{day.year}"

    assert read_date(text, dialect) == day
    assert read_date(f"{text} 10:30", dialect) == day


@given(day=DATES, dialect=DIALECTS)
def test_iso_and_named_dates_need_no_order(day: date, dialect: Dialect) -> None:
    """ISO dates and dates with a month's name mean one day in every dialect."""
    assert read_date(day.isoformat(), dialect) == day
    assert read_date(f"{day.isoformat()}T23:59:59.000Z", dialect) == day
    assert read_date(f"{day:%Y%m%d}", dialect) == day
    assert read_date(f"{day.day} de {SPANISH[day.month - 1]} de {day.year}", dialect) == day
    assert read_date(f"{day:%B} {day.day}, {day.year}", dialect) == day


@given(day=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_two_digit_years_are_of_this_century(day: date) -> None:
    """`26` is 2026 and `99` is 2099."""
    assert read_date(f"{day:%d-%m-%y}", COMMA) == day
    assert read_date(f"{day:%d} {SPANISH[day.month - 1][:3]} {day:%y}", COMMA) == day


@pytest.mark.parametrize(
    "text",
    [
        "5 de marzo de 2026",
        "05 mar 2026",
        "March 5th, 2026",
        "5 de março de 2026",
        "5 mars 2026",
        "5. März 2026",
        "5 marzo 2026",
        "5 de març de 2026",
        "jueves, 5 de marzo del 2026",
        "05-MAR-26",
        "2026.03.05.",
        "05/03/2026 10:30 p.m.",
    ],
)
def test_months_are_known_in_the_languages_of_documents(text: str) -> None:
    """The same day in Spanish, English, Portuguese, French, German, Italian and Catalan."""
    assert read_date(text, COMMA) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "13/13/2026", "29/02/2025", "46000", "5 marzo", "5 jui 2026", "0/1/2026", "1/1/0026", "hoy"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Impossible and incomplete dates, and serial numbers, are not guessed."""
    assert read_date(text, COMMA) is None


def test_an_impossible_month_is_not_turned_into_a_day() -> None:
    """The order is the document's, never the value's."""
    assert read_date("03/25/2026", COMMA) is None
    assert read_date("03/25/2026", POINT) == date(2026, 3, 25)


@pytest.mark.parametrize(
    ("texts", "country", "decimal", "day_first"),
    [
        (["Total 1.234,56 €"], "US", ",", False),
        (["Total 12.50", "Base 1,000.00"], "ES", ".", True),
        (["1.234.567"], "US", ",", False),
        (["1.234"], "ES", ",", True),
        (["1.234"], "EC", ".", True),
        (["12,50", "12.50"], "ES", ",", True),
        (["12,50", "12.50"], "EC", ".", True),
        (["25/12/2026"], "US", ".", True),
        (["12/25/2026", "01/31/2026"], "ES", ",", False),
        (["05.03.2026", "001-002-000000123", "v1.2.3"], "ES", ",", True),
        (["12/05/2023", "Part number: 10.15.4402", "10.15.44", "1/13/4402"], "ES", ",", True),
        ([], None, ",", True),
    ],
)
def test_the_whole_document_decides_the_dialect(texts: list[str], country: str, decimal: str, day_first: bool) -> None:
    """The evidence of all amounts and dates counts, and the country breaks ties."""
    dialect = detect_dialect(texts, country)

    assert (dialect.decimal, dialect.day_first) == (decimal, day_first)
