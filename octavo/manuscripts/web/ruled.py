"""Leaves out the rules that a web page draws around titles and at the ends of its chapters.

On a screen they part the pages of a long file. In a book each would be the sign of a break between
two scenes, below a title or at the end of a chapter, where there is no break.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, stringify, walk


def without(blocks: list[Node], file: str) -> list[Finding]:
    """Take the rules at the edges of the divisions away, in place; report them once."""
    edges = set(_edges(blocks))
    if not edges:
        return []
    blocks[:] = [block for block in blocks if id(block) not in edges]
    message = f"{counted(len(edges), 'rule')} above or below titles, or where a chapter ends,"
    message += " was left out." if len(edges) == 1 else " were left out."
    return [Finding("import-rule-dropped", message, Severity.INFO, Tier.AUTO, Place(file))]


def _edges(blocks: list[Node]) -> Iterator[int]:
    """Yield the rules with a heading, another rule or nothing beside them."""
    seen: list[Node | None] = [None]
    seen += [block for block in blocks if not _is_empty(block)]
    seen.append(None)
    for before, block in pairwise(seen):
        if block is not None and _is_rule(block) and (before is None or _is_edge(before)):
            yield id(block)
        if before is not None and _is_rule(before) and (block is None or _is_heading(block)):
            yield id(before)


def _is_edge(block: Node) -> bool:
    return _is_rule(block) or _is_heading(block)


def _is_rule(block: Node) -> bool:
    return bool(block["t"] == "HorizontalRule")


def _is_heading(block: Node) -> bool:
    return bool(block["t"] == "Header")


def _is_empty(block: Node) -> bool:
    """Whether a paragraph prints nothing: marks of pages and places alone."""
    if block["t"] not in ("Para", "Plain") or stringify(block["c"]).strip():
        return False
    return all(node["t"] in ("Span", "Space", "SoftBreak") for node in walk(block["c"]))
