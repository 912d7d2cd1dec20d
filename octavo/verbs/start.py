"""What to do next: after `octavo` alone where no book is, and after a word that is no verb."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from octavo.book import metadata
from octavo.manuscripts.kinds import BY_SUFFIX
from octavo.model.near import meant

MOST = 3
"""So many books or manuscripts of a folder are named."""

UNKNOWN = "FILE"
"""Stands in a call for the manuscript where none is in the folder."""

NO_MANUSCRIPTS = ("readme", "license", "licence", "changelog", "contributing", "requirements")
"""How files are called that lie beside programs."""


def is_bare(folder: Path) -> bool:
    """Whether a folder has nothing of a book; one that is spoilt is no such folder."""
    return not any((folder / name).exists() for name in ("metadata", "source", "dist"))


def guide(folder: Path) -> str:
    """Return what to do in a folder that holds no book, in a few lines."""
    return _listed([(command, does) for command, does in _steps(folder)])


def asked(folder: Path, ask: Callable[[str], str], say: Callable[[str], None]) -> list[str]:
    """Ask what to do in a folder that holds no book; return the arguments of a call, or none."""
    steps = _steps(folder)
    say(_listed([(f"{n}  {command}", does) for n, (command, does) in enumerate(steps, 1)]))
    while answer := ask("Which one? Its number, or Enter for none: ").strip():
        if answer.isdecimal() and 1 <= int(answer) <= len(steps):
            return _call(steps[int(answer) - 1][0], ask)
        say(f"A number from 1 to {len(steps)}.")
    return []


def _call(step: str, ask: Callable[[str], str]) -> list[str]:
    words = shlex.split(step)[1:]
    if UNKNOWN not in words:
        return words
    file = ask("Which file? ").strip().strip("'\"")
    return [file if word == UNKNOWN else word for word in words] if file else []


def _listed(steps: list[tuple[str, str]]) -> str:
    wide = max(len(command) for command, _ in steps)
    lines = [f"  {command:<{wide}}  {does}" for command, does in steps]
    return "\n".join(["There is no book in this folder. What you can do:", *lines])


def _steps(folder: Path) -> list[tuple[str, str]]:
    """Return the calls that make sense in a folder without a book, and what each does."""
    entries = _entries(folder)
    books = [path.name for path in entries if (path / metadata.EDITION).is_file()]
    texts = [path.name for path in entries if _is_manuscript(path)]
    named = " ".join(map(shlex.quote, texts[:MOST])) or UNKNOWN
    steps = [(f"octavo build {shlex.quote(name)}", "builds this book") for name in books[:MOST]]
    return [
        *steps,
        (f"octavo import {named} --into my-title", "makes a book of a manuscript"),
        ("octavo new my-book", "begins a new book; then octavo build my-book"),
        ("octavo new my-book --template novel", "or monograph, essays, article, pamphlet"),
        ("octavo doctor", "says what is installed"),
        ("octavo --help", "lists all that octavo does"),
    ]


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
