"""What the tests on real Postgres share: items put there, a queue that remembers, services around them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from asiento.database import Database
from asiento.model import Delivery, Tenant
from asiento.runner import Services
from builders import make_tools
from doubles import ListQueue
from sqlalchemy import Engine, text


@pytest.fixture
def queue() -> ListQueue:
    """A queue that remembers."""
    return ListQueue()


@pytest.fixture
def services(database: Database, queue: ListQueue) -> Services:
    """The runner's services on real Postgres."""
    return Services(database=database, queue=queue, tools=make_tools())


@pytest.fixture
def put_item(admin: Engine) -> Callable[..., Delivery]:
    """Put a JSON row of a tenant into the table of items; returns its first delivery."""

    def put(tenant: Tenant, *, stage: str = "preprocess", name: str = "row", **columns: Any) -> Delivery:
        batch, item = uuid4(), uuid4()
        values = {"tenant": tenant.id, "batch": batch, "item": item, "name": name, "stage": stage} | columns
        more = "".join(f", {column}" for column in columns)
        given = "".join(f", :{column}" for column in columns)
        with admin.begin() as connection:
            connection.execute(
                text("INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:tenant, :batch, 'b')"), values
            )
            connection.execute(
                text(
                    f'INSERT INTO asiento.items (tenant_id, batch_id, id, position, name, "row", stage{more}) '
                    f"VALUES (:tenant, :batch, :item, 0, :name, '{{}}', :stage{given})"
                ),
                values,
            )
        return Delivery(tenant_id=tenant.id, item_id=item)

    return put


@pytest.fixture
def item_row(admin: Engine) -> Callable[[Delivery], Any]:
    """Read an item's row as the owner of the tables."""

    def read(delivery: Delivery) -> Any:
        with admin.connect() as connection:
            query = text("SELECT * FROM asiento.items WHERE id = :item")
            return connection.execute(query, {"item": delivery.item_id}).one()

    return read


@pytest.fixture
def count(admin: Engine) -> Callable[[str], int]:
    """Count the rows of a table as its owner."""

    def rows_in(table: str) -> int:
        with admin.connect() as connection:
            number: int = connection.execute(text(f"SELECT count(*) FROM asiento.{table}")).scalar_one()
            return number

    return rows_in
