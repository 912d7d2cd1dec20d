"""Puts in the files of text that Quarto and MyST include, before anything else is read.

`{{< include _notes.qmd >}}` (Quarto, "Includes"), the directive `include` without options (MyST,
"Include directive") and knitr's cell with the option `child`. What begins with a slash stands in
the book's folder.
"""

from __future__ import annotations

import re
from pathlib import Path

from octavo.files.names import inside, is_file
from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

SHORTCODE = re.compile(r"^[ \t]*\{\{<\s*include\s+(?P<path>[^\s<>]+)\s*>\}\}[ \t]*$")
CHILD = re.compile(
    r"^(?P<fence>`{3,})\{r\b(?![^{}]*\beval\s*=\s*F)[^{}]*\bchild\s*=\s*"
    r"(?P<mark>[\"'])(?P<path>[^\"'{}]+)(?P=mark)[^{}]*\}[ \t]*$"
)
"""A cell that puts in another file (R Markdown Cookbook, "Child documents")."""

DIRECTIVE = re.compile(r"^(?P<fence>`{3,}|:{3,})\{include\}[ \t]+(?P<path>\S+)[ \t]*$")
HEADER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
LARGEST = 1_000_000
DEEPEST = 5
"""So deep may inclusions stand in one another."""


def put_in(text: str, folder: Path, root: Path, file: str) -> Read:
    """Return a text with the files that it includes; nothing outside `root` is read."""
    if "include" not in text and "child" not in text:
        return Read(text)
    names: list[str] = []
    done = Read(_with(text, folder, root, names, DEEPEST), marks=names)
    done.left_out += [row for row in text.split("\n") if _names_file(row)] if names else []
    if names:
        verb = "stands" if len(names) == 1 else "stand"
        message = f"{counted(len(names), 'file')} that the text includes {verb} in it:"
        message += f" {', '.join(dict.fromkeys(names))}."
        place = Place(file)
        done.findings.append(Finding("import-included", message, Severity.INFO, Tier.AUTO, place))
    return done


def _with(text: str, folder: Path, root: Path, names: list[str], depth: int) -> str:
    rows = text.split("\n")
    code = lines.fenced(rows)
    made: list[str] = []
    at = 0
    while at < len(rows):
        shortcode = None if code[at] else SHORTCODE.match(rows[at])
        directive = DIRECTIVE.match(rows[at]) or CHILD.match(rows[at])
        match = shortcode or (directive if _closed(rows, at, directive) else None)
        path = _path(match["path"], folder, root) if match and depth else None
        if match is None or path is None:
            made.append(rows[at])
            at += 1
            continue
        names.append(match["path"])
        held = HEADER.sub("", path.read_text(encoding="utf-8", errors="replace"), count=1)
        at += 1 if shortcode else 2
        made += [""] if made and made[-1].strip() else []
        made += _with(held.strip("\n"), path.parent, root, names, depth - 1).split("\n")
        made += [""] if at < len(rows) and rows[at].strip() else []
    return "\n".join(made)


def _names_file(row: str) -> bool:
    return any(form.match(row) for form in (SHORTCODE, DIRECTIVE, CHILD))


def _closed(rows: list[str], at: int, directive: re.Match[str] | None) -> bool:
    """Whether a directive has neither options nor words: the next line closes it."""
    return (
        directive is not None and at + 1 < len(rows) and rows[at + 1].strip() == directive["fence"]
    )


def _path(name: str, folder: Path, root: Path) -> Path | None:
    path = inside(root, root / name.lstrip("/") if name.startswith("/") else folder / name)
    fits = path is not None and is_file(path) and path.stat().st_size <= LARGEST
    return path if fits else None
