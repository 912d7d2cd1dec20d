"""What stands directly in a block: lines of inlines, and lists of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from octavo.model.nodes import Node, children


def lines_of(block: Node) -> Sequence[list[Node]]:
    """Return the lists of inlines that stand directly in a block."""
    kind = block["t"]
    if kind in ("Para", "Plain"):
        return (block["c"],)
    if kind == "Header":
        return (block["c"][2],)
    if kind == "LineBlock":
        return list(block["c"])
    if kind == "DefinitionList":
        return [term for term, _ in block["c"]]
    return ()


def block_lists(block: Node) -> Sequence[list[Node]]:
    """Return the lists of blocks that stand directly in a block."""
    kind = block["t"]
    if kind == "DefinitionList":
        return [blocks for _, definitions in block["c"] for blocks in definitions]
    if kind in ("Para", "Plain", "Header", "LineBlock"):
        return ()
    return children(block)


def all_lines(blocks: Iterable[Node]) -> list[list[Node]]:
    """Return the lines of blocks that must stand in one line of running text, in their order."""
    made: list[list[Node]] = []
    for block in blocks:
        made += lines_of(block)
        if block["t"] == "CodeBlock":
            made.append([{"t": "Code", "c": block["c"]}])
        for inner in block_lists(block):
            made += all_lines(inner)
    return made
