"""The templates of `octavo new --template`: short books of a kind, to write over.

Each is a folder of `octavo/assets/templates`: its `source/`, and `book.yaml` with what its
edition.yaml, design.yaml and references.json have beyond any new book's.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from octavo.model.finding import InputError
from octavo.model.near import meant

NAMES = ("novel", "monograph", "essays", "article", "pamphlet")

FOLDER = "templates"
BOOK = "book.yaml"


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of book: its source by path, and the keys and works that it has of its own."""

    source: dict[str, bytes]
    edition: dict[str, Any]
    design: dict[str, str]
    references: list[dict[str, Any]]


def template(name: str) -> Template:
    """Return a template by its name. Raises InputError where there is none of that name."""
    if name not in NAMES:
        other = f"One of {', '.join(NAMES)}."
        raise InputError(f"There is no template {name}.", hint=meant(name, NAMES, other))
    folder = Path(str(resources.files("octavo") / "assets" / FOLDER / name))
    book = yaml.safe_load((folder / BOOK).read_text(encoding="utf-8"))
    files = sorted(path for path in (folder / "source").rglob("*") if path.is_file())
    return Template(
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in files},
        book.get("edition", {}),
        {key: _written(value) for key, value in book.get("design", {}).items()},
        book.get("references", []),
    )


def _written(value: object) -> str:
    """Return a value as design.yaml has it: yes and no are words there."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
