"""The files of SQL: each is loaded by somebody, says what it does and takes, and knows no stage."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from asiento.pipeline import STAGES
from asiento.store.ledger import PAGES
from asiento.store.paging import PLACES
from asiento.store.postings import FIND, VOID
from asiento.store.statements import statement
from places import ROOT, SQL

FILES = {path.stem: path.read_text(encoding="utf-8") for path in SQL.iterdir()}


def names_in_code() -> Iterator[str]:
    """Yield the names that the package loads: those of calls, and those of the tables for lists."""
    for path in SQL.parent.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="statement" | "statement_with"), args=[ast.Constant(value=str(name))]):
                    yield name
    for names in (PLACES, FIND, VOID, PAGES):
        yield from names.values()


def test_every_file_is_loaded_and_every_name_has_a_file() -> None:
    """A file that nobody loads is dead, a name without a file fails in front of a user."""
    assert set(names_in_code()) == set(FILES)


def test_a_wheel_carries_them() -> None:
    """Setuptools packs modules, and beside them what it is told."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = settings["tool"]["setuptools"]["package-data"]["asiento"]
    package = SQL.parent.parent

    found = {path.relative_to(package) for pattern in packed for path in package.glob(pattern)}

    assert {path.relative_to(package) for path in SQL.iterdir()} <= found


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_says_what_it_does_and_which_parameters_it_takes(name: str) -> None:
    """The comment on top names each parameter; the statement is one, and its comments are not sent."""
    about, _, _ = FILES[name].partition("\n\n")
    sent = statement(name).text
    parameters = set(statement(name).compile().params)

    assert all(line.startswith("-- ") for line in about.splitlines())
    assert {word for word in parameters if not re.search(rf"\b{word}\b", about.partition("Parameters:")[2])} == set()
    assert (sent.count(";"), sent[-1]) == (1, ";")
    assert "--" not in sent


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_statement_names_a_stage(name: str) -> None:
    """A stage that is renamed or added in `pipeline.py` changes no SQL: what a statement needs of it is bound."""
    assert not [stage for stage in STAGES if f"'{stage}'" in FILES[name]]
