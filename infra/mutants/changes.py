"""The small changes of a module: another comparison, sign, number, text, condition or result, one at a time."""

import ast
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from infra.mutants.tree import Tree

SWAPPED: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
RIVALS = {"min": "max", "max": "min", "any": "all", "all": "any"}
MARK = "XX"

type Others = Iterator[ast.AST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change *number* of a module: *lines* say *old* and would say *new*.

    *is_called* tells what runs in a function from what runs on import; *users* are the lines that use what that makes.
    """

    number: int
    lines: range
    old: str
    new: str
    is_called: bool
    users: frozenset[int]


def changes(source: str) -> Iterator[Change]:
    """Yield the changes of *source*, always in the same order."""
    tree = Tree(source)
    for number, (node, other) in enumerate(_pairs(tree)):
        called = tree.function(node) is not None
        yield Change(
            number=number,
            lines=tree.lines(node),
            old=_said(node),
            new=_said(other),
            is_called=called,
            users=frozenset() if called else tree.users(node),
        )


def changed(source: str, number: int) -> ast.Module:
    """Return the tree of *source* with change *number* made."""
    tree = Tree(source)
    for place, (node, other) in enumerate(_pairs(tree)):
        if place == number:
            tree.replace(node, ast.copy_location(other, node))
            return ast.fix_missing_locations(tree.module)
    raise LookupError(number)


def _pairs(tree: Tree) -> Iterator[tuple[ast.AST, ast.AST]]:
    for node in tree.nodes():
        for make in MAKERS:
            for other in make(node, tree):
                yield node, other


def _said(node: ast.AST) -> str:
    said = ast.unparse(node).partition("\n")[0]
    return said if len(said) <= 100 else f"{said[:97]}..."  # noqa: PLR2004 (a line of a terminal)


def _with(node: ast.AST, **fields: Any) -> Any:
    other = copy(node)
    for field, value in fields.items():
        setattr(other, field, value)
    return other


def _operators(node: ast.AST, _tree: Tree) -> Others:
    match node:
        case ast.BinOp(op=sign) | ast.AugAssign(op=sign) | ast.BoolOp(op=sign) if type(sign) in SWAPPED:
            yield _with(node, op=SWAPPED[type(sign)]())
        case ast.Compare(ops=signs):
            for place, compared in enumerate(signs):
                yield _with(node, ops=[*signs[:place], SWAPPED[type(compared)](), *signs[place + 1 :]])
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand


def _constants(node: ast.AST, tree: Tree) -> Others:
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as number):
            yield ast.Constant(number + 1)
        case ast.Constant(value=str(text)) if not tree.is_told(node) and not tree.is_vocabulary(node):
            yield ast.Constant(_other_text(text))
        case ast.Constant(value=bytes(data)) if not tree.is_vocabulary(node):
            yield ast.Constant(MARK.encode() + data)


def _other_text(text: str) -> str:
    """Return another number for a number in quotes, else *text* between marks."""
    if text[-1:].isdecimal() and text.replace(".", "").removeprefix("-").isdecimal():
        return f"{text[:-1]}{(int(text[-1]) + 1) % 10}"
    return f"{MARK}{text}{MARK}"


def _conditions(node: ast.AST, tree: Tree) -> Others:
    """Yield the opposite of a condition that is no comparison: those have operators to swap."""
    above = tree.above(node)
    asked = above.field in {"test", "ifs", "guard"} or isinstance(above.parent, ast.BoolOp)
    if asked and isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.NamedExpr):
        yield ast.UnaryOp(ast.Not(), node)


def _calls(node: ast.AST, _tree: Tree) -> Others:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in RIVALS:
            yield _with(node, func=ast.Name(RIVALS[name], ast.Load()))
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()


def _results(node: ast.AST, tree: Tree) -> Others:
    """Yield nothing in the place of a result."""
    match node:
        case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value) if not _is_none(value):
            yield _with(node, value=ast.Constant(None))
        case ast.Assign(value=value) if not isinstance(value, ast.Constant) and tree.function(node):
            yield _with(node, value=ast.Constant(None))


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _jumps(node: ast.AST, _tree: Tree) -> Others:
    match node:
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


MAKERS: tuple[Callable[[ast.AST, Tree], Others], ...] = (
    _operators,
    _constants,
    _conditions,
    _calls,
    _results,
    _jumps,
)
