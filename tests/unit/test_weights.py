"""Weights and thresholds of the packages that read have names: none is explained by its place in a tuple."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import asiento

PACKAGE = Path(asiento.__file__).parent
PACKAGES = ("classify", "extract", "ocr", "pages", "reading", "tables")
MODULES = sorted(
    path.relative_to(PACKAGE).as_posix() for package in PACKAGES for path in (PACKAGE / package).rglob("*.py")
)
FOUND = re.compile("set by hand|chosen by|measured|fitted", re.IGNORECASE)
WEIGHTS = [name for name in MODULES if name.endswith("weights.py")]


def is_number(node: ast.expr) -> bool:
    """Return whether *node* is a number or made of numbers only (`64 * 2**20`, `-1.0`)."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case ast.UnaryOp(operand=operand):
            return is_number(operand)
        case ast.BinOp(left=left, right=right):
            return is_number(left) and is_number(right)
    return False


def tuples_of_numbers(source: str) -> Iterator[str]:
    """Yield the assignments of a module that give names or a name to a tuple of two or more numbers."""
    for node in ast.parse(source).body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Tuple) and sum(map(is_number, value.elts)) > 1:
            yield ast.unparse(node)


def fields_without_docstring(source: str) -> Iterator[str]:
    """Yield the fields of classes that no docstring follows."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            for field, after in zip(node.body, [*node.body[1:], None], strict=True):
                told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                if isinstance(field, ast.AnnAssign) and not told:
                    yield f"{node.name}: {ast.unparse(field)}"


@pytest.mark.parametrize("name", MODULES)
def test_no_numbers_are_named_by_position(name: str) -> None:
    """A reader would have to count through a sentence to learn what each is."""
    assert list(tuples_of_numbers((PACKAGE / name).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source", ["A, B = 1.5, -2.0", "SIDES: tuple[int, ...] = (3, 7)", "LOW, HIGH, NAMES = 2**10, 0.5, frozenset()"]
)
def test_a_tuple_of_numbers_is_found(source: str) -> None:
    """Whatever else stands in it."""
    assert len(list(tuples_of_numbers(source))) == 1


@pytest.mark.parametrize(
    "source", ["A = 1.5", "NAMES = ('a', 'b')", "A, NAMES = 2, ('a',)", "BOXES = ((1, 2), (3, 4))"]
)
def test_other_constants_are_no_such_tuple(source: str) -> None:
    """One number, words, and tables whose rows are told by their type."""
    assert list(tuples_of_numbers(source)) == []


@pytest.mark.parametrize("name", WEIGHTS)
def test_every_weight_says_what_it_does(name: str) -> None:
    """In a docstring of its own, below it."""
    assert list(fields_without_docstring((PACKAGE / name).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", WEIGHTS)
def test_every_judge_says_how_its_weights_were_found(name: str) -> None:
    """Set by hand while looking at which documents, or measured: so that one knows which may be moved."""
    classes = [node for node in ast.parse((PACKAGE / name).read_text("utf-8")).body if isinstance(node, ast.ClassDef)]
    silent = [one.name for one in classes if not FOUND.search(ast.get_docstring(one) or "")]
    assert classes
    assert silent == []
