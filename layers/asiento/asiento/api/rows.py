"""The check of rows in the body of a request."""

from collections.abc import Iterable, Mapping
from typing import Any

from asiento.api.refusals import refused
from asiento.tables.row_size import MAX_COLUMNS, MAX_ROW, RowTooLongError, TooManyColumnsError, written_row


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
