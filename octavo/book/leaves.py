"""What stands before the text: dedication, motto, and the passage that has no heading.

A dedication or a motto has a page to itself, without title or folio, and the contents do not list
it (The Chicago Manual of Style, 17th ed., 1.4, 1.37–1.39). A heading of that class is a label for
its author; nobody prints it. All other blocks before the first heading are one passage.
"""

from __future__ import annotations

from octavo.model.nodes import Document, Node, stringify

LEAVES = frozenset(("dedication", "epigraph"))
"""Classes of what has a leaf to itself before the text."""

MAIN = frozenset(("chapter", "part"))
"""Classes of headings with which the text begins."""

PASSAGE, LINE = 40, 12
"""Words, in all and on an average in a paragraph, from which on what has no heading is a text to
read; fewer are lines of a title page."""


def settle_leaves(document: Document) -> None:
    """Take dedication and motto from under their headings, to the very front, in place."""
    leaves: list[Node] = []
    rest: list[Node] = []
    at, blocks = 0, document.blocks
    while at < len(blocks) and not _begins_text(blocks[at]):
        end = _leaf_end(blocks, at)
        if end:
            leaves.append(_leaf(blocks[at], blocks[at + 1 : end]))
        else:
            rest.append(blocks[at])
        at = end or at + 1
    document.blocks[:] = [*leaves, *rest, *blocks[at:]]


def groups(blocks: list[Node]) -> list[list[Node]]:
    """Return what stands together before the first heading: a leaf by itself, all else as one."""
    made: list[list[Node]] = []
    for block in blocks:
        if made and not has_leaf(block) and not has_leaf(made[-1][-1]):
            made[-1].append(block)
        else:
            made.append([block])
    return made


def has_leaf(block: Node) -> bool:
    """Whether a block has a leaf to itself."""
    return block["t"] == "Div" and not LEAVES.isdisjoint(block["c"][0][1])


def is_passage(blocks: list[Node]) -> bool:
    """Whether blocks without a heading are a text to read, not lines of a title page."""
    count = len(stringify(blocks).split())
    return not has_leaf(blocks[0]) and count >= max(PASSAGE, LINE * len(blocks))


def _begins_text(block: Node) -> bool:
    return block["t"] == "Header" and not MAIN.isdisjoint(block["c"][1][1])


def _leaf_end(blocks: list[Node], at: int) -> int:
    """Return where a leaf with a heading ends; 0 where none begins, or it has headings inside."""
    if blocks[at]["t"] != "Header" or LEAVES.isdisjoint(blocks[at]["c"][1][1]):
        return 0
    level = blocks[at]["c"][0]
    ends = (n for n in range(at + 1, len(blocks)) if blocks[n]["t"] == "Header")
    end = next(ends, len(blocks))
    is_inside = end < len(blocks) and blocks[end]["c"][0] > level
    return 0 if is_inside or end == at + 1 else end


def _leaf(header: Node, content: list[Node]) -> Node:
    identifier, classes, _ = header["c"][1]
    name = next(name for name in ("dedication", "epigraph") if name in classes)
    if len(content) == 1 and has_leaf(content[0]):
        content = content[0]["c"][1]
    return {"t": "Div", "c": [[identifier, [name], []], content]}
