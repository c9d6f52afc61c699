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
from asiento.pages.annotated import Paper, paper_of
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
    paper = paper_of(reading, item.tenant.country)
    rows, proof = _best(paper)
    if proof is None or (reading.source is Source.OCR and not proof.proven):
        picture = reading.source is Source.OCR
        raise DocumentError("statement_as_picture") if picture else DocumentError("unreadable_statement")
    issued = statement_day(paper, frozenset(row.at for row in rows))
    name = bank_on(paper)
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        issued_on=paper.field(*issued) if issued else None,
        supplier=Party(name=paper.field(name.text, name, SURE.bank) if name else None),
        currency=currency_on(paper, item.tenant),
        account=Account(
            iban=iban_of(paper),
            opening_balance=_balance(paper, proof.opening, proof),
            closing_balance=_balance(paper, proof.closing, proof),
        ),
        transactions=tuple(_transactions(paper, rows, proof, issued[0] if issued else month_of(paper))),
    )


def _best(paper: Paper) -> tuple[list[Row], Proof | None]:
    """Return the movements with their proof: with and without lines that have no day of their own.

    Columns that nothing names are guessed, and count if they are proven.
    """
    stated, totals = stated_in(paper), totals_in(paper)
    card = any(names_card(line.text) for line in paper.lines)
    found: list[tuple[list[Row], Proof | None]] = []
    for undated in (False, True):
        rows = rows_of(paper, undated=undated)
        proof = prove(rows, stated, totals, card=card) if rows else None
        if proof and proof.proven:
            return rows, proof
        found.append((rows, proof))
    for columns in guessed_columns(paper) if not any(rows for rows, _ in found) else ():
        rows = rows_of(paper, undated=False, columns=columns)
        proof = prove(rows, stated, totals, card=card) if rows else None
        if proof and proof.proven:
            return rows, proof
    return found[0] if found[0][1] else found[1]


def _balance(paper: Paper, stated: Stated | None, proof: Proof) -> Field[Decimal] | None:
    return paper.field(stated.value(owed=proof.owed), stated.money.span, SURE.proven) if stated else None


def _transactions(paper: Paper, rows: Sequence[Row], proof: Proof, anchor: date | None) -> list[Transaction]:
    first = day_first_of([day for row in rows for day in row.days], otherwise=paper.dialect.day_first)
    sure = SURE.proven if proof.proven else SURE.unproven
    found = []
    for at, row in enumerate(rows):
        moved = row.moved
        if moved is None:
            continue
        days = [_day(paper, day, anchor, day_first=first) for day in row.days]
        balance, money = proof.balances[at], row.money.get(Meaning.BALANCE)
        found.append(
            Transaction(
                booked_on=days[0],
                value_on=days[1] if len(days) > 1 else None,
                amount=replace(paper.field(moved.value, moved.span, sure), value=proof.amounts[at]),
                balance=paper.field(balance, money.span, sure) if money and balance is not None else None,
                description=_description(paper, row.texts),
            )
        )
    return found


def _day(paper: Paper, day: Day, anchor: date | None, *, day_first: bool) -> Field[date] | None:
    value = day.value(anchor, day_first=day_first)
    return paper.field(value, day.span, SURE.movement_day) if value else None


def _description(paper: Paper, texts: Sequence[Span]) -> Field[str] | None:
    if not texts:
        return None
    return paper.field(" ".join(text.text for text in texts), texts[0], SURE.description)
