"""What Leanpub's Markdown, and Markua, write in their own way (The Markua Spec).

Formulas between `{$$}` and `{/$$}`, lines of attributes above what they are for, asides whose lines
begin with `A>` and their kin, breaks of pages.
"""

from __future__ import annotations

import re

from octavo.manuscripts.folder import divide
from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read

FORMULA = re.compile(r"\{\$\$\}(?P<inside>.*?)\{/\$\$\}", re.DOTALL)
ATTRIBUTES = re.compile(r"\{(?P<inside>[^{}]*)\}[ \t]*")
ASIDE = re.compile(r"(?P<sign>[ABCDEGIQTWX])>(?:[ \t]?(?P<rest>.*))?$")
TITLES = {
    "D": "Discussion", "E": "Error", "G": "", "I": "Information", "Q": "Question", "T": "Tip",
    "W": "Warning", "X": "Exercise",
}  # fmt: skip
"""The letters of asides, and what Leanpub shows as their kind."""

PART = re.compile(r"-#[ \t]+(?P<words>\S.*?)[ \t]*")
"""The heading of a part (Leanpub Flavoured Markdown, "Parts")."""

SIGNS = re.compile(r"\{\$\$\}|^\{[^{}]*\}[ \t]*$|^[ABCDEGIQTWX]>|^-#", re.MULTILINE)
NAME = re.compile(r"(?:^|[\s,])(?:#|id[:=]\s*\"?)(?P<name>[\w:.-]+)")
IS_PART = re.compile(r"\bclass\s*[:=]\s*\"?part\b")
PICTURE = re.compile(r"!\[[^\]\n]*\]\([^()\n]*\)[ \t]*$")
TITLE = re.compile(r"\btitle\s*[:=]\s*\"(?P<words>[^\"]+)\"")
WIDTH = re.compile(r"\bwidth\s*[:=]\s*\"?(?P<width>\d+%)")


def read(text: str) -> Read:
    """Return a text in which nothing of Leanpub's is left that would be printed as it is typed."""
    done = Read(text)
    if not SIGNS.search(text):
        return done
    rows = lines.outside_code(text, lambda part: FORMULA.sub(_formula, part)).split("\n")
    made: list[str] = []
    given = ""
    for row, inside in zip(rows, lines.fenced(rows), strict=True):
        match = None if inside else ATTRIBUTES.fullmatch(row)
        if match:
            given = match["inside"]
            done.marks.append(given)
            continue
        part = None if inside else PART.fullmatch(row)
        row = f"# {part['words']} {{.part}}" if part else row  # noqa: PLW2901
        made += _with(row, given) if given and row.strip() and not inside else [row]
        given = "" if row.strip() else given
    done.text = lines.without_gaps("\n".join(_asides(made, done)))
    return done


def _formula(match: re.Match[str]) -> str:
    inside = match["inside"].strip()
    alone = "\n" in match["inside"].strip(" \t")
    return f"$$\n{inside}\n$$" if alone else f"${inside}$"


def _with(row: str, given: str) -> list[str]:
    """Return a line with the name, the width or the title that the line above gave it."""
    name, width, title = NAME.search(given), WIDTH.search(given), TITLE.search(given)
    if title and row.startswith("|"):
        return [f"Table: {title['words']}", "", row]
    if PICTURE.fullmatch(row):
        parts = [f"#{name['name']}"] if name else []
        parts += [f"width={width['width']}"] if width else []
        return [f"{row.rstrip()}{{{' '.join(parts)}}}" if parts else row]
    classes = [".part"] if IS_PART.search(given) else []
    said = [*([f"#{name['name']}"] if name else []), *classes]
    if said and lines.HEADING.match(row) and not lines.CLASSES.search(row):
        return [f"{row.rstrip()} {{{' '.join(said)}}}"]
    return [row]


def _asides(rows: list[str], done: Read) -> list[str]:
    """Make boxes of the lines that begin with the letter of an aside."""
    made: list[str] = []
    letter = ""
    for row, inside in zip(rows, lines.fenced(rows), strict=True):
        match = None if inside else ASIDE.match(row)
        if match and not letter:
            letter = match["sign"]
            title = TITLES.get(letter, "")
            made += ["", "::: note", *([f"**{title}**", ""] if title else [])]
        if letter and not match:
            made += [":::", ""]
            letter = ""
        done.marks += [_marks(match)] if match else []
        made.append((match["rest"] or "") if match else row)
    return [*made, ":::"] if letter else made


def _marks(match: re.Match[str]) -> str:
    """Return the letter of an aside, and the fence of code behind it."""
    rest = match["rest"] or ""
    return f"{match['sign']} {rest}" if divide.FENCE.match(rest) else match["sign"]
