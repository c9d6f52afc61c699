"""Which way signs point that only a minus tells: the arithmetic of a debt turned around is that of an account."""

from collections.abc import Sequence

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.statement.proof import Proof
from asiento.pages.statement.table_lines import Row
from asiento.pages.statement.words import names_account, names_card, names_card_in_head
from asiento.tables.meanings import Meaning

FEW = 2
"""Balances beside rows that only an account prints: a card has one at its end."""

HEAD_WORDS = 8
"""Words of a line of the head at most that names a card: prose advertises them."""


def is_card(pages: AnnotatedPages, above: int) -> bool:
    """Return whether the paper is a credit card's: by what only those print, or by its head, *above* its movements."""
    head = (cell for line in pages.lines[:above] for cell in line.cells if len(cell.words) <= HEAD_WORDS)
    return any(names_card(line.text) for line in pages.lines) or any(names_card_in_head(cell.text) for cell in head)


def is_told(pages: AnnotatedPages, rows: Sequence[Row], proof: Proof, *, card: bool) -> bool:
    """Return whether something besides the arithmetic says which way the signs of *proof* point.

    Purchases are the most of a card and what it prints as its balance is owed; an account that says nothing of itself
    has more money out than in.
    """
    values = [row.moved.value for row in rows if row.moved]
    came, went = sum(value > 0 for value in values), sum(value < 0 for value in values)
    if proof.told:
        return True
    if card:
        ends = [one.money.value for one in (proof.opening, proof.closing) if one]
        owed = bool(ends) and all(value >= 0 for value in ends)
        return (owed and came >= went) if proof.owed else (not owed and went > came)
    running = sum(Meaning.BALANCE in row.money for row in rows) >= FEW
    return running or went >= came or any(names_account(line.text) for line in pages.lines[: rows[0].at])
