import os
from pathlib import Path
from typing import Any

from asiento.database import connect
from asiento.schema import migrate


def handler(_event: object, _context: object) -> dict[str, Any]:
    """Bring the schema up to date: on deploy, and whenever it is invoked."""
    owner = connect(os.environ["ADMIN_DATABASE_URL"])
    try:
        migrate(owner, Path(__file__).parent / "migrations", os.environ["DATABASE_URL"])
    finally:
        owner.dispose()
    return {"migrated": True}
