"""Bank accounts: check digits of an IBAN, and balances that follow from the rows."""

from dataclasses import replace

import pytest

from asiento.codes import sentence
from asiento.document import Account, Document, Payment
from asiento.model import Severity
from papers import amount, field, findings_of, invoice, row, statement, verdicts

REVIEW = Severity.REVIEW
ROWS = (
    row("2025-03-01", "-30.00", "70.00"),
    row("2025-03-02", "10.00", "80.00"),
    row("2025-03-02", "-5.50", "74.50"),
    row("2025-03-05", "100.00", "174.50"),
)
OPEN = Account(opening_balance=amount("100.00"))
OPEN_AND_CLOSED = replace(OPEN, closing_balance=amount("174.50"))


@pytest.mark.parametrize(
    ("iban", "wrong"),
    [
        ("ES9121000418450200051332", False),
        ("ES91 2100 0418 4502 0005 1332", False),
        ("DE89370400440532013000", False),
        ("ES9121000418450200051333", True),
        ("DE89370400440532013001", True),
        ("ES91 **** **** **** **** 1332", False),
        ("ES91XXXXXXXXXXXXXXXX1332", False),
        ("ES91 2100 0418 XXXX 0005 1333", False),
        ("ES91 2100 0418 XXX2 0005 1333", True),
        ("2200123456", False),
        ("2100 0418 45 0200051332", False),
    ],
)
def test_the_check_digits_of_an_iban_fit(iban: str, wrong: bool) -> None:
    """A wrong one goes to a person; a masked one or a national number is not checked."""
    document = invoice(payment=Payment(iban=field(iban)))
    assert verdicts(document) == ({("invalid_iban", REVIEW, "payment.iban")} if wrong else set())


def test_the_account_of_a_statement_is_checked_too() -> None:
    """A statement has its own IBAN."""
    document = statement(account=Account(iban=field("ES9121000418450200051333")))
    assert verdicts(document) == {("invalid_iban", REVIEW, "account.iban")}


@pytest.mark.parametrize(
    "document",
    [
        statement(*ROWS, account=OPEN_AND_CLOSED),
        statement(*ROWS[::-1], account=OPEN_AND_CLOSED),
        statement(*ROWS, account=Account()),
        statement(*ROWS[::-1], account=Account()),
        statement(*(replace(found, balance=None) for found in ROWS), account=OPEN_AND_CLOSED),
        statement(ROWS[0], replace(ROWS[1], balance=None), *ROWS[2:], account=OPEN_AND_CLOSED),
        statement(row("2025-03-01", "1.00", "5.00"), account=Account()),
    ],
)
def test_balances_that_follow_pass(document: Document) -> None:
    """Oldest or newest first, with or without balances or account."""
    assert verdicts(document) == set()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            statement(*ROWS, account=replace(OPEN, closing_balance=amount("174.60"))),
            {"account.closing_balance"},
        ),
        (statement(*ROWS[:2], row("2025-03-02", "-5.50", "75.50"), account=OPEN), {"transactions.2.balance"}),
        (
            statement(*ROWS[:1], *ROWS[2:], account=OPEN_AND_CLOSED),
            {"transactions.1.balance", "account.closing_balance"},
        ),
        (statement(*ROWS[:0:-1], account=OPEN), {"transactions.2.balance"}),
        (statement(replace(ROWS[0], balance=amount("71.00")), account=OPEN), {"transactions.0.balance"}),
    ],
)
def test_a_balance_that_does_not_follow_is_named(document: Document, expected: set[str]) -> None:
    """A missing or misread row goes to a person."""
    assert verdicts(document) == {("balance_mismatch", REVIEW, path) for path in expected}


def test_balances_run_by_account_and_currency() -> None:
    """Rows of two accounts and two currencies may stand in any order among each other."""
    own = [
        replace(row("2025-03-01", "1.00", "5.00"), iban=field("ES9121000418450200051332")),
        replace(row("2025-03-01", "2.00", "50.00"), currency=field("USD")),
        replace(row("2025-03-02", "1.00", "6.00"), iban=field("ES9121000418450200051332")),
        replace(row("2025-03-03", "2.00", "52.00"), currency=field("USD")),
    ]
    wrong = [*own[:3], replace(own[3], balance=amount("53.00"))]

    assert verdicts(statement(*own, account=Account())) == set()
    assert verdicts(statement(*wrong, account=Account())) == {("balance_mismatch", REVIEW, "transactions.3.balance")}


def test_the_sentence_names_the_row_as_people_count() -> None:
    """The third row is row 3."""
    (finding,) = findings_of(statement(*ROWS[:2], row("2025-03-02", "-5.50", "75.50"), account=OPEN))
    assert sentence(finding).startswith(
        "Row 3 should leave a balance of 74.50, but the statement says 75.50. Check whether a row is missing"
    )
