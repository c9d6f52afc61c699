import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from asiento.schema import migrate
from asiento.schema.custom_resource import run_on_deploy
from asiento.store.database import connect


def handler(event: Mapping[str, Any], _context: object) -> None:
    """Bring the schema up to date: on each deployment, and whenever it is invoked."""
    run_on_deploy(event, _migrate)


def _migrate() -> None:
    owner = connect(_address("ADMIN_DATABASE"))
    try:
        migrate(owner, Path(__file__).parent / "migrations", _address("DATABASE"))
    finally:
        owner.dispose()


def _address(name: str) -> str:
    from asiento import bootstrap  # noqa: PLC0415 (importing app.py builds nothing)

    return bootstrap.database_address(os.environ.get(f"{name}_URL", ""), os.environ.get(f"{name}_SECRET", ""))
