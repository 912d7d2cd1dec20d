"""Unified diffs, written and taken back byte for byte; `git apply` and `patch` read them too."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from octavo.files import files
from octavo.files.replaced import UNDO
from octavo.model.finding import InputError, Place
from octavo.model.near import meant_file

UNFINISHED = ".unfinished"

_HUNK = re.compile(rb"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@\n")
_NO_NEWLINE = b"\\ No newline at end of file\n"


NO_FILE = b"/dev/null"
"""Stands in a diff for a file that was not there."""


def unified(name: str, before: bytes | None, after: bytes) -> bytes:
    """Return the difference of a file's bytes as a unified diff, with three lines around.

    `before` is None where the file is new.
    """
    old, new = _lines(before or b""), _lines(after)
    end = b"\t" if " " in name else b""
    was = NO_FILE if before is None else b"a/" + name.encode() + end
    labels = (was, b"b/" + name.encode() + end)
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


@dataclass(slots=True)
class _Hunks:
    """The hunks of one file; whether it was not there before."""

    each: list[_Hunk] = field(default_factory=list)
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A patch and the files that it leads back: their bytes as they were, None for a new file."""

    root: Path
    then: dict[str, bytes | None]

    def take(self) -> list[str]:
        """Write the files as they were, and remove the new ones; return their names."""
        for name, data in self.then.items():
            if data is None:
                remove_file(self.root, name)
            else:
                replace_file(self.root, name, data)
        return list(self.then)


def way_back(patch_file: Path, root: Path) -> Way:
    """Read a patch, and see that it can be taken back from the files below `root`.

    A file that is as it was already, by an undo that was killed, is no fault. Raises InputError
    where a file was changed since, or where `patch_file` is not a patch.
    """
    then: dict[str, bytes | None] = {}
    changed: InputError | None = None
    for name, hunks in _files(_patch_lines(patch_file), patch_file.name, root):
        now = _read(files.within(root, name), name, hunks)
        try:
            then[name] = _taken_back(now, name, hunks)
        except InputError as fault:
            changed = fault
            if not _is_back(now, hunks):
                raise
    if changed and not then:
        raise changed
    if not then:
        raise InputError(f"{patch_file.name} is not a patch.", hint=f"Name a file of {UNDO}.")
    return Way(root, then)


def half_way_back(left: Path, root: Path) -> Way | None:
    """Return the way back from a fix that was killed: from as far as it had come.

    None where someone has changed a file since. Raises InputError where `left` is not a patch.
    """
    then: dict[str, bytes | None] = {}
    for name, hunks in _files(_patch_lines(left), left.name, root):
        now = _read(files.within(root, name), name, hunks)
        try:
            then[name] = _taken_back(now, name, hunks)
        except InputError:
            if not _is_back(now, hunks):
                return None
    return Way(root, then)


def _patch_lines(patch_file: Path) -> list[bytes]:
    try:
        return _lines(patch_file.read_bytes())
    except OSError as fault:
        raise InputError(
            f"There is no patch at {patch_file}.", hint=meant_file(patch_file)
        ) from fault


def _files(lines: list[bytes], patch: str, root: Path) -> Iterator[tuple[str, _Hunks]]:
    """Read a patch: for each file its name and its hunks. Raises InputError, with the line."""
    number = 0
    while number < len(lines):
        label = _label(lines[number : number + 2])
        if label is None:
            raise InputError("This is not a line of a patch.", place=Place(patch, number + 1))
        name = label.rstrip(b"\t\n").decode("utf-8", "replace")
        _check_inside(root, name, Place(patch, number + 1))
        hunks = _Hunks(is_new=lines[number].startswith(b"--- " + NO_FILE))
        number += 2
        while number < len(lines) and (head := _HUNK.fullmatch(lines[number])):
            hunk, number = _hunk(lines, number + 1, head)
            hunks.each.append(hunk)
        yield name, hunks


def _label(lines: list[bytes]) -> bytes | None:
    """Return the name of a file in the two lines that begin its diff; None where they do not."""
    if len(lines) == 2 and lines[0].startswith(b"--- a/"):
        return lines[0].removeprefix(b"--- a/")
    if len(lines) == 2 and lines[0] == b"--- " + NO_FILE + b"\n" and lines[1].startswith(b"+++ b/"):
        return lines[1].removeprefix(b"+++ b/")
    return None


def _check_inside(root: Path, name: str, place: Place) -> None:
    try:
        files.within(root, name)
    except InputError as fault:
        raise InputError(
            f"The patch names {json.dumps(name)}, which lies outside the book.", place=place
        ) from fault


def _hunk(lines: list[bytes], number: int, head: re.Match[bytes]) -> tuple[_Hunk, int]:
    """Read one hunk; return the number of the line behind it."""
    old, start, new = int(head[2] or 1), int(head[3]), int(head[4] or 1)
    hunk = _Hunk(max(start - 1, 0) if new else start)
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


def _read(path: Path, name: str, hunks: _Hunks) -> list[bytes]:
    """Return the lines of a file; an empty list for a new one that is gone again."""
    if hunks.is_new and not path.exists():
        return []
    try:
        return _lines(path.read_bytes())
    except OSError as fault:
        raise InputError("The file is gone; nothing was restored.", place=Place(name)) from fault


def _taken_back(now: list[bytes], name: str, hunks: _Hunks) -> bytes | None:
    """Return a file's bytes as they were. Raises InputError where it has changed since."""
    if hunks.is_new and not now:
        return None
    lines = list(now)
    for hunk in reversed(hunks.each):
        there = slice(hunk.at, hunk.at + len(hunk.now))
        if lines[there] != hunk.now:
            raise InputError(
                "The text was changed here since the fix; nothing was restored.",
                place=Place(name, hunk.at + 1),
                hint="Try `git apply --reverse --reject` with the patch, or take back your change.",
            )
        lines[there] = hunk.then
    return b"".join(lines) or (None if hunks.is_new else b"")


def _is_back(now: list[bytes], hunks: _Hunks) -> bool:
    """Whether a file is as it was before the patch."""
    grown = 0
    for hunk in hunks.each:
        at = hunk.at - grown
        if now[at : at + len(hunk.then)] != hunk.then:
            return False
        grown += len(hunk.now) - len(hunk.then)
    return True


def replace_file(root: Path, name: str, data: bytes) -> None:
    """Write a file of a book, whole or not at all; where it is a link, what it leads to.

    Raises InputError where it lies outside the book, or cannot be written.
    """
    try:
        files.write(files.within(root, name).resolve(), data)
    except OSError as fault:
        message = f"The file cannot be written: {fault.strerror or fault}."
        raise InputError(message, place=Place(name)) from fault


def remove_file(root: Path, name: str) -> None:
    """Remove a file of a book. Raises InputError where it lies outside, or cannot be removed."""
    try:
        files.within(root, name).unlink(missing_ok=True)
    except OSError as fault:
        message = f"The file cannot be removed: {fault.strerror or fault}."
        raise InputError(message, place=Place(name)) from fault
