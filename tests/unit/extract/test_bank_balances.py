"""Balances that say more than the amounts, or nothing of them."""

from made_tables.runs import posted, sent


def amounts(text: str) -> list[str]:
    """Return the amounts that were posted of a file."""
    return [str(amount) for amount in posted(sent(text), "amount")]


APP = """\
Type,Started Date,Completed Date,Description,Amount,Fee,Currency,Balance
CARD_PAYMENT,2026-03-05 10:00:00,2026-03-06 09:00:00,Amazon,-20.00,0.00,EUR,80.00
ATM,2026-03-07 10:00:00,2026-03-08 09:00:00,Cash,-50.00,1.00,EUR,29.00
TOPUP,2026-03-09 10:00:00,2026-03-09 11:00:00,Top-up,10.00,0.00,EUR,39.00
"""
"""The export of an app: its fee is not in the amount, and both moved the balance."""

ONE_BALANCE = """\
dateOp;dateVal;label;amount;accountbalance
2026-03-05;2026-03-05;Card;-20,00;980,50
2026-03-06;2026-03-06;Client;50,00;980,50
"""
"""A bank that prints in each row what the account has today."""

CREATED = """\
id,Type,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description
1,charge,100.00,3.20,96.80,eur,2026-03-15 10:00,2026-03-17 00:00,Order 1
2,refund,-50.00,0.00,-50.00,eur,2026-03-16 10:00,2026-03-18 00:00,Order 2
"""
"""A payment service: when a payment was made, and when its money can be had."""


def test_a_fee_that_moved_the_balance_is_part_of_the_amount() -> None:
    """Every balance follows from the last with the fees, and not without. The day is that of the booking."""
    assert amounts(APP) == ["-20.00", "-51.00", "10.00"]
    assert posted(sent(APP), "booked_on") == ["2026-03-06", "2026-03-08", "2026-03-09"]


def test_a_fee_that_no_balance_shows_is_left_where_it_is() -> None:
    """Then the amounts stay as they are, and the balances that break hold them."""
    ended = sent(APP.replace("29.00", "30.50"))

    assert [end.state for end in ended] == ["held"]


def test_a_balance_that_stays_the_same_is_that_of_today() -> None:
    """No amount could leave it as it was."""
    assert amounts(ONE_BALANCE) == ["-20.00", "50.00"]
    assert posted(sent(ONE_BALANCE), "balance") == [None, None]


def test_a_service_names_its_days_in_words_of_its_own() -> None:
    """Neither is a balance, though one is called available."""
    assert amounts(CREATED) == ["96.80", "-50.00"]
    assert posted(sent(CREATED), "booked_on") == ["2026-03-15", "2026-03-16"]
