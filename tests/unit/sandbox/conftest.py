"""What the tests of the sandbox share."""

from collections.abc import Iterator

import pytest

from asiento.sandbox.process import ProcessSandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ProcessSandbox]:
    """One server for the tests of a module: it survives them, or is replaced."""
    sandbox = ProcessSandbox()
    yield sandbox
    sandbox.stop()
