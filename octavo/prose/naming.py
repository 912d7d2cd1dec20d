"""Links without words take the name of what they lead to."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from octavo.model.nodes import (
    Node,
    attr_of,
    children,
    markup,
    stringify,
    without_citations,
)
from octavo.model.structure import PAGE_REFERENCE

ENDS = (".", "!", "?")
UNNAMED = frozenset(("Note", "Image", "RawInline"))
"""Inlines of a heading or a caption that are no part of its name."""


def is_nameless(link: Node) -> bool:
    """Whether a link has no words, no image with a description, and no formula."""
    if stringify(link["c"][1]).strip():
        return False
    return not any(node["t"] == "Image" and _alt(node) for node in markup(link["c"][1]))


def _alt(image: Node) -> str:
    return dict(image["c"][0][2]).get("alt") or stringify(image["c"][1]).strip()


def name_links(blocks: list[Node]) -> None:
    """Give each link without words those of the heading or caption that it leads to, in place."""
    nameless = [node for node in markup(blocks) if node["t"] == "Link" and is_nameless(node)]
    led_to = {link["c"][2][0][1:] for link in nameless if link["c"][2][0].startswith("#")}
    if not led_to:
        return
    names = dict(_names(blocks, led_to))
    for link in nameless:
        name = names.get(link["c"][2][0][1:])
        if name:
            link["c"][1][:] = orjson.loads(orjson.dumps(name))


def page_references(blocks: list[Node]) -> int:
    """Return how many links are the number of a page, in print."""
    links = (node for node in markup(blocks) if node["t"] == "Link")
    return sum(PAGE_REFERENCE in link["c"][0][1] for link in links)


def _names(blocks: list[Node], led_to: set[str]) -> Iterator[tuple[str, list[Node]]]:
    """Yield those identifiers of a text that links lead to, with the name of each place."""
    heading: list[Node] = []
    around: dict[str, list[Node]] = {}
    for node in markup(blocks):
        kind = node["t"]
        name = name_of(node)
        if kind == "Header":
            heading = name
        if kind in ("Header", "Figure", "Table"):
            lists = [node["c"][2]] if kind == "Header" else children(node)
            inside = (attr_of(one) for inner in lists for one in markup(inner))
            around |= {attr[0]: name for attr in inside if attr and attr[0]}
        attr = attr_of(node)
        if attr and attr[0] in led_to:
            yield attr[0], name or around.get(attr[0]) or (heading if kind == "Span" else [])


def name_of(node: Node) -> list[Node]:
    """Return what a place is called: a heading's words, the first sentence of a caption.

    Nothing where it names an author by a citation (@doe says): that has no words yet.
    """
    name = _name(node)
    return [] if any(one["t"] == "Cite" for one in markup(name)) else name


def _name(node: Node) -> list[Node]:
    kind = node["t"]
    if kind == "Header":
        return _plain(node["c"][2])
    if kind in ("Figure", "Table"):
        return _sentence(_plain(_first_line(node["c"][1][1])))
    if kind == "Div":
        first = next((one for one in node["c"][1] if one["t"] == "Header"), None)
        return _plain(first["c"][2]) if first else []
    if kind == "Span":
        return _plain(node["c"][1]) if stringify(node["c"][1]).strip() else []
    return []


def _first_line(blocks: list[Node]) -> list[Node]:
    lines = (block["c"] for block in blocks if block["t"] in ("Para", "Plain"))
    return next(lines, [])


def _plain(nodes: list[Node]) -> list[Node]:
    """Return inlines without notes, images, citations and links: no link may stand in another."""
    made: list[Node] = []
    for node in without_citations(nodes):
        if node["t"] in UNNAMED:
            continue
        if node["t"] in ("Link", "Span"):
            made += _plain(node["c"][1])
        else:
            made.append({"t": "Space"} if node["t"] == "LineBreak" else node)
    return made


def first_sentence(text: str) -> str:
    """Return the first sentence of a caption, without its full stop.

    >>> first_sentence("The mill of St. Ness. It burnt.")
    'The mill of St. Ness'
    """
    words = text.split()
    for number, word in enumerate(words):
        if _ends(word):
            return " ".join([*words[:number], word.rstrip(".")])
    return " ".join(words).rstrip(".")


def _ends(word: str) -> bool:
    """Whether a word ends a sentence; one so short is an abbreviation."""
    return len(word) > len("St.") and word.endswith(ENDS)


def _sentence(nodes: list[Node]) -> list[Node]:
    """Return the first sentence of a caption, without its full stop."""
    for number, node in enumerate(nodes):
        word = node["c"] if node["t"] == "Str" else ""
        behind = nodes[number + 1 : number + 2]
        is_end = not behind or behind[0]["t"] in ("Space", "SoftBreak")
        if _ends(word) and is_end:
            return [*nodes[:number], {"t": "Str", "c": word.rstrip(".")}]
    return nodes
