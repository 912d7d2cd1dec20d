"""Alerts of GitHub, `> [!NOTE]`: notes that stand in the text, headed by what they are.

GitHub Docs, Basic writing and formatting syntax: Alerts. Other programs let a title stand behind
the mark; it takes the place of the word.
"""

from __future__ import annotations

import re

from octavo.book.markup.contents import block_lists
from octavo.model.nodes import Node, string

MARK = re.compile(r"\[!([A-Za-z]{3,20})\][+-]?")


def read(blocks: list[Node]) -> None:
    """Make notes of the alerts below some blocks, in place, each headed by its kind or title."""
    waiting = [blocks]
    while waiting:
        for block in waiting.pop():
            if block["t"] == "BlockQuote":
                _read(block)
            waiting += block_lists(block)


def _read(quotation: Node) -> None:
    inside: list[Node] = quotation["c"]
    is_line = bool(inside) and inside[0]["t"] in ("Para", "Plain")
    line: list[Node] = inside[0]["c"] if is_line else []
    match = MARK.fullmatch(line[0]["c"]) if line and line[0]["t"] == "Str" else None
    if match is None:
        return
    end = next((n for n, one in enumerate(line) if one["t"] in ("SoftBreak", "LineBreak")), None)
    title = [one for one in line[1:end] if one["t"] != "Space" or one is not line[1]]
    heading: Node = {"t": "Strong", "c": title or [string(match[1].capitalize())]}
    rest = line[end + 1 :] if end is not None else []
    body: list[Node] = [{"t": "Para", "c": rest}] if rest else []
    inside[:1] = [{"t": "Para", "c": [heading]}, *body]
    quotation["t"] = "Div"
    quotation["c"] = [["", ["note"], []], inside]
