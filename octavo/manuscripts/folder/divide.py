"""Divides a Markdown text into files, one a division; what is defined goes where it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass

from octavo.model.nodes import Node

NAMED = frozenset(("part", "chapter", "frontmatter", "backmatter", "appendix"))
"""Classes of a heading that say what division it begins."""

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
TOP = re.compile(r"#(?!#)\s*\S")
CHAPTER = re.compile(r"##(?!#).*\{[^}]*\.chapter\b[^}]*\}[ \t#]*$")
UNDERLINE = re.compile(r"=+[ \t]*$")
DEFINITION = re.compile(r" {0,3}\[(?P<label>\^?[^\]\n]+)\]:[ \t]*\S")
INDENTED = re.compile(r"(?: {4}|\t)[ \t]*\S")


def divisions(blocks: list[Node]) -> list[Node]:
    """Return the headings that begin a file: the top ones, and chapters below a part.

    A chapter below a part is a heading of level 2 with the class chapter, in a book where a top
    heading has the class part.
    """
    headers = [block for block in blocks if block["t"] == "Header"]
    parts = any(h["c"][0] == 1 and "part" in h["c"][1][1] for h in headers)
    return [h for h in headers if h["c"][0] == 1 or (parts and _is_chapter(h))]


def _is_chapter(header: Node) -> bool:
    return header["c"][0] == 2 and "chapter" in header["c"][1][1]


def starts(text: str, *, parts: bool) -> list[int]:
    """Return the offsets of the lines that look like a division's heading, outside fenced code."""
    lines = text.splitlines(keepends=True)
    offsets: list[int] = []
    at = 0
    for number, (line, code) in enumerate(zip(lines, fenced(lines), strict=True)):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        underlined = bool(UNDERLINE.match(following)) and line[:1] not in ("", " ", "\n", "\t")
        if not code and (
            TOP.match(line) or underlined or (parts and CHAPTER.match(line.rstrip("\n")))
        ):
            offsets.append(at)
        at += len(line)
    return offsets


def fenced(lines: list[str]) -> list[bool]:
    """Return for each line whether it stands in fenced code."""
    inside = ""
    code = []
    for line in lines:
        fence = FENCE.match(line)
        if inside:
            code.append(True)
            if fence and fence[1].startswith(inside) and not line.strip().strip(inside[0]):
                inside = ""
            continue
        inside = fence[1] if fence else ""
        code.append(bool(fence))
    return code


@dataclass(frozen=True, slots=True)
class _Part:
    """A file to be, cut into what defines something (with its label) and what does not ("")."""

    pieces: list[tuple[str, str]]

    @property
    def defined(self) -> dict[str, str]:
        """The definitions here, by label."""
        return {label: text for label, text in self.pieces if label}

    def uses(self, label: str) -> bool:
        """Whether a label is used here, and not only in its own definition."""
        return any(
            f"[{label}]" in (text.partition("]:")[2] if own else text) for own, text in self.pieces
        )

    def without(self, labels: set[str]) -> str:
        """Return the text without some definitions."""
        return "".join(text for label, text in self.pieces if label not in labels)


def lead_home(parts: list[str]) -> list[str]:
    """Move every note (and address of a link) to the part that uses it; return the parts.

    A part keeps its text as it was typed where all that it uses is defined in it. What several
    parts use is copied, what none uses stays.
    """
    read = [_part(text) for text in parts]
    owners = {label: part for part in read for label in part.defined}
    users = {label: [part for part in read if part.uses(label)] for label in owners}
    made = []
    for part in read:
        away = {x for x in part.defined if users[x] and part not in users[x]}
        come = [x for x in owners if x not in part.defined and part in users[x]]
        text = part.without(away)
        if away or come:
            added = [owners[label].defined[label].strip("\n") for label in come]
            text = "\n\n".join([text.strip("\n"), *added]) + "\n"
        made.append(text)
    return made


def _part(text: str) -> _Part:
    lines = text.splitlines(keepends=True)
    code = fenced(lines)
    pieces: list[tuple[str, str]] = []
    at = 0
    while at < len(lines):
        match = None if code[at] else DEFINITION.match(lines[at])
        end = _end(lines, at) if match else at + 1
        pieces.append((match["label"] if match else "", "".join(lines[at:end])))
        at = end
    return _Part(pieces)


def _end(lines: list[str], start: int) -> int:
    """Return the number of the line after a definition: a note goes on where lines are indented."""
    at = start + 1
    if not lines[start].lstrip().startswith("[^"):
        return at
    while at < len(lines):
        blank = not lines[at].strip()
        if blank and not _goes_on(lines, at):
            return at
        if not blank and DEFINITION.match(lines[at]):
            return at
        at += 1
    return at


def _goes_on(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at:] if line.strip()), "")
    return bool(INDENTED.match(following))
