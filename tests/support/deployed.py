"""What a deployed function builds from its environment, on moto and the tests' Postgres."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from asiento import bootstrap
from asiento.settings import SECRETS, queue_variable

BUILT = tuple(made for made in vars(bootstrap).values() if hasattr(made, "cache_clear"))
BUCKET = "documents"


@contextmanager
def deployed(urls: Mapping[str, str], database_url: str, **more: str) -> Iterator[None]:
    """Let `bootstrap` build everything from an environment with these queues by stage, this database and *more*.

    At the end what was built is closed, and the environment is as before, also where a function forgot its secrets.
    """
    settings = {"DATABASE_URL": database_url, "IMPORTS_BUCKET": BUCKET, "IMPORTS_ANTIVIRUS": "off"}
    with pytest.MonkeyPatch.context() as patch:
        for name in SECRETS:
            patch.setenv(name, "test")
        for name, value in (settings | {queue_variable(stage): url for stage, url in urls.items()} | more).items():
            patch.setenv(name, value)
        _forget()
        try:
            yield
        finally:
            _close()
            _forget()


def _close() -> None:
    if bootstrap.database.cache_info().currsize:
        bootstrap.database().engine.dispose()
    if bootstrap.sandbox.cache_info().currsize:
        bootstrap.sandbox().stop()


def _forget() -> None:
    for made in BUILT:
        made.cache_clear()
