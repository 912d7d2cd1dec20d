"""When two texts in the AST read the same; and what the AST should be when edits are made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import orjson

from octavo.bibliography import volumes
from octavo.book.crossrefs.targets import PREFIX, PREFIXES
from octavo.desk.patch.edits import Edit
from octavo.model.nodes import RAW, Node, attr_of, children, stringify, walk
from octavo.prose.prose import strings

SPACES = ("Space", "SoftBreak")


def edited(block: Node, first: int, edits: list[Edit]) -> Node | None:
    """Make edits in a copy of a block whose first Str has the number `first`.

    Return None where an edit is not known by its words, or reaches from one list into another.
    """
    copy: Node = orjson.loads(orjson.dumps(block))
    words = list(strings([copy]))
    holders = {id(node): nodes for nodes in _lists([copy]) for node in nodes}
    changes = [(anchor, edit.words) for edit in edits for anchor in edit.anchors]
    for anchor, after in sorted(changes, key=lambda c: (c[0].start, c[0].end), reverse=True):
        start, end = anchor.start[0] - first, anchor.end[0] - first
        if after is None or start > end:
            return None
        if start < 0 or end >= len(words):
            continue
        one, two = words[start], words[end]
        if not _joined(holders[id(one)], one, two):
            return None
        one["c"] = one["c"][: anchor.start[1]] + after + two["c"][anchor.end[1] :]
    return copy


def _joined(nodes: list[Node], one: Node, two: Node) -> bool:
    """Take out of a list what stands behind `one` as far as `two`; False if it does not."""
    if one is two:
        return True
    start = next(n for n, node in enumerate(nodes) if node is one)
    end = next((n for n, node in enumerate(nodes) if node is two), -1)
    if end < start or any(n["t"] not in ("Str", *SPACES) for n in nodes[start + 1 : end]):
        return False
    del nodes[start + 1 : end + 1]
    return True


def _lists(nodes: list[Node]) -> Iterable[list[Node]]:
    yield nodes
    for node in nodes:
        for inner in children(node):
            yield from _lists(inner)


def links(blocks: list[Node]) -> set[str]:
    r"""Return the identifiers that a chapter leads to: by links, `@sec-pans`, `\ref{pans}`.

    A name as other programs write it is given in each of its spellings.
    """
    made: set[str] = set()
    for node in walk(blocks):
        if node["t"] == "Link":
            target: str = node["c"][2][0]
            made |= _spellings(target[1:]) if target.startswith("#") else set()
        elif node["t"] == "Cite":
            made.update(*(_spellings(one["citationId"]) for one in node["c"][0]))
        elif node["t"] in RAW:
            named = (one[1] or one[2] for one in REFERENCES.finditer(node["c"][1]))
            made |= {name.strip() for names in named for name in names.split(",")}
    return made


REFERENCES = re.compile(r"""\\\w*ref\*?\{([^{}]+)\}|href=["']?#([^"'\s>]+)""")
"""References in raw TeX and HTML."""


def _spellings(name: str) -> set[str]:
    """Return a name in the spellings that all mean one thing: `Fig:mill`, `fig-mill`."""
    kind = PREFIX.match(name)
    if kind is None:
        return {name}
    rest, prefix = name[kind.end() :], kind[1].lower()
    same = [one for one in PREFIXES if PREFIXES[one] == PREFIXES[prefix]]
    cased = [each for one in same for each in (one, one.capitalize(), one.upper())]
    return {name, *(f"{one}{sign}{rest}" for one in cased for sign in "-:")}


def canonical(nodes: list[Node], linked: frozenset[str]) -> list[Any]:
    """Return nodes in a form in which texts that read the same are the same.

    A line's end is a space; a space inside a Str is a Space; a heading's identifier counts only
    if something links to it; of a citation count its keys, its mode and its words.
    """
    copied: list[Node] = orjson.loads(orjson.dumps(nodes))
    for inner in list(_lists(copied)):
        inner[:] = _spaced(inner)
        for node in inner:
            _reduce(node, linked)
    return copied


def _spaced(nodes: list[Node]) -> list[Node]:
    """Split Str at spaces, join the rest, and leave one Space where there are more."""
    kept: list[Node] = []
    for node in nodes:
        for piece in _pieces(node):
            last = kept[-1] if kept else {"t": ""}
            if piece["t"] == "Str" == last["t"]:
                kept[-1] = {"t": "Str", "c": last["c"] + piece["c"]}
            elif not piece["t"] == "Space" == last["t"]:
                kept.append(piece)
    while kept and kept[-1]["t"] == "Space":
        kept.pop()
    return kept


def _pieces(node: Node) -> list[Node]:
    if node["t"] in SPACES:
        return [{"t": "Space"}]
    if node["t"] != "Str":
        return [node]
    words = re.split(r"([ \n]+)", node["c"])
    return [{"t": "Str", "c": w} if w.strip(" \n") else {"t": "Space"} for w in words if w]


def _reduce(node: Node, linked: frozenset[str]) -> None:
    attr = attr_of(node)
    if node["t"] == "Header" and attr is not None and attr[0] not in linked:
        attr[0] = ""
    if node["t"] == "Cite":
        node["c"] = [
            [
                *volumes.canonical(c["citationId"], _words(c["citationSuffix"])),
                c["citationMode"],
                _words(c["citationPrefix"]),
            ]
            for c in node["c"][0]
        ]


def _words(nodes: list[Node]) -> str:
    return " ".join(stringify(nodes).split())
