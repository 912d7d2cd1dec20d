"""Alerts of GitHub, `> [!NOTE]`, and callouts of Quarto, `::: callout-note`: notes in the text.

Each is headed by what it is, or by its title. GitHub Docs, Basic writing and formatting syntax:
Alerts; other programs let a title stand behind the mark. Quarto, Callout Blocks: the title is the
attribute `title` (before Quarto 1.3 `caption`), or a heading that stands first, which is no heading
of the chapter; a callout whose kind is not said may have none.
"""

from __future__ import annotations

import re

from octavo.book.markup.contents import block_lists
from octavo.model.nodes import Node, inlines, string

CALLOUT = re.compile(r"callout(?:-([a-z]{3,20}))?")
TITLES = ("title", "caption")
MARK = re.compile(r"\[!([A-Za-z]{3,20})\][+-]?")


def read(blocks: list[Node]) -> None:
    """Make notes of the alerts below some blocks, in place, each headed by its kind or title."""
    waiting = [blocks]
    while waiting:
        for block in waiting.pop():
            if block["t"] == "BlockQuote":
                _read(block)
            elif block["t"] == "Div":
                _read_callout(block)
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


def _read_callout(div: Node) -> None:
    """Make a note of a callout, its title before its text; how it looks elsewhere is dropped."""
    (name, classes, attributes), inside = div["c"]
    kinds = [match[1] or "" for one in classes if (match := CALLOUT.fullmatch(one))]
    if not kinds:
        return
    title = [string(max(kinds).capitalize())] if any(kinds) else []
    if inside and inside[0]["t"] == "Header":
        title = inside.pop(0)["c"][2]
    else:
        title = next((inlines(text) for key, text in attributes if key in TITLES), title)
    if title:
        inside.insert(0, {"t": "Para", "c": [{"t": "Strong", "c": title}]})
    div["c"] = [[name, ["note"], []], inside]
