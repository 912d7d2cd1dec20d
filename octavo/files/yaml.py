"""Reads YAML as plain strings, lists and maps, and remembers on which line each value stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from octavo.model.finding import InputError, Place, refuse_all

Loc: TypeAlias = tuple[str | int, ...]

LIMIT = 16_000_000
"""No metadata file that a person wrote is larger, in bytes."""

DEEPEST = 32
"""So many lists and maps may stand inside each other: metadata needs six."""

UNSEEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters, which neither YAML nor any format can hold."""


@dataclass(slots=True)
class Tree:
    """A YAML file: its value, and the line of each part of it.

    Every scalar is a string: `no` is no boolean, and 1.10 keeps its zero. `plain` holds the
    parts that were typed without quotation marks. A `verbatim` file quotes a text, and may hold
    control characters where they are spelt out. `faults` are those after which reading went on.
    """

    file: str
    value: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    plain: set[Loc] = field(default_factory=set)
    verbatim: bool = False
    faults: list[InputError] = field(default_factory=list)
    refused: set[Loc] = field(default_factory=set)

    def place(self, loc: Loc) -> Place:
        """Return the place of a part, or of the nearest part around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return Place(self.file, self.lines.get(loc, 1))

    def refuse(self, loc: Loc, message: str, hint: str) -> None:
        """Keep a fault of a part, and read on."""
        self.faults.append(self.wrong(loc, message, hint))
        self.refused.add(loc)

    def is_refused(self, loc: Loc) -> bool:
        """Whether a part, or one around it, has a fault already: its value says nothing."""
        return any(loc[:length] in self.refused for length in range(1, len(loc) + 1))

    def wrong(self, loc: Loc, message: str, hint: str = "") -> InputError:
        """Make the error that says what is wrong with a part."""
        return InputError(message, place=self.place(loc), hint=hint)


def value_at(value: Any, loc: Loc) -> Any:
    """Return the value that stands at a place in another, which has it."""
    for part in loc:
        value = value[part]
    return value


def load(path: Path, name: str, *, verbatim: bool = False) -> Tree:
    """Read a YAML file; `name` is how errors call it.

    Raises InputError where it cannot be read, is no YAML, repeats a key, holds an alias or a
    control character, or is nested too deeply. The tags of YAML (`!!int`) are not looked at.
    """
    tree = read(path, name, verbatim=verbatim)
    refuse_all(tree.faults)
    return tree


def read(path: Path, name: str, *, verbatim: bool = False) -> Tree:
    """Read a YAML file as `load` does, but keep the faults after which it can be read on."""
    return parse(_data(path, name), name, verbatim=verbatim)


def parse(data: bytes, name: str, *, verbatim: bool = False) -> Tree:
    """Read the bytes of a YAML file, as `read` does."""
    tree = Tree(name, verbatim=verbatim)
    if len(data) > LIMIT:
        raise InputError("It is too large for metadata.", place=Place(name))
    try:
        _read(tree, text_of(data, name))
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        raise InputError(
            f"This is not YAML: {fault.problem or fault.context}.",
            place=place,
            hint="A value that holds a colon, a hash or a bracket needs quotation marks around it.",
        ) from fault
    except yaml.YAMLError as fault:
        raise InputError("This is not YAML.", place=Place(name)) from fault
    return tree


def _data(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputError(f"It cannot be read: {fault.strerror}.", place=Place(name)) from fault


def text_of(data: bytes, name: str) -> str:
    """Decode metadata. Raises InputError, with the line, where it is no UTF-8 or no text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise InputError(
            "This is not UTF-8 text.", place=Place(name, line), hint="Save it as UTF-8."
        ) from fault
    if unseen := UNSEEN.search(text):
        at = unseen.start()
        place = Place(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        raise InputError(_control(unseen[0]), place=place, hint="Delete it.")
    return text


def _control(sign: str) -> str:
    return f"Here is a control character (U+{ord(sign):04X}), which no text can hold."


def _read(tree: Tree, text: str) -> None:
    """Read the one document of a file, event by event: a library's own tree may be any depth."""
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if tree.lines:
                at = _line(event)
                message = "A second document begins here (---); only one is read."
                raise InputError(message, place=Place(tree.file, at), hint="Join the two.")
            tree.value = _value(tree, events, next(events), ())


def _value(tree: Tree, events: Iterator[yaml.Event], event: yaml.Event, loc: Loc) -> Any:
    tree.lines.setdefault(loc, _line(event))
    if len(loc) > DEEPEST:
        raise tree.wrong(loc, "Lists or keys stand too deep inside each other here.", "Write less.")
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(tree, events, loc)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_value(tree, events, event, (*loc, len(items))))
        return items
    if isinstance(event, yaml.AliasEvent):
        tree.refuse(loc, "An alias (*name) is not read here.", "Write the value again.")
        return ""
    return _scalar(tree, event, loc)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(tree: Tree, event: Any, loc: Loc) -> str:
    if not event.style:
        tree.plain.add(loc)
        if event.value in ("", "~", "null"):
            return ""
    unseen = None if tree.verbatim else UNSEEN.search(event.value)
    if unseen:  # it was spelt out: "\\0"
        tree.refuse(loc, _control(unseen[0]), "Delete it.")
    return str(event.value)


def _mapping(tree: Tree, events: Iterator[yaml.Event], loc: Loc) -> dict[str, Any]:
    made: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            place = Place(tree.file, line)
            raise InputError("A key must be a word here, not a list.", place=place, hint="Mend it.")
        here = (*loc, str(event.value))
        tree.lines[here] = line
        if event.value in made:
            tree.refuse(here, f"The key “{here[-1]}” is given twice.", "Keep one of the two.")
        made[str(here[-1])] = _value(tree, events, next(events), here)
    return made
