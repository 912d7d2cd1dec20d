"""Moves white space to where Markdown has it: out of emphasis, off a paragraph's edges.

A note goes out of the raised words that it begins or ends: its mark is raised by itself, and
`^[^1]^` would be a note whose words are `^1`.
"""

from __future__ import annotations

from octavo.model.nodes import CONTAINERS, Node, join_strings

WHITE = ("Space", "SoftBreak", "LineBreak")
RAISED_LOOSE = (*WHITE, "Note")


def outside(node: Node) -> list[Node]:
    """Return a node with the white space at its edges beside it, or gone where it ends a block."""
    if node["t"] in ("Para", "Plain", "Header"):
        _strip(node)
        return [node]
    if node["t"] in ("LineBlock", "DefinitionList"):
        _strip_lines(node)
        return [node]
    if node["t"] == "Span" and node["c"][1]:
        before, inner, after = _parted(node["c"][1])
        kept = [{"t": "Span", "c": [node["c"][0], inner]}] if inner or node["c"][0][0] else []
        return [*before, *kept, *after]
    if node["t"] not in CONTAINERS:
        return [node]
    loose = RAISED_LOOSE if node["t"] in ("Superscript", "Subscript") else WHITE
    before, inner, after = _parted(node["c"], loose)
    return [*before, *([{"t": node["t"], "c": inner}] if inner else []), *after]


def _strip(node: Node) -> None:
    """Take white space off the edges of a block; a heading is one line in Markdown."""
    words = node["c"][2] if node["t"] == "Header" else node["c"]
    while words and words[-1]["t"] in WHITE:
        del words[-1]
    while words and words[0]["t"] in WHITE:
        del words[0]
    if node["t"] == "Header":
        _one_line(words)


def _strip_lines(node: Node) -> None:
    """Take white space off the edges of lines of verse and of terms; a term is one line.

    Two terms of one definition, which are lines of a term when pandoc reads them, stand behind a
    comma.
    """
    if node["t"] == "LineBlock":
        node["c"] = [_parted(line)[1] for line in node["c"]]
        return
    for item in node["c"]:
        item[0] = [
            word
            for one in _parted(item[0])[1]
            for word in ([{"t": "Str", "c": ","}, {"t": "Space"}] if _breaks(one) else [one])
        ]
        join_strings(item[0])


def _breaks(node: Node) -> bool:
    return bool(node["t"] == "LineBreak")


def _one_line(words: list[Node]) -> None:
    for number, word in enumerate(words):
        if word["t"] == "LineBreak":
            words[number] = {"t": "Space"}
        elif word["t"] in CONTAINERS:
            _one_line(word["c"])


def _parted(
    inner: list[Node], loose: tuple[str, ...] = WHITE
) -> tuple[list[Node], list[Node], list[Node]]:
    """Part the white space (or what else is loose) at both ends from what stands between."""
    start = next((i for i, n in enumerate(inner) if n["t"] not in loose), len(inner))
    end = next((i for i in range(len(inner), start, -1) if inner[i - 1]["t"] not in loose), start)
    return inner[:start], inner[start:end], inner[end:]


def single_spaces(nodes: list[Node]) -> list[Node]:
    """Return nodes with one space where several stood."""
    return [
        node
        for i, node in enumerate(nodes)
        if not (i and node["t"] == "Space" and nodes[i - 1]["t"] in WHITE)
    ]
