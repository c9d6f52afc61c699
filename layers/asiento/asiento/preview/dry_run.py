"""The dry run itself: runs the stages that import tables and rows on the first of them. Writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from asiento.errors import DocumentError
from asiento.model import Finding, Item, Kind, Tools
from asiento.pipeline import STAGES
from asiento.preprocess import read_file
from asiento.preprocess.formats import Format, recognise
from asiento.preprocess.found_tables import find_tables
from asiento.preprocess.json_rows import json_rows, with_json_rows
from asiento.preprocess.row_children import with_rows
from asiento.preprocess.workbooks import read_sheets
from asiento.preview.results import Column, Preview, PreviewItem, PreviewTable
from asiento.reading.writing import Writing
from asiento.tables.columns import confidence_of, meaning_of
from asiento.tables.headers import fingerprint, mapped_row, renamed, titles_of, unmapped
from asiento.tables.rows_together import writings_together
from asiento.tables.table_writing import saved_writing, writing_of_rows
from asiento.tables.untaken_figures import telling
from asiento.tenant import Tenant

MOST_SHOWN = 20
"""Rows that are read as documents, and transactions that are shown of a statement."""

ROW_STAGES = ("preprocess", "classify", "extract", "validate")


def dry_run(item: Item, tools: Tools) -> Preview:
    """Return what the table in the file of *item* would become.

    Raises `DocumentError`: `not_a_table`, and the codes of a file that cannot be read.
    """
    data = read_file(item, tools)
    found = recognise(data)
    if found.kind is not Kind.TABLE:
        raise DocumentError("not_a_table")
    sheets = [] if found is Format.JSON else read_sheets(data, found)

    def read(as_said: Item) -> Item:
        return with_json_rows(as_said, data, tools) if found is Format.JSON else with_rows(as_said, sheets, tools)

    asked = read(replace(item, kind=Kind.TABLE))
    whole = read(replace(item, kind=Kind.TABLE, writing=_usual(item.tenant))) if asked.findings else asked
    if found is Format.JSON:
        rows = json_rows(data, tools.limits.max_items_per_batch)
        tables = [_table("", list(rows[0]), item.tenant, writing_of_rows(rows))]
    else:
        tables = [_table(each.sheet.name, each.titles, item.tenant, each.writing) for each in find_tables(sheets, item)]
    return Preview(
        total=len(whole.children) or 1,
        tables=tuple(tables),
        items=tuple(_items(whole, asked, tools)),
        findings=asked.findings,
    )


def _usual(tenant: Tenant) -> Writing:
    """Return how a table of *tenant* is read that a person approves without a word."""
    usual, _ = Writing().readings(tenant.country)
    return Writing(decimal=usual.decimal, day_first=usual.day_first)


def dry_run_of_rows(tools: Tools, tenant: Tenant, rows: Sequence[Mapping[str, Any]]) -> Preview:
    """Return what JSON *rows* of *tenant* would become."""
    writing = writing_of_rows(rows)
    mapped = [mapped_row(row, tenant.mappings) for row in rows]
    writings = telling(writings_together(mapped, writing.bare, tenant.country), unmapped(rows, mapped))
    shown = [
        replace(
            new_item(tenant, f"row {number}"),
            row=mapped[number - 1],
            writing=writings[number - 1].or_as(saved_writing(row, tenant)),
        )
        for number, row in enumerate(rows[:MOST_SHOWN], 1)
    ]
    items = tuple(_run(item, tools, ROW_STAGES) for item in shown)
    return Preview(total=len(rows), tables=(_table("", list(rows[0]), tenant, writing),), items=items)


def new_item(tenant: Tenant, name: str) -> Item:
    """Return an item that is kept nowhere."""
    return Item(id=uuid4(), tenant=tenant, batch_id=uuid4(), name=name, received_at=datetime.now(UTC))


def _table(name: str, header: Sequence[str], tenant: Tenant, writing: Writing) -> PreviewTable:
    titles = titles_of(header)
    mark = fingerprint(titles)
    mapping = tenant.mappings.get(mark)
    read = renamed(header, mapping)[: len(titles)] if mapping is not None else titles
    columns = (
        Column(title=title, meaning=meaning_of(name), confidence=confidence_of(name) if mapping is None else 1.0)
        for title, name in zip(titles, read, strict=True)
    )
    return PreviewTable(
        name=name,
        fingerprint=mark,
        mapped=mapping is not None,
        columns=tuple(columns),
        decimal=writing.decimal,
        decimal_by=writing.decimal_by,
        date_order=writing.date_order,
        date_order_by=writing.order_by,
    )


def _items(item: Item, asked: Item, tools: Tools) -> Iterable[PreviewItem]:
    """Read the first rows of *item*; those that are missing among the children of *asked* wait for its questions."""
    if not item.children:
        return [_held(_run(item, tools, ROW_STAGES[1:]), asked.findings)]
    goes_on = {child.position for child in asked.children}
    rows = (
        (
            replace(new_item(item.tenant, child.name), batch_id=item.batch_id, row=child.row, writing=child.writing),
            () if child.position in goes_on else asked.findings,
        )
        for child in item.children[:MOST_SHOWN]
    )
    return [_held(_run(row, tools, ROW_STAGES), questions) for row, questions in rows]


def _held(item: PreviewItem, questions: Sequence[Finding]) -> PreviewItem:
    return replace(item, findings=(*questions, *item.findings))


def _run(item: Item, tools: Tools, stages: Iterable[str]) -> PreviewItem:
    """Run the stage functions one after the other, as the pipeline would."""
    try:
        for name in stages:
            item = STAGES[name].load()(item, tools)
    except DocumentError as error:
        return PreviewItem(name=item.name, error=error.said)
    document = item.document
    if document is not None:
        document = replace(document, transactions=document.transactions[:MOST_SHOWN])
    return PreviewItem(name=item.name, document=document, findings=item.findings)
