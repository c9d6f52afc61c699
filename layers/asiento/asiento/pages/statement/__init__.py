"""A bank statement that came as PDF or picture: its movements, where lines, columns and signs are beyond doubt.

What the statement's own arithmetic does not prove goes to a person, and of a picture is refused with the way out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from asiento.document import Account, DocType, Document, Field, Party, Source, Transaction
from asiento.errors import DocumentError
from asiento.model import Item
from asiento.pages.annotated import AnnotatedPages, annotated_pages
from asiento.pages.fields.currency import currency_on
from asiento.pages.fields.payment import iban_of
from asiento.pages.statement.bank_name import bank_on
from asiento.pages.statement.days import Day, day_first_of, month_of, statement_day
from asiento.pages.statement.guesses import guessed_columns
from asiento.pages.statement.proof import Proof, prove
from asiento.pages.statement.stated import Stated, stated_in, totals_in
from asiento.pages.statement.table_lines import Row, rows_of
from asiento.pages.statement.weights import SURE
from asiento.pages.statement.words import names_card
from asiento.reading import Reading
from asiento.reading.layout import Span
from asiento.tables.meanings import Meaning


def statement_of_reading(item: Item, reading: Reading) -> Document:
    """Return the statement that *reading* holds.

    Raises `DocumentError`: `statement_as_picture` when a picture's movements cannot be proven by its balances,
    `unreadable_statement` when a PDF's columns or signs are not clear.
    """
    pages = annotated_pages(reading, item.tenant.country)
    rows, proof = _best(pages)
    if proof is None or (reading.source is Source.OCR and not proof.proven):
        picture = reading.source is Source.OCR
        raise DocumentError("statement_as_picture") if picture else DocumentError("unreadable_statement")
    issued = statement_day(pages, frozenset(row.at for row in rows))
    name = bank_on(pages)
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        issued_on=pages.field(*issued) if issued else None,
        supplier=Party(name=pages.field(name.text, name, SURE.bank) if name else None),
        currency=currency_on(pages, item.tenant),
        account=Account(
            iban=iban_of(pages),
            opening_balance=_balance(pages, proof.opening, proof),
            closing_balance=_balance(pages, proof.closing, proof),
        ),
        transactions=tuple(_transactions(pages, rows, proof, issued[0] if issued else month_of(pages))),
    )


def _best(pages: AnnotatedPages) -> tuple[list[Row], Proof | None]:
    """Return the movements with their proof: with and without lines that have no day of their own.

    Columns that nothing names are guessed, and count if they are proven.
    """
    stated, totals = stated_in(pages), totals_in(pages)
    card = any(names_card(line.text) for line in pages.lines)
    found: list[tuple[list[Row], Proof | None]] = []
    for undated in (False, True):
        rows = rows_of(pages, undated=undated)
        proof = prove(rows, stated, totals, card=card) if rows else None
        if proof and proof.proven:
            return rows, proof
        found.append((rows, proof))
    for columns in guessed_columns(pages) if not any(rows for rows, _ in found) else ():
        rows = rows_of(pages, undated=False, columns=columns)
        proof = prove(rows, stated, totals, card=card) if rows else None
        if proof and proof.proven:
            return rows, proof
    return found[0] if found[0][1] else found[1]


def _balance(pages: AnnotatedPages, stated: Stated | None, proof: Proof) -> Field[Decimal] | None:
    return pages.field(stated.value(owed=proof.owed), stated.money.span, SURE.proven) if stated else None


def _transactions(pages: AnnotatedPages, rows: Sequence[Row], proof: Proof, anchor: date | None) -> list[Transaction]:
    first = day_first_of([day for row in rows for day in row.days], otherwise=pages.dialect.day_first)
    sure = SURE.proven if proof.proven else SURE.unproven
    found = []
    for at, row in enumerate(rows):
        moved = row.moved
        if moved is None:
            continue
        days = [_day(pages, day, anchor, day_first=first) for day in row.days]
        balance, money = proof.balances[at], row.money.get(Meaning.BALANCE)
        found.append(
            Transaction(
                booked_on=days[0],
                value_on=days[1] if len(days) > 1 else None,
                amount=replace(pages.field(moved.value, moved.span, sure), value=proof.amounts[at]),
                balance=pages.field(balance, money.span, sure) if money and balance is not None else None,
                description=_description(pages, row.texts),
            )
        )
    return found


def _day(pages: AnnotatedPages, day: Day, anchor: date | None, *, day_first: bool) -> Field[date] | None:
    value = day.value(anchor, day_first=day_first)
    return pages.field(value, day.span, SURE.movement_day) if value else None


def _description(pages: AnnotatedPages, texts: Sequence[Span]) -> Field[str] | None:
    if not texts:
        return None
    return pages.field(" ".join(text.text for text in texts), texts[0], SURE.description)
