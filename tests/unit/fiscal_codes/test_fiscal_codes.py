"""Fiscal codes from text: known ones, made ones there and back, wrong ones."""

from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.es import nif
from stdnum.pt import nif as portuguese

from asiento.fiscal_codes import FiscalCode, System, Unreadable
from asiento.fiscal_codes.access_key import check_digit
from asiento.fiscal_codes.payload import read_code
from asiento.fiscal_codes.ticketbai import crc8

VERIFACTU = (
    "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR"
    "?nif=89890001K&numserie=12345678-G33&fecha=01-09-2024&importe=241.4"
)
"""The example of the tax office's own specification."""

ADDRESS = "https://tbai.egoitza.gipuzkoa.eus/qr/?id=TBAI-00000006Y-251019-btFpwP8dcLGAF-237&s=T&nf=27174&i=4.70"
TICKETBAI = f"{ADDRESS}&cr={crc8(ADDRESS):03}"
"""With the id of the example in the specification, whose last three digits are its check."""

ACCESS_KEY = "0403201301179226110400110015010000000081234567816"
PORTUGAL = (
    "A:123456789*B:999999990*C:PT*D:FS*E:N*F:20190812*G:FS CDVF/12345*H:CSDF7T5H-12345*I1:PT*I7:0.65*I8:0.15"
    "*N:0.15*O:0.80*Q:qaai*R:9999"
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
AMOUNTS = st.decimals(Decimal(-999999), Decimal(999999), places=2, allow_nan=False)
PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)


@st.composite
def nifs(draw: st.DrawFn) -> str:
    """A person's NIF."""
    digits = f"{draw(st.integers(0, 99_999_999)):08}"
    return digits + "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (
            VERIFACTU,
            FiscalCode(
                system=System.VERIFACTU,
                tax_id="89890001K",
                number="12345678-G33",
                issued_on=date(2024, 9, 1),
                total=Decimal("241.4"),
            ),
        ),
        (
            TICKETBAI,
            FiscalCode(
                system=System.TICKETBAI,
                tax_id="00000006Y",
                number="T-27174",
                issued_on=date(2019, 10, 25),
                total=Decimal("4.70"),
                key="TBAI-00000006Y-251019-btFpwP8dcLGAF-237",
            ),
        ),
        (
            ACCESS_KEY,
            FiscalCode(
                system=System.SRI,
                tax_id="1792261104001",
                number="001-501-000000008",
                issued_on=date(2013, 3, 4),
                key=ACCESS_KEY,
                code="01",
                trial=True,
            ),
        ),
        (
            PORTUGAL,
            FiscalCode(
                system=System.PORTUGAL,
                tax_id="123456789",
                number="FS CDVF/12345",
                issued_on=date(2019, 8, 12),
                total=Decimal("0.80"),
                key="CSDF7T5H-12345",
            ),
        ),
    ],
    ids=lambda value: value.system if isinstance(value, FiscalCode) else "",
)
def test_examples_are_read(payload: str, expected: FiscalCode) -> None:
    """Those of the offices' own papers, or in their form."""
    assert read_code(payload) == expected


@pytest.mark.parametrize(
    ("payload", "trial"),
    [
        (VERIFACTU, False),
        (VERIFACTU.replace("ValidarQR?", "ValidarQRNoVerifactu?"), False),
        (VERIFACTU.replace("www2.agenciatributaria.gob.es", "prewww2.aeat.es"), True),
        (VERIFACTU.replace("www2.agenciatributaria.gob.es", "prewww2.aeat.es").replace("QR?", "QRNoVerifactu?"), True),
    ],
)
def test_the_office_for_trying_out_is_told_from_the_real_one(payload: str, *, trial: bool) -> None:
    """What was only tried out is no invoice."""
    code = read_code(payload)

    assert isinstance(code, FiscalCode)
    assert code.trial is trial


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "https://shop.example/?nif=89890001K&numserie=1&fecha=01-09-2024&importe=1",
        "WIFI:T:WPA;S:net;P:secret;;",
        "BCD\n002\n1\nSCT\n\nName\nES9121000418450200051332\nEUR12.00",
        VERIFACTU.replace("gob.es", "gob.es.example"),
        VERIFACTU.replace("https://", "https://www2.agenciatributaria.gob.es@shop.example/"),
        VERIFACTU.replace("gob.es/", "gob.es:8443/"),
        VERIFACTU.replace("https:", "http:"),
        VERIFACTU.replace("ValidarQR?", "Other?"),
        f"{VERIFACTU}#part",
        "https://[broken/",
        ACCESS_KEY[:48],
        f"{ACCESS_KEY}0",
        "\u0660" * 49,
        PORTUGAL.replace("D:FS", "D:GT"),
        PORTUGAL.replace("E:N", "E:A"),
        f"{VERIFACTU}{'0' * 1000}",
    ],
)
def test_what_is_no_fiscal_code_is_ignored(payload: str) -> None:
    """The page of a shop, a payment, a WiFi, another host that looks alike, a delivery note."""
    assert read_code(payload) is None


@pytest.mark.parametrize(
    ("payload", "right", "wrong"),
    [
        (VERIFACTU, "89890001K", "89890001A"),
        (VERIFACTU, "01-09-2024", "31-09-2024"),
        (VERIFACTU, "01-09-2024", "01-09-1924"),
        (VERIFACTU, "01-09-2024", "2024-09-01"),
        (VERIFACTU, "241.4", "241,40"),
        (VERIFACTU, "241.4", "241.405"),
        (VERIFACTU, "241.4", "NaN"),
        (VERIFACTU, "numserie=12345678-G33", "numserie="),
        (VERIFACTU, "numserie=12345678-G33", f"numserie={'1' * 61}"),
        (VERIFACTU, "numserie=12345678-G33", "numserie=%FF"),
        (VERIFACTU, "importe=241.4", "importe=241.4&importe=1"),
        (VERIFACTU, "&importe=241.4", ""),
        (VERIFACTU, "importe=241.4", "importe=241.4&other=1"),
        (TICKETBAI, "-237", "-238"),
        (TICKETBAI, "i=4.70", "i=4.71"),
        (TICKETBAI, "nf=27174", "nf=27175"),
        (TICKETBAI, "&s=T", ""),
        (ACCESS_KEY, ACCESS_KEY[-1], "7"),
        (PORTUGAL, "A:123456789", "A:123456788"),
        (PORTUGAL, "F:20190812", "F:20190832"),
        (PORTUGAL, "*O:0.80", ""),
        (PORTUGAL, "O:0.80", "O:0,80"),
        (PORTUGAL, "*R:9999", "*R:9999*R:1"),
    ],
)
def test_a_code_that_breaks_its_rules_is_unreadable(payload: str, right: str, wrong: str) -> None:
    """A wrong check, an impossible day, a part too many or too few: nothing of it is a value."""
    broken = f"{payload[: payload.rindex(right)]}{wrong}{payload[payload.rindex(right) + len(right) :]}"

    assert isinstance(read_code(broken), Unreadable)


def test_an_impossible_day_is_unreadable_however_right_the_check_is() -> None:
    """A key and an id of 31 February, each with its right check."""
    key = f"31022024{ACCESS_KEY[8:48]}"
    code_id = "TBAI-00000006Y-310224-btFpwP8dcLGAF-"
    address = f"https://batuz.eus/QRTBAI/?id={code_id}{crc8(code_id):03}&s=&nf=1&i=1.00"

    assert read_code(key + check_digit(key)) == Unreadable(system=System.SRI)
    assert read_code(f"{address}&cr={crc8(address):03}") == Unreadable(system=System.TICKETBAI)


@given(tax_id=nifs(), number=PRINTABLE, issued_on=DAYS, total=AMOUNTS)
@settings(deadline=None)
def test_verifactu_there_and_back(tax_id: str, number: str, issued_on: date, total: Decimal) -> None:
    """Whatever a program may write is read as it was meant."""
    given = {"nif": tax_id, "numserie": number, "fecha": f"{issued_on:%d-%m-%Y}", "importe": total}
    code = read_code(f"https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?{urlencode(given)}")

    assert code == FiscalCode(
        system=System.VERIFACTU, tax_id=tax_id, number=number, issued_on=issued_on, total=total, trial=False
    )


@given(tax_id=nifs(), series=PRINTABLE | st.just(""), number=PRINTABLE, issued_on=DAYS, total=AMOUNTS, data=st.data())
@settings(deadline=None)
def test_ticketbai_there_and_back(
    tax_id: str, series: str, number: str, issued_on: date, total: Decimal, data: st.DataObject
) -> None:
    """And one character changed anywhere in what the check covers is noticed."""
    begun = f"TBAI-{tax_id}-{issued_on:%d%m%y}-btFpwP8dcLGAF-"
    address = (
        f"https://batuz.eus/QRTBAI/?id={begun}{crc8(begun):03}&s={quote(series, safe='')}&nf={quote(number, safe='')}"
        f"&i={total}"
    )
    payload = f"{address}&cr={crc8(address):03}"
    code = read_code(payload)

    assert isinstance(code, FiscalCode)
    assert (code.tax_id, code.issued_on, code.total) == (tax_id, issued_on, total)
    assert code.number == (f"{series}-{number}" if series else number)
    at = data.draw(st.integers(payload.index("id="), len(address) - 1))
    changed = f"{payload[:at]}{'1' if payload[at] != '1' else '2'}{payload[at + 1 :]}"
    assert isinstance(read_code(changed), Unreadable)


@given(
    issued_on=DAYS,
    ruc=st.integers(0, 9_999_999_999),
    place=st.integers(0, 999_999),
    sequence=st.integers(0, 999_999_999),
    data=st.data(),
)
@settings(deadline=None)
def test_access_key_there_and_back(issued_on: date, ruc: int, place: int, sequence: int, data: st.DataObject) -> None:
    """And any digit that is changed alone is noticed."""
    begun = f"{issued_on:%d%m%Y}01{ruc:010}0012{place:06}{sequence:09}123456781"
    key = begun + check_digit(begun)
    code = read_code(key)

    assert isinstance(code, FiscalCode)
    assert (code.tax_id, code.issued_on, code.trial) == (f"{ruc:010}001", issued_on, False)
    assert code.number.replace("-", "") == f"{place:06}{sequence:09}"
    at, digit = data.draw(st.integers(0, 47)), data.draw(st.sampled_from("0123456789"))
    if digit != key[at]:
        changed = read_code(f"{key[:at]}{digit}{key[at + 1 :]}")
        # The digit 1 stands for two remainders.
        assert isinstance(changed, Unreadable) or key[-1] == "1"


@given(eight=st.integers(0, 9_999_999), number=PRINTABLE, issued_on=DAYS, total=AMOUNTS)
@settings(deadline=None)
def test_portugal_there_and_back(eight: int, number: str, issued_on: date, total: Decimal) -> None:
    """Whatever a program may write is read as it was meant."""
    digits = f"2{eight:07}"
    tax_id, name = digits + portuguese.calc_check_digit(digits), number.replace("*", "/")
    code = read_code(
        f"A:{tax_id}*B:999999990*C:PT*D:FT*E:N*F:{issued_on:%Y%m%d}*G:{name}*H:0*I1:PT*N:0.00*O:{total}*Q:abcd*R:1"
    )

    assert code == FiscalCode(system=System.PORTUGAL, tax_id=tax_id, number=name, issued_on=issued_on, total=total)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Nor what stands behind the address of an office."""
    assert not isinstance(read_code(text), FiscalCode)
    assert not isinstance(read_code(f"https://batuz.eus/QRTBAI/?id={text}"), FiscalCode)


def test_the_examples_have_valid_ids() -> None:
    """Else they would show nothing."""
    assert nif.is_valid("89890001K")
    assert nif.is_valid("00000006Y")
