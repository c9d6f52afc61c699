"""How the statements of a file become one document: whose row each is, and in which currency."""

from collections.abc import Sequence
from dataclasses import replace

from asiento.document import Account, DocType, Document, Doubt, Field, Notice, Source, Transaction
from asiento.extract.bank_files.proofs import doubts_of, in_order, proven
from asiento.extract.bank_files.statement import Statement, check_rows, missing_record
from asiento.extract.bank_files.values import account_field, field_of
from asiento.tables.row_values import CERTAIN
from asiento.tenant import Tenant

ASSUMED = 0.6
"""Confidence of a currency that the file does not name."""


def document_of_statements(statements: list[Statement], tenant: Tenant) -> Document:
    """Return one document of all *statements*, with what in them does not fit together as doubts.

    Statements of one account follow each other: the first one opens, the last one closes. Of several accounts each
    row keeps the number of its own, and no balance is of them all. Of several currencies each row keeps its own, and
    that of the first statement stands for the file.
    """
    check_rows(sum(len(one.rows) for one in statements))
    used = [proven(one) for one in statements if one.rows or one.closing is not None or one.opening is not None]
    used = used or statements
    several = len({one.account for one in used}) > 1
    currency = _currency(used[0] if used else Statement(), tenant)
    mixed = len({one.currency for one in used}) > 1
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        currency=currency,
        account=Account() if several or mixed else _account(in_order(used)),
        transactions=tuple(
            _own(row, one, _currency(one, tenant), several=several, mixed=mixed) for one in used for row in one.rows
        ),
        doubts=(*doubts_of(used), *_untold(used)),
        notices=_notices(statements, used),
    )


def _currency(one: Statement, tenant: Tenant) -> Field[str]:
    """Return the currency that *one* states; else the company's own, doubted where the format demands one."""
    if one.currency is not None:
        return Field(value=one.currency, confidence=CERTAIN, source=one.source)
    doubt = missing_record(one.currency_from) if one.currency_from and one.rows else None
    return Field(value=tenant.currency, confidence=ASSUMED, source=Source.DERIVED, doubt=doubt)


def _account(used: Sequence[Statement]) -> Account:
    if not used:
        return Account()
    first, last = used[0], used[-1]
    return Account(
        iban=account_field(first.account, first.source),
        opening_balance=field_of(first.opening, first.source),
        closing_balance=field_of(last.closing, last.source),
    )


def _own(row: Transaction, one: Statement, currency: Field[str], *, several: bool, mixed: bool) -> Transaction:
    return replace(
        row,
        iban=account_field(one.account, one.source) if several else None,
        currency=row.currency or (currency if mixed else None),
    )


def _untold(used: Sequence[Statement]) -> tuple[Doubt, ...]:
    """Return a doubt if rows of several accounts would stand in the ledger without a number that tells them apart."""
    accounts = {one.account for one in used if one.rows}
    numbers = {field.value if (field := account_field(one)) else None for one in accounts}
    return (Doubt.of("accounts_untold.nameless", accounts=sorted(accounts)),) if len(numbers) < len(accounts) else ()


def _notices(statements: Sequence[Statement], used: Sequence[Statement]) -> tuple[Notice, ...]:
    """Return what the readers tell, and once that rows have no proof."""
    told = tuple(notice for one in statements for notice in one.notices)
    rows = sum(len(one.rows) for one in used if not one.proves)
    return (*told, Notice.of("unproven_statement", count=rows)) if rows else told
