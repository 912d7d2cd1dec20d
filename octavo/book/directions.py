"""The direction of words in another language, said to the formats where it turns.

PDF and a browser take the direction of letters from the letters. Where a paragraph begins, and on
which side its stops stand, they and Word take from `dir` (HTML Standard, 3.2.6.4; ECMA-376 Part 1,
17.3.1.6): a division in Hebrew in an English book needs it.
"""

from __future__ import annotations

from octavo.model.nodes import WORDS, Document, Node, attr_of, children
from octavo.text.terms import direction


def set_directions(document: Document, lang: str) -> None:
    """Give each division and span in a language of the other direction its `dir`, in place.

    What the source says itself stays.
    """
    _set(document.blocks, direction(lang))


def _set(nodes: list[Node], around: str) -> None:
    for node in [node for node in nodes if node["t"] not in WORDS]:
        attr = attr_of(node)
        inside = around
        if attr is not None:
            pairs = dict(attr[2])
            inside = pairs.get("dir") or (direction(pairs["lang"]) if pairs.get("lang") else around)
            if inside != around and "dir" not in pairs and node["t"] in ("Div", "Span"):
                attr[2].append(["dir", inside])
        for inner in children(node):
            _set(inner, inside)
