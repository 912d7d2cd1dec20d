"""What bears a number in a finished document: read from it again, for the formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.book.crossrefs.divisions import NAME
from octavo.book.crossrefs.divisions import NUMBER as DIVISION_NUMBER
from octavo.book.crossrefs.equations import EQUATION
from octavo.book.crossrefs.numbers import KIND, LABEL, NUMBER
from octavo.book.crossrefs.targets import PANEL
from octavo.model.nodes import Node, attr_of, markup, stringify
from octavo.prose.naming import first_sentence
from octavo.prose.prose import strings


@dataclass(frozen=True, slots=True)
class Numbered:
    """A thing with a number: its name, its kind, its number, and the first sentence of its words.

    A thing of kind `chapter` or `appendix` is a division.
    """

    identifier: str
    kind: str
    number: str
    title: str = ""


def numbered(blocks: list[Node]) -> Iterator[Numbered]:
    """Yield what has a number and a name, in reading order."""
    for node in markup(blocks):
        attr = attr_of(node)
        if attr is None or not attr[0]:
            continue
        pairs = dict(attr[2])
        if node["t"] == "Header" and DIVISION_NUMBER in pairs:
            kind = "appendix" if NAME in pairs else "chapter"
            yield Numbered(attr[0], kind, pairs[DIVISION_NUMBER], stringify(node["c"][2]))
        elif node["t"] == "Div" and EQUATION in attr[1] and len(node["c"][1]) > 1:
            words = "".join(one["c"] for one in strings(node["c"][1][1:]))
            yield Numbered(attr[0], "equation", words.strip("()"))
        elif node["t"] in ("Figure", "Table", "Div"):
            yield from _labelled(attr[0], node)


def _labelled(identifier: str, node: Node) -> Iterator[Numbered]:
    blocks = node["c"][1][1][:1] if node["t"] != "Div" else node["c"][1][:1]
    if node["t"] == "Div" and PANEL in node["c"][0][1]:
        blocks = node["c"][1][-1]["c"][1][:1]
    first = blocks[0] if blocks and blocks[0]["t"] in ("Para", "Plain") else {"c": []}
    label: Node = first["c"][0] if first["c"] else {"t": ""}
    if label["t"] == "Span" and LABEL in label["c"][0][1]:
        pairs = dict(label["c"][0][2])
        title = first_sentence(stringify(_shown(first["c"][1:])))
        yield Numbered(identifier, pairs[KIND], pairs[NUMBER], title)


def _shown(nodes: list[Node]) -> list[Node]:
    """Return the inlines of a caption without its pictures."""
    return [node for node in nodes if node["t"] != "Image"]
