"""The sign convention of one file, for money in and out, decided once from all its rows. Knows no column."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How the rows that came together tell money in from money out.

    *negative_debits*: their debit column prints a minus. *directed*: a column of words gives the sign.
    *c_is_debit*: that column says C for cargo. *open_c*: it says nothing but C, which may be cargo or credit.
    *unsigned*: nothing tells. *came* and *went* count the amounts of which only a minus, or none, tells; *turned*: a
    person said that a minus is money in, as cards print it.
    """

    negative_debits: bool = False
    directed: bool = False
    c_is_debit: bool = False
    open_c: bool = False
    unsigned: bool = False
    came: int = 0
    went: int = 0
    turned: bool = False
