"""Where things are in the repository, and where a test may listen."""

from pathlib import Path

from infra.local.ports import free_port

__all__ = ("DOCUMENTS", "MIGRATIONS", "ROOT", "SQL", "free_port")

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "tests" / "documents"
MIGRATIONS = ROOT / "functions" / "migrate" / "migrations"
SQL = ROOT / "layers" / "asiento" / "asiento" / "store" / "sql"
