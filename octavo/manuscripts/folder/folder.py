"""Writes a book's folder: source/, metadata/, filters/, a Makefile; whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

import yaml

from octavo.book import imports
from octavo.book.paths import check_name
from octavo.files import files
from octavo.model.finding import InputError
from octavo.text.terms import terms_for

ROOM = ".octavo-"
"""How the name of the folder begins in which a book is made, beside its place."""

BOOK, MOVING = "book", "moving.json"
"""What stands in it: the book, and the list of what is being moved into a folder that is there."""

CITATION_STYLE = "chicago-notes-bibliography-subsequent-ibid"
SHARED = {
    "Makefile": "Makefile",
    ".gitignore": "gitignore",
    "filters/README.md": "filters.md",
    "metadata/pandoc.json": "pandoc.json",
}
"""Files that every book has, and the templates they are made from."""

SCHEMAS = ("edition.schema.json", "design.schema.json")
"""What a text editor must know of edition.yaml and design.yaml to complete and check them."""

IMPORT_SCHEMA = "import.schema.json"
"""What it must know of import.yaml: an imported book alone has that."""

SCHEMA_LINE = "# yaml-language-server: $schema={0}"
"""Names the schema to a text editor, by a path from the file itself: that needs no network."""

TO_FILL = {
    "title": ("title: …",),
    "author": ("author:  # who wrote it", "  - name: Given Family", "    file-as: Family, Given"),
    "publisher": ("publisher: …",),
    "date": ("date: …  # when this edition appears: 2026 or 2026-11-23",),
    "copyright": ("copyright: …  # year and holder: 2026 Given Family",),
    "rights": ("rights: All rights reserved.  # or licence: CC BY 4.0",),
    "isbn": ("isbn:  # one for each format, in quotation marks", '  epub: "…"', '  print: "…"'),
    "imprint-page": (
        "imprint-page: {country: gb}  # or us, ie, de, fr, int: the page behind the title",
    ),
    "description": ("description: …  # a paragraph for the bookshops",),
}
"""What an edition wants to know, in the order of edition.yaml, and how a comment asks for it."""

ORDER = ("title", "subtitle", "form", "author", "lang", *list(TO_FILL)[2:])


def template(name: str) -> bytes:
    """Return a file of the package's book template."""
    return (resources.files("octavo") / "assets" / "book" / name).read_bytes()


def shared_files() -> dict[str, bytes]:
    """Return the files that every book has, by their path in it."""
    assets = resources.files("octavo") / "assets"
    return {
        **{path: template(name) for path, name in SHARED.items()},
        **{f"metadata/{name}": (assets / name).read_bytes() for name in SCHEMAS},
    }


def import_files(described: bytes) -> dict[str, bytes]:
    """Return what an import took for what, named to a text editor, and the schema of that."""
    schema = (resources.files("octavo") / "assets" / IMPORT_SCHEMA).read_bytes()
    head = f"{SCHEMA_LINE.format(IMPORT_SCHEMA)}\n".encode()
    return {imports.FILE: head + described, f"metadata/{IMPORT_SCHEMA}": schema}


def edition_yaml(known: Mapping[str, object]) -> str:
    """Write edition.yaml: what is known; for the rest, comments that ask for it."""
    lines = [
        SCHEMA_LINE.format(SCHEMAS[0]),
        "# What is known of this edition. Lines with # wait for you: nothing is invented.",
        "",
    ]
    for key in (*ORDER, *(key for key in known if key not in ORDER)):
        if known.get(key):
            lines.append(_yaml({key: known[key]}))
        else:
            lines += [f"# {line}" for line in TO_FILL.get(key, ())]
    return "\n".join(lines) + "\n"


def _yaml(value: object) -> str:
    dumped = yaml.safe_dump(value, allow_unicode=True, width=10_000, sort_keys=False)
    return dumped.rstrip("\n")


def design_yaml(
    lang: str, own: Mapping[str, str] | None = None, *, chapter_numbers: bool = True
) -> str:
    """Write design.yaml for a language; `own` are keys with other values, or further ones."""
    keys = {
        "house-style": lang,
        "citation-style": CITATION_STYLE,
        "trim": "129x198",
        **({} if chapter_numbers else {"chapter-numbers": "no"}),
        **(own or {}),
    }
    lines = [SCHEMA_LINE.format(SCHEMAS[1]), *(f"{key}: {value}" for key, value in keys.items())]
    return "\n".join(lines) + "\n"


def abbreviations_yaml(abbreviations: Mapping[str, str]) -> str:
    """Write abbreviations.yaml."""
    mark = "\N{RIGHT SINGLE QUOTATION MARK}"
    head = f"# An abbreviation of the text: the work{mark}s key in references.json\n"
    return head + (_yaml(dict(abbreviations)) + "\n" if abbreviations else "")


def bibliography_md(lang: str) -> str:
    """Write the chapter of the bibliography, with a heading in the book's language."""
    return f"# {terms_for(lang).bibliography} {{.backmatter}}\n\n::: {{#refs}}\n:::\n"


def settle(made: Mapping[str, bytes], into: Path) -> list[Path]:
    """Write files (by path in the book) into a folder; return their paths.

    They are written beside it first, and moved in when all are there. Raises InputError where
    anything of the same name stands there already, or the folder cannot be written.
    """
    check_free(made, into)
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with files.room(into.parent, ROOM) as room:
            for name, content in made.items():
                path = room / BOOK / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            _move(room, made, into)
    except OSError as fault:
        raise InputError(f"{into} cannot be written: {fault.strerror}.") from fault
    return [into / name for name in made]


def check_free(made: Iterable[str], into: Path) -> None:
    """Raise InputError where a book (or a file) stands in the folder already.

    What an import that was killed has left is no book: it is removed.
    """
    check_name(into)
    files.sweep(into.parent, ROOM, (BOOK, MOVING), lambda room: _take_back(room, into))
    if into.exists() and not into.is_dir():
        raise InputError(f"{into} is a file.", hint="Name a folder that is not there yet.")
    for top in _tops(made):
        if os.path.lexists(into / top):
            raise InputError(
                f"There is {top} in {into} already; nothing was changed.",
                hint="Name a folder that is not there yet, or move what is in it.",
            )


def _tops(made: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.split("/")[0] for name in made))


def _move(room: Path, made: Mapping[str, bytes], into: Path) -> None:
    """Move what was made to its place; where that fails midway, take back what was moved."""
    if not into.exists():
        (room / BOOK).rename(into)
        return
    digests = {name: files.digest_of(data) for name, data in made.items()}
    (room / MOVING).write_text(json.dumps({"into": into.name, "files": digests}), encoding="utf-8")
    try:
        for top in _tops(made):
            (room / BOOK / top).rename(into / top)
    except OSError:
        _take_back(room, into)
        raise


def _take_back(room: Path, into: Path) -> None:
    """Remove what was moved from a room into a folder, unless someone has changed it since."""
    try:
        moving = json.loads((room / MOVING).read_text(encoding="utf-8"))
        digests: dict[str, str] = dict(moving["files"])
        is_here = moving["into"] == into.name
    except (OSError, ValueError, TypeError, KeyError):
        return
    for top in (top for top in _tops(digests) if is_here and files.plain_name(top)):
        moved = into / top
        if (room / BOOK / top).exists() or moved.is_symlink() or not moved.exists():
            continue
        there = (
            {top: moved}
            if moved.is_file()
            else {f"{top}/{name}": path for name, path in files.inside(moved).items()}
        )
        if all(digests.get(name) == _digest(path) for name, path in there.items()):
            shutil.rmtree(moved) if moved.is_dir() else moved.unlink()


def _digest(path: Path) -> str:
    return files.digest(path) if path.is_file() and not path.is_symlink() else ""
