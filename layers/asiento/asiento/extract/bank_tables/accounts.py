"""Movements of several accounts in one table: each row's own account, where the balances show that it is its own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from stdnum import iban

from asiento.document import Doubt, Field, Transaction
from asiento.extract.bank_tables.balances import running_balances
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues


def with_own_accounts(rows: tuple[Transaction, ...], values: Sequence[RowValues]) -> tuple[Transaction, ...]:
    """Return *rows* with the account that each names, if there are several and each one's balances follow.

    Without balances the column may as well name the other side of each payment: then nothing is said.
    """
    groups = _several(rows, values)
    if not groups or not all(map(running_balances, groups.values())):
        return rows
    named = [row.text(Meaning.IBAN) for row in values]
    return tuple(replace(row, iban=_compact(account)) for row, account in zip(rows, named, strict=True))


def untold_accounts(rows: tuple[Transaction, ...], values: Sequence[RowValues]) -> tuple[Doubt, ...]:
    """Return a doubt if each row names one of several accounts, and no balances show whether it is its own."""
    groups = _several(rows, values)
    if not groups or all(map(running_balances, groups.values())):
        return ()
    return (Doubt.of("accounts_untold.column", column=values[0].names[Meaning.IBAN], accounts=sorted(groups)),)


def _several(rows: tuple[Transaction, ...], values: Sequence[RowValues]) -> dict[str, list[Transaction]]:
    """Return the rows of each account, if every row names one and there are several; else nothing."""
    groups: dict[str, list[Transaction]] = defaultdict(list)
    for row, said in zip(rows, values, strict=True):
        account = said.text(Meaning.IBAN)
        groups[account.value if account else ""].append(row)
    return groups if 1 < len(groups) < len(rows) and "" not in groups else {}


def _compact(account: Field[str] | None) -> Field[str] | None:
    return account.map(iban.compact) if account else None
