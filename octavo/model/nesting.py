"""How deep things may stand in one another: no book needs more, and a hostile one would hang us.

Pandoc takes ever longer for what is nested: fourfold for each bracket in another. What can be seen
in the text is refused before pandoc reads it, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from octavo.model.finding import InputError, Place
from octavo.model.nodes import LEAVES, Document, Node, children

DEEPEST = 64
"""So many quotations, lists, divisions and the like may stand in one another."""

BRACKETS = 8
"""So many closed pairs of square brackets may stand in one another: pandoc takes two seconds."""

OPEN = 16
"""So many brackets that are never closed may stand in a paragraph."""

SPARE = 40
"""So many levels of JSON are kept for what filters and formats put around the blocks."""

MARKERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)]|#\.)(?=[ \t])))+")
MARKER = re.compile(r">|[-+*]|\d+[.)]|#\.")
RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$")
FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
DIVISION = re.compile(r"[ \t>]*:{3,}[ \t]*(\S?)")
TAG = re.compile(r"<(/?)(?:div|span|blockquote|ul|ol|li|table|em|strong|section)\b", re.I)
TOKEN = re.compile(r"\\.|(?P<code>`+).*?(?<!`)(?P=code)(?!`)|[\[\]]", re.S)


def check_text(text: str, name: str) -> None:
    """Raise InputError, with the line, for a text that pandoc would take too long to read."""
    line, what = next(_faults(text), (0, ""))
    if line:
        raise InputError(
            f"{what} stand in one another here: no reader can follow that.",
            place=Place(name, line),
            hint="Take some away, or put a backslash before signs that are only signs.",
        )


def check_document(document: Document) -> Document:
    """Return a document that pandoc read; raise InputError where it is nested too deeply."""
    level = [document.blocks]
    for _ in range(DEEPEST):
        level = [list(inner) for nodes in level for inner in _inside(nodes)]
        if not level:
            break
    else:
        raise too_deep()
    wrapped: object = document.blocks
    for _ in range(SPARE):
        wrapped = [wrapped]
    try:
        orjson.dumps(wrapped)
    except orjson.JSONEncodeError as fault:
        raise too_deep() from fault
    return document


def too_deep() -> InputError:
    """Return the error of a text in which too much stands in one another."""
    return InputError(
        "Quotations, lists, emphasis or brackets stand too deeply in one another: "
        f"more than {DEEPEST} levels.",
        hint="No reader can follow that: take some away.",
    )


def _inside(nodes: list[Node]) -> Iterator[list[Node]]:
    for node in nodes:
        if node["t"] not in LEAVES:
            yield from children(node)


def _faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each fault, and what stands too deep there."""
    depth = _Depth()
    fence, paragraph, start = "", [""], 1
    for number, line in enumerate([*text.splitlines(), ""], 1):
        opening = FENCE.match(line)
        if fence or opening:
            fence = _fence(fence, opening[1] if opening else "", line)
            continue
        if _is_marked_too_deep(line):
            yield number, "Too many quotations or lists"
        if depth.is_over(line):
            yield number, "Too many divisions"
        if line.strip(" \t>"):
            paragraph.append(line)
            continue
        below = _brackets("\n".join(paragraph))
        if below is not None:
            yield start + below - 1, "Too many square brackets"
        paragraph, start = [""], number + 1


def _fence(fence: str, opening: str, line: str) -> str:
    """Return the fence of the code that goes on below a line; "" where none does."""
    if not fence:
        return opening
    closes = opening.startswith(fence) and not line.strip(" \t>`~")
    return "" if closes else fence


def _is_marked_too_deep(line: str) -> bool:
    """Whether the signs of quotations and lists at a line's head are too many, or too far in."""
    markers = MARKERS.match(line)
    if markers is None or len(markers[0]) < DEEPEST or RULE.match(line):
        return False
    indent = len(line) - len(line.lstrip(" "))
    return indent > 4 * DEEPEST or len(MARKER.findall(markers[0])) > DEEPEST


@dataclass(slots=True)
class _Depth:
    """How many fenced divisions and tags are open."""

    divisions: int = 0
    tags: int = 0

    def is_over(self, line: str) -> bool:
        """Take a line; return whether too many are open behind it."""
        division = DIVISION.match(line)
        if division:
            self.divisions = self.divisions + 1 if division[1] else max(self.divisions - 1, 0)
        for tag in TAG.finditer(line):
            self.tags = max(self.tags - 1, 0) if tag[1] else self.tags + 1
        return self.divisions > DEEPEST or self.tags > 2 * DEEPEST


def _brackets(text: str) -> int | None:
    """Return the line of a paragraph in which brackets stand too deep; None where all is well."""
    if text.count("[") <= BRACKETS:
        return None
    heights: list[int] = []
    for token in TOKEN.finditer(text):
        if token[0] == "[":
            heights.append(0)
        elif token[0] == "]" and heights:
            height = heights.pop() + 1
            if height > BRACKETS:
                return text.count("\n", 0, token.start())
            if heights:
                heights[-1] = max(heights[-1], height)
    return 1 if len(heights) > OPEN else None
