"""A made table on its way through the stages, as the runner sends an item: what became of each item."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from asiento import codec
from asiento.codes import sentence
from asiento.errors import DocumentError
from asiento.model import Child, Item, Severity, Tools
from asiento.pipeline import FIRST, Stage, next_stage
from asiento.tables.headers import mapped_row
from asiento.tables.rows_together import writings_together
from asiento.tables.table_writing import writing_of_rows
from asiento.tenant import Tenant
from builders import DictFiles, make_file_item, make_item, make_tools
from made_tables.case import Case
from made_tables.files import NAMES, file_of, rows_of
from made_tables.truth import TENANTS, TODAY

RECEIVED = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How an item ended: `posted`, `held`, `failed` or `crashed`, why, and the rows of the ledger that it made."""

    state: str
    reason: str = ""
    row: Mapping[str, Any] | None = None
    postings: tuple[tuple[str, Mapping[str, Any]], ...] = ()


def run(case: Case) -> list[Ended]:
    """Return how the items ended that the file of *case* makes, its children among them."""
    files = DictFiles()
    tools = make_tools(files)
    changes = {"tenant": tenant_of(case.truth.country), "received_at": RECEIVED}
    if case.style.format == "rows":
        rows = rows_of(case.truth, case.style)
        mapped = [mapped_row(row, {}) for row in rows]
        writing = writing_of_rows(mapped).bare
        writings = writings_together(mapped, writing, case.truth.country)
        items = [
            make_item(name=f"row {at}", row=row, writing=own, **changes)
            for at, (row, own) in enumerate(zip(mapped, writings, strict=True), 1)
        ]
    else:
        data = file_of(case.truth, case.style)
        items = [make_file_item(data, files, NAMES[case.style.format], **changes)]
    return [ended for item in items for ended in ends_of(item, tools)]


def sent(data: str | bytes, country: str = "ES", name: str = "statement.csv") -> list[Ended]:
    """Return how the items end that a file of a company in *country* makes."""
    files = DictFiles()
    content = data.encode() if isinstance(data, str) else data
    item = make_file_item(content, files, name, tenant=tenant_of(country), received_at=RECEIVED)
    return list(ends_of(item, make_tools(files)))


def posted(ended: Iterable[Ended], column: str) -> list[Any]:
    """Return the values of a column of what was posted."""
    return [values[column] for end in ended for _, values in end.postings]


def tenant_of(country: str) -> Tenant:
    """Return a company of *country* with the currency of its books."""
    return Tenant(
        id=UUID(int=1), name="Ejemplo, S.L.", country=country, currency=TENANTS[country], tax_ids=("B87654323",)
    )


def ends_of(item: Item, tools: Tools) -> Iterator[Ended]:
    """Yield how *item* ends, or each of the items that it turns out to be."""
    stage: Stage | None = FIRST
    while stage is not None:
        try:
            item = stage.load()(item, tools)
        except DocumentError as error:
            yield Ended(state="failed", reason=f"{error.code}: {error.message}", row=item.row)
            return
        except Exception as bug:  # noqa: BLE001 (a crash is what is looked for)
            yield Ended(state="crashed", reason=repr(bug), row=item.row)
            return
        # A table that asks something lets the rows go that it does not concern.
        yield from (ended for child in item.children for ended in ends_of(_born(child, item), tools))
        stopped = _stopped(item)
        if stopped:
            yield stopped
        if stopped or item.children:
            return
        stage = next_stage(stage, item)
    postings = tuple((one.table, one.values) for one in item.postings if one.table != "supplier_memory")
    yield Ended(state="posted", row=item.row, postings=postings)


def _stopped(item: Item) -> Ended | None:
    """Return the end of an item that findings hold or fail, as the runner does."""
    for severity, state in ((Severity.ERROR, "failed"), (Severity.REVIEW, "held")):
        said = [f"{one.code}: {sentence(one)}" for one in item.findings if one.severity is severity]
        if said:
            return Ended(state=state, reason=" ".join(said), row=item.row)
    return None


def _born(child: Child, parent: Item) -> Item:
    """Return the item that *child* becomes, as the store makes it: by way of JSON, with all that both know."""
    known = {one.name for one in fields(Item)} & {one.name for one in fields(Child)}
    child = codec.from_plain(Child, json.loads(json.dumps(codec.to_plain(child))))
    given = {name: getattr(child, name) for name in known}
    born = Item(id=uuid4(), tenant=parent.tenant, batch_id=parent.batch_id, received_at=parent.received_at, name="")
    return replace(born, **given)
