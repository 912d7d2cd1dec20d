"""Marks that pandoc carried through as links of our own become what they mean."""

from __future__ import annotations

from urllib.parse import unquote

from octavo.files import json
from octavo.manuscripts.opendocument.tree import MARK
from octavo.model.nodes import Document, Node, each_list


def settle(document: Document) -> None:
    """Make of each mark what it means, in place: a language, an entry of an index, a box."""
    each_list(document.blocks, _settled)


def _settled(nodes: list[Node]) -> None:
    made: list[Node] = []
    opened: list[int] = []
    for node in nodes:
        kind = _box(node)
        if kind == "open":
            opened.append(len(made))
        elif kind == "close" and opened:
            at = opened.pop()
            made[at:] = [{"t": "Div", "c": [["", ["box"], []], made[at:]]}]
        elif not kind:
            made += _inline(node)
    nodes[:] = _joined(made)


def _joined(nodes: list[Node]) -> list[Node]:
    """Join neighbours of one language, with the spaces between them."""
    made: list[Node] = []
    for node in nodes:
        at = len(made) - 1
        while at >= 0 and made[at]["t"] == "Space":
            at -= 1
        if at >= 0 and _language(node) and _language(made[at]) == _language(node):
            made[at]["c"][1] += [*made[at + 1 :], *node["c"][1]]
            del made[at + 1 :]
        else:
            made.append(node)
    return made


def _language(node: Node) -> str:
    """Return the language of a span that has nothing else; "" of others."""
    attr = node["c"][0] if node["t"] == "Span" else ["", [], []]
    alone = not attr[0] and not attr[1] and len(attr[2]) == 1 and attr[2][0][0] == "lang"
    return str(attr[2][0][1]) if alone else ""


def _inline(node: Node) -> list[Node]:
    kind, value = _mark(node)
    if kind == "lang":
        return [{"t": "Span", "c": [["", [], [["lang", value]]], node["c"][1]]}]
    if kind == "index":
        given = json.parse(value.encode(), "content.xml")
        pairs = [[str(key), str(text)] for key, text in given.items()]
        return [{"t": "Span", "c": [["", ["index"], pairs], []]}]
    return [node]


def _mark(node: Node) -> tuple[str, str]:
    """Return the kind and value of a mark; empty where a node is none."""
    url = node["c"][2][0] if node["t"] == "Link" else ""
    if not url.startswith(MARK):
        return "", ""
    kind, _, value = url.removeprefix(MARK).partition(":")
    return kind, unquote(value)


def _box(node: Node) -> str:
    """Return whether a paragraph opens or closes a box; "" where it does neither."""
    if node["t"] not in ("Para", "Plain") or len(node["c"]) != 1:
        return ""
    kind, _ = _mark(node["c"][0])
    return kind if kind in ("open", "close") else ""
