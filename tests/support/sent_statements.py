"""The SQL statements that a block of a test sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from asiento.store.database import Database


@contextmanager
def statements_sent(database: Database) -> Iterator[list[str]]:
    """Collect the SQL statements that the block sends."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)
