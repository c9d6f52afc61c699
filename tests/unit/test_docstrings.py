"""Docstrings, and comments of TOML files, name only what there is: what has another name now is found here."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from places import ROOT

PACKAGE = ROOT / "layers/asiento/asiento"
MODULES = sorted(
    path for top in ("layers/asiento/asiento", "functions", "infra") for path in (ROOT / top).rglob("*.py")
)

_TICKED = re.compile(r"`([^`\n]+)`")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_PATH = re.compile(r"[\w.*/<>-]+\.(?:py|md|yaml|toml|sql)")
_NAME = re.compile(r"_?[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?:\.\w+)*(?:\(.*\))?")
"""A name of ours has an underscore; a word without one may be a word of a document."""


def docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield docstrings, those of constants (a string below an assignment) as well."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for part in body if isinstance(body, list) else []:
            match part:
                case ast.Expr(value=ast.Constant(value=str()) as told):
                    yield told


@cache
def known_words() -> frozenset[str]:
    """Return each name and each word of a string in the code, and those of the template, SQL and settings."""
    words: set[str] = set()
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(one) for one in docstrings(tree)}
        for node in ast.walk(tree):
            for name in ("id", "attr", "name", "arg", "module", "asname"):
                words.update(_WORD.findall(str(getattr(node, name, None) or "")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                words.update(_WORD.findall(node.value))
    others = [ROOT / name for name in ("template.yaml", "pyproject.toml", "Makefile")]
    others += [path for top in ("layers", "functions") for path in (ROOT / top).rglob("*.sql")]
    others += list(PACKAGE.rglob("*.toml"))
    for path in others:
        words.update(_WORD.findall(path.read_text(encoding="utf-8")))
    return frozenset(words)


def places(name: str) -> bool:
    """Return whether the path *name* exists in the tree, from its top, in the package or at the end of a path."""
    name = name.strip("/")
    if re.search(r"[*<>]", name):
        return True
    return any((base / name).exists() for base in (ROOT, PACKAGE)) or any(PACKAGE.rglob(name))


def stale(path: Path) -> list[str]:
    """Return what the docstrings of *path* put in back-ticks and nothing is called any more."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ticked = [found for one in docstrings(tree) for found in _TICKED.findall(str(one.value))]
    paths = [one for one in ticked if _PATH.fullmatch(one)]
    names = [one for one in ticked if _NAME.fullmatch(one) and one not in paths]
    return [one for one in paths if not places(one)] + [
        one for one in names if not set(_WORD.findall(one.partition("(")[0])) <= known_words()
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_docstrings_name_exists(path: Path) -> None:
    """Each back-ticked path is there, and each back-ticked name is used in the code."""
    assert stale(path) == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.toml")), ids=lambda path: path.name)
def test_what_comments_of_data_name_exists(path: Path) -> None:
    """Each back-ticked path in a comment of a TOML file is there."""
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    ticked = _TICKED.findall("\n".join(comments))

    assert [name for name in ticked if _PATH.fullmatch(name) and not places(name)] == []


def test_a_stale_name_is_found(tmp_path: Path) -> None:
    """A function and a module that are gone."""
    module = tmp_path / "module.py"
    module.write_text('"""As `no_such_function_anywhere` of `no/such/module.py` does, unlike `run_stage`."""\n')

    assert stale(module) == ["no/such/module.py", "no_such_function_anywhere"]
