"""Writes a book's folder: source/, metadata/, filters/, a Makefile; whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import yaml

from octavo.finding import InputError
from octavo.paths import check_name

HOUSE_STYLES = ("en-GB", "en-US")
CITATION_STYLE = "chicago-notes-bibliography-subsequent-ibid"
SHARED = {
    "Makefile": "Makefile",
    ".gitignore": "gitignore",
    "filters/README.md": "filters.md",
    "metadata/pandoc.json": "pandoc.json",
}
"""Files that every book has, and the templates they are made from."""
BIBLIOGRAPHY = "# Bibliography {.backmatter}\n\n::: {#refs}\n:::\n"

TO_FILL = {
    "title": ("title: …",),
    "author": ("author:  # who wrote it", "  - name: Given Family", "    file-as: Family, Given"),
    "publisher": ("publisher: …",),
    "date": ("date: …  # when this edition appears: 2026 or 2026-11-23",),
    "copyright": ("copyright:", "  year: …", "  holder: …"),
    "licence": ("licence: …  # under what terms",),
    "isbn": ("isbn:  # one for each format, in quotation marks", '  epub: "…"', '  print: "…"'),
    "description": ("description: …  # a paragraph for the bookshops",),
}
"""What an edition wants to know, in the order of edition.yaml, and how a comment asks for it."""

ORDER = ("title", "subtitle", "author", "lang", *list(TO_FILL)[2:])


def template(name: str) -> bytes:
    """Give a file of the package's book template."""
    return (resources.files("octavo") / "assets" / "book" / name).read_bytes()


def shared_files() -> dict[str, bytes]:
    """Give the files that every book has, by their path in it."""
    return {path: template(name) for path, name in SHARED.items()}


def edition_yaml(known: Mapping[str, object]) -> str:
    """Write edition.yaml: what is known; for the rest, comments that ask for it."""
    lines = ["# What is known of this edition. Lines with # wait for you: nothing is invented.", ""]
    for key in (*ORDER, *(key for key in known if key not in ORDER)):
        if known.get(key):
            lines.append(_yaml({key: known[key]}))
        else:
            lines += [f"# {line}" for line in TO_FILL.get(key, ())]
    return "\n".join(lines) + "\n"


def _yaml(value: object) -> str:
    dumped = yaml.safe_dump(value, allow_unicode=True, width=10_000, sort_keys=False)
    return dumped.rstrip("\n")


def design_yaml(lang: str, *, chapter_numbers: bool = True) -> str:
    """Write design.yaml for a language."""
    lines = [
        f"house-style: {lang}",
        f"citation-style: {CITATION_STYLE}",
        "trim: 129x198",
    ]
    if not chapter_numbers:
        lines.append("chapter-numbers: no")
    return "\n".join(lines) + "\n"


def abbreviations_yaml(abbreviations: Mapping[str, str]) -> str:
    """Write abbreviations.yaml."""
    mark = "\N{RIGHT SINGLE QUOTATION MARK}"
    head = f"# An abbreviation of the text: the work{mark}s key in references.json\n"
    return head + (_yaml(dict(abbreviations)) + "\n" if abbreviations else "")


def settle(files: Mapping[str, bytes], into: Path) -> list[Path]:
    """Write files (by path in the book) into a folder; give their paths.

    They are written beside it first, and moved in when all are there. Raises InputError where
    anything of the same name stands there already, or the folder cannot be written.
    """
    check_free(files, into)
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=into.parent, prefix=".octavo-") as scratch:
            made = Path(scratch) / "book"
            for name, content in files.items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            _move(made, into)
    except OSError as fault:
        raise InputError(f"{into} cannot be written: {fault.strerror}.") from fault
    return [into / name for name in files]


def check_free(files: Mapping[str, bytes], into: Path) -> None:
    """Raise InputError where a book (or a file) stands in the folder already."""
    check_name(into)
    if into.exists() and not into.is_dir():
        raise InputError(f"{into} is a file.", hint="Name a folder that is not there yet.")
    for top in _tops(files):
        if (into / top).exists() or (into / top).is_symlink():
            raise InputError(
                f"There is {top} in {into} already; nothing was changed.",
                hint="Name a folder that is not there yet, or move what is in it.",
            )


def _tops(files: Mapping[str, bytes]) -> list[str]:
    return list(dict.fromkeys(name.split("/")[0] for name in files))


def _move(made: Path, into: Path) -> None:
    """Move what was made to its place; where that fails midway, take back what was moved."""
    if not into.exists():
        made.rename(into)
        return
    moved: list[Path] = []
    try:
        for path in sorted(made.iterdir()):
            target = into / path.name
            path.rename(target)
            moved.append(target)
    except OSError:
        for target in moved:
            shutil.rmtree(target) if target.is_dir() else target.unlink()
        raise
