"""What banks and programs make of the bank formats: each variant ends exact, or with a gap that a person is shown."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from asiento.document import Document
from asiento.extract.bank_files import document_of_bank_file
from asiento.reading.bank_files import BankFormat, bank_format
from asiento.tenant import Tenant
from builders import TENANT, make_item

OFX_HEAD = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"


def _read(text: str, expected: BankFormat, encoding: str = "utf-8", country: str = "ES") -> Document:
    data = text.encode(encoding)
    assert expected is bank_format(data)
    tenant: Tenant = replace(TENANT, country=country)
    return document_of_bank_file(make_item(media_type=expected.value, tenant=tenant), data)


def _amounts(document: Document) -> list[str | None]:
    return [str(row.amount.value) if row.amount else None for row in document.transactions]


def _days(document: Document) -> list[str | None]:
    return [str(row.booked_on.value) if row.booked_on else None for row in document.transactions]


def _balances(document: Document) -> list[str | None]:
    account = document.account
    return [str(one.value) if one else None for one in (account.opening_balance, account.closing_balance)]


def _ids(document: Document) -> list[str | None]:
    return [row.reference.value if row.reference else None for row in document.transactions]


def _ofx(rows: str, kind: str = "STMTRS", balance: str = "<LEDGERBAL><BALAMT>70.5<DTASOF>20260331</LEDGERBAL>") -> str:
    return (
        f"{OFX_HEAD}<OFX><BANKMSGSRSV1><STMTTRNRS><{kind}><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>42"
        f"</BANKACCTFROM><BANKTRANLIST><DTSTART>20260301<DTEND>20260331{rows}</BANKTRANLIST>{balance}</{kind}>"
        "</STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


def _ofx_row(amount: str, day: str = "20260302", more: str = "<FITID>A1<NAME>Shop") -> str:
    return f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{day}<TRNAMT>{amount}{more}</STMTTRN>"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("-12.50", "-12.50"),
        ("-12,50", "-12.50"),
        ("-1,234.50", "-1234.50"),
        ("-1.234,50", "-1234.50"),
        ("+12.50", "12.50"),
        ("-.50", "-0.50"),
        ("-12", "-12"),
        ("−12.50", "-12.50"),  # noqa: RUF001 (a typographer's minus)
        ("12.50-", "-12.50"),
        ("-12.50 ", "-12.50"),
        ("-1 234.50", "-1234.50"),
        ("-12.500000", "-12.500000"),
    ],
)
def test_ofx_amounts_of_any_bank(written: str, meant: str) -> None:
    """Comma or point, thousands, a sign before or behind."""
    assert [meant] == _amounts(_read(_ofx(_ofx_row(written)), BankFormat.OFX))


@pytest.mark.parametrize(
    "day",
    ["20260302", "20260302120000", "20260302120000.000[-5:EST]", "20260302000000[+2:CEST]", "2026-03-02", "20260302 "],
)
def test_ofx_days_are_those_of_the_bank(day: str) -> None:
    """A time zone moves no movement to another day."""
    assert _days(_read(_ofx(_ofx_row("-1", day)), BankFormat.OFX)) == ["2026-03-02"]


def test_ofx_without_any_closing_tag() -> None:
    """SGML may leave all of them out."""
    text = _ofx(_ofx_row("-1") + _ofx_row("2", "20260303", "<FITID>A2<NAME>Pay")).replace("</STMTTRN>", "\n")

    found = _read(text, BankFormat.OFX)

    assert [_amounts(found), _ids(found)] == [["-1", "2"], ["A1", "A2"]]
    assert _balances(found) == [None, "70.5"]


def test_ofx_without_its_header() -> None:
    """Some banks begin with the first tag, after a mark or blank lines."""
    assert _amounts(_read("\ufeff\n\n" + _ofx(_ofx_row("-1"))[len(OFX_HEAD) :], BankFormat.OFX)) == ["-1"]


def test_ofx_on_one_line_with_a_declaration_of_xml() -> None:
    """Version 2 in lower case."""
    text = '<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?>' + _ofx(_ofx_row("-1"))[len(OFX_HEAD) :]

    assert _amounts(_read(text.replace("STMTTRN>", "stmttrn>"), BankFormat.OFX)) == ["-1"]


def test_ofx_of_a_card_and_an_account_keeps_both() -> None:
    """No balance is of them both; each row says whose it is where the account has an IBAN."""
    card = _ofx(_ofx_row("-5"), "CCSTMTRS").partition("<OFX>")[2].replace("<ACCTID>42", "<ACCTID>99")
    text = _ofx(_ofx_row("-1")).replace("</OFX>", "") + card

    found = _read(text, BankFormat.OFX)

    assert _amounts(found) == ["-1", "-5"]
    assert _balances(found) == [None, None]


@pytest.mark.parametrize("balance", ["", "<LEDGERBAL></LEDGERBAL>", "<LEDGERBAL><BALAMT></LEDGERBAL>"])
def test_ofx_without_a_balance(balance: str) -> None:
    """What is not there stays missing."""
    found = _read(_ofx(_ofx_row("-1"), balance=balance), BankFormat.OFX)

    assert [_amounts(found), _balances(found)] == [["-1"], [None, None]]


def test_ofx_with_an_empty_list_still_closes() -> None:
    """An account that did not move."""
    found = _read(_ofx(""), BankFormat.OFX)

    assert [_amounts(found), _balances(found)] == [[], [None, "70.5"]]


def test_ofx_with_letters_of_windows() -> None:
    """Whatever the header claims."""
    found = _read(_ofx(_ofx_row("-1", more="<FITID>1<NAME>Peluquería & Más")), BankFormat.OFX, "cp1252")

    assert [row.description and row.description.value for row in found.transactions] == ["Peluquería & Más"]


def test_ofx_cash_of_an_investment_account_is_kept_once() -> None:
    """`INVBANKTRAN` holds a common transaction; a purchase has a total."""
    text = (
        f"{OFX_HEAD}<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><CURDEF>USD<INVACCTFROM><ACCTID>7</INVACCTFROM>"
        "<INVTRANLIST><INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260302<TRNAMT>100<FITID>B1<NAME>Cash</STMTTRN>"
        "<SUBACCTFUND>CASH</INVBANKTRAN><BUYSTOCK><INVBUY><INVTRAN><FITID>B2<DTTRADE>20260303</INVTRAN><UNITS>2"
        "<UNITPRICE>25<TOTAL>-50</INVBUY><BUYTYPE>BUY</BUYSTOCK></INVTRANLIST></INVSTMTRS></INVSTMTTRNRS>"
        "</INVSTMTMSGSRSV1></OFX>"
    )
    found = _read(text, BankFormat.OFX)

    assert [_amounts(found), _ids(found)] == [["100", "-50"], ["B1", "B2"]]


MT = ":20:X\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260301EUR100,00\n{}\n:62F:C260331EUR70,50\n-\n"


@pytest.mark.parametrize(
    ("entry", "meant"),
    [
        (":61:2603020302D29,50NMSCNONREF//B1", "-29.50"),
        (":61:260302D29,5NMSCNONREF", "-29.5"),
        (":61:260302DR29,50NMSCNONREF", "-29.50"),
        (":61:2603020302CR29,50NMSCNONREF", "29.50"),
        (":61:2603020302RC29,50NMSCNONREF", "-29.50"),
        (":61:2603020302RD29,50NMSCNONREF", "29.50"),
        (":61:2603020302RCR29,50NMSCNONREF", "-29.50"),
        (":61:2603020302C,50NMSCNONREF", "0.50"),
        (":61:2603020302C29,NMSCNONREF", "29"),
        (":61:2603020302C1.029,50NMSCNONREF", "1029.50"),
        (":61:2603020302C29.50NMSCNONREF", "29.50"),
    ],
)
def test_mt940_marks_and_amounts(entry: str, meant: str) -> None:
    """A reversal turns the sign (SWIFT, field 61, subfield 3)."""
    assert [meant] == _amounts(_read(MT.format(entry), BankFormat.MT940))


def test_mt940_structured_details_over_lines() -> None:
    """Purpose ?20 to ?29 and name ?32, parted wherever the line ends."""
    text = MT.format(
        ":61:2603020302D29,50NMSCNONREF//B1\n:86:166?00LASTSCHRIFT?20Rechnung?21 12/\n34?32Stadtwerke\n?33Ort"
    )
    (row,) = _read(text, BankFormat.MT940).transactions

    assert row.description is not None
    assert "Stadtwerke" in row.description.value
    assert "Rechnung" in row.description.value


@pytest.mark.parametrize(
    "change",
    [
        (":28C:1/1\n", ""),
        ("\n", "\n\n"),
        ("\n", "\r\n"),
        (":62F:", ":62M:"),
        ("\n-\n", "\n-}\n"),
        (":20:X", "{1:F01X}{2:I940X}{4:\n:20:X"),
        (":20:X", "\x01:20:X"),
        (":25:", "\n:25:"),
    ],
)
def test_mt940_as_banks_really_write_it(change: tuple[str, str]) -> None:
    """Envelopes, blank lines, missing numbers."""
    found = _read(MT.format(":61:2603020302D29,50NMSCNONREF//B1\n:86:Shop").replace(*change), BankFormat.MT940)

    assert [_amounts(found), _balances(found), _ids(found)] == [["-29.50"], ["100.00", "70.50"], ["B1"]]


def test_mt942_has_no_balances() -> None:
    """An interim report has limits and sums in their place, and its currency there."""
    text = (
        ":20:X\n:25:PL10/123\n:28C:1\n:34F:PLND0,\n:13D:2603021200+0100\n:61:2603020302C5,00NTRFNONREF\n:86:In\n"
        ":61:2603020302D7,00NTRFNONREF\n:86:Out\n:90D:1PLN7,00\n:90C:1PLN5,00\n-\n"
    )
    found = _read(text, BankFormat.MT940)

    assert [_amounts(found), _balances(found)] == [["5.00", "-7.00"], [None, None]]
    assert found.currency is not None
    assert found.currency.value == "PLN"


def test_mt940_of_pages_opens_first_and_closes_last() -> None:
    """`60M` and `62M` stand between the pages of one statement."""
    first = ":20:X\n:25:A\n:28C:1/1\n:60F:C260301EUR10,00\n:61:260302C1,00NMSC\n:62M:C260302EUR11,00\n-\n"
    second = ":20:X\n:25:A\n:28C:1/2\n:60M:C260302EUR11,00\n:61:260303C2,00NMSC\n:62F:C260303EUR13,00\n-\n"

    found = _read(first + second, BankFormat.MT940)

    assert [_amounts(found), _balances(found)] == [["1.00", "2.00"], ["10.00", "13.00"]]


QIF = "!Type:Bank\nD{}\nT{}\nPShop\nN7\n^\n"


@pytest.mark.parametrize(
    ("day", "country", "meant"),
    [
        ("03/02'26", "US", "2026-03-02"),
        ("3/ 2'26", "US", "2026-03-02"),
        ("02/03/2026", "GB", "2026-03-02"),
        ("2.3.2026", "DE", "2026-03-02"),
        ("2026-03-02", "US", "2026-03-02"),
        ("02/03/26", "ES", "2026-03-02"),
        ("2 March 2026", "GB", "2026-03-02"),
        ("03-02-2026", "US", "2026-03-02"),
    ],
)
def test_qif_days(day: str, country: str, meant: str) -> None:
    """Apostrophes and blanks are Quicken's; the order is the country's where nothing proves it."""
    assert [meant] == _days(_read(QIF.format(day, "-1.00"), BankFormat.QIF, country=country))


@pytest.mark.parametrize(
    ("written", "meant"), [("-1,234.50", "-1234.50"), ("-1.234,50", "-1234.50"), ("1234.5", "1234.5"), ("-12", "-12")]
)
def test_qif_amounts(written: str, meant: str) -> None:
    """With or without thousands."""
    assert [meant] == _amounts(_read(QIF.format("2026-03-02", written), BankFormat.QIF))


def test_a_qif_day_that_may_be_another_is_doubted() -> None:
    """Where no date of the file shows the order, and no apostrophe; one that does decides for all."""
    alone, *_ = _read(QIF.format("03/05/2026", "-1.00"), BankFormat.QIF).transactions
    more = "D31/05/2026\nT-2.50\n^\n"
    shown, *_ = _read(QIF.format("03/05/2026", "-1.00") + more, BankFormat.QIF).transactions

    assert alone.booked_on is not None
    assert alone.booked_on.doubt is not None
    assert alone.booked_on.doubt.code == "two_readings"
    assert shown.booked_on is not None
    assert (shown.booked_on.value, shown.booked_on.doubt) == (date(2026, 5, 3), None)


def test_qif_splits_and_transfers_are_one_movement() -> None:
    """The parts of a split are of the same money."""
    text = "!Type:Bank\nD2026-03-02\nT-30.00\nPShop\nL[Savings]\nSFood\n$-10.00\nSHome\n$-20.00\n^\n"

    assert _amounts(_read(text, BankFormat.QIF)) == ["-30.00"]


def test_qif_of_several_accounts_leaves_out_lists_and_securities() -> None:
    """A list of accounts or categories moves no money; trades are no cash."""
    text = (
        "!Option:AutoSwitch\n!Account\nNCurrent\nTBank\n^\nNFunds\nTInvst\n^\n!Clear:AutoSwitch\n!Account\nNCurrent\n"
        "TBank\n^\n!Type:Bank\nD2026-03-02\nT-1.00\nPOne\n^\n!Account\nNFunds\nTInvst\n^\n!Type:Invst\nD2026-03-02\n"
        "NBuy\nYACME\nI10\nQ1\nT10.00\n^\n!Type:Cat\nNFood\nE\n^\n!Account\nNCard\nTCCard\n^\n!Type:CCard\n"
        "D2026-03-03\nT-2.00\nPTwo\n^"
    )
    assert _amounts(_read(text, BankFormat.QIF)) == ["-1.00", "-2.00"]


def _camt(entries: str, namespace: str = ' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"') -> str:
    def balance(code: str, amount: str) -> str:
        return (
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt>"
            "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>"
        )

    return (
        f"<Document{namespace}><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>"
        f"{balance('OPBD', '10.00')}{balance('CLBD', '13.00')}{entries}</Stmt></BkToCstmrStmt></Document>"
    )


def _entry(amount: str, sign: str = "CRDT", more: str = "<Sts><Cd>BOOK</Cd></Sts>") -> str:
    return (
        f"<Ntry><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{more}"
        "<BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef></Ntry>"
    )


@pytest.mark.parametrize("namespace", ["", ' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"'])
def test_camt_with_and_without_a_namespace(namespace: str) -> None:
    """The names of the elements are enough."""
    found = _read(_camt(_entry("3.00"), namespace), BankFormat.CAMT)

    assert [_amounts(found), _balances(found), _ids(found)] == [["3.00"], ["10.00", "13.00"], ["R1"]]


def test_camt_batches_reversals_and_payments_to_come() -> None:
    """A batch is one entry; the mark of a reversal is its own; what is pending is for a person."""
    batch = "<NtryDtls><TxDtls><Amt Ccy='EUR'>1</Amt></TxDtls><TxDtls><Amt Ccy='EUR'>2</Amt></TxDtls></NtryDtls>"
    found = _read(
        _camt(
            _entry("3.00", more=f"<Sts>BOOK</Sts>{batch}")
            + _entry("4.00", "DBIT", "<RvslInd>true</RvslInd><Sts>BOOK</Sts>")
            + _entry("5.00", more="<Sts><Cd>PDNG</Cd></Sts>")
        ),
        BankFormat.CAMT,
    )
    doubted = [row.amount.doubt is not None for row in found.transactions if row.amount]

    assert _amounts(found) == ["3.00", "-4.00", "5.00"]
    assert doubted == [False, False, True]


def _account_43(number: str, currency: str = "978") -> str:
    return f"11{number}260301260331{'2'}{'00000000010000'}{currency}3{'EJEMPLO':<26}"


def _movement_43(sign: str, cents: int) -> str:
    return f"22    000126030226030202001{sign}{cents:014d}{'0' * 10}{'REF1':<12}{'':<16}"


def _final_43(number: str, sign: str, cents: int, currency: str = "978") -> str:
    return f"33{number}{'0' * 5}{'0' * 14}{'0' * 5}{'0' * 14}{sign}{cents:014d}{currency}    "


def test_norma43_of_two_accounts_and_currencies() -> None:
    """Each row keeps its own account and currency; no balance is of both."""
    one, two = "210004180200051332", "210004180200051333"
    lines = [
        _account_43(one), _movement_43("1", 2950), "2301Compra", _final_43(one, "2", 7050),
        _account_43(two, "840"), _movement_43("2", 500), _final_43(two, "2", 10500, "840"), f"88{'9' * 18}000006",
    ]  # fmt: skip
    found = _read("\r\n".join(lines), BankFormat.NORMA43, "cp1252")

    assert _amounts(found) == ["-29.50", "5.00"]
    assert [row.currency and row.currency.value for row in found.transactions] == ["EUR", "USD"]
    assert len({row.iban and row.iban.value for row in found.transactions}) == 2


def test_norma43_with_a_final_balance_of_code_zero() -> None:
    """Some banks leave the key of the final balance 0: it is not below zero."""
    one = "210004180200051332"
    lines = [_account_43(one), _movement_43("1", 2950), _final_43(one, "0", 7050)]

    assert _balances(_read("\n".join(lines), BankFormat.NORMA43)) == ["100.00", "70.50"]


def test_days_that_do_not_exist_stay_missing() -> None:
    """Nothing is invented where a bank writes 31 February."""
    assert _days(_read(_ofx(_ofx_row("-1", "20260231")), BankFormat.OFX)) == [None]
    assert date(2026, 3, 2) not in {row.booked_on for row in _read(_ofx(""), BankFormat.OFX).transactions}
    assert Decimal(1) == abs(Decimal(_amounts(_read(_ofx(_ofx_row("-1", "x")), BankFormat.OFX))[0] or 0))


def test_an_account_among_several_that_does_not_add_up_is_for_a_person() -> None:
    """The document has no balances of them all, so the reader compares those of each."""
    right = MT.format(":61:2603020302D29,50NMSCNONREF//B1")
    wrong = right.replace("DE89370400440532013000", "DE02120300000000202051").replace("70,50", "71,50")

    found = _read(right + wrong, BankFormat.MT940)

    assert [(doubt.code, doubt.variant, doubt.params["statement"]) for doubt in found.doubts] == [
        ("balance_mismatch", "statement", 2)
    ]
    assert len({row.iban and row.iban.value for row in found.transactions}) == 2
