"""Rows in the body of a request, and their check."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import WithJsonSchema

from asiento.api.refusals import refused
from asiento.api.row_schema import SCHEMA
from asiento.tables.row_size import MAX_COLUMNS, MAX_ROW, RowTooLongError, TooManyColumnsError, written_row

Row = Annotated[dict[str, Any], WithJsonSchema(SCHEMA)]


def check_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse a row that is empty or too large."""
    for index, row in enumerate(rows):
        if not row:
            raise refused("invalid_request.empty_row", row=index)
        try:
            written_row(row)
        except TooManyColumnsError as error:
            raise refused("invalid_request.row_columns", row=index, most=MAX_COLUMNS) from error
        except RowTooLongError as error:
            raise refused("invalid_request.row_characters", row=index, most=MAX_ROW) from error
