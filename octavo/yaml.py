"""Reads YAML as plain strings, lists and maps, and remembers on which line each value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from octavo.finding import InputError, Place

Loc: TypeAlias = tuple[str | int, ...]

LIMIT = 4_000_000
"""No metadata file that a person wrote is larger, in bytes."""


@dataclass(slots=True)
class Tree:
    """A YAML file: its value, and the line of each part of it.

    Every scalar is a string: `no` is no boolean, and 1.10 keeps its nought. `plain` holds the
    parts that were typed without quotation marks.
    """

    file: str
    value: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    plain: set[Loc] = field(default_factory=set)

    def place(self, loc: Loc) -> Place:
        """Give the place of a part, or of the nearest part around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return Place(self.file, self.lines.get(loc, 1))

    def wrong(self, loc: Loc, message: str, hint: str = "") -> InputError:
        """Make the error that says what is wrong with a part."""
        return InputError(message, place=self.place(loc), hint=hint)


def load(path: Path, name: str) -> Tree:
    """Read a YAML file; `name` is how errors call it.

    Raises InputError where it cannot be read, is no YAML, repeats a key or holds an alias.
    """
    tree = Tree(name)
    text = _text(path, name)
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        raise InputError(
            f"This is not YAML: {fault.problem or fault.context}.",
            place=place,
            hint="A value that holds a colon, a hash or a bracket wants quotation marks around it.",
        ) from fault
    except yaml.YAMLError as fault:
        raise InputError(f"This is not YAML: {fault}", place=Place(name)) from fault
    if root is not None:
        tree.value = _value(tree, root, (), set())
    return tree


def _text(path: Path, name: str) -> str:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise InputError(f"It cannot be read: {fault.strerror}.", place=Place(name)) from fault
    if len(data) > LIMIT:
        raise InputError("It is too large for metadata.", place=Place(name))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise InputError(
            "It is not UTF-8 text.", place=Place(name, line), hint="Save it as UTF-8."
        ) from fault


def _value(tree: Tree, node: yaml.Node, loc: Loc, seen: set[int]) -> Any:
    if id(node) in seen:
        raise tree.wrong(loc, "An alias (*name) is not read here.", "Write the value again.")
    seen.add(id(node))
    tree.lines.setdefault(loc, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(tree, node, loc, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(tree, item, (*loc, i), seen) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and not node.style:
        tree.plain.add(loc)
        if node.value in ("", "~", "null"):
            return ""
    return str(node.value)


def _mapping(tree: Tree, node: yaml.MappingNode, loc: Loc, seen: set[int]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*loc, key)
        if key in made:
            tree.lines[here] = key_node.start_mark.line + 1
            raise tree.wrong(here, f"The key “{key}” is given twice.", "Keep one of the two.")
        tree.lines[here] = key_node.start_mark.line + 1
        made[key] = _value(tree, value_node, here, seen)
    return made
