"""From the table of a bank to a statement: its account, its balances and its movements in the order of the file."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from stdnum import iban

from asiento.document import Account, DocType, Document, Doubt, Field, Source, Transaction
from asiento.errors import DocumentError
from asiento.extract.bank_tables.accounts import untold_accounts, with_own_accounts
from asiento.extract.bank_tables.balances import balances_of, running_balances, states_opening
from asiento.extract.bank_tables.carried import with_sums_doubted
from asiento.extract.bank_tables.doubt import (
    doubt_of_columns,
    doubted,
    doubting,
    proven_signs,
    with_days_doubted,
    with_doubt,
    with_order_doubted,
)
from asiento.extract.bank_tables.movement_rows import Columns, Movement, movement_rows
from asiento.extract.bank_tables.movements import doubt_of_minus, doubt_of_sides, transaction_of
from asiento.extract.bank_tables.true_balances import with_true_balances
from asiento.extract.descriptions import joined
from asiento.model import Item
from asiento.reading import Table
from asiento.reading.convention import Convention
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Writing
from asiento.tables.bank_tables import names_card
from asiento.tables.columns import NO_HEADER, meaning_of, table_columns
from asiento.tables.currency_columns import paired
from asiento.tables.journals import balances_out, names_journal
from asiento.tables.meanings import AMOUNTS, Meaning
from asiento.tables.row_currency import currencies_of_table
from asiento.tables.row_values import CERTAIN, RowValues
from asiento.tables.sides import as_said, convention_of
from asiento.tables.table_writing import writing_of_table
from asiento.tables.three_decimals import doubt_of_thousands

SEVERAL = 2
"""Rows from which on a column with the same IBAN in each is the account's own, not a counterparty's."""

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}\b", re.ASCII)


def document_of_table(item: Item, table: Table) -> Document:
    """Return the statement that *table* is.

    Lines of totals are skipped; raises `DocumentError`: `unreadable_value` with the row, `no_transactions`,
    `accounting_journal`.
    """
    columns = bank_columns(table)
    rows = movement_rows(table, columns, (item.writing or writing_of_table(table)).readings(item.tenant.country))
    if not rows:
        raise DocumentError("no_transactions.table")
    values = [each for _, _, each in rows]
    signed = item.writing.signed if item.writing else None
    convention = as_said(convention_of(values), signed=signed)
    transactions = _transactions(table, columns, rows, convention)
    if _is_journal(table, columns, transactions):
        raise DocumentError("accounting_journal")
    preamble = table.rows[: max(table.header, 0)]
    shown = item.writing.currencies if item.writing else ()
    currency, each = currencies_of_table(values, item.tenant, [cell for row in preamble for cell in row], shown)
    if currency is None:
        transactions = tuple(map(_in_currency, transactions, each))
    transactions = tuple(map(_with_thousands_doubted, transactions, values, each))
    untold = untold_accounts(transactions, values)
    transactions = with_own_accounts(transactions, values)
    opening, closing = balances_of(table.rows, transactions, values[0].dialect)
    if convention.turned:
        transactions = tuple(replace(row, balance=_negative(row.balance)) for row in transactions)
        opening, closing = _negative(opening), _negative(closing)
    amounts = [row.amount.value for row in transactions if row.amount]
    minus = None if signed else doubt_of_minus(convention, amounts, card=names_card(table))
    unit = next((one for one in (item.writing or Writing()).doubts if one.code == "unit_above"), None)
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        doubts=untold,
        currency=currency,
        account=Account(
            iban=_own_iban(values) or _iban_above(preamble),
            opening_balance=opening,
            closing_balance=closing,
        ),
        transactions=with_doubt(
            _weighed(transactions, table, columns, values[0].dialect, (doubt_of_sides(convention, amounts), minus)),
            unit,
        ),
    )


def _is_journal(table: Table, columns: Columns, rows: Sequence[Transaction]) -> bool:
    """Return whether *table* has both sides of many accounts: by its titles, or as they are equal day by day.

    A running balance that follows is that of one account.
    """
    if not {Meaning.DEBIT, Meaning.CREDIT} <= columns.keys() or (len(rows) > 1 and running_balances(rows)):
        return False
    if table.header != NO_HEADER and names_journal(table.rows[table.header]):
        return True
    days = [(row.booked_on and row.booked_on.value, row.amount.value) for row in rows if row.amount]
    numbers = [(row.reference.value, row.amount.value) for row in rows if row.amount and row.reference]
    return balances_out(days) or (len(numbers) == len(rows) and balances_out(numbers))


def bank_columns(table: Table) -> Columns:
    """Return the columns of *table*, with the currency that is that of the amount."""
    columns = table_columns(table)
    return columns if table.header == NO_HEADER else paired(table.rows[table.header], columns).columns


def _transactions(
    table: Table, columns: Columns, rows: Sequence[Movement], convention: Convention
) -> tuple[Transaction, ...]:
    texts = _description_columns(table, columns)
    said = tuple(transaction_of(values, convention, _joined(row, texts)) for _, row, values in rows)
    found = with_true_balances(said, [values for _, _, values in rows])
    indexes = [index for index, _, _ in rows]
    return with_order_doubted(with_days_doubted(with_sums_doubted(found, indexes, table), indexes, table))


def _negative(found: Field[Decimal] | None) -> Field[Decimal] | None:
    return found.map(lambda value: -value) if found else None


def _weighed(
    rows: tuple[Transaction, ...],
    table: Table,
    columns: Columns,
    dialect: Dialect,
    doubts: tuple[Doubt | None, Doubt | None],
) -> tuple[Transaction, ...]:
    """Return *rows* as sure as their columns and balances make them.

    *doubts*: of which way all of them went, and of what a minus means, which any running balance shows.
    """
    sides, minus = doubts
    proven = len(rows) > 1 and running_balances(rows) is not None
    rows = doubted(proven_signs(rows) if proven else rows, table, columns, proven=proven)
    # A running balance says nothing of the oldest amount: only a balance before it does.
    before = proven and states_opening(table.rows, dialect)
    doubt = None if proven else doubt_of_columns(table, columns, dialect) or minus
    return with_doubt(rows, doubt or (None if before else sides))


def _with_thousands_doubted(row: Transaction, values: RowValues, currency: Field[str] | None) -> Transaction:
    doubt = doubt_of_thousands(values, AMOUNTS, currency.value if currency else None)
    return doubting(row, doubt) if doubt else row


def _in_currency(row: Transaction, currency: Field[str] | None) -> Transaction:
    return replace(row, currency=currency)


def _description_columns(table: Table, columns: Columns) -> list[int]:
    """Return every column that says what a movement was: banks spread it over several."""
    if table.header == NO_HEADER:
        return [columns[Meaning.DESCRIPTION]]
    wanted = (Meaning.DESCRIPTION, Meaning.COUNTERPARTY, Meaning.SUPPLIER)
    return [at for at, name in enumerate(table.rows[table.header]) if meaning_of(name) in wanted] or [
        columns[meaning] for meaning in (Meaning.TYPE, Meaning.CATEGORY) if meaning in columns
    ]


def _joined(row: Sequence[str], columns: Sequence[int]) -> Field[str] | None:
    """Return the texts of *columns*, each once."""
    text = joined(*(row[at] for at in columns if at < len(row)), kept=True)
    return Field(value=text, confidence=CERTAIN, source=Source.ROW) if text else None


def _own_iban(rows: Sequence[RowValues]) -> Field[str] | None:
    """Return the IBAN that every row names."""
    said = {iban.compact(field.value) for row in rows if (field := row.text(Meaning.IBAN))}
    filled = sum(Meaning.IBAN in row.values for row in rows)
    return _iban(said.pop()) if len(said) == 1 and filled == len(rows) >= SEVERAL else None


def _iban_above(preamble: Sequence[Sequence[str]]) -> Field[str] | None:
    """Return the only IBAN above the header."""
    found = {iban.compact(text) for row in preamble for cell in row for text in _IBAN.findall(cell)}
    valid = [field for text in sorted(found) if (field := _iban(text))]
    return valid[0] if len(valid) == 1 else None


def _iban(text: str) -> Field[str] | None:
    return Field(value=text, confidence=CERTAIN, source=Source.ROW) if iban.is_valid(text) else None
