"""Whose filters run: Octavo's own always, a book's own only when the user has allowed them once.

The answer is kept outside the book, in the user's folder of settings: for the book's real
path, the digest of all that its filters are. A filter that has changed must be trusted again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from octavo.model.finding import InputError
from octavo.system.places import settings_folder

CODE = frozenset((".py", ".pyc", ".pyd", ".so", ".dll", ".lua", ".sh", ".js", ".rb", ".pl", ".hs"))
"""Suffixes of what a filter may load from the folder that it stands in."""


def is_trusted(book: Path, filters: Sequence[Path]) -> bool:
    """Whether the user has trusted these filters of this book, byte for byte."""
    return _kept().get(_key(book)) == digest(filters)


def remember(book: Path, filters: Sequence[Path]) -> Path:
    """Keep that the user trusts these filters of this book; return the file that records it.

    Raises InputError where the folder of settings cannot be written.
    """
    return _keep({**_kept(), _key(book): digest(filters)})


def forget(book: Path) -> None:
    """Take back what is kept of a book, where anything is: a copy of it that is gone."""
    kept = _kept()
    if kept.pop(_key(book), None) is not None:
        _keep(kept)


def _keep(kept: dict[str, str]) -> Path:
    path = settings_folder() / "trusted.json"
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as fault:
        raise InputError(
            f"The trust in this book's filters cannot be kept: {fault.strerror}.",
            hint=f"Make the folder {path.parent.name} of your settings writable.",
        ) from fault
    return path


def digest(filters: Sequence[Path]) -> str:
    """Return the digest of filters: their names, and their bytes with the code beside them."""
    total = hashlib.sha256()
    for path in filters:
        for file in (path, *_beside(path)):
            data = file.read_bytes()
            total.update(f"{file.name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            total.update(data)
    return total.hexdigest()


def _beside(path: Path) -> list[Path]:
    """Return the other code in a filter's folder, and below it: the filter may load it."""
    return sorted(
        file
        for file in path.parent.rglob("*")
        if file != path and file.suffix.lower() in CODE and file.is_file()
    )


def _key(book: Path) -> str:
    return str(book.resolve())


def _kept() -> dict[str, str]:
    """Return the filters trusted so far: none where the file is unreadable or not ours."""
    try:
        read = json.loads((settings_folder() / "trusted.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
