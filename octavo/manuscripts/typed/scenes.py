"""Breaks between scenes, typed as asterisks or another ornament on a line of their own."""

from __future__ import annotations

import re

from octavo.manuscripts.typed.reports import became_what_it_is, many, texts
from octavo.model.finding import Finding
from octavo.model.nodes import Node, stringify

SERIES = "*#~=_\N{BULLET}\N{MIDDLE DOT}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{BLACK STAR}-"
ALONE = (
    "*#~\N{ASTERISM}\N{LOZENGE}\N{FLORAL HEART}\N{ROTATED FLORAL HEART BULLET}\N{LOW ASTERISK}"
    "\N{REFERENCE MARK}\N{BLACK STAR}"
)
ORNAMENT = re.compile(
    rf"([{re.escape(SERIES)}])(?:\s*\1){{2,8}}|\*(?:\s*\*){{2,79}}|[{re.escape(ALONE)}]"
)
"""A line that says nothing, and parts what is above from what is below.

Asterisks may be many. One of many other signs is a rule to write on, in a form, or the rule above
the notes of a page.
"""

TEXT = ("Para", "Plain", "BlockQuote", "LineBlock")


def find(blocks: list[Node], file: str) -> list[Finding]:
    """Make a break of each ornament that stands alone between two paragraphs, in place."""
    typed: list[Node] = []
    for nodes in texts(blocks):
        _in(nodes, typed)
    if not typed:
        return []
    message = f"{many(len(typed), 'ornament', 'ornaments')} between paragraphs became"
    message += " a break between scenes." if len(typed) == 1 else " breaks between scenes."
    return [became_what_it_is("import-scene", file, message, typed)]


def _in(nodes: list[Node], typed: list[Node]) -> None:
    """Change one list of blocks: the first and the last of a text are no break."""
    for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
        between = before["t"] in TEXT and after["t"] in TEXT
        if between and node["t"] == "Para" and ORNAMENT.fullmatch(stringify(node["c"]).strip()):
            typed.append(dict(node))
            node.clear()
            node["t"] = "HorizontalRule"
