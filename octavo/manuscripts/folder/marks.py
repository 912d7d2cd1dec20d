"""Marks that stand for typed signs while a paragraph is escaped: of italics, of notes.

They are characters of Unicode's private use, which no manuscript's words have: a piece in which one
stands has no signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from octavo.model.nodes import Node

EMPH, EMPH_END = "\ue000", "\ue001"
STRONG, STRONG_END = "\ue002", "\ue003"
CAPS, CAPS_END = "\ue004", "\ue005"
NOTE, BODY, END = "\ue006", "\ue007", "\ue008"
ANY = re.compile("[\ue000-\ue008]")

WRITTEN = {
    EMPH: "*",
    EMPH_END: "*",
    STRONG: "**",
    STRONG_END: "**",
    CAPS: "[",
    CAPS_END: "]{.smallcaps}",
}
AROUND = {
    "Emph": (EMPH, EMPH_END),
    "Strong": (STRONG, STRONG_END),
    "SmallCaps": (CAPS, CAPS_END),
}
WHITE = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}


def written(text: str) -> str:
    """Return a text with the Markdown of every mark, but for the calls of notes."""
    return ANY.sub(lambda match: WRITTEN.get(match[0], match[0]), text)


def read(inlines: list[Node], of_block: Callable[[Node], tuple[object, str]]) -> str | None:
    """Return inlines as text with marks; None where they hold what is neither.

    `of_block` reads a paragraph of a note.
    """
    parts: list[str] = []
    for node in inlines:
        text = _one(node, of_block)
        if text is None:
            return None
        parts.append(text)
    return "".join(parts)


def _one(node: Node, of_block: Callable[[Node], tuple[object, str]]) -> str | None:
    kind = node["t"]
    if kind == "Str" or kind in WHITE:
        return WHITE.get(kind) or str(node["c"])
    if kind == "Note":
        read_blocks = [of_block(block) for block in node["c"]]
        known = all(one is not None for one, _ in read_blocks)
        body = "".join(text for _, text in read_blocks).replace("\n", " ")
        return f"{BODY}{body}{END}" if known else None
    if kind not in AROUND:
        return None
    inner = read(node["c"], of_block)
    opening, closing = AROUND[kind]
    return None if inner is None else f"{opening}{inner}{closing}"
