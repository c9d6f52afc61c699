"""Lines among the movements that carry a balance or sum up: what is posted of them would count money twice."""

from collections.abc import Sequence

from asiento.document import Doubt, Transaction
from asiento.extract.bank_tables.balances import moves_balance
from asiento.extract.bank_tables.doubt import doubting
from asiento.reading import Table
from asiento.tables.data_rows import names_carried, names_summary
from asiento.tables.line_totals import SUMS_UP, SumsOfSides

MAY_BE_BALANCE = Doubt.of("may_be_a_balance")


def with_sums_doubted(rows: tuple[Transaction, ...], indexes: Sequence[int], table: Table) -> tuple[Transaction, ...]:
    """Return *rows*, which stand at *indexes* of *table*, with those doubted that sum up others or state a balance.

    A movement that moves the balance of the row beside it is neither.
    """
    sums, found = SumsOfSides(), []
    for at, (row, index) in enumerate(zip(rows, indexes, strict=True)):
        moves, cells = moves_balance(rows, at), table.rows[index]
        is_sum = row.amount is not None and not moves and sums.end_with(row.amount.value, cells)
        if row.amount and not is_sum:
            sums.add(row.amount.value)
        carried = names_summary(cells) or (at in (0, len(rows) - 1) and _is_carried(row, cells))
        doubt = SUMS_UP if is_sum else MAY_BE_BALANCE if carried and not moves else None
        found.append(doubting(row, doubt) if doubt else row)
    return tuple(found)


def _is_carried(row: Transaction, cells: Sequence[str]) -> bool:
    """Return whether a row at an end says that it carries something over, and its balance is none of its own."""
    own = row.balance is not None and row.amount is not None and row.balance.value != row.amount.value
    return names_carried(cells) and not own
