"""The routes around tables: the dry run, and the column mappings that a tenant saves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Path
from sqlalchemy import Connection

from asiento.api import table_models as models
from asiento.api.access import Caller, Reviewer, Services, Uploader
from asiento.api.answers import nothing
from asiento.api.localization import localized, localized_document, localized_source
from asiento.api.parameters import DEFAULT_PAGE, After, Limit
from asiento.codec import from_plain, to_plain
from asiento.document import DocType
from asiento.errors import RequestError
from asiento.reading.writing import Writing
from asiento.review.answers import ORDERS
from asiento.store import mappings as store
from asiento.store.history import Act, Action, Subject, record
from asiento.store.paging import page_of, read_cursor
from asiento.tables.headers import BOOKED_ON
from asiento.tables.headers import fingerprint as fingerprint_of
from asiento.tables.meanings import Meaning

if TYPE_CHECKING:
    from asiento.preview import results

MOST_MAPPINGS = 100
"""Of a tenant."""
MOST_BYTES = 256 * 2**10
"""Of all mappings of a tenant as JSON. An export of 60 columns takes 3 kB.

They travel with each claim of its tables, and to each child process.
"""

Fingerprint = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="Of a header, as a preview gives it.")]

router = Router()  # type: ignore[no-untyped-call]


@router.post(
    "/previews",
    summary="See what a table or rows would become",
    description="A dry run: the columns with what they are taken for, and the first rows as documents with what "
    "validation would say. Nothing is written. A tenant may ask for 30 in any minute.",
    tags=["Tables"],
)
def preview_table(caller: Uploader, services: Services, body: models.ToPreview) -> models.Preview:
    """Preview."""
    from asiento import preview as dry  # noqa: PLC0415 (with it come the libraries that read files)

    if body.key is not None:
        done = dry.preview_file(services, caller.tenant_id, body.key, body.columns)
    else:
        done = dry.preview_rows(services, caller.tenant_id, body.rows or [], body.columns)
    return _preview(done, caller.language)


def _preview(done: "results.Preview", language: str) -> models.Preview:
    read = [each.document.doc_type for each in done.items if each.document]
    names = {Meaning.DATE: BOOKED_ON} if read and {*read} == {DocType.BANK_STATEMENT} else {}
    tables = [
        models.PreviewTable(
            name=each.name,
            fingerprint=each.fingerprint,
            mapped=each.mapped,
            columns=[_column(column, names) for column in each.columns],
            decimal=each.decimal,
            decimal_by=localized_source(each.decimal_by, language),
            date_order=each.date_order,
            date_order_by=localized_source(each.date_order_by, language),
        )
        for each in done.tables
    ]
    return models.Preview(
        total=done.total,
        tables=tables,
        findings=[localized(to_plain(finding), language) for finding in done.findings],
        items=[_preview_item(each, language) for each in done.items],
    )


def _column(column: "results.Column", names: Mapping[Meaning, str]) -> models.PreviewColumn:
    meaning = column.meaning and names.get(column.meaning, column.meaning)
    return models.PreviewColumn(title=column.title, meaning=meaning, confidence=column.confidence)


def _preview_item(item: "results.PreviewItem", language: str) -> models.PreviewItem:
    return models.PreviewItem(
        name=item.name,
        expected=item.expected,
        document=localized_document(to_plain(item.document), language) if item.document else None,
        findings=[localized(to_plain(finding), language) for finding in item.findings],
        error=localized(to_plain(item.error), language) if item.error else None,
    )


@router.get("/column-mappings", summary="List your column mappings, by name", tags=["Tables"])
def list_column_mappings(
    caller: Uploader, services: Services, limit: Limit = DEFAULT_PAGE, cursor: After = None
) -> models.SavedMappings:
    """List column mappings."""
    after = read_cursor(cursor)
    with services.database.transaction([caller.tenant_id]) as connection:
        page = page_of(store.page_of_mappings(connection, caller.tenant_id, after, limit + 1), limit)
    return models.SavedMappings(items=[_shown(row) for row in page.rows], next_cursor=page.next_cursor)


@router.put(
    "/column-mappings/<fingerprint>",
    summary="Save what the columns of a table mean",
    description="Used for every later table or row whose titles have this fingerprint. Name all of its columns.",
    tags=["Tables"],
)
def save_column_mapping(
    caller: Reviewer, services: Services, fingerprint: Fingerprint, body: models.ToSave
) -> models.SavedMapping:
    """Save a column mapping."""
    if fingerprint_of(body.columns) != fingerprint:
        raise RequestError(422, "fingerprint_mismatch", field="columns")
    writing = _writing(body.written)
    with services.database.transaction([caller.tenant_id]) as connection:
        row = store.save_mapping(
            connection,
            caller.tenant_id,
            fingerprint,
            name=body.name,
            mapping=body.columns,
            writing=writing if writing != Writing() else None,
            most=MOST_MAPPINGS,
            most_bytes=MOST_BYTES,
        )
        if row is None:
            raise RequestError(409, "too_many_mappings", field="fingerprint", most=MOST_MAPPINGS, size=MOST_BYTES)
        _record(connection, caller, Act(Subject.MAPPING, fingerprint, Action.SAVE), row["before"], row)
    return _shown(row)


@router.delete("/column-mappings/<fingerprint>", status_code=204, summary="Forget a column mapping", tags=["Tables"])
def delete_column_mapping(caller: Reviewer, services: Services, fingerprint: Fingerprint) -> Response[str]:
    """Forget a column mapping."""
    with services.database.transaction([caller.tenant_id]) as connection:
        before = store.delete_mapping(connection, caller.tenant_id, fingerprint)
        if before is None:
            raise RequestError(404, "mapping_not_found", field="fingerprint")
        _record(connection, caller, Act(Subject.MAPPING, fingerprint, Action.DELETE), before, None)
    return nothing()


def _record(
    connection: Connection, caller: Caller, act: Act, before: Mapping[Any, Any] | None, after: Mapping[Any, Any] | None
) -> None:
    said_before, said_after = (_said(row) if row else None for row in (before, after))
    record(connection, caller.tenant_id, caller.key_id, act, before=said_before, after=said_after)


def _said(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what a mapping says, a field for each column."""
    columns = {f"columns.{title}": meaning for title, meaning in row["mapping"].items()}
    return {"name": row["name"], **columns, **_written(row).model_dump(exclude_none=True)}


def _shown(row: Mapping[Any, Any]) -> models.SavedMapping:
    return models.SavedMapping(
        fingerprint=row["fingerprint"],
        name=row["name"],
        columns=row["mapping"],
        written=_written(row),
        created_at=row["created_at"],
    )


def _written(row: Mapping[Any, Any]) -> models.Written:
    writing = from_plain(Writing, row["writing"] or {})
    return models.Written(decimal=writing.decimal, date_order=writing.date_order, signed=writing.signed)


def _writing(said: models.Written) -> Writing:
    order = ORDERS[said.date_order] if said.date_order else Writing()
    return replace(order, decimal=said.decimal, signed=said.signed)
