"""Rules on bank accounts: the check digits of an IBAN, and the balances of a statement."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from stdnum import iban

from asiento.document import Document, Field, Transaction
from asiento.model import Finding
from asiento.validate.finding import Context, review

IBAN_FORM = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
"""ISO 13616. What looks otherwise is a national account number or masked (`ES91 **** 1332`): nothing to check."""

MASKED = re.compile(r"X{4}")


def valid_iban(document: Document, _: Context) -> Iterator[Finding]:
    """Hold each IBAN to its check digits (ISO 7064, mod 97-10)."""
    for path, field in (("payment.iban", document.payment.iban), ("account.iban", document.account.iban)):
        if field is not None and not _may_be_right(field.value):
            yield review("invalid_iban", path, iban=field.value)


def _may_be_right(text: str) -> bool:
    number = iban.compact(text)
    if not IBAN_FORM.fullmatch(number) or MASKED.search(number):
        return True
    return bool(iban.is_valid(number, check_country=False))


def balances(document: Document, _: Context) -> Iterator[Finding]:
    """Each balance must follow from the one before, and the closing balance from the opening one and all amounts."""
    amounts = [row.amount.value for row in document.transactions if row.amount is not None]
    if not amounts or len(amounts) < len(document.transactions):
        return
    yield from _closing(document.account.opening_balance, amounts, document.account.closing_balance)
    yield from _running(document)


def _closing(
    opening: Field[Decimal] | None, amounts: Sequence[Decimal], closing: Field[Decimal] | None
) -> Iterator[Finding]:
    if opening is None or closing is None:
        return
    expected = opening.value + sum(amounts)
    if expected != closing.value:
        yield review(
            "balance_mismatch.closing",
            "account.closing_balance",
            opening=opening.value,
            count=len(amounts),
            made=expected,
            said=closing.value,
        )


def _running(document: Document) -> Iterator[Finding]:
    """Look at each account and currency of a statement by itself."""
    groups: dict[tuple[str | None, str | None], list[tuple[int, Transaction]]] = {}
    for index, row in enumerate(document.transactions):
        key = (row.iban.value if row.iban else None, row.currency.value if row.currency else None)
        groups.setdefault(key, []).append((index, row))
    for rows in groups.values():
        yield from _running_of(rows, document.account.opening_balance if len(groups) == 1 else None)


def _running_of(rows: list[tuple[int, Transaction]], opening: Field[Decimal] | None) -> Iterator[Finding]:
    """Statements list the oldest or the newest row first: the order that fits better is the right one."""
    oldest_first = _breaks(rows, opening)
    newest_first = _breaks(rows[::-1], opening)
    breaks = min(oldest_first, newest_first, key=len)
    if breaks:
        index, expected, said = breaks[0]
        yield review(
            "balance_mismatch.row",
            f"transactions.{index}.balance",
            row=index + 1,
            made=expected,
            said=said,
            more=len(breaks) - 1,
        )


def _breaks(
    rows: Sequence[tuple[int, Transaction]], opening: Field[Decimal] | None
) -> list[tuple[int, Decimal, Decimal]]:
    """Return (index, expected, printed) of the rows whose balance does not follow from the last printed one."""
    running = opening.value if opening else None
    breaks = []
    for index, row in rows:
        running = running + row.amount.value if running is not None and row.amount is not None else None
        if row.balance is not None:
            if running is not None and running != row.balance.value:
                breaks.append((index, running, row.balance.value))
            running = row.balance.value
    return breaks
