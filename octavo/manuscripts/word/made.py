"""Blocks that are made of marked paragraphs: headings, lists, paragraphs in bold."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.manuscripts.folder.tidy import OURS
from octavo.model.nodes import Node


def heading(value: str, inner: list[Node]) -> list[Node]:
    """A heading of the words of its paragraph; other blocks in it stand below it."""
    level, _, name = value.partition(" ")
    blocks = list(_paragraphs(inner))
    words = next((block for block in blocks if block["t"] in ("Para", "Plain", "Header")), None)
    if words is None:
        return inner
    inlines = _bare(words["c"][2] if words["t"] == "Header" else words["c"])
    attr = words["c"][1] if words["t"] == "Header" else ["", [], []]
    attr[1] = [*attr[1], *([f"{OURS}{name}"] if name else [])]
    made: Node = {"t": "Header", "c": [int(level), attr, inlines]}
    return [made if block is words else block for block in blocks]


WHOLE = ("Strong", "Emph", "Underline", "SmallCaps")
"""What shows that a paragraph is a heading, and says nothing in one."""


def _bare(inlines: list[Node]) -> list[Node]:
    """Return the words of a heading without the looks that all of them have."""
    for kind in WHOLE:
        words = [
            one for one in inlines if one["t"] not in ("Space", "SoftBreak", "LineBreak", "Note")
        ]
        if words and all(one["t"] == kind for one in words):
            unwrapped = [
                inner for one in inlines for inner in (one["c"] if one["t"] == kind else [one])
            ]
            return _bare(unwrapped)
    return inlines


def _paragraphs(blocks: list[Node]) -> Iterator[Node]:
    """Yield blocks without the lists around them."""
    for block in blocks:
        if block["t"] in ("BulletList", "OrderedList"):
            listed = block["c"] if block["t"] == "BulletList" else block["c"][1]
            for blocks_of_item in listed:
                yield from _paragraphs(blocks_of_item)
        else:
            yield block


def item(value: str, inner: list[Node]) -> list[Node]:
    """An item, which the list around it takes in."""
    return [{"t": "Div", "c": [["", [], [["item", value]]], inner]}]


def items(inner: list[Node]) -> list[Node]:
    """A list of items by their levels; a paragraph that belongs to the item above joins it."""
    root: list[Node] = []
    open_lists: list[tuple[int, list[list[Node]]]] = []
    for one in inner:
        kind, _, level = one["c"][0][2][0][1].partition(" ")
        blocks = one["c"][1]
        if kind == "item" and open_lists:
            open_lists[-1][1][-1] += blocks
            continue
        depth = int(level or 1)
        while open_lists and open_lists[-1][0] > depth:
            open_lists.pop()
        if open_lists and open_lists[-1][0] == depth:
            open_lists[-1][1].append(blocks)
            continue
        new = [blocks]
        around = open_lists[-1][1][-1] if open_lists else root
        around.append(_new_list(kind, new))
        open_lists.append((depth, new))
    return root


def _new_list(kind: str, blocks: list[list[Node]]) -> Node:
    if kind == "number":
        return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], blocks]}
    return {"t": "BulletList", "c": blocks}


def strong(inner: list[Node]) -> list[Node]:
    """Paragraphs whose words are bold."""
    for node in inner:
        if node["t"] in ("Para", "Plain"):
            node["c"] = [{"t": "Strong", "c": node["c"]}]
    return inner
