"""Leaves out rules and empty lines that a web page sets around titles and at ends of chapters.

On a screen they part the pages of a long file, often several of them in a row. In a book each would
be the sign of a break between two scenes, below a title or at the end of a chapter, where there is
no break.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, stringify, walk

BLANK = frozenset(("Space", "SoftBreak", "LineBreak"))


def without(blocks: list[Node], file: str) -> list[Finding]:
    """Take the rules at the edges of the divisions away, in place; report them once."""
    edges = set(_edges(blocks))
    if not edges:
        return []
    _leave(blocks, edges)
    many = counted(len(edges), "rule or empty line", "rules and empty lines")
    message = f"{many} above or below titles, or where a chapter ends,"
    message += " was left out." if len(edges) == 1 else " were left out."
    return [Finding("import-rule-dropped", message, Severity.INFO, Tier.AUTO, Place(file))]


def _leave(blocks: list[Node], edges: set[int]) -> None:
    blocks[:] = [block for block in blocks if id(block) not in edges]
    for block in blocks:
        if block["t"] == "Div":
            _leave(block["c"][1], edges)


def _flat(blocks: list[Node]) -> Iterator[Node]:
    """Yield blocks in order, those of divisions in their places."""
    for block in blocks:
        if block["t"] == "Div" and block["c"][1]:
            yield from _flat(block["c"][1])
        else:
            yield block


def _edges(blocks: list[Node]) -> Iterator[int]:
    """Yield rules and empty lines in a row with a heading or nothing beside it.

    Of a row between two blocks of text the first rule stays, or the empty lines.
    """
    row: list[Node] = []
    at_edge = True
    for block in _flat(blocks):
        if _is_empty(block):
            continue
        if is_rule(block) or is_blank(block):
            row.append(block)
            continue
        yield from _dropped(row, at_edge=at_edge or _is_heading(block))
        row, at_edge = [], _is_heading(block)
    yield from _dropped(row, at_edge=True)


def _dropped(row: list[Node], *, at_edge: bool) -> Iterator[int]:
    kept = next((block for block in row if is_rule(block)), None)
    for block in row:
        if at_edge or (kept is not None and block is not kept):
            yield id(block)


def is_rule(block: Node) -> bool:
    """Whether a block is a rule."""
    return bool(block["t"] == "HorizontalRule")


def is_blank(block: Node) -> bool:
    """Whether a block is an empty line: it has nothing but space that stays."""
    inside = block["c"] if block["t"] in ("Para", "Plain") else [block]
    return all(node["t"] in BLANK or _is_white(node) for node in inside)


def _is_white(node: Node) -> bool:
    return bool(node["t"] == "Str" and not node["c"].strip())


def _is_heading(block: Node) -> bool:
    return bool(block["t"] == "Header")


def _is_empty(block: Node) -> bool:
    """Whether a block prints nothing: marks of pages and places alone, a frame without content."""
    if block["t"] in ("BlockQuote", "Div"):
        inside = block["c"] if block["t"] == "BlockQuote" else block["c"][1]
        return all(_is_empty(one) or is_blank(one) for one in inside)
    if block["t"] not in ("Para", "Plain") or stringify(block["c"]).strip():
        return False
    return all(node["t"] in ("Span", "Space", "SoftBreak") for node in walk(block["c"]))
