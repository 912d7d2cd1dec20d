"""Emphasis within emphasis, which pandoc writes so that it does not read it again.

`*the *h* in Higgins*` is two emphases with an *h* between them, and the signs are printed. With
underscores inside it comes back (Pandoc User's Guide, "Emphasis").
"""

from __future__ import annotations

import orjson

from octavo.model.nodes import Node, each_list, stringify, walk

UNDERSCORE: Node = {"t": "RawInline", "c": ["markdown", "_"]}


def written(block: Node) -> Node:
    """Return a block whose inner emphasis is written with underscores; it, where it has none.

    Within a word underscores are letters: there it stays as it is, and the import reports it.
    """
    if not any(map(_holds, walk([block]))):
        return block
    made: Node = orjson.loads(orjson.dumps(block))
    for node in list(walk([made])):
        if _holds(node):
            each_list(node["c"], _underscore)
    return made


def _holds(node: Node) -> bool:
    return node["t"] == "Emph" and any(inner["t"] == "Emph" for inner in walk(node["c"]))


def _underscore(nodes: list[Node]) -> None:
    made: list[Node] = []
    for number, node in enumerate(nodes):
        before, behind = stringify(nodes[:number])[-1:], stringify(nodes[number + 1 :])[:1]
        apart = not before.isalnum() and not behind.isalnum()
        inner = node["t"] == "Emph" and apart
        made += [UNDERSCORE, *node["c"], UNDERSCORE] if inner else [node]
    nodes[:] = made
