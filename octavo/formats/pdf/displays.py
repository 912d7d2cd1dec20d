"""Verse, lists and definitions as Typst: what stands apart from the running text, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from octavo.book.paragraphs import is_title
from octavo.formats.pdf.inlines import Inlines
from octavo.formats.pdf.math import key_of
from octavo.formats.pdf.nodes import tight
from octavo.model.nodes import Node, string, stringify

Blocks = Callable[[list[Node]], str]
"""Writes the blocks of an item."""

NUMBERING = {
    "LowerAlpha": "a",
    "UpperAlpha": "A",
    "LowerRoman": "i",
    "UpperRoman": "I",
}
DELIMITERS = {"OneParen": "{})", "TwoParens": "({})"}

HIGH = re.compile(r"(?:frac|binom|vec|mat|cases|brace|root)\(|sum|product|integral|lim|[∑∏∫√]")
"""What makes a formula in a line higher than the line."""

SHORT = 60
"""Characters of a definition that stands on one line: a list of such has no space inside."""


def boxed(content: list[Node], blocks: Blocks) -> str:
    """Return a box; its title, a first paragraph that is all bold, stays with what follows."""
    title = f"#box-title[\n{blocks(content[:1])}];\n\n" if is_title(content) else ""
    return f"#boxed[\n\n{title}{blocks(content[1:] if title else content)}\n\n];"


def bullets(block: Node, blocks: Blocks) -> str:
    """Return a BulletList."""
    items = "".join(f"[{blocks(item)}]" for item in block["c"])
    return f"#list(tight: {tight(block['c'])}){items};"


def ordered(block: Node, blocks: Blocks) -> str:
    """Return an OrderedList."""
    (start, style, delimiter), items = block["c"]
    sign = NUMBERING.get(style["t"], "1")
    pattern = DELIMITERS.get(delimiter["t"], "{}.").format(sign)
    written = "".join(f"[{blocks(item)}]" for item in items)
    settings = f'tight: {tight(items)}, start: {start}, numbering: "{pattern}"'
    return f"#enum({settings}){written};"


def definitions(block: Node, inlines: Inlines, blocks: Blocks) -> str:
    """Return a DefinitionList; a line is free between entries of more than a line."""
    is_long = any(_is_long(definitions) for _, definitions in block["c"])
    settings = "(apart: true)" if is_long else ""
    entries = [
        f"#definition{settings}[{inlines.write(term)}][{_all(definitions, blocks)}];"
        for term, definitions in block["c"]
    ]
    return f"#definitions[{chr(10).join(entries)}];"


def _is_long(definitions: list[list[Node]]) -> bool:
    blocks = [block for definition in definitions for block in definition]
    return len(blocks) > 1 or any(len(stringify(block["c"])) > SHORT for block in blocks)


def _all(definitions: list[list[Node]], blocks: Blocks) -> str:
    """Return definitions, each as paragraphs: the first line flush, however they were typed."""
    paragraphs = (
        [{**block, "t": "Para"} if block["t"] == "Plain" else block for block in one]
        for one in definitions
    )
    return "\n\n".join(map(blocks, paragraphs))


def verse(block: Node, inlines: Inlines, *, edge: bool = False, spoken: bool = False) -> str:
    """Return a LineBlock, its stanzas by themselves.

    `edge` says that its lines begin where those of the text do. `spoken` lines are those of a play
    in verse: a name stands at that edge as well, the other lines are indented behind it.
    """
    settings = "left: 0pt, " if edge or spoken else ""
    settings += "apart: false, " if spoken else ""
    stanzas: list[list[str]] = [[]]
    for line in block["c"]:
        if line:
            behind = BEHIND if spoken and not begins_small(line) else 0
            stanzas[-1].append(_verse_line(line, inlines, behind))
        elif stanzas[-1]:
            stanzas.append([])
    written = ", ".join(f"({', '.join(lines)},)" for lines in stanzas if lines)
    return f"#verse({settings}{written});"


BEHIND = 3
"""So many spaces behind a speaker's name begin the lines of a speech in verse."""


def begins_small(inlines: list[Node]) -> bool:
    """Whether words begin with some in small capitals, as a speech of a play does with its name."""
    first: Node = inlines[0] if inlines else {"t": ""}
    return bool(first["t"] == "SmallCaps" or ("smallcaps" in _classes(first)))


def _classes(node: Node) -> list[str]:
    return list(node["c"][0][1]) if node["t"] == "Span" else []


def is_speech(block: Node) -> bool:
    """Whether a LineBlock is a speech: it begins with a name, and is no list of names."""
    first, *others = block["c"] or [[]]
    words = len(first) > 1 or bool(others)
    return words and begins_small(first) and not any(map(begins_small, others))


SAID = 120
"""The longest paragraph, in characters, that only says who speaks what is below it, and how."""


def leads(nodes: list[Node]) -> bool:
    """Whether a paragraph is a speaker's name, with a direction, above verse."""
    return begins_small(nodes) and len(stringify(nodes)) <= SAID


def is_raised(nodes: list[Node], inlines: Inlines) -> bool:
    """Whether a formula in a paragraph is so high that it moves its lines apart."""
    formulas = (inlines.math[key_of(node)] for node in nodes if node["t"] == "Math")
    return any(HIGH.search(formula.typst) for formula in formulas)


def _verse_line(line: list[Node], inlines: Inlines, behind: int) -> str:
    """Pandoc gives a line's indent as no-break spaces before its first word."""
    first: Any = line[0]["c"] if line[0]["t"] == "Str" else ""
    words = first.lstrip("\N{NO-BREAK SPACE}")
    rest = [string(words), *line[1:]] if first else line
    return f"(indent: {len(first) - len(words) + behind}, words: [{inlines.write(rest)}])"
