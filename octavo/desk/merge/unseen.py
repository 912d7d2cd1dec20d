"""Finds what a text holds that no word shows, and that a change of words could take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import orjson

from octavo.model.nodes import RAW, Node, attr_of, markup, stringify

HOLDERS = ("Span", "Div", "Code", "CodeBlock")
"""Nodes whose names and attributes stand beside their words."""

WORDLESS = ("Span", "Div", "Link")
"""Nodes that nobody sees where they hold no words: anchors, marks of a page, bare references."""

SEEN = ("Image", "Math", "Note", "Cite", "Code", "CodeBlock", "Figure", "Table")
"""Nodes without words that are no less seen."""


def missing(before: Sequence[Node], after: Sequence[Node]) -> set[int]:
    """Return the numbers of the blocks of a chapter that held what is no longer in it.

    That is raw markup, a rule between paragraphs, names, attributes, and what holds no words.
    """
    own = [Counter(_signs(block)) for block in before]
    now = Counter(sign for block in after for sign in _signs(block))
    gone = sum(own, Counter[bytes]()) - now
    return {number for number, signs in enumerate(own) if signs & gone}


def _signs(block: Node) -> list[bytes]:
    """Return all in a block that is not seen, as JSON."""
    made = []
    for node in markup([block]):
        if node["t"] in RAW or node["t"] == "HorizontalRule":
            made.append(orjson.dumps(node))
        elif _is_marked(node) or _is_empty(node):
            target = node["c"][2] if node["t"] == "Link" else None
            made.append(orjson.dumps([node["t"], attr_of(node), target]))
    return made


def _is_marked(node: Node) -> bool:
    """Whether a node has a name or attributes."""
    attr = attr_of(node)
    return node["t"] in HOLDERS and attr is not None and bool(attr[0] or attr[2])


def _is_empty(node: Node) -> bool:
    """Whether a node holds nothing that is seen."""
    if node["t"] not in WORDLESS:
        return False
    inside = node["c"][1]
    return not stringify(inside).strip() and all(one["t"] not in SEEN for one in markup(inside))
