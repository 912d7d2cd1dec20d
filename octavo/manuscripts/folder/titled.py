"""Takes a heading away that only says the title of the book again, above all of its chapters."""

from __future__ import annotations

from octavo.manuscripts.guard.contents import letters
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, stringify

LEAST = 2
"""So many divisions stand below such a heading, or more."""


def without_title(blocks: list[Node], title: str, file: str) -> list[Finding]:
    """Raise what stands right below a heading that repeats the title, in place; report it."""
    tops = [n for n, block in enumerate(blocks) if _level(block) == 1]
    for at, end in zip(tops, [*tops[1:], len(blocks)], strict=False):
        words = stringify(blocks[at]["c"][2])
        below = [block for block in blocks[at + 1 : end] if _level(block) == LEAST]
        first = blocks[at + 1 : at + 2]
        if len(tops) < LEAST or len(below) < LEAST or not first or _level(first[0]) != LEAST:
            continue
        if not title or letters(words) != letters(title) or "part" in blocks[at]["c"][1][1]:
            continue
        for block in blocks[at + 1 : end]:
            if _level(block):
                block["c"][0] -= 1
        del blocks[at]
        divisions = counted(len(below), "division")
        message = f"A heading repeats the title of the book: the {divisions} below it are chapters."
        return [
            Finding("import-title", message, Severity.INFO, Tier.AUTO, Place(file), before=words)
        ]
    return []


def _level(block: Node) -> int:
    return int(block["c"][0]) if block["t"] == "Header" else 0
