"""Puts the notes of a page where their marks stand, when pandoc has read it."""

from __future__ import annotations

from octavo.model.nodes import Node, each_list

MARKED, HELD = "octavo-note", "octavo-notes"
"""Classes of the place of a note's mark, and of the note, until pandoc has read the page."""


def settle(blocks: list[Node]) -> None:
    """Put the notes that pandoc read at their marks, in place."""
    held: dict[str, list[Node]] = {}

    def gather(nodes: list[Node]) -> None:
        for node in nodes:
            if node["t"] == "Div" and HELD in node["c"][0][1]:
                held[dict(node["c"][0][2]).get("n", "")] = node["c"][1]
        nodes[:] = [n for n in nodes if n["t"] != "Div" or HELD not in n["c"][0][1]]

    def place(nodes: list[Node]) -> None:
        for number, node in enumerate(nodes):
            if node["t"] == "Span" and MARKED in node["c"][0][1]:
                body = held.get(dict(node["c"][0][2]).get("n", ""), [])
                nodes[number] = {"t": "Note", "c": _paragraphs(body)}

    each_list(blocks, gather)
    each_list(blocks, place)


def _paragraphs(blocks: list[Node]) -> list[Node]:
    """Return the blocks of a note, without the divisions around them."""
    made: list[Node] = []
    for block in blocks:
        if block["t"] == "Div":
            made += _paragraphs(block["c"][1])
        else:
            made.append({"t": "Para", "c": block["c"]} if block["t"] == "Plain" else block)
    return made
