r"""Commands that a book defines for TeX in files of its own, as a preamble: its texts use them.

`\newcommand{\pot}[1]{…}` (LaTeX2e: An unofficial reference manual, 12.1). Of a file of text that
uses one the definition becomes a part, which every format reads, in formulas too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from octavo.files.names import is_file
from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

DEFINES = re.compile(
    r"^[ \t]*\\(?:newcommand|providecommand)\*?[ \t]*"
    r"(?:\{\\(?P<name>[A-Za-z]+)\}|\\(?P<bare>[A-Za-z]+))"
    r"(?P<arguments>(?:\[[^\[\]\n]*\]){0,2})(?=\{)",
    re.MULTILINE,
)
USED = re.compile(r"\\([A-Za-z]+)")
PLACES = ("*.tex", "*/*.tex")
LARGEST, MANY = 200_000, 20
"""Files larger than this, or further ones, are not looked through."""


def of_folder(root: Path) -> dict[str, str]:
    """Return the definitions in the TeX files of a book's folder, by the names of commands."""
    files = [path for place in PLACES for path in sorted(root.glob(place)) if is_file(path)]
    known: dict[str, str] = {}
    for path in [one for one in files if one.stat().st_size <= LARGEST][:MANY]:
        text = path.read_text(encoding="utf-8", errors="replace")
        for match in DEFINES.finditer(text):
            body = _braced(text, match.end())
            name = match["name"] or match["bare"]
            if body and "\n" not in body:
                definition = f"\\newcommand{{\\{name}}}{match['arguments']}{body}"
                known.setdefault(name, definition)
    return known


def _braced(text: str, at: int) -> str:
    """Return the braces that begin at a place, with all that stands in them; "" where unclosed."""
    depth = 0
    for number in range(at, len(text)):
        sign = text[number]
        if text[number - 1] != "\\":
            depth += (sign == "{") - (sign == "}")
        if not depth:
            return text[at : number + 1]
    return ""


def defined(text: str, known: Mapping[str, str], file: str) -> Read:
    """Return a text with the definitions of the commands that it uses, below its first heading."""
    used: dict[str, None] = {}

    def look(part: str) -> str:
        used.update((name, None) for name in USED.findall(part) if name in known)
        return part

    if known and "\\" in text:
        lines.outside_code(text, look)
    if not used:
        return Read(text)
    rows = text.split("\n")
    first = next(iter(lines.headings(text)), None)
    at = first.line + 1 if first else 0
    behind = rows[at:] if "".join(rows[at : at + 1]).strip() else rows[at + 1 :]
    named = ", ".join(f"\\{name}" for name in used)
    message = (
        f"The text uses {counted(len(used), 'command')} of TeX that the book defines in a file"
    )
    message += f" of its own: {named}. What defines them stands in the text."
    done = Finding("import-macro", message, Severity.INFO, Tier.AUTO, Place(file))
    return Read("\n".join([*rows[:at], "", *map(known.__getitem__, used), "", *behind]), [done])
