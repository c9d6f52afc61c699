"""What is held to mutants, and where its tests are."""

from collections.abc import Iterator
from pathlib import Path

from infra.local.config import ROOT

PACKAGE = ROOT / "layers" / "asiento" / "asiento"
HELD = ("validate", "publish", "intake", "access", "handler", "runner", "preprocess", "tables", "store")
TESTS = ("tests/unit", "tests/integration")
DEAR = (
    "tests/unit/pages/test_made_statements.py",
    "tests/unit/tables/test_made_tables.py",
    "tests/unit/infra",
    "tests/integration/test_backup.py",
    "tests/integration/test_burst.py",
    "tests/integration/test_chaos_invariants.py",
    "tests/integration/test_database_tls.py",
    "tests/integration/test_demo_keys.py",
)
"""Tests that are not asked: each takes long, starts servers of its own or is not about the package."""


def sources(name: str) -> list[Path]:
    """Return the modules of the package or module *name*, such as `validate` or `validate/totals`."""
    module = PACKAGE / f"{name}.py"
    return [module] if module.exists() else sorted((PACKAGE / name).rglob("*.py"))


def held_sources() -> Iterator[Path]:
    """Yield all modules that are held to mutants."""
    for name in HELD:
        yield from sources(name)


def own_tests(name: str) -> tuple[str, ...]:
    """Return how the paths of the tests begin that are about *name*; they are asked first."""
    package = name.partition("/")[0]
    return (f"tests/unit/{package}/", f"tests/unit/test_{package}")
