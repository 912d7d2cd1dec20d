"""Sets right what pandoc's reader of RTF takes for code: words in a typeface of one width."""

from __future__ import annotations

import unicodedata

from octavo.model.nodes import Document, Node, each_list, inlines, walk

EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
"""How the names of letters begin that are of one width in every typeface."""


def settle(document: Document) -> None:
    """Turn code that is not code into words, in place.

    Letters of East Asia are of one width in every typeface. A text that is set in such a face
    from end to end was typed so, and is no program.
    """
    codes = [node["c"][1] for node in walk(document.blocks) if node["t"] == "Code"]
    words = [node["c"] for node in walk(document.blocks) if node["t"] == "Str"]
    typed = sum(map(len, codes)) > sum(map(len, words))

    def unwrap(nodes: list[Node]) -> None:
        made: list[Node] = []
        for node in nodes:
            is_code = node["t"] == "Code"
            made += (
                inlines(node["c"][1]) if is_code and (typed or _is_asian(node["c"][1])) else [node]
            )
        nodes[:] = made

    each_list(document.blocks, unwrap)


def _is_asian(text: str) -> bool:
    letters = [unicodedata.name(char, "") for char in text if char.isalpha()]
    asian = sum(name.startswith(EAST_ASIAN) for name in letters)
    return asian > len(letters) / 2 or not any(char.isascii() for char in text)
