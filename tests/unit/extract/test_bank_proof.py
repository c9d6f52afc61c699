"""What a bank file must state and prove: one thing changed in a right one, and what holds it for a person."""

from datetime import UTC, datetime

import pytest

from asiento.extract.bank_files import document_of_bank_file
from asiento.model import Severity
from asiento.reading.bank_files import bank_format
from asiento.validate import validate
from builders import make_item, make_tools

RECEIVED = datetime(2026, 12, 1, tzinfo=UTC)
IBAN = "ES9121000418450200051332"


def findings(text: str) -> dict[str, Severity]:
    """Return what is said of a file, by code and variant."""
    data = text.encode()
    found = bank_format(data)
    assert found is not None
    item = make_item(media_type=found.value, received_at=RECEIVED)
    judged = validate(make_item(document=document_of_bank_file(item, data), received_at=RECEIVED), make_tools())
    return {f"{one.code}.{one.variant}".rstrip(".").removesuffix(".None"): one.severity for one in judged.findings}


def held(text: str) -> set[str]:
    """Return why a file waits."""
    return {name for name, severity in findings(text).items() if severity is not Severity.WARNING}


def changed(text: str, old: str, new: str) -> str:
    """Return *text* with the first *old* replaced."""
    assert old in text
    return text.replace(old, new, 1)


def _ofx(rows: str, more: str = "") -> str:
    return (
        "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>0001</BANKACCTFROM>"
        f"<BANKTRANLIST><DTSTART>20261001<DTEND>20261031{rows}</BANKTRANLIST>"
        f"<LEDGERBAL><BALAMT>41.00<DTASOF>20261031</LEDGERBAL></STMTRS></STMTTRNRS>{more}</BANKMSGSRSV1></OFX>"
    )


def _ofx_row(kind: str, amount: str, number: str, day: str = "20261005") -> str:
    return f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{number}</STMTTRN>"


FEE, CREDIT = _ofx_row("FEE", "-9.00", "A1"), _ofx_row("CREDIT", "50.00", "A2")
OFX = _ofx(FEE + CREDIT)
MT940 = (
    f":20:X\n:25:{IBAN}\n:28C:1/1\n:60F:C261001EUR100,00\n:61:2610051005D30,00NMSCNONREF\n"
    ":61:2610061006C5,00NMSCNONREF\n:62F:C261031EUR75,00\n-\n"
)
NEXT = changed(
    changed(changed(MT940, "C261001EUR100", "C261031EUR75"), "C261031EUR75,00\n-", "C261130EUR50,00\n-"), "1/1", "2/1"
)
NEXT = NEXT.replace("261005", "261105").replace("1005D", "1105D").replace("2610061006", "2611061106")
MT942 = (
    f":20:X\n:25:{IBAN}\n:28C:1\n:34F:EUR0,\n:13D:2610061200+0100\n:61:2610061006D30,00NMSCNONREF\n"
    ":61:2610061006C5,00NMSCNONREF\n:90D:1EUR30,00\n:90C:1EUR5,00\n-\n"
)
NORMA43 = "\n".join(
    [
        f"11{'210004180200051332'}261001261031{'2'}{10000:014}9783{'EJEMPLO':<26}",
        f"22    0418261005261005{'02001'}1{3000:014}{'':0<10}{'REF1':<12}{'':<16}",
        "2301Luz",
        f"22    0418261006261006{'02001'}2{500:014}{'':0<10}{'REF2':<12}{'':<16}",
        f"33{'210004180200051332'}{1:05}{3000:014}{1:05}{500:014}2{7500:014}978    ",
        f"88{'9' * 18}{5:06}",
    ]
)
ENTRIES = "".join(
    f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
    f"<BookgDt><Dt>2026-10-05</Dt></BookgDt><AcctSvcrRef>{number}</AcctSvcrRef>{more}</Ntry>"
    for amount, side, number, more in (
        ("30.00", "DBIT", "R1", ""),
        (
            "5.00",
            "CRDT",
            "R2",
            (
                '<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch><TxDtls><Amt Ccy="EUR">2.00</Amt></TxDtls>'
                '<TxDtls><Amt Ccy="EUR">3.00</Amt></TxDtls></NtryDtls>'
            ),
        ),
    )
)
TOTALS = (
    "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>35.00</Sum><TtlNetNtry><Amt>25.00</Amt><CdtDbtInd>DBIT"
    "</CdtDbtInd></TtlNetNtry></TtlNtries><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>5.00</Sum></TtlCdtNtries>"
    "<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>30.00</Sum></TtlDbtNtries></TxsSummry>"
)
REPORT = (
    "<Document><BkToCstmrAcctRpt><Rpt><FrToDt><FrDtTm>2026-10-01T00:00:00</FrDtTm><ToDtTm>2026-10-31T23:59:59</ToDtTm>"
    f"</FrToDt><Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>{TOTALS}{ENTRIES}"
    "</Rpt></BkToCstmrAcctRpt></Document>"
)
QIF = "!Type:Bank\nD2026-10-05\nT-30.00\nSFood\n$-10.00\nSHome\n$-20.00\n^\nD2026-10-25\nT5.00\n^\n"


@pytest.mark.parametrize(
    "text",
    [OFX, MT940, MT940 + NEXT, NEXT + MT940, MT942, NORMA43, REPORT, QIF],
    ids=["ofx", "mt940", "two statements", "the newer first", "mt942", "norma43", "camt", "qif"],
)
def test_a_right_file_passes(text: str) -> None:
    """Nothing holds it; a format without proofs is said to have none, once."""
    unproven = {"unproven_statement": Severity.WARNING} if text in (OFX, QIF) else {}

    assert findings(text) == unproven


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(changed(OFX, "<CURDEF>EUR", ""), "missing_record", id="M5-ofx-without-its-currency"),
        pytest.param(changed(OFX, "<CURDEF>EUR", "<CURDEF>EURO"), "unknown_mark", id="M5-ofx-no-currency"),
        pytest.param(
            NORMA43.replace("9783EJEMPLO", "1703EJEMPLO"), "unknown_mark", id="M5-norma43-of-a-number-unknown"
        ),
        pytest.param(changed(REPORT, 'Ccy="EUR"', 'Ccy="USD"'), "two_currencies", id="M5-camt-entry-in-another"),
        pytest.param(changed(MT940, "261031EUR", "261031USD"), "two_currencies", id="M20-closes-in-another-currency"),
        pytest.param(changed(REPORT, "BOOK", "PDNG"), "not_booked", id="M8-pending"),
        pytest.param(changed(REPORT, "BOOK", "INFO"), "not_booked", id="M8-for-information"),
        pytest.param(changed(REPORT, "BOOK", "RJCT"), "unknown_mark", id="M8-rejected"),
        pytest.param(changed(OFX, "<TRNTYPE>FEE", "<TRNTYPE>HOLD"), "not_booked", id="M8-on-hold"),
        pytest.param(changed(MT942, "1006D30", "1006ED30"), "not_booked", id="M8-expected"),
        pytest.param(changed(OFX, "-9.00", "9.00"), "sign_against_side", id="M11-a-fee-that-comes-in"),
        pytest.param(changed(OFX, "50.00", "-50.00"), "sign_against_side", id="M11-a-credit-that-goes-out"),
        pytest.param(changed(OFX, "<TRNTYPE>FEE", "<TRNTYPE>FEES"), "unknown_mark", id="M11-a-type-unknown"),
        pytest.param(
            changed(REPORT, "DBIT</CdtDbtInd><Sts>", "DBT</CdtDbtInd><Sts>"), "unknown_mark", id="M11-camt-mark"
        ),
        pytest.param(
            changed(REPORT, "<CdtDbtInd>DBIT</CdtDbtInd><Sts>", "<Sts>"), "missing_record", id="M11-camt-none"
        ),
        pytest.param(changed(REPORT, ">30.00</Amt>", ">-30.00</Amt>"), "sign_against_side", id="M11-camt-minus"),
        pytest.param(changed(NORMA43, "0200110000", "0200130000"), "unknown_mark", id="M11-norma43-key"),
        pytest.param(changed(MT940, "1005D30", "1005X30"), "missing_amount.rows", id="M11-mt940-mark"),
        pytest.param(changed(QIF, "$-20.00", "$-21.00"), "summary_mismatch.split", id="M11-qif-parts"),
        pytest.param(changed(QIF, "T5.00", "U6.00\nT5.00"), "summary_mismatch.repeated", id="M11-qif-two-amounts"),
        pytest.param(
            changed(QIF, "!Type:Bank", "!Type:Loan\nD2026-10-01\nT1.00\n^\n!Type:Bank"),
            "unknown_mark",
            id="D1-qif-a-list-unknown",
        ),
        pytest.param(
            changed(REPORT, "<Acct>", "<CpyDplctInd>DUPL</CpyDplctInd><Acct>"), "marked_copy", id="M15-camt-copy"
        ),
        pytest.param(
            changed(OFX, "<FITID>A1", "<FITID>A1<CORRECTFITID>A0<CORRECTACTION>DELETE"),
            "corrects_another",
            id="M15-ofx-correction",
        ),
        pytest.param(NORMA43.replace("\n33", "\n24"), "missing_record", id="M20-norma43-without-33"),
        pytest.param(NORMA43.partition("\n88")[0], "missing_record", id="M20-norma43-without-88"),
        pytest.param(NORMA43.removesuffix("5") + "9", "summary_mismatch.records", id="M20-norma43-records"),
        pytest.param(
            changed(NORMA43, "00001" + f"{3000:014}", "00002" + f"{3000:014}"),
            "summary_mismatch.count",
            id="M20-norma43-count",
        ),
        pytest.param(
            changed(NORMA43, "00001" + f"{500:014}", "00001" + f"{600:014}"),
            "summary_mismatch.sum",
            id="M20-norma43-sum",
        ),
        pytest.param(changed(MT940, ":62F:C261031EUR75,00\n", ""), "missing_record", id="M20-mt940-without-its-close"),
        pytest.param(
            changed(MT940, ":60F:C261001EUR100,00\n", ""), "missing_record", id="M20-mt940-without-its-opening"
        ),
        pytest.param(changed(MT942, "90D:1EUR", "90D:2EUR"), "summary_mismatch.count", id="M20-mt942-count"),
        pytest.param(changed(MT942, "90C:1EUR5", "90C:1EUR6"), "summary_mismatch.sum", id="M20-mt942-sum"),
        pytest.param(changed(REPORT, "<NbOfNtries>2", "<NbOfNtries>3"), "summary_mismatch.count", id="M20-camt-count"),
        pytest.param(changed(REPORT, "<Sum>30.00", "<Sum>31.00"), "summary_mismatch.sum", id="M20-camt-sum-of-a-side"),
        pytest.param(changed(REPORT, "<Amt>25.00", "<Amt>26.00"), "summary_mismatch.net", id="M20-camt-net"),
        pytest.param(changed(REPORT, "<NbOfTxs>2", "<NbOfTxs>3"), "summary_mismatch.batch_count", id="M20-camt-batch"),
        pytest.param(
            changed(REPORT, ">3.00</Amt>", ">4.00</Amt>"), "summary_mismatch.batch_sum", id="M20-camt-payments"
        ),
        pytest.param(
            REPORT.replace("BkToCstmrAcctRpt", "BkToCstmrStmt").replace("Rpt>", "Stmt>"),
            "missing_record",
            id="M20-camt-statement-without-balances",
        ),
        pytest.param(
            MT940 + changed(changed(NEXT, "EUR75", "EUR85"), "EUR50", "EUR60"),
            "balance_mismatch.link",
            id="M20-a-jump-between-statements",
        ),
        pytest.param(
            MT940 + changed(NEXT, "EUR50", "EUR60"), "balance_mismatch.statement", id="M20-one-of-two-statements"
        ),
        pytest.param(OFX.removesuffix("</OFX>"), "missing_record", id="M20-ofx-cut-short"),
        pytest.param(QIF.removesuffix("^\n"), "missing_record", id="M20-qif-cut-short"),
        pytest.param(changed(OFX, FEE, FEE + FEE), "repeated_entry", id="D2-ofx-one-number-twice"),
        pytest.param(changed(REPORT, ENTRIES, ENTRIES + ENTRIES), "repeated_entry", id="D2-camt-one-entry-twice"),
        pytest.param(changed(OFX, "20261005", "20251005"), "outside_period", id="M21-ofx-the-year-before"),
        pytest.param(changed(MT940, ":2610051005", ":2510051005"), "outside_period", id="M21-mt940-the-year-before"),
        pytest.param(changed(MT942, ":2610061006D", ":2510061006D"), "outside_period", id="M21-mt942-the-year-before"),
        pytest.param(
            changed(NORMA43, "261005261005", "260510261005"), "outside_period", id="M21-norma43-day-and-month"
        ),
        pytest.param(changed(REPORT, "2026-10-05", "2025-10-05"), "outside_period", id="M21-camt-the-year-before"),
        pytest.param(
            changed(OFX, "<TRNAMT>", "<DTAVAIL>20250105<TRNAMT>"), "value_far_off", id="M21-value-in-another-year"
        ),
        pytest.param(QIF + "D2026-02-28\nT1.00\n^\nD2026-10-30\nT1.00\n^\n", "out_of_order", id="M21-out-of-order"),
        pytest.param(
            "!Account\nNChecking\n^\n" + QIF + "!Account\nNSavings\n^\n" + QIF,
            "accounts_untold.nameless",
            id="M22-accounts-with-names-only",
        ),
        pytest.param(changed(OFX, "-9.00", "-1,234"), "unusual_decimals.currency", id="M33-one-mark-three-digits"),
    ],
)
def test_one_thing_changed_is_held(text: str, expected: str) -> None:
    """The finding says what does not fit; there may be others beside it."""
    assert expected in held(text)


def test_the_number_of_an_account_that_is_no_iban_is_kept() -> None:
    """M22: rows of several accounts can be told apart in the ledger by the bank's own numbers."""
    other = f"<STMTTRNRS><STMTRS><CURDEF>EUR<ACCTID>0002<BANKTRANLIST>{CREDIT}</BANKTRANLIST></STMTRS></STMTTRNRS>"
    item = make_item(media_type="application/x-ofx")
    document = document_of_bank_file(item, _ofx(FEE, other).encode())

    assert [row.iban.value for row in document.transactions if row.iban] == ["0001", "0002"]
    assert document.doubts == ()


@pytest.mark.parametrize(("balance", "expected"), [("91.00", set()), ("92.00", {"balance_mismatch.link"})])
def test_the_balances_of_two_ofx_statements_are_compared(balance: str, expected: set[str]) -> None:
    """D2: `LEDGERBAL` closes only; but one after another, they show what moved between them."""
    other = (
        "<STMTTRNRS><STMTRS><CURDEF>EUR<ACCTID>0001<BANKTRANLIST><DTSTART>20261101<DTEND>20261130"
        f"{_ofx_row('CREDIT', '50.00', 'B1', '20261101')}</BANKTRANLIST><LEDGERBAL><BALAMT>{balance}<DTASOF>20261130"
        "</LEDGERBAL></STMTRS></STMTTRNRS>"
    )

    assert held(_ofx(FEE + CREDIT, other)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (changed(OFX, FEE, FEE + "<STMTTRNP><TRNTYPE>DEBIT<TRNAMT>-3.00</STMTTRNP>"), "left_out.pending"),
        (QIF + "!Type:Invst\nD2026-10-05\nNBuy\nT32.00\n^\n", "left_out.trades"),
    ],
)
def test_what_is_not_posted_is_told(text: str, expected: str) -> None:
    """D2: every entry of a file is posted or named."""
    assert findings(text)[expected] is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        changed(OFX, "<FITID>A2", "<FITID>A1"),
        changed(OFX, "<FITID>A1", "<FITID>A1<CORRECTFITID>A1<CORRECTACTION>REPLACE"),
        changed(OFX, "<DTSTART>20261001<DTEND>20261031", "<DTSTART>20261101120000<DTEND>20261101120000"),
        changed(changed(OFX, "<TRNTYPE>FEE", "<TRNTYPE>POS"), "-9.00", "9.00"),
        changed(REPORT, "<NtryDtls>", "<Chrgs><Amt>1.00</Amt></Chrgs><NtryDtls>").replace(">3.00</Amt>", ">4.00</Amt>"),
        NORMA43.removesuffix("5") + "6",
        changed(NORMA43, "2301Luz", "2301Luz\n2401840" + "0" * 14),
        changed(MT940, "2610051005D", "261005RC"),
    ],
    ids=[
        "a fee with its transaction's number",
        "it replaces itself",
        "no period",
        "given back at a till",
        "charges between",
        "88 counts itself",
        "88 without 24",
        "a reversal",
    ],
)
def test_what_banks_write_is_no_doubt(text: str) -> None:
    """Habits of banks that contradict nothing."""
    assert held(text) == set()


def test_one_reversal_turns_no_other_sign() -> None:
    """D1: each row has its own mark."""
    text = changed(changed(MT940, "1006C5,00", "1006RC5,00"), "EUR75,00", "EUR65,00")
    document = document_of_bank_file(make_item(media_type="application/x-mt940"), text.encode())

    assert [str(row.amount.value) for row in document.transactions if row.amount] == ["-30.00", "-5.00"]
    assert held(text) == set()
