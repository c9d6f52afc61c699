"""What the tests on real Postgres share: items put there, a queue that remembers, services around them."""

import pytest

from asiento.database import Database
from asiento.runner import Services
from builders import make_tools
from doubles import ListQueue


@pytest.fixture
def queue() -> ListQueue:
    """A queue that remembers."""
    return ListQueue()


@pytest.fixture
def services(database: Database, queue: ListQueue) -> Services:
    """The runner's services on real Postgres."""
    return Services(database=database, queue=queue, tools=make_tools())
