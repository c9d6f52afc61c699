"""What became of a made statement, held against the truth."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from asiento.tenant import Tenant
from builders import DictFiles, make_file_item, make_tools
from made_statements.paper import printed_order, statement_pdf
from made_statements.style import Style, make_style
from made_statements.truth import COUNTRIES, Movement, Truth, make_truth
from made_tables.runs import Ended, ends_of

RECEIVED = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A truth, and the style in which it is printed."""

    truth: Truth
    style: Style

    @property
    def proves(self) -> bool:
        """Return whether what the paper states proves its signs and its days: then it should be posted."""
        truth, style = self.truth, self.style
        runs = style.balance == "every" and all(len(one.movements) > 1 for one in truth.accounts)
        sums = style.totals and style.money == "two"
        return (bool(style.ends) or runs or sums) and not self.open_days and not self.open_currency

    @property
    def open_days(self) -> bool:
        """Return whether day and month of all days may change places, on the paper of a bank abroad."""
        days = [self.truth.first, self.truth.last, *(one.booked_on for one in self.truth.movements)]
        abroad = self.truth.country == "US" and self.truth.home != "US"
        return abroad and "m" not in self.style.day_form.replace("%m", "") and all(one.day <= 12 for one in days)

    @property
    def open_currency(self) -> bool:
        """Return whether the paper names no currency, or one that countries share to a company abroad."""
        truth, style = self.truth, self.style
        shared = style.words["sign"] == "$" and truth.home != truth.country
        said = style.codes or (style.mark and not shared)
        money = ("debit", "credit") if style.money == "two" else ("amount",)
        titled = style.heading and any(
            truth.currency in style.words[name] for name in (*money, *(["balance"] if style.balance else []))
        )
        return not (said or titled or truth.accounts[0].number[0].isalpha())


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """*state*: `posted`, `held`, `failed` or `wrong`. *kind* is its code or what is wrong, *said* tells it whole."""

    state: str
    kind: str = ""
    said: str = ""


def make_case(seed: str, number: int) -> Case:
    """Return the case *number* of *seed*."""
    rng = Random(f"statements:{seed}:{number}")
    truth = make_truth(rng)
    return Case(truth=truth, style=make_style(rng, truth))


def verdict(case: Case) -> Verdict:
    """Return what became of *case*."""
    return judged(case, run(case))


def run(case: Case) -> list[Ended]:
    """Return how the items ended that the paper makes."""
    files = DictFiles()
    tenant = Tenant(
        id=UUID(int=1), name="Ferretería Ejemplo", country=case.truth.home, currency=COUNTRIES[case.truth.home]
    )
    data = statement_pdf(case.truth, case.style)
    item = make_file_item(data, files, "statement.pdf", tenant=tenant, received_at=RECEIVED)
    return list(ends_of(item, make_tools(files)))


def judged(case: Case, ended: Sequence[Ended]) -> Verdict:
    """Compare what was posted with the truth. What is held or failed needs a reason."""
    postings = [one for end in ended for one in end.postings]
    stopped = [end for end in ended if end.state != "posted"]
    if any(end.state == "crashed" or not end.reason for end in stopped) or not ended:
        return Verdict(state="wrong", kind="crash", said=" ".join(end.reason for end in stopped))
    wrong = list(_wrong(case, postings, whole=not stopped))
    if wrong:
        return Verdict(state="wrong", kind=wrong[0].partition(":")[0], said="; ".join(wrong[:5]))
    if stopped:
        return Verdict(state=stopped[0].state, kind=stopped[0].reason.partition(":")[0], said=stopped[0].reason)
    return Verdict(state="posted")


def _wrong(case: Case, postings: Sequence[tuple[str, Mapping[str, Any]]], *, whole: bool) -> Iterator[str]:
    rows = printed_order(case.truth, case.style)
    numbers = {one.mark: account.number for account in case.truth.accounts for one in account.movements}
    left = {row.mark: row for row in rows}
    several = len(case.truth.accounts) > 1
    for table, posted in postings:
        words = (posted.get("description") or "").split() if table == "bank_transactions" else []
        mark = next((word for word in words if word in left), None)
        if mark is None:
            yield f"invented: {table} {posted.get('booked_on')} {posted.get('amount')} {posted.get('description')}"
            continue
        yield from _differences(case, left.pop(mark), posted, numbers[mark], several=several)
    if whole and left:
        yield f"dropped: {len(left)} of {len(rows)}, such as {next(iter(left.values()))}"


def _differences(case: Case, row: Movement, posted: Mapping[str, Any], number: str, *, several: bool) -> Iterator[str]:
    amount = Decimal(str(posted["amount"]))
    if amount != row.amount:
        yield f"{'sign' if amount == -row.amount else 'amount'}: {row.amount}, posted {amount} ({row.mark})"
    if posted["booked_on"] != f"{row.booked_on}":
        yield f"day: {row.booked_on}, posted {posted['booked_on']} ({row.mark})"
    if case.style.value and posted["value_on"] not in (None, f"{row.value_on}"):
        yield f"value day: {row.value_on}, posted {posted['value_on']} ({row.mark})"
    if posted["currency"] != case.truth.currency:
        yield f"currency: {case.truth.currency}, posted {posted['currency']}"
    if posted["iban"] != number and (several or posted["iban"]):
        yield f"account: {number}, posted {posted['iban']} ({row.mark})"
    said = posted["balance"]
    known = next(
        balance
        for account in case.truth.accounts
        for one, balance in zip(account.movements, account.balances, strict=True)
        if one.mark == row.mark
    )
    if said is not None and Decimal(str(said)) != known:
        yield f"balance: {known}, posted {said} ({row.mark})"
    others = {one.mark for one in case.truth.movements if one.mark != row.mark}
    if others & set((posted.get("description") or "").split()):
        yield f"description: that of {row.mark} has another's: {posted['description']}"
