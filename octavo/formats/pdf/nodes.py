"""What the PDF's writer asks of pandoc's nodes, and how it takes them apart."""

from __future__ import annotations

import re

import orjson

from octavo.model.nodes import (
    SPACES,
    Node,
    children,
    citations_changed,
    is_aside,
    stringify,
    walk,
    without_space,
)

SPACED = frozenset(
    ("Header", "BlockQuote", "BulletList", "OrderedList", "DefinitionList", "LineBlock", "Table")
)
"""Blocks with a line of space above them."""

BARE = frozenset(("Cite", "Span"))
"""Inlines that show nothing but what is in them."""

ASIDE = "in-heading"
"""The class of a span that stands in a heading where that is, and in no list of headings."""

LENGTH = re.compile(r"^(\d+(?:\.\d+)?)(%|cm|mm|in|pt|px)?$")


def tight(items: list[list[Node]]) -> str:
    """Return for Typst whether the items of a list stand without space between them."""
    return "true" if all(block["t"] != "Para" for item in items for block in item) else "false"


def lone_image(block: Node) -> Node | None:
    """Return the image that a paragraph is, if it is nothing else."""
    nodes: list[Node] = block["c"]
    return nodes[0] if len(nodes) == 1 and nodes[0]["t"] == "Image" else None


def is_display(node: Node) -> bool:
    """Whether an inline is a displayed formula."""
    return node["t"] == "Math" and bool(node["c"][0]["t"] == "DisplayMath")


def begins_display(block: Node) -> bool:
    """Whether a block begins with what has a line of space above it.

    >>> begins_display({"t": "Div", "c": [["", [], []], [{"t": "Para", "c": []}]]})
    False
    """
    if block["t"] == "Div":
        classes = block["c"][0][1]
        inner: list[Node] = block["c"][1]
        return "box" in classes or bool(inner and begins_display(inner[0]))
    if block["t"] == "Para":
        first: list[Node] = block["c"][:1]
        return lone_image(block) is not None or any(map(is_display, first))
    return block["t"] in SPACED


def split_heading(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """Part the title of a heading from the notes and the citations behind it.

    They follow the heading where it stands; contents, bookmarks and running heads have none.
    """
    title, apart = [], []
    for node in nodes:
        if node["t"] == "Note":
            apart.append(node)
        elif any(one["t"] == "Note" for one in walk([node])):
            apart += [one for one in walk([node]) if one["t"] == "Note"]
            kept = _without_notes(node)
            title += [kept] if stringify([kept]).strip() or node["t"] not in BARE else []
        else:
            title.append(node)
    end = len(title)
    while end > 1 and (is_aside(title[end - 1]) or _is_blank(title[end - 1])):
        end -= 1
    shown, behind = without_space(title[:end], title[end:])
    shown, places = _without_places(shown)
    return shown, [*behind, *apart, *places]


def _without_places(title: list[Node]) -> tuple[list[Node], list[Node]]:
    """Part a title from the places in it that links lead to: a PDF knows each of them once."""
    kept: list[Node] = orjson.loads(orjson.dumps(title))
    places: list[Node] = []
    for node in walk(kept):
        if node["t"] in ("Span", "Link", "Code") and node["c"][0][0]:
            places.append({"t": "Span", "c": [[node["c"][0][0], [], []], []]})
            node["c"][0][0] = ""
    return (kept, places) if places else (title, [])


def with_asides(title: list[Node]) -> list[Node]:
    """Return a title with each citation in it, and the space before that, in a span ASIDE."""
    return citations_changed(
        title, lambda citation: [{"t": "Span", "c": [["", [ASIDE], []], citation]}]
    )


def _without_notes(node: Node) -> Node:
    """Return a copy of an inline without the notes inside it."""
    copy: Node = orjson.loads(orjson.dumps(node))
    stack = [copy]
    while stack:
        for inner in children(stack.pop()):
            inner[:] = [one for one in inner if one["t"] != "Note"]
            stack += inner
    return copy


def split_at_displays(nodes: list[Node]) -> list[list[Node]]:
    """Part a paragraph at its displayed formulas; spaces around them go."""
    if not any(node["t"] == "Math" for node in nodes):
        return [nodes] if not all(map(_is_blank, nodes)) else []
    pieces: list[list[Node]] = [[]]
    for node in nodes:
        if is_display(node):
            pieces += [[node], []]
        else:
            pieces[-1].append(node)
    return [piece for piece in pieces if not all(map(_is_blank, piece))]


def _is_blank(node: Node) -> bool:
    return node["t"] in SPACES or (node["t"] == "Str" and not node["c"].strip(" "))


def is_shown(nodes: list[Node]) -> bool:
    """Whether inlines print anything: a span that only has an identifier does not."""
    return not all(
        _is_blank(node) or (node["t"] == "Span" and not is_shown(node["c"][1])) for node in nodes
    )


def length(text: str) -> str:
    """Return a length as Typst has it, of pandoc's (`50%`, `3cm`, `96px`); "" for none."""
    match = LENGTH.match(text.strip())
    if match is None:
        return ""
    if match[2] in (None, "px"):
        return f"{float(match[1]) * 0.75:g}pt"
    return f"{match[1]}{match[2]}"
