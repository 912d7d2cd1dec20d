"""Which rules the code raises: read from what it passes as a rule, by the syntax tree.

A rule is what is passed for a parameter or a field that is called `rule`. It may be written out,
stand in a constant, in a table, or first in a pair that is taken apart as `rule, …`. An expression
that cannot be followed to its words is `unread`: give it a name that can.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CARRIED = ("rule", "name")
"""Attributes that carry a rule on, from a finding, a change or the table; read where it begins."""


@dataclass(slots=True)
class Raised:
    """What the code raises: rules with the places, and expressions that cannot be read."""

    rules: dict[str, set[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    severities: list[tuple[str, str, str]] = field(default_factory=list)
    """Rule, severity and place, where both are written out in one call."""


@dataclass(slots=True)
class Module:
    """A file of the code, and the position at which its callables take a rule."""

    name: str
    tree: ast.Module
    takes: dict[str, int] = field(default_factory=dict)
    constants: dict[str, ast.expr] = field(default_factory=dict)

    def take(self, name: str, parameters: list[tuple[str, ast.expr | None]]) -> None:
        """Note at which position a callable takes the name of a rule."""
        for at, (parameter, kind) in enumerate(parameters):
            if parameter == "rule" and kind is not None and ast.unparse(kind) == "str":
                self.takes[name] = at


def modules() -> list[Module]:
    paths = [*sorted((ROOT / "octavo").rglob("*.py")), *sorted((ROOT / "filters").glob("*.py"))]
    read = []
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = Module(path.relative_to(ROOT).as_posix(), tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                takes = [one for one in node.args.args if one.arg not in ("self", "cls")]
                module.take(node.name, [(one.arg, one.annotation) for one in takes])
            elif isinstance(node, ast.ClassDef):
                fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
                named = [one for one in fields if isinstance(one.target, ast.Name)]
                module.take(node.name, [(ast.unparse(o.target), o.annotation) for o in named])
        for node in tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            target = node.target if isinstance(node, ast.AnnAssign) else target
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if isinstance(target, ast.Name) and value is not None:
                module.constants[target.id] = value
        read.append(module)
    return read


@cache
def raised() -> Raised:
    """Read the whole code."""
    every = modules()
    shared: dict[str, int] = {}
    constants: dict[str, ast.expr] = {}
    for module in every:
        shared |= {name: at for name, at in module.takes.items() if not name.startswith("_")}
        constants |= module.constants
    for module in every:
        module.constants = constants | module.constants
    result = Raised()
    for module in every:
        _Reader(module, shared, result).read()
    return result


class _Reader:
    def __init__(self, module: Module, shared: dict[str, int], result: Raised) -> None:
        self.module = module
        self.shared = shared
        self.result = result
        self.scope: list[ast.FunctionDef] = []

    def read(self) -> None:
        self.visit(self.module.tree)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef):
            self.scope.append(node)
        elif isinstance(node, ast.Call):
            self.call(node)
        if isinstance(node, ast.Return) and node.value and _gives_rule(self.scope[-1]):
            self.take(node.value, node.lineno)
        for child in ast.iter_child_nodes(node):
            self.visit(child)
        if isinstance(node, ast.FunctionDef):
            self.scope.pop()

    def call(self, node: ast.Call) -> None:
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        passed = next((key.value for key in node.keywords if key.arg == "rule"), None)
        at = self.module.takes.get(name, self.shared.get(name))
        if passed is None and at is not None and not _is_lookup(node):
            before = list(node.args)
            if before and isinstance(before[0], ast.Starred):  # two ends of a span
                before.insert(0, before[0])
            passed = before[at] if len(before) > at else None
        if passed is None:
            return
        names = self.take(passed, node.lineno)
        self.severity(node, names)

    def severity(self, node: ast.Call, names: set[str]) -> None:
        values = [*node.args, *(key.value for key in node.keywords)]
        written = [
            value.attr.lower()
            for value in values
            if isinstance(value, ast.Attribute) and getattr(value.value, "id", "") == "Severity"
        ]
        where = f"{self.module.name}:{node.lineno}"
        self.result.severities += [(name, one, where) for name in names for one in written]

    def take(self, value: ast.expr, line: int) -> set[str]:
        names: set[str] = set()
        for found in self.strings(value):
            if found is None:
                self.result.unread.append(f"{self.module.name}:{line}: {ast.unparse(value)}")
            elif NAME.fullmatch(found.removesuffix("*")) or found.endswith("-*"):
                names.add(found)
        for name in names:
            self.result.rules.setdefault(name, set()).add(f"{self.module.name}:{line}")
        return names

    def strings(self, value: ast.expr) -> Iterator[str | None]:
        """Give the words that an expression may have; None where it cannot be followed."""
        if isinstance(value, ast.Constant):
            yield value.value if isinstance(value.value, str) else None
        elif isinstance(value, ast.IfExp):
            yield from self.strings(value.body)
            yield from self.strings(value.orelse)
        elif isinstance(value, ast.JoinedStr):
            head = value.values[0]
            yield f"{head.value}*" if isinstance(head, ast.Constant) else None
        elif isinstance(value, ast.Name):
            yield from self.named(value.id)
        elif isinstance(value, ast.Subscript):
            yield from self.strings(value.value)
        elif isinstance(value, ast.Dict):
            for one in value.values:
                yield from self.strings(one)
        elif isinstance(value, ast.Tuple):
            yield from self.strings(value.elts[0])
        elif (isinstance(value, ast.Attribute) and value.attr in CARRIED) or (
            isinstance(value, ast.Call) and getattr(value.func, "id", "").strip("_") == "rule"
        ):
            return
        else:
            yield None

    def named(self, name: str) -> Iterator[str | None]:
        """Follow a name: a parameter, something assigned, taken apart, or a constant."""
        function = self.scope[-1] if self.scope else None
        if function and name in [one.arg for one in function.args.args] and name == "rule":
            return
        values = list(_assigned(function, name)) if function else []
        if values:
            for value in values:
                yield from self.strings(value)
        elif function and _is_taken_apart(function, name):
            yield from self.pairs()
        elif name in self.module.constants:
            yield from self.strings(self.module.constants[name])
        else:
            yield None

    def pairs(self) -> Iterator[str]:
        """Give what stands first in the pairs that the functions of a module make."""
        for node in ast.walk(self.module.tree):
            if isinstance(node, ast.Tuple) and len(node.elts) > 1:
                first = node.elts[0]
                if all(_is_word(one) for one in node.elts):  # a list of words, and no pair
                    continue
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def _is_word(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and " " not in str(value.value)


def _gives_rule(function: ast.FunctionDef) -> bool:
    kind = function.returns
    return function.name.strip("_") == "rule" and kind is not None and ast.unparse(kind) == "str"


def _is_lookup(node: ast.Call) -> bool:
    """Whether a call asks for rules that are there, rather than raising one."""
    return getattr(node.func, "attr", "") in ("get", "of_rule")


def _assigned(function: ast.FunctionDef, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        names = node.targets if isinstance(node, ast.Assign) else []
        if names and name in (getattr(names[0], "id", ""), _first(names[0])):
            yield node.value


def _first(target: ast.expr) -> str:
    return getattr(target.elts[0], "id", "") if isinstance(target, ast.Tuple) else ""


def _is_taken_apart(function: ast.FunctionDef, name: str) -> bool:
    loops = (ast.For, ast.comprehension)
    targets = [node.target for node in ast.walk(function) if isinstance(node, loops)]
    firsts = [target.elts[0] for target in targets if isinstance(target, ast.Tuple)]
    return any(getattr(first, "id", "") == name for first in firsts)
