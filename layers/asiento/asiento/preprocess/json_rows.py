"""A file of JSON rows: as many as the API takes, but more than fit into one of its requests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import StringIO
from itertools import islice
from typing import Any

from asiento.errors import DocumentError
from asiento.model import Item, Tools
from asiento.preprocess.family import NewRow, row_children
from asiento.preprocess.left_out import of_columns
from asiento.preprocess.questions import questions_of
from asiento.reading.writing import Writing
from asiento.strict_json import MAX_DEPTH, JsonError, read_json
from asiento.tables.headers import mapped_row, unmapped
from asiento.tables.row_reading import row_cells
from asiento.tables.rows_together import writings_together
from asiento.tables.table_writing import open_in, saved_writing, writing_of_rows
from asiento.tables.untaken_figures import untaken_figures

MAX_BYTES = 10 * 10**6
"""Small objects take twenty times their text in memory, and the preprocess function has 1 GB."""


def with_json_rows(item: Item, data: bytes, tools: Tools) -> Item:
    """Return *item* with a child for each row, its keys renamed if the tenant saved a mapping for them.

    Rows whose texts can be read in two ways wait, as those of a table; figures that no entry takes are told. Raises
    `DocumentError` as `json_rows` and `row_children`.
    """
    most = tools.limits.max_items_per_batch
    said = json_rows(data, most)
    rows = [mapped_row(row, item.tenant.mappings) for row in said]
    cells = {index: row_cells(row, f"row:{index + 1}") for index, row in enumerate(rows)}
    writing = writing_of_rows(rows).or_as(item.writing or Writing()).or_as(saved_writing(said[0], item.tenant))
    writings = writings_together(rows, writing.bare, item.tenant.country)
    left = open_in(cells, writing.readings(item.tenant.country))
    new = (
        NewRow(
            position=index,
            name=f"{item.name} · row {index + 1}",
            row=row,
            writing=writings[index],
            waits=left is not None and index in left.rows,
        )
        for index, row in enumerate(rows)
    )
    told = of_columns(untaken_figures(unmapped(said, rows)))
    return replace(item, findings=(*questions_of(left, writing), *told), children=row_children(new, most, item.sha256))


def json_rows(data: bytes, most: int) -> Sequence[Mapping[str, Any]]:
    """Return the rows of JSON Lines, of a list, or of a request's body; at least one.

    Raises `DocumentError`: `file_too_large`, `malformed_json`, `no_json_rows`, `too_many_rows` for more than *most*.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError("file_too_large.json_rows", most=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("malformed_json.not_utf8") from error
    rows = _rows(text, most)
    if len(rows) > most:
        raise DocumentError("too_many_rows.json_rows", most=most)
    if not rows or not all(isinstance(row, dict) and row for row in rows):
        raise DocumentError("no_json_rows")
    return rows


def _rows(text: str, most: int) -> Sequence[Any]:
    """Return the rows, of lines only one more than *most*: that tells enough."""
    filled = ((number, line) for number, line in enumerate(StringIO(text), 1) if line.strip())
    lines = list(islice(filled, most + 1))
    if len(lines) > 1 and lines[0][1].rstrip().endswith("}"):
        return [_value(line, number) for number, line in lines]
    value = _value(text)
    if isinstance(value, dict):
        return value["rows"] if list(value) == ["rows"] and isinstance(value["rows"], list) else [value]
    return value if isinstance(value, list) else []


def _value(text: str, line: int | None = None) -> Any:
    try:
        return read_json(text)
    except JsonError as error:
        raise _malformed(error, line) from error


def _malformed(error: JsonError, line: int | None) -> DocumentError:
    """Return what is wrong with a file, of which *error* was found in the *line* that was read by itself."""
    at = line or error.said.params.get("line")
    where = [*([f"line:{at}"] if at else []), *([f"path:{error.field}"] if error.field else [])]
    match error.code:
        case "lossy_number":
            return DocumentError("malformed_json.lossy_number", where=where, number=error.said.params["number"])
        case "bad_characters":
            return DocumentError("malformed_json.bad_characters", where=where)
        case "repeated_name":
            return DocumentError("malformed_json.repeated_name", where=where)
        case "too_deep":
            return DocumentError("malformed_json.too_deep", where=where, most=MAX_DEPTH)
    return DocumentError("malformed_json.rows", where=where)
