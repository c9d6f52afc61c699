"""Where things are in the repository, and where a test may listen."""

from pathlib import Path

from infra.local.ports import free_port

__all__ = ("DOCUMENTS", "MIGRATIONS", "ROOT", "SQL", "einvoice", "free_port")

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "tests" / "documents"
MIGRATIONS = ROOT / "functions" / "migrate" / "migrations"
SQL = ROOT / "layers" / "asiento" / "asiento" / "store" / "sql"


def einvoice(name: str) -> bytes:
    """Return one of the e-invoices beside the tests."""
    return (DOCUMENTS / "einvoice" / f"{name}.xml").read_bytes()
