"""Divides a text into its chapters, and takes the title from a heading above them all."""

from __future__ import annotations

from octavo.manuscripts.folder import divide
from octavo.manuscripts.guard.contents import letters
from octavo.model.nodes import Node, stringify

BELOW = 2
"""The level of chapters below a title."""


def divided(
    blocks: list[Node], title: str, *, alone: bool
) -> tuple[str, list[tuple[str, list[Node]]]]:
    """Split at the top headings; return the title, and each chapter with its name.

    A single heading above the others is the title of the book: it comes first, or has the words of
    the title, behind a half-title or a picture. Where the text is not `alone` in its book, or the
    heading's style says so, it is a chapter's: authors send a file for each.
    """
    tops = [block for block in blocks if _level(block) == 1]
    below = [block for block in blocks if _level(block) == BELOW]
    named = any(divide.NAMED.intersection(top["c"][1][1]) for top in tops)
    if alone and len(tops) == 1 and len(below) > 1 and not named and _is_title(blocks, title):
        at = blocks.index(tops[0])
        title = stringify(tops[0]["c"][2])
        for block in blocks[at + 1 :]:
            if _level(block):
                block["c"][0] -= 1
        if _level(blocks[at + 1]):
            blocks = [*blocks[:at], *blocks[at + 1 :]]
    elif len(tops) == 1 and not title:
        title = stringify(tops[0]["c"][2])
    chapters: list[tuple[str, list[Node]]] = []
    begin = {id(block) for block in divide.divisions(blocks)}
    for block in blocks:
        if not chapters or id(block) in begin:
            name = stringify(block["c"][2]) if _level(block) else ""
            chapters.append((name, []))
        chapters[-1][1].append(block)
    return title, chapters


def _is_title(blocks: list[Node], title: str) -> bool:
    """Whether the first heading is the title: nothing is before it, or it has the title's words."""
    at = next(n for n, block in enumerate(blocks) if _level(block))
    words = stringify(blocks[at]["c"][2])
    is_named = bool(title) and letters(words) == letters(title)
    return _level(blocks[at]) == 1 and (at == 0 or is_named)


def _level(block: Node) -> int:
    return int(block["c"][0]) if block["t"] == "Header" else 0
