"""Reads the contents of the book that was written: its chapters, as pandoc reads them again."""

from __future__ import annotations

from collections.abc import Iterable

from octavo.manuscripts.guard.contents import Contents, What
from octavo.model.nodes import CONTAINERS, SPACES, Node, children, stringify, walk

LISTS = ("BulletList", "OrderedList", "DefinitionList", "LineBlock")


def contents(blocks: Iterable[Node]) -> Contents:
    """Return the contents of some blocks."""
    read = Contents()
    _blocks(blocks, read)
    read.end()
    return read


def _blocks(blocks: Iterable[Node], read: Contents) -> None:
    for block in blocks:
        _block(block, read)


def _block(block: Node, read: Contents) -> None:
    kind = block["t"]
    read.lists = read.lists or kind in LISTS
    if kind in READ:
        READ[kind](block, read)
    else:
        for inner in children(block):
            _blocks(inner, read)


def _lines(lines: Iterable[list[Node]], read: Contents) -> None:
    for line in lines:
        read.begin()
        _inlines(line, read)
    read.end()


def _paragraph(block: Node, read: Contents) -> None:
    _lines([block["c"]], read)


def _heading(block: Node, read: Contents) -> None:
    read.begin()
    read.count(What.HEADING, stringify(block["c"][2]))
    _lines([block["c"][2]], read)


def _code(block: Node, read: Contents) -> None:
    for line in block["c"][1].split("\n"):
        read.begin()
        read.say(line)
    read.end()


def _verse(block: Node, read: Contents) -> None:
    _lines(block["c"], read)


def _definitions(block: Node, read: Contents) -> None:
    for term, definitions in block["c"]:
        _lines([term], read)
        for definition in definitions:
            _blocks(definition, read)


def _table(table: Node, read: Contents) -> None:
    caption, *cells = children(table)
    _blocks(caption, read)
    full = [cell for cell in cells if _says(cell)]
    if full:
        read.count(What.TABLE, stringify_blocks(full[0]))
    for cell in full:
        read.count(What.CELL)
        _blocks(cell, read)


def _says(cell: list[Node]) -> bool:
    kinds = ("Str", "Image", "Math", "Code", "CodeBlock")
    return any(node["t"] in kinds for node in walk(cell))


def stringify_blocks(blocks: list[Node]) -> str:
    """Return the text of the paragraphs in a cell."""
    return " ".join(stringify(n["c"]) for n in walk(blocks) if n["t"] in ("Para", "Plain"))


def _figure(figure: Node, read: Contents) -> None:
    """Read a figure: its caption's words stand in its image once more, and count once."""
    content, caption = children(figure)
    for node in walk(content):
        if node["t"] == "Image":
            read.count(What.IMAGE)
    if not any(node["t"] == "Image" for node in walk(content)):
        _blocks(content, read)
    _blocks(caption, read)


READ = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "Header": _heading,
    "CodeBlock": _code,
    "LineBlock": _verse,
    "DefinitionList": _definitions,
    "Table": _table,
    "Figure": _figure,
}
"""The blocks that are read in a way of their own."""


def _inlines(inlines: list[Node], read: Contents) -> None:
    for node in inlines:
        kind = node["t"]
        if kind == "Str":
            read.say(node["c"])
        elif kind in SPACES:
            read.say(" ")
        elif kind == "Code":
            read.say(node["c"][1])
        elif kind == "Math":
            read.count(What.FORMULA, node["c"][1])
        elif kind == "Note":
            _note(node, read)
        elif kind in CONTAINERS:
            _inlines(node["c"], read)
        else:
            _spanned(node, read)


def _spanned(node: Node, read: Contents) -> None:
    kind = node["t"]
    if kind == "Image":
        read.count(What.IMAGE)
    elif kind == "Link":
        read.count(What.LINK, stringify(node["c"][1]))
    elif kind == "Cite":
        read.cites += len(node["c"][0])
    elif kind == "Span" and "index" in node["c"][0][1]:
        read.count(What.INDEX, stringify(node["c"][1]))
    if kind in ("Image", "Link", "Cite", "Span", "Quoted"):
        _inlines(node["c"][1], read)
    if kind == "Image":
        read.say(" ")


def _note(note: Node, read: Contents) -> None:
    """Read a note: it is a stretch of its own, and the paragraph goes on behind it."""
    read.count(What.NOTE)
    inner = Contents()
    _blocks(note["c"], inner)
    inner.end()
    read.stretches += inner.stretches
    read.items += inner.items
    read.cites += inner.cites
    read.lists = read.lists or inner.lists
