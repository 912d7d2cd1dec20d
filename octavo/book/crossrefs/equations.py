r"""Displayed formulas that have a name become blocks of their own, which can bear a number.

The name is typed behind the formula, `$$E = mc^2$$ {#eq-energy}`, or in it, `\label{eq:energy}`.
"""

from __future__ import annotations

import re

from octavo.model.nodes import Node, each_list, markup

EQUATION = "equation"
"""The class of a displayed formula that has a name."""

BEHIND = re.compile(r"\{#([^\s{}#]+)\}([.,;:]?)")
INSIDE = re.compile(r"\s*(?:\\label\{([^{}\s]+)\}|\(\\#(eq:[^()\s]+)\))\s*")
SPACES = frozenset(("Space", "SoftBreak", "LineBreak"))


def name_equations(blocks: list[Node]) -> None:
    """Make each displayed formula with a name a Div that bears it, in place.

    The words before and behind it in its paragraph stand in paragraphs of their own; those behind
    go on, without an indent.
    """
    if any(_is_display(node) for node in markup(blocks)):
        each_list(blocks, _part)


def names(blocks: list[Node]) -> set[str]:
    """Return the names of displayed formulas, whether they are blocks of their own yet or not."""
    listed: set[str] = set()
    for node in markup(blocks):
        if node["t"] == "Math" and _is_display(node):
            listed |= {match[1] or match[2] for match in INSIDE.finditer(node["c"][1])}
        elif node["t"] == "Div" and EQUATION in node["c"][0][1]:
            listed.add(node["c"][0][0])
    return listed


def _part(nodes: list[Node]) -> None:
    """Part the paragraphs of a list of blocks at their named formulas."""
    made: list[Node] = []
    for block in nodes:
        made += _parted(block) if block["t"] in ("Para", "Plain") else [block]
    if len(made) != len(nodes) or any(a is not b for a, b in zip(made, nodes, strict=True)):
        nodes[:] = made


def _parted(block: Node) -> list[Node]:
    rest: list[Node] = block["c"]
    if not any(_is_display(node) for node in rest):
        return [block]
    blocks: list[Node] = []
    words: list[Node] = []
    while rest:
        node, rest = rest[0], rest[1:]
        names, used = _names_of(node, rest) if _is_display(node) else ([], 0)
        if not names:
            words.append(node)
            continue
        blocks += _paragraph(block, words, goes_on=bool(blocks))
        blocks.append(_equation(names, node))
        words, rest = [], rest[used:]
    if not blocks:
        return [block]
    return [*blocks, *_paragraph(block, words, goes_on=True)]


def _names_of(formula: Node, following: list[Node]) -> tuple[list[str], int]:
    """Return the names of a formula, taken out of it, and how many inlines behind it gave one.

    A stop behind the name becomes part of the formula.
    """
    tex: str = formula["c"][1]
    names = [match[1] or match[2] for match in INSIDE.finditer(tex)]
    if names:
        formula["c"][1] = INSIDE.sub(" ", tex).strip()
        return names, 0
    used = int(bool(following) and following[0]["t"] in SPACES)
    behind = following[used] if following[used:] else {"t": ""}
    match = BEHIND.fullmatch(behind["c"]) if behind["t"] == "Str" else None
    if match is None:
        return [], 0
    formula["c"][1] = tex + match[2]
    return [match[1]], used + 1


def _equation(names: list[str], formula: Node) -> Node:
    """Return a named formula; the further names of its lines lead to it, too."""
    further = [{"t": "Span", "c": [[name, [], []], []]} for name in names[1:]]
    return {
        "t": "Div",
        "c": [[names[0], [EQUATION], []], [{"t": "Para", "c": [*further, formula]}]],
    }


def _paragraph(block: Node, words: list[Node], *, goes_on: bool) -> list[Node]:
    """Return the paragraph of some words of another; none where they are only spaces."""
    while words and words[0]["t"] in SPACES:
        words = words[1:]
    while words and words[-1]["t"] in SPACES:
        words = words[:-1]
    if not words:
        return []
    made = {"t": block["t"], "c": words}
    if goes_on and block["t"] == "Para":
        return [{"t": "Div", "c": [["", ["continued"], []], [made]]}]
    return [made]


def _is_display(node: Node) -> bool:
    return bool(node["t"] == "Math" and node["c"][0]["t"] == "DisplayMath")
