"""Makes one way back of all that a verb writes, step by step, into the files of a book."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from octavo.desk.patch import undo
from octavo.desk.patch.patches import alone
from octavo.files import files
from octavo.files.replaced import UNDO, next_number
from octavo.model.finding import InputError, Place


@dataclass(slots=True)
class Whole:
    """What was written, once all is: the patch that leads back, "" where nothing was changed."""

    way_back: str = ""


@contextmanager
def one_way_back(root: Path, names: Collection[str]) -> Iterator[Whole]:
    """Let several steps write some files of a book; afterwards one patch leads back from all.

    The patches of the steps are part of it, and go. Where a step raises InputError, the files are
    as they were before the first.
    """
    before = {name: _bytes(root, name) for name in names}
    known = _patches(root)
    whole = Whole()
    try:
        yield whole
    except InputError:
        _restore(root, before)
        _drop(_patches(root) - known)
        raise
    changed = {name: _bytes(root, name) for name in names}
    diffs = [
        undo.unified(name, before[name], data)
        for name, data in changed.items()
        if data is not None and data != before[name]
    ]
    if diffs:
        whole.way_back = _keep(root, b"".join(diffs), _patches(root) - known)


def _bytes(root: Path, name: str) -> bytes | None:
    path = files.within(root, name)
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as fault:
        raise InputError(f"It cannot be read: {fault.strerror}.", place=Place(name)) from fault


def _patches(root: Path) -> set[Path]:
    return set((root / UNDO).glob("*.patch"))


def _restore(root: Path, before: Mapping[str, bytes | None]) -> None:
    for name, data in before.items():
        if data is None:
            undo.remove_file(root, name)
        elif _bytes(root, name) != data:
            undo.replace_file(root, name, data)


def _keep(root: Path, data: bytes, steps: Collection[Path]) -> str:
    """Write the patch in the place of the first of the steps'; return its path in the book."""
    with alone(root) as folder:
        first, *others = sorted(steps) or [folder / f"{next_number(folder)}.patch"]
        undo.replace_file(root, f"{UNDO}/{first.name}", data)
        _drop(others)
    return f"{UNDO}/{first.name}"


def _drop(patches: Collection[Path]) -> None:
    for path in patches:
        path.unlink(missing_ok=True)
