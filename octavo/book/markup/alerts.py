"""Alerts of GitHub, `> [!NOTE]`: a quotation that is headed by what it is.

GitHub Docs, Basic writing and formatting syntax: Alerts. Other programs let a title stand behind
the mark; it takes the place of the word.
"""

from __future__ import annotations

import re

from octavo.book.markup.contents import block_lists
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Node, string
from octavo.prose.trace import Trace

MARK = re.compile(r"\[!([A-Za-z]{3,20})\][+-]?")
HINT = "No format has boxes for notes: write a heading of its own, if it is to have one."


def read(blocks: list[Node], trace: Trace) -> list[Finding]:
    """Head the alerts below some blocks with their kind, in place; return a finding for each."""
    findings: list[Finding] = []
    waiting = [blocks]
    while waiting:
        for block in waiting.pop():
            if block["t"] == "BlockQuote":
                findings += _read(block, trace)
            waiting += block_lists(block)
    return findings


def _read(quotation: Node, trace: Trace) -> list[Finding]:
    inside: list[Node] = quotation["c"]
    is_line = bool(inside) and inside[0]["t"] in ("Para", "Plain")
    line: list[Node] = inside[0]["c"] if is_line else []
    match = MARK.fullmatch(line[0]["c"]) if line and line[0]["t"] == "Str" else None
    if match is None:
        return []
    anchor = trace.anchor(line[:1])
    end = next((n for n, one in enumerate(line) if one["t"] in ("SoftBreak", "LineBreak")), None)
    title = [one for one in line[1:end] if one["t"] != "Space" or one is not line[1]]
    heading: Node = {"t": "Strong", "c": title or [string(match[1].capitalize())]}
    rest = line[end + 1 :] if end is not None else []
    body: list[Node] = [{"t": "Para", "c": rest}] if rest else []
    inside[:1] = [{"t": "Para", "c": [heading]}, *body]
    message = f"The alert {match[0]} is printed as a quotation headed by what it is."
    return [
        Finding(
            "markup-plain",
            message,
            Severity.INFO,
            Tier.FLAG,
            anchor=anchor,
            before=match[0],
            hint=HINT,
        )
    ]
