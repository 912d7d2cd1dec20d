"""What a text can refer to: its figures, tables, formulas, listings, headings, by their names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from octavo.book.crossrefs.equations import EQUATION
from octavo.model.nodes import Attr, Node, attr_of, each_list, markup, stringify

PREFIXES = {
    "fig": "figure",
    "tbl": "table",
    "tab": "table",
    "eq": "equation",
    "lst": "listing",
    "sec": "heading",
}
"""How a name begins that says what bears it, in Quarto, bookdown and pandoc-crossref."""

PREFIX = re.compile(rf"({'|'.join(PREFIXES)})[-:]", re.I)
UNNUMBERED = "unnumbered"
PANEL, PANEL_CAPTION = "panel", "panel-caption"
"""The classes of a figure that is several pictures, and of its caption."""


@dataclass(slots=True)
class Target:
    """A place that can be referred to. `number` is "" until it has one."""

    kind: str
    node: Node
    attr: Attr
    number: str = ""
    is_part: bool = False
    """Whether it is one of several pictures of a figure, which have letters: 2.1a."""


def kind_named(name: str) -> str:
    """Return what a name says that it is the name of; "" where it does not say.

    >>> kind_named("fig-mill"), kind_named("Tbl:x"), kind_named("figaro1786")
    ('figure', 'table', '')
    """
    match = PREFIX.match(name)
    return PREFIXES[match[1].lower()] if match else ""


def shape(blocks: list[Node], captioned: Collection[str] = ()) -> None:
    """Make figures and tables of what is written otherwise, in place.

    A named picture without a caption is a figure, and so is one that is `captioned` elsewhere; a
    named division of a picture, or of a table, and a paragraph is one with a caption; so is a named
    listing with its `lst-cap`.
    """

    def visit(nodes: list[Node]) -> None:
        for number, node in enumerate(nodes):
            if node["t"] in ("Para", "Plain"):
                nodes[number] = _of_picture(node, captioned)
            elif node["t"] == "Div":
                nodes[number] = _panel(node) if _is_panel(node) else _of_division(node)
            elif node["t"] == "CodeBlock":
                nodes[number] = _of_code(node)

    names = (attr[0] for node in markup(blocks) if (attr := attr_of(node)))
    if captioned or any(map(kind_named, names)):
        each_list(blocks, visit)


def _of_picture(block: Node, captioned: Collection[str]) -> Node:
    image: Node = block["c"][0] if len(block["c"]) == 1 else {"t": ""}
    if image["t"] != "Image":
        return block
    if kind_named(image["c"][0][0]) != "figure" and image["c"][2][0] not in captioned:
        return block
    attr = [image["c"][0][0], [c for c in image["c"][0][1] if c == UNNUMBERED], []]
    image["c"][0][0] = ""
    return _figure(attr, [], [{"t": "Plain", "c": [image]}])


def _of_division(block: Node) -> Node:
    """Return the figure or table that a named division holds, if it holds nothing else."""
    attr, inside = block["c"]
    kind = kind_named(attr[0])
    if kind not in ("figure", "table") or len(inside) != 2:
        return block
    thing: Node = inside[0]
    words: Node = inside[1]
    if words["t"] not in ("Para", "Plain") or not stringify(words["c"]).strip():
        return block
    caption = [{"t": "Plain", "c": words["c"]}]
    if thing["t"] == "Table" and not thing["c"][1][1]:
        thing["c"][0][0], thing["c"][1][1] = attr[0], caption
        return thing
    if thing["t"] in ("Para", "Plain") and _is_picture(thing):
        return _figure([attr[0], attr[1], []], caption, [{"t": "Plain", "c": thing["c"]}])
    if thing["t"] == "Figure" and not thing["c"][0][0]:
        thing["c"][0][0] = attr[0]
        thing["c"][1][1] = caption
        return thing
    return block


def _is_panel(block: Node) -> bool:
    """Whether a named division holds several pictures with captions, or one and more."""
    attr, inside = block["c"]
    is_figure = kind_named(attr[0]) == "figure" and len(inside) > 1
    return is_figure and any(one["t"] == "Figure" and one["c"][0][0] for one in inside[:-1])


def _panel(block: Node) -> Node:
    """Set the words below several pictures apart, which are the caption of all."""
    attr, inside = block["c"]
    if inside[-1]["t"] == "Para" and not _is_picture(inside[-1]):
        attr[1].append(PANEL)
        inside[-1] = {"t": "Div", "c": [["", [PANEL_CAPTION], []], [inside[-1]]]}
    return block


def _is_picture(block: Node) -> bool:
    return len(block["c"]) == 1 and block["c"][0]["t"] == "Image"


def _of_code(block: Node) -> Node:
    """Return a listing with its caption, of code that has both a name and a caption."""
    attr = block["c"][0]
    words = dict(attr[2]).get("lst-cap", "")
    if kind_named(attr[0]) != "listing" or not words:
        return block
    name, attr[0] = attr[0], ""
    attr[2] = [pair for pair in attr[2] if pair[0] != "lst-cap"]
    caption = {"t": "Para", "c": [{"t": "Str", "c": words}]}
    return {"t": "Div", "c": [[name, ["listing"], []], [caption, block]]}


def _figure(attr: Attr, caption: list[Node], content: list[Node]) -> Node:
    return {"t": "Figure", "c": [attr, [None, caption], content]}


def targets(blocks: list[Node]) -> list[Target]:
    """Return what can be referred to, in reading order: what has a name, and what has a caption."""
    made = []
    for node in markup(blocks):
        attr = attr_of(node)
        kind = _kind(node)
        if attr is not None and (attr[0] or kind in ("figure", "table")):
            made.append(Target(kind, node, attr))
    panels = [target.node["c"][1] for target in made if PANEL in target.attr[1]]
    parts = {id(one) for blocks in panels for one in blocks if one["t"] == "Figure"}
    for target in made:
        target.is_part = id(target.node) in parts
    return made


def aliases(every: list[Target]) -> dict[str, Target]:
    r"""Return the further names of things: marks in a caption, in a formula, or in a heading.

    So LaTeX's `\label` names what it stands in.
    """
    made: dict[str, Target] = {}
    for target in every:
        node = target.node
        inside = node["c"][2] if node["t"] == "Header" else caption_of(target)
        if target.kind == "equation":
            inside = node["c"][1]
        marks = (one["c"][0][0] for one in markup(inside) if one["t"] == "Span")
        made |= {str(name): target for name in marks if name}
    return made


def _kind(node: Node) -> str:
    """Return what a node is; "place" where it has only a name."""
    kind: str = node["t"]
    if kind == "Header":
        return "heading"
    if kind == "Table":
        return "table"
    if kind == "Figure":
        named = kind_named(node["c"][0][0])
        return "table" if named == "table" else "figure"
    classes = node["c"][0][1] if kind == "Div" else ()
    if PANEL in classes:
        return "figure"
    if EQUATION in classes:
        return "equation"
    return "listing" if "listing" in classes else "place"


def caption_of(target: Target) -> list[Node]:
    """Return the blocks of a target's caption, its own, which a caller may change.

    Of a listing it is the first paragraph; a formula has none.
    """
    node = target.node
    if node["t"] in ("Figure", "Table"):
        blocks: list[Node] = node["c"][1][1]
        return blocks
    if PANEL in target.attr[1]:
        words: list[Node] = node["c"][1][-1]["c"][1]
        return words
    return node["c"][1][:1] if target.kind == "listing" else []
