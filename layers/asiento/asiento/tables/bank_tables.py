"""Whether a table lists the movements of an account, or expenses and invoices. Reads no value but to see its kind."""

from asiento.lexicon.folding import bare_words
from asiento.lexicon.terms import Term
from asiento.lexicon.words import Word, words_saying
from asiento.reading import Table
from asiento.tables.columns import NO_HEADER, columns_of, is_payment_service, table_columns
from asiento.tables.columns_by_content import is_negative, is_side
from asiento.tables.data_rows import data_rows
from asiento.tables.meanings import Meaning
from asiento.tables.words import ACCOUNT_WORDS, CARD_NAMES, STATEMENT_NAMES, words_of

NEGATIVE_SHARE = 0.2
"""Share of negative amounts above which a list of amounts is an account's: among expenses a refund is rare."""

_NO_STATEMENT = frozenset(
    {
        Meaning.SUPPLIER_TAX_ID,
        Meaning.CUSTOMER_TAX_ID,
        Meaning.TAX_ID,
        Meaning.CUSTOMER,
        Meaning.NET,
        Meaning.TAX,
        Meaning.TAX_RATE,
        Meaning.WITHHOLDING,
        Meaning.TIP,
        Meaning.QUANTITY,
        Meaning.UNIT_PRICE,
        Meaning.DUE_DATE,
    }
)
_EXPENSES = frozenset({Meaning.SUPPLIER, Meaning.CATEGORY, Meaning.PAYMENT_METHOD})


def is_bank_statement(table: Table) -> bool:
    """Return whether *table* lists the movements of one bank account or card.

    It has a date and amounts, nothing that only invoices and expenses have, and something that only banks write:
    a running balance, a value date, an account, debit and credit (as columns, letters or types), a bank's
    word for a column, the fee of a payment service, or negative amounts.
    """
    columns = table_columns(table)
    if table.header != NO_HEADER and is_payment_service(columns_of(table.rows[table.header])):
        return True
    figures = {Meaning.AMOUNT, Meaning.TOTAL, Meaning.DEBIT, Meaning.CREDIT} & columns.keys()
    if not {Meaning.DATE, Meaning.VALUE_DATE} & columns.keys() or not figures or _NO_STATEMENT & columns.keys():
        return False
    if _has_banks_column(table, columns):
        return True
    if _EXPENSES & columns.keys():
        return Meaning.IBAN in columns and Meaning.SUPPLIER not in columns
    return Meaning.IBAN in columns or _speaks_bank(table)


def is_surely_bank(table: Table) -> bool:
    """Return whether *table* has a column that only a bank has: its words and a share of minuses are not enough."""
    columns = table_columns(table)
    return Meaning.IBAN in columns or _has_banks_column(table, columns)


def names_card(table: Table) -> bool:
    """Return whether a title or a line above them names a card."""
    said = (bare_words(cell).split() for row in table.rows[: table.header + 1] for cell in row)
    return any(word in words_saying(Word.BY_CARD) for words in said for word in words)


def _has_banks_column(table: Table, columns: dict[Meaning, int]) -> bool:
    if table.header == NO_HEADER or {Meaning.BALANCE, Meaning.VALUE_DATE, Meaning.DIRECTION} & columns.keys():
        return True
    if is_payment_service(columns_of(table.rows[table.header])):
        return True
    return (
        {Meaning.DEBIT, Meaning.CREDIT} <= columns.keys() or _named(table, CARD_NAMES) or _told_by_type(table, columns)
    )


def _told_by_type(table: Table, columns: dict[Meaning, int]) -> bool:
    """Return whether the column of types says of every row that it is a debit or a credit."""
    place = columns.get(Meaning.TYPE)
    cells = {row[place] for _, row in data_rows(table) if place is not None and place < len(row)} - {""}
    return bool(cells) and all(map(is_side, cells))


def _named(table: Table, names: tuple[Term, ...]) -> bool:
    return any(bare_words(cell) in words_of(names) for cell in table.rows[table.header])


def _speaks_bank(table: Table) -> bool:
    """Return whether the header has a bank's words, the preamble an account, or a good part of the amounts a minus."""
    if _named(table, STATEMENT_NAMES):
        return True
    preamble = " ".join(bare_words(cell) for row in table.rows[: table.header] for cell in row)
    if any(f" {word} " in f" {preamble} " for word in words_of(ACCOUNT_WORDS)):
        return True
    columns = table_columns(table)
    place = columns.get(Meaning.AMOUNT, columns.get(Meaning.TOTAL))
    cells = [row[place] for _, row in data_rows(table) if place is not None and place < len(row) and row[place]]
    return sum(map(is_negative, cells)) > NEGATIVE_SHARE * len(cells)
