"""Lists that an editor may write by hand in metadata/: approvals and queries, each entry checked.

All faults of a file are raised together, each with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml as writer

from octavo.files import files, yaml
from octavo.model.finding import InputError, Place, refuse_all
from octavo.model.values import date_fault


@dataclass(frozen=True, slots=True)
class Shape:
    """What the entries of a file may say.

    `keys` are in the order in which they are written; of those in `needed` each has a value, of
    those in `checks` it is looked at: a check returns what is wrong, or "".
    """

    file: str
    noun: str
    keys: tuple[str, ...]
    needed: tuple[str, ...]
    checks: Mapping[str, Callable[[str], str]]
    head: str

    @property
    def nouns(self) -> str:
        """The noun in the plural."""
        return f"{self.noun[:-1]}ies" if self.noun.endswith("y") else f"{self.noun}s"


def day_fault(text: str) -> str:
    """Return what is wrong with a day, such as 2026-11-28, or ""."""
    if fault := date_fault(text):
        return fault
    return "" if len(text) == len("2026-11-28") else "a day is written 2026-11-28 (ISO 8601)"


MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")


def moment_fault(text: str) -> str:
    """Return what is wrong with a moment, such as 2026-11-28T10:00:00Z, or ""."""
    return "" if MOMENT.fullmatch(text) else "a moment is written 2026-11-28T10:00:00Z (ISO 8601)"


def number_fault(text: str) -> str:
    """Return what is wrong with the number of a paragraph, or ""."""
    return "" if text.isascii() and text.isdecimal() else "a paragraph has a number"


def load(root: Path, shape: Shape) -> list[tuple[dict[str, str], int]]:
    """Return the entries of a book's file with their lines; none where it has no such file.

    Raises InputError with all that is wrong.
    """
    path = root / shape.file
    if not path.is_file():
        return []
    return _read(yaml.read(path, shape.file), shape)


def _read(tree: yaml.Tree, shape: Shape) -> list[tuple[dict[str, str], int]]:
    entries = tree.value or []
    if not isinstance(entries, list):
        hint = f"An entry begins with `- {shape.keys[0]}: …`."
        raise tree.wrong((), f"This file holds a list of {shape.nouns}.", hint)
    for number, entry in enumerate(entries):
        _check(tree, number, entry, shape)
    refuse_all(sorted(tree.faults, key=lambda fault: fault.place.line if fault.place else 0))
    return [(entry, tree.place((number,)).line) for number, entry in enumerate(entries)]


def _check(tree: yaml.Tree, number: int, entry: Any, shape: Shape) -> None:
    known = f"The keys: {', '.join(shape.keys)}."
    if not isinstance(entry, dict):
        tree.refuse((number,), f"Each {shape.noun} has keys and values.", known)
        return
    for key, value in entry.items():
        loc = (number, key)
        if tree.is_refused(loc):
            continue
        if key not in shape.keys:
            near = get_close_matches(key, shape.keys, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else known
            tree.refuse(loc, f"The key “{key}” is not known.", hint)
        elif not isinstance(value, str):
            tree.refuse(loc, f"“{key}” is a text.", "Put it between quotation marks.")
        elif value and (fault := shape.checks.get(key, _nothing)(value)):
            tree.refuse(loc, f"{fault[0].upper()}{fault[1:]}.", f"Here is “{value}”.")
    for key in shape.needed:
        if not entry.get(key) and not tree.is_refused((number, key)):
            hint = "Add it, or take the entry out."
            tree.refuse((number,), f"The {shape.noun} has no “{key}”.", hint)


def _nothing(_: str) -> str:
    return ""


def dump(shape: Shape, entries: Iterable[Mapping[str, str]]) -> bytes:
    """Write entries as YAML, each text between quotation marks; what is empty is left out."""
    return (shape.head + "".join(_entry(shape, entry) for entry in entries)).encode()


def _entry(shape: Shape, entry: Mapping[str, str]) -> str:
    lines = [f"{key}: {_scalar(entry[key])}" for key in shape.keys if entry.get(key)]
    return "- " + "\n  ".join(lines) + "\n"


def _scalar(value: str) -> str:
    quoted: str = writer.safe_dump(value, default_style='"', allow_unicode=True, width=2**20)
    return quoted.rstrip("\n")


def check(shape: Shape, data: bytes) -> None:
    """Raise InputError where what is to be written could not be read back."""
    try:
        _read(yaml.parse(data, shape.file), shape)
    except InputError as fault:
        message = f"The {shape.nouns} cannot be written so: {fault.message}"
        hint = "Nothing was written to this file. Give it without that."
        raise InputError(message, place=Place(shape.file), hint=hint) from fault


def save(root: Path, shape: Shape, data: bytes) -> None:
    """Write a book's file, whole or not at all.

    Raises InputError where it cannot be written, or could not be read back.
    """
    check(shape, data)
    try:
        files.write(files.within(root, shape.file), data)
    except OSError as fault:
        message = f"The {shape.nouns} cannot be written: {fault.strerror}."
        raise InputError(message, place=Place(shape.file)) from fault
