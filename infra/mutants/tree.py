"""A module as a tree that knows what stands above each node."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

TYPES = frozenset({"annotation", "returns", "type_params", "decorator_list", "format_spec", "ctx"})
"""Fields of nodes that say nothing of behaviour, or nothing that a test of behaviour should hold."""

LOGS = frozenset({"logger", "metrics"})
DISPLAYS = (ast.List, ast.Tuple, ast.Set, ast.Dict)


@dataclass(frozen=True, slots=True)
class Above:
    """Where a node stands: in *field* of *parent*, at *place* of it if it is a list."""

    parent: ast.AST
    field: str
    place: int | None


class Tree:
    """The tree of *source*."""

    def __init__(self, source: str) -> None:
        self.module = ast.parse(source)
        self._above: dict[ast.AST, Above] = {}
        self._nodes: list[ast.AST] = []
        self._enter(self.module)

    def _enter(self, node: ast.AST) -> None:
        for field, value in ast.iter_fields(node):
            children = value if isinstance(value, list) else [value]
            for place, child in enumerate(children):
                if field not in TYPES and isinstance(child, ast.AST) and not _is_left_alone(child):
                    self._above[child] = Above(node, field, place if isinstance(value, list) else None)
                    self._nodes.append(child)
                    self._enter(child)

    def nodes(self) -> Iterator[ast.AST]:
        """Yield the nodes that may change: no import, type, docstring, decorator, and nothing that is logged."""
        yield from self._nodes

    def above(self, node: ast.AST) -> Above:
        """Return where *node* stands."""
        return self._above[node]

    def ancestors(self, node: ast.AST) -> Iterator[Above]:
        """Yield what stands above *node*, the nearest first."""
        while node in self._above:
            yield self._above[node]
            node = self._above[node].parent

    def replace(self, node: ast.AST, other: ast.AST) -> None:
        """Put *other* in the place of *node*."""
        above = self._above[node]
        if above.place is None:
            setattr(above.parent, above.field, other)
        else:
            getattr(above.parent, above.field)[above.place] = other

    def function(self, node: ast.AST) -> ast.FunctionDef | None:
        """Return the outermost function that must be called for *node* to run, None if it runs on import."""
        found = None
        for above in self.ancestors(node):
            if isinstance(above.parent, ast.FunctionDef) and above.field == "body":
                found = above.parent
        return found

    def lines(self, node: ast.AST) -> range:
        """Return the lines of the statement around *node*, of a compound one those up to the end of *node*."""
        statement = node
        while not isinstance(statement, ast.stmt | ast.ExceptHandler | ast.match_case):
            statement = self._above[statement].parent
        last = getattr(statement if not hasattr(statement, "body") else node, "end_lineno", None)
        first = statement.pattern.lineno if isinstance(statement, ast.match_case) else statement.lineno
        return range(first, max(first, last or first) + 1)

    def users(self, node: ast.AST) -> frozenset[int]:
        """Return the lines of functions that use the name that the statement of *node* gives; of a function its own."""
        statement = self._statement(node)
        if isinstance(statement, ast.FunctionDef):
            return frozenset(range(statement.body[0].lineno, (statement.end_lineno or 0) + 1))
        names = {name.id for name in ast.walk(statement) if _is_given(name)}
        used = (one for one in self._nodes if isinstance(one, ast.Name) and one.id in names and self.function(one))
        return frozenset(line for one in used for line in self.lines(one))

    def _statement(self, node: ast.AST) -> ast.AST:
        while self._above[node].parent is not self.module:
            node = self._above[node].parent
        return node

    def is_told(self, node: ast.AST) -> bool:
        """Return whether the text *node* is part of a sentence: raised with spaces in it, or between braces."""
        parents = [above.parent for above in self.ancestors(node)]
        raised = any(isinstance(parent, ast.Raise) for parent in parents)
        return isinstance(parents[0], ast.JoinedStr) or (raised and " " in str(getattr(node, "value", "")))

    def is_vocabulary(self, node: ast.AST) -> bool:
        """Return whether the text *node* is one of a table of the module, or a text of many: words, names or signs."""
        parents = [above.parent for above in self.ancestors(node)]
        is_split = isinstance(parents[0], ast.Attribute) and parents[0].attr == "split"
        return self.function(node) is None and (is_split or any(isinstance(one, DISPLAYS) for one in parents))


def _is_given(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.TypeAlias() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))) if name in LOGS:
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Assign(value=ast.Call(func=ast.Name(id="Logger"))):
            return True
        case _:
            return False
