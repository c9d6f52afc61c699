"""Movements of several accounts in one table: each row's own account, where the balances show that it is its own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from stdnum import iban

from asiento.document import Field, Transaction
from asiento.extract.bank_tables.balances import running_balances
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues


def with_own_accounts(rows: tuple[Transaction, ...], values: Sequence[RowValues]) -> tuple[Transaction, ...]:
    """Return *rows* with the account that each names, if there are several and each one's balances follow.

    Without balances the column may as well name the other side of each payment: then nothing is said.
    """
    named = [row.text(Meaning.IBAN) for row in values]
    groups: dict[str, list[Transaction]] = defaultdict(list)
    for row, account in zip(rows, named, strict=True):
        groups[account.value if account else ""].append(row)
    own = 1 < len(groups) < len(rows) and "" not in groups and all(map(running_balances, groups.values()))
    return (
        tuple(replace(row, iban=_compact(account)) for row, account in zip(rows, named, strict=True)) if own else rows
    )


def _compact(account: Field[str] | None) -> Field[str] | None:
    return account.map(iban.compact) if account else None
