"""Unified diffs, written and taken back byte for byte; `git apply` and `patch` read them too."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from octavo.finding import InputError, Place

_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")
_NO_NEWLINE = b"\\ No newline at end of file\n"


def unified(name: str, before: bytes, after: bytes) -> bytes:
    """Give the difference of a file's bytes as a unified diff, with three lines around."""
    old, new = _lines(before), _lines(after)
    end = b"\t" if " " in name else b""
    labels = (b"a/" + name.encode() + end, b"b/" + name.encode() + end)
    lines = difflib.diff_bytes(difflib.unified_diff, old, new, *labels)
    return b"".join(line if line.endswith(b"\n") else line + b"\n" + _NO_NEWLINE for line in lines)


def _lines(data: bytes) -> list[bytes]:
    """Split at line feeds alone: a carriage return is part of its line."""
    return [line for line in re.split(rb"(?<=\n)", data) if line]


@dataclass(slots=True)
class _Hunk:
    """Lines that stand at `at` (from 0) in the changed file, and those that stood there."""

    at: int
    now: list[bytes] = field(default_factory=list)
    then: list[bytes] = field(default_factory=list)


def undo(patch_file: Path, root: Path) -> list[str]:
    """Take a patch back from the files below `root`; give their names.

    Raises InputError, and restores nothing, where a file was changed since, or where
    `patch_file` is no patch.
    """
    try:
        lines = _lines(patch_file.read_bytes())
    except OSError as fault:
        raise InputError(f"There is no patch at {patch_file}.") from fault
    restored: dict[str, bytes] = {}
    for name, hunks in _files(lines, patch_file.name):
        restored[name] = _taken_back(path_in(root, name), name, hunks)
    if not restored:
        raise InputError(f"{patch_file.name} is no patch.", hint="Name a file of .octavo/undo.")
    for name, data in restored.items():
        replace_file(path_in(root, name), data)
    return list(restored)


def _files(lines: list[bytes], patch: str) -> Iterator[tuple[str, list[_Hunk]]]:
    """Read a patch: for each file its name and its hunks."""
    number = 0
    while number < len(lines):
        if not (lines[number].startswith(b"--- a/") and number + 1 < len(lines)):
            raise InputError("This is no line of a patch.", place=Place(patch, number + 1))
        name = lines[number][len(b"--- a/") :].rstrip(b"\t\n").decode()
        number += 2
        hunks: list[_Hunk] = []
        while number < len(lines) and (head := _HUNK.fullmatch(lines[number])):
            hunk, number = _hunk(lines, number + 1, head)
            hunks.append(hunk)
        yield name, hunks


def _hunk(lines: list[bytes], number: int, head: re.Match[bytes]) -> tuple[_Hunk, int]:
    """Read one hunk; give the number of the line behind it."""
    old, start, new = int(head[2] or 1), int(head[3]), int(head[4] or 1)
    hunk = _Hunk(start - 1 if new else start)
    while number < len(lines) and (len(hunk.then) < old or len(hunk.now) < new):
        line = lines[number]
        number += 1
        body = line[1:]
        if number < len(lines) and lines[number] == _NO_NEWLINE:
            body = body.removesuffix(b"\n")
            number += 1
        if line[:1] in (b" ", b"-"):
            hunk.then.append(body)
        if line[:1] in (b" ", b"+"):
            hunk.now.append(body)
    return hunk, number


def _taken_back(path: Path, name: str, hunks: list[_Hunk]) -> bytes:
    """Give a file's bytes as they were. Raises InputError where it has changed since."""
    try:
        lines = _lines(path.read_bytes())
    except OSError as fault:
        raise InputError("The file is gone; nothing was restored.", place=Place(name)) from fault
    for hunk in reversed(hunks):
        there = slice(hunk.at, hunk.at + len(hunk.now))
        if lines[there] != hunk.now:
            raise InputError(
                "The text was changed here since the fix; nothing was restored.",
                place=Place(name, hunk.at + 1),
                hint="Try `git apply --reverse --reject` with the patch, or take back your change.",
            )
        lines[there] = hunk.then
    return b"".join(lines)


def path_in(root: Path, name: str) -> Path:
    """Give the path of a file below `root`. Raises InputError where it would lie outside."""
    if not (root / name).resolve().is_relative_to(root.resolve()):
        raise InputError(f"The patch names {name}, which lies outside the book.")
    return root / name


def replace_file(path: Path, data: bytes) -> None:
    """Put a new file in the place of an old one in one step; it keeps the old one's rights."""
    path = path.resolve()
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    if path.exists():
        shutil.copymode(path, beside)
    beside.replace(path)
