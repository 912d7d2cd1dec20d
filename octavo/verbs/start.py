"""What to do next: after `octavo` alone where no book is, and after a word that is no verb."""

from __future__ import annotations

import shlex
from pathlib import Path

from octavo.book import metadata
from octavo.manuscripts.kinds import BY_SUFFIX
from octavo.model.near import meant

MOST = 3
"""So many books or manuscripts of a folder are named."""

NO_MANUSCRIPTS = ("readme", "license", "licence", "changelog", "contributing", "requirements")
"""How files are called that lie beside programs."""


def is_bare(folder: Path) -> bool:
    """Whether a folder has nothing of a book; one that is spoilt is no such folder."""
    return not any((folder / name).exists() for name in ("metadata", "source", "dist"))


def guide(folder: Path) -> str:
    """Return what to do in a folder that holds no book, in a few lines."""
    entries = _entries(folder)
    books = [path.name for path in entries if (path / metadata.EDITION).is_file()]
    texts = [path.name for path in entries if _is_manuscript(path)]
    named = " ".join(map(shlex.quote, texts[:MOST])) or "FILE"
    steps = [(f"octavo build {shlex.quote(name)}", "builds this book") for name in books[:MOST]]
    steps += [
        (f"octavo import {named} --into my-title", "makes a book of a manuscript"),
        ("octavo new my-book", "begins a new book; then octavo build my-book"),
        ("octavo new my-book --template novel", "or monograph, essays, article, pamphlet"),
        ("octavo doctor", "says what is installed"),
        ("octavo --help", "lists all that octavo does"),
    ]
    wide = max(len(command) for command, _ in steps)
    lines = [f"  {command:<{wide}}  {does}" for command, does in steps]
    return "\n".join(["There is no book in this folder. What you can do:", *lines])


def unknown(word: str, verbs: tuple[str, ...]) -> str:
    """Return what was meant by a word that is no verb: a book, a manuscript, or another verb."""
    path, name = Path(word), shlex.quote(word)
    try:
        if (path / metadata.EDITION).is_file():
            return f"To build the book in this folder: octavo build {name}."
        if _is_manuscript(path):
            return f"To make a book of this file: octavo import {name} --into my-title."
    except (OSError, ValueError):  # no file can have this name
        pass
    return meant(word, verbs)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _is_manuscript(path: Path) -> bool:
    suffix = path.suffix.lower()
    known = bool(suffix) and suffix in BY_SUFFIX
    return known and not path.stem.lower().startswith(NO_MANUSCRIPTS) and path.is_file()
