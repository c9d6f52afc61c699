"""Whether a table is an accounting journal: its debits and credits are of many accounts, and no bank moved them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from asiento.lexicon.folding import bare_words
from asiento.tables.columns import columns_of
from asiento.tables.meanings import Meaning

_SIDES = frozenset({Meaning.DEBIT, Meaning.CREDIT})
_NAMES = frozenset(
    {
        *("asiento", "n asiento", "no asiento", "n o asiento", "nro asiento", "num asiento", "numero asiento"),
        *("asiento contable", "subcuenta", "cuenta contable", "codigo cuenta", "cod cuenta", "cuenta mayor"),
        *("journal", "journal no", "journal number", "journal id", "journal entry", "account code", "gl account"),
        *("gl code", "ledger account", "nominal code", "sollkonto", "habenkonto", "code journal", "compte general"),
        *("ecriture num", "journal code"),
    }
)
"""Titles that only books of accounts have (folded)."""

FEW = 3
"""Rows from which on sides that are equal in each group are no chance."""


def names_journal(titles: Sequence[str]) -> bool:
    """Return whether *titles*, of a table with both sides, have one of a journal among them."""
    return bool(_SIDES & columns_of(titles).keys()) and any(bare_words(title) in _NAMES for title in titles)


def balances_out(rows: Iterable[tuple[object, Decimal]]) -> bool:
    """Return whether debits and credits are equal in each group of *rows*, given as group and signed amount."""
    groups: dict[object, list[Decimal]] = defaultdict(list)
    for group, amount in rows:
        groups[group].append(amount)
    sizes = [len(amounts) for amounts in groups.values()]
    equal = all(not sum(amounts, Decimal(0)) and any(amounts) for amounts in groups.values())
    return sum(sizes) >= FEW and equal
