"""What became of a made document, held against the truth."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from asiento.tenant import Tenant
from builders import DictFiles, make_file_item, make_tools
from made_documents.formats import FORMATS, Made
from made_documents.invoices import TODAY, Invoice
from made_documents.style import make_style
from made_tables.runs import Ended, ends_of

RECEIVED = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
LINE = ("description", "quantity", "unit_price", "tax_rate", "amount")
TAX = ("rate", "base", "amount", "withheld")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """*state*: `posted`, `held`, `failed` or `wrong`. *kind* is the code or a short name of what is wrong.

    *said* tells it whole.
    """

    state: str
    kind: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A made document and its file."""

    format: str
    made: Made
    data: bytes


def make_case(name: str, seed: str, number: int) -> Case:
    """Return the case *number* of *seed* in the format *name*."""
    rng = Random(f"{name}:{seed}:{number}")
    known = FORMATS[name]
    made = known.make(rng)
    return Case(format=name, made=made, data=known.write(made, make_style(rng)))


def verdict(case: Case) -> Verdict:
    """Return what became of *case*."""
    return judged(case.made, _run(case), FORMATS[case.format].may_lack)


def _run(case: Case) -> list[Ended]:
    files, known = DictFiles(), FORMATS[case.format]
    item = make_file_item(case.data, files, known.file_name, tenant=tenant_of(case), received_at=RECEIVED)
    return list(ends_of(item, make_tools(files)))


def tenant_of(case: Case) -> Tenant:
    """Return the company whose books it is for."""
    known, made = FORMATS[case.format], case.made
    own: tuple[str, ...] = ()
    if isinstance(made, Invoice):
        ours = made.customer if made.customer.country == known.home else made.supplier
        own = (ours.tax_id,)
    currency = "USD" if known.home == "EC" else "EUR"
    return Tenant(id=UUID(int=1), name="Ejemplo, S.L.", country=known.home, currency=currency, tax_ids=own)


def judged(made: Made, ended: Sequence[Ended], may_lack: Container[str] = ()) -> Verdict:
    """Compare what was posted with *made*. What is held or failed needs a reason."""
    postings = [one for end in ended for one in end.postings]
    stopped = [end for end in ended if end.state != "posted"]
    if any(end.state == "crashed" or not end.reason for end in stopped) or not ended:
        return Verdict(state="wrong", kind="crash", said=" ".join(end.reason for end in stopped))
    if stopped and not postings:
        return Verdict(state=stopped[0].state, kind=stopped[0].reason.partition(":")[0], said=stopped[0].reason)
    wrong = list(_wrong(made, postings, may_lack))
    if wrong:
        return Verdict(state="wrong", kind=wrong[0].partition(":")[0], said="; ".join(wrong))
    return Verdict(state="posted")


def _wrong(made: Made, postings: Sequence[tuple[str, Mapping[str, Any]]], may_lack: Container[str]) -> Iterator[str]:
    tables = [table for table, _ in postings]
    expected = [made.expected()] if isinstance(made, Invoice) else made.expected()
    table = "invoices" if isinstance(made, Invoice) else "bank_transactions"
    if tables != [table] * len(expected):
        yield f"postings: {len(expected)} in {table}, not {tables}"
        return
    for at, (row, (_, posted)) in enumerate(zip(expected, postings, strict=True), 1):
        for column, truth in row.items():
            if not _same(column, truth, posted.get(column), lacks=column in may_lack):
                yield f"{column}: {_shown(truth)}, posted {_shown(posted.get(column))} (row {at})"


def _same(column: str, truth: Any, posted: Any, *, lacks: bool) -> bool:
    match column:
        case "lines":
            return _same_rows(truth, posted, LINE, lacks=lacks)
        case "taxes":
            return all(
                _same_rows(
                    [row for row in truth if row[3] is side],
                    [row for row in posted if row["withheld"] is side],
                    TAX,
                    lacks=lacks,
                )
                for side in (False, True)
            )
        case _ if lacks and posted is None:
            return True
        case "supplier_tax_id" | "customer_tax_id":
            return posted is not None and posted in (truth, posted[:2] + truth)
        case "description":
            said = (posted or "").casefold()
            return all(words.casefold() in said for words in truth)
    return _same_value(truth, posted)


def _same_rows(
    truth: Sequence[Sequence[Any]], posted: Sequence[Mapping[str, Any]], columns: Sequence[str], *, lacks: bool
) -> bool:
    if lacks and not posted:
        return True
    return len(truth) == len(posted) and all(
        (lacks and row[column] is None) or _same_value(value, row[column])
        for said, row in zip(truth, posted, strict=True)
        for column, value in zip(columns, said, strict=True)
    )


def _same_value(truth: Any, posted: Any) -> bool:
    if posted is None or truth is None:
        return posted is truth
    if isinstance(truth, Decimal):
        return Decimal(posted) == truth
    return bool(posted == (f"{truth}" if isinstance(truth, date) else truth))


def _shown(value: Any) -> str:
    return f"{value}" if not isinstance(value, (list, tuple)) else "[" + ", ".join(map(_shown, value)) + "]"
