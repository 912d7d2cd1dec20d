"""Compares two readings of a text: what an editor cannot see does not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from octavo.model.nodes import CONTAINERS, Node, join_strings, stringify

ALIKE: dict[str, Node] = {
    "SoftBreak": {"t": "Space"},
    "Space": {"t": "Space"},
    "ColWidth": {"t": "ColWidthDefault"},
    "AlignLeft": {"t": "AlignDefault"},
    "DefaultDelim": {"t": "Period"},
    "DefaultStyle": {"t": "Decimal"},
}
"""What looks the same in print."""


def canonical(value: Any) -> Any:
    """Return blocks so that two readings can be compared: identifiers and widths do not count."""
    if isinstance(value, list):
        return _canonical_list(value)
    if not isinstance(value, dict):
        return value
    kind = value.get("t", "")
    if kind in ALIKE:
        return ALIKE[kind]
    if kind in BY_KIND:
        return BY_KIND[kind](value)
    made = {key: canonical(item) for key, item in value.items() if key != "citationNoteNum"}
    if kind == "Plain":
        made["t"] = "Para"
    return _in_order(made) if kind in CONTAINERS else made


def _in_order(node: Node) -> Node:
    """Set two kinds of emphasis that hold the same words in one order: in print they are equal."""
    inner = node["c"]
    if len(inner) == 1 and inner[0]["t"] in CONTAINERS and inner[0]["t"] < node["t"]:
        return {"t": inner[0]["t"], "c": [_in_order({"t": node["t"], "c": inner[0]["c"]})]}
    return node


def _raw(node: Node) -> Any:
    if node["c"][1].strip() == "<!-- -->":
        return {"t": "Separator"}
    return {"t": node["t"], "c": canonical(node["c"])}


def _raised(node: Node) -> Any:
    """In Markdown, a space in what is raised or lowered is one at which no line breaks."""
    space = {"t": "Str", "c": "\N{NO-BREAK SPACE}"}
    held = [dict(space) if one["t"] in ("Space", "SoftBreak") else one for one in node["c"]]
    return _in_order({"t": node["t"], "c": canonical(held)})


def _image(node: Node) -> Any:
    """An image has one description, whether it is its attribute or its words."""
    (_, classes, pairs), words, target = node["c"]
    described = next((value for key, value in pairs if key == "alt"), stringify(words))
    rest = [pair for pair in pairs if pair[0] != "alt"]
    return {"t": "Image", "c": [classes, rest, described, target]}


def _figure(node: Node) -> Any:
    """A figure's caption is one paragraph, and describes an image that nothing else describes."""
    (_, classes, pairs), (_, caption), blocks = node["c"]
    words: list[Node] = []
    for block in caption:
        if block["t"] not in ("Para", "Plain"):
            return {"t": "Figure", "c": canonical(node["c"])}
        words += [*([{"t": "LineBreak"}] if words else []), *block["c"]]
    shown = canonical(blocks)
    for image in _images(shown):
        image["c"][2] = image["c"][2] or stringify(words)
    return {"t": "Figure", "c": [classes, pairs, canonical(words), shown]}


def _table(node: Node) -> Any:
    """A table's rows and cells have no classes in Markdown: they say how a web page shows them."""
    attr, caption, columns, head, bodies, foot = canonical(node["c"])
    groups = [head[1], foot[1], *(rows for body in bodies for rows in body[2:])]
    for row in (row for rows in groups for row in rows):
        row[0] = []
        for cell in row[1]:
            cell[0] = []
    return {"t": "Table", "c": [attr, caption, columns, head, bodies, foot]}


def _images(value: Any) -> Iterator[Node]:
    """Yield the images in a canonical value."""
    if isinstance(value, dict):
        if value.get("t") == "Image":
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _images(one)


def _canonical_list(value: list[Any]) -> list[Any]:
    made = [canonical(item) for item in _spread(value)]
    if made and all(isinstance(item, dict) and "t" in item for item in made):
        join_strings(made)
        spaces = {"t": "Space"}
        return [
            item for i, item in enumerate(made) if item != spaces or made[i - 1 : i] != [spaces]
        ]
    return made


def _spread(value: list[Any]) -> Iterator[Any]:
    """Yield what a list holds; a Span that says nothing of its words gives way to them."""
    for item in value:
        if isinstance(item, dict) and item.get("t") == "Span" and not any(item["c"][0]):
            yield from _spread(item["c"][1])
        else:
            yield item


def _without_attributes(node: Node) -> Any:
    """A heading keeps its classes; a link loses the class that pandoc gives a bare address.

    Of a citation there stay the works.
    """
    kind, content = node["t"], node["c"]
    if kind == "Cite":
        return {"t": kind, "c": [canonical(content[0])]}
    if kind == "Header":
        level, attr, words = content
        return {"t": kind, "c": [level, attr[1], canonical(words)]}
    _, words, target = content
    return {"t": kind, "c": [canonical(words), target]}


BY_KIND = {
    "RawBlock": _raw,
    "Superscript": _raised,
    "Subscript": _raised,
    "Image": _image,
    "Figure": _figure,
    "Table": _table,
    **dict.fromkeys(("Header", "Link", "Cite"), _without_attributes),
}
"""What of a node is compared, where it is not all of it."""
