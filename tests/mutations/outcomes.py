"""What becomes of a file: what is booked of it, and what is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from lxml import etree

from asiento.document import DocType
from asiento.einvoices import document_of_einvoice
from asiento.errors import DocumentError
from asiento.model import Item, Severity
from asiento.pipeline import FIRST, STAGES, Stage, next_stage
from asiento.reading.xml_files import XmlFormat, read_xml, xml_format
from asiento.tenant import Tenant
from builders import DictFiles, make_file_item, make_tools
from mutations.repairs import repaired

SENT_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """*booked*: the rows of the ledger, empty if the file failed or waits. *said*: the findings, as code and place."""

    booked: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    said: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A file that passes clean, without its signature, and when and to whom it is sent."""

    name: str
    format: XmlFormat
    root: etree._Element
    tenant: Tenant
    received_at: datetime

    def outcome_of(self, root: etree._Element) -> Outcome:
        """Return what becomes of *root* in the place of this file."""
        files = DictFiles()
        data = etree.tostring(root)
        item = make_file_item(data, files, "invoice.xml", tenant=self.tenant, received_at=self.received_at)
        return outcome_of(item, files)


def outcome_of(item: Item, files: DictFiles | None = None) -> Outcome:
    """Return what becomes of *item*, a row or a file that lies in *files*, from its first stage on."""
    tools, said = make_tools(files), set[tuple[str, str]]()
    stage: Stage | None = STAGES["classify"] if item.row is not None else FIRST
    while stage is not None:
        try:
            item = stage.load()(item, tools)
        except DocumentError as error:
            return Outcome(said=frozenset({(error.code, "")}))
        said |= {(one.code, one.field) for one in item.findings}
        if item.children or any(one.severity is not Severity.WARNING for one in item.findings):
            return Outcome(said=frozenset(said))
        stage = next_stage(stage, item)
    booked = tuple((one.table, one.values) for one in item.postings if one.table != "supplier_memory")
    return Outcome(booked=booked, said=frozenset(said))


def base_of(name: str, data: bytes) -> Base | None:
    """Return the file as a base, sent to its customer; None if it is no single e-invoice, or does not pass clean."""
    try:
        found = xml_format(data)
        if found is None:
            return None
        root = repaired(read_xml(data), found)
        document = document_of_einvoice(etree.tostring(root))
    except DocumentError:
        return None
    if document.issued_on is None or document.doc_type is DocType.OTHER:
        return None
    country, currency = ("EC", "USD") if found is XmlFormat.SRI else ("ES", "EUR")
    day, customer = document.issued_on.value + SENT_AFTER, document.customer.name
    ours = customer.value if customer else "Ejemplo, S.L."
    base = Base(
        name=name,
        format=found,
        root=root,
        tenant=Tenant(id=UUID(int=1), name=ours, country=country, currency=currency),
        received_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
    )
    return base if base.outcome_of(root).booked else None
