"""How sure what a printed statement says is, 0 to 1, and where its parts stand, in shares of the page's width.

No field is surer than its words are read (`AnnotatedPages.field`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementConfidence:
    """How sure movements, days and names are. Set by hand while looking at the development set (401 files)."""

    proven: float = 0.97
    """Amounts and balances that the statement's own arithmetic proves."""

    unproven: float = 0.55
    """Amounts that no balance proves: below what goes on without a person."""

    movement_day: float = 0.95
    """The day of a movement."""

    description: float = 0.9
    """What a movement says."""

    bank: float = 0.8
    """The bank's name."""

    by_account: float = 0.9
    """The currency, as that of the country of the account's IBAN."""

    labelled_day: float = 0.95
    """The statement's day beside or below its label."""

    day_above: float = 0.7
    """The statement's day, merely the first above the movements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementGeometry:
    """Where headings, figures and texts of a printed statement stand.

    Set by hand while looking at the development set (401 files).
    """

    title_words: int = 4
    """Words of a column's title at most."""

    few_titles: int = 2
    """Titles above which two of money make a heading, though none is known for that of the days."""

    titles_share: float = 0.5
    """Share of a heading's words that must belong to titles: prose names a date and an amount as well."""

    figure: float = 0.08
    """How far from its title a figure may stand."""

    day: float = 0.12
    """How far from its title a day may stand."""

    day_edge: float = 0.04
    """How far from the left edge of the first day the others may begin."""

    indent: float = 0.05
    """How far right of the days a line of a description begins."""

    side: float = 0.03
    """How far behind its amount a letter of credit or debit stands at most."""

    group: float = 0.006
    """How far two groups of the digits of one amount stand apart at most."""

    column_edge: float = 0.015
    """How far the right edges of one column's amounts lie apart at most."""

    bank_head: float = 0.3
    """Share of the first page, from its top, in which a bank names itself."""

    bank_words: int = 6
    """Words of a bank's name at most."""


SURE = StatementConfidence()
PLACE = StatementGeometry()
