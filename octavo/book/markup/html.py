"""Raw HTML of a document, read into it: list by list, in place.

In each list of blocks or inlines the tags are joined to one tree, in which the nodes between them
stand as they are. A list that holds no tag is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from octavo.book.markup import elements
from octavo.book.markup.built import Builder
from octavo.book.markup.contents import block_lists, lines_of
from octavo.book.markup.running import tidied
from octavo.book.markup.tags import Tag, closed_tags, read
from octavo.book.markup.tree import Tree
from octavo.model.nodes import RAW, Node, children, markup

LOOSE = frozenset(("Div", "BlockQuote", "Note", ""))
"""Blocks in which words that stand alone are a paragraph ("": the text itself)."""


ENDS = frozenset(("Header", "HorizontalRule", "BlockQuote", "BulletList", "OrderedList", "Table"))
"""Blocks between paragraphs behind which no emphasis goes on that was never closed."""


@dataclass(slots=True)
class Reader:
    """Reads the raw HTML of blocks."""

    builder: Builder

    def document(self, nodes: list[Node]) -> None:
        """Read the raw HTML of a list of blocks, in place, where there is any."""
        if any(is_html(node) for node in markup(nodes)):
            self.blocks(nodes)

    def blocks(self, nodes: list[Node], inside: str = "") -> None:
        """Read the raw HTML of a list of blocks, in place; `inside` is what they stand in."""
        for node in nodes:
            for line in lines_of(node):
                self._within(line)
            for inner in block_lists(node):
                self.blocks(inner, node["t"])
        if not any(_opens_blocks(node) for node in nodes):
            for node in nodes:
                for line in lines_of(node):
                    self.inlines(line, ends=True)
            nodes[:] = [node for node in nodes if not is_html(node)]
            return
        tree = self._tree(nodes)
        for node in nodes:
            self._take(tree, node)
        nodes[:] = self.builder.blocks(tree.finish().children, tight=inside not in LOOSE)

    def _take(self, tree: Tree, node: Node) -> None:
        kind = node["t"]
        if is_html(node):
            tree.raw(node)
        elif kind == "Plain" or (kind == "Para" and (tree.again or any(map(is_html, node["c"])))):
            tree.paragraph(node)
        else:
            for line in lines_of(node):
                self.inlines(line, ends=True)
            tree.block(node)

    def inlines(self, nodes: list[Node], *, ends: bool = False) -> None:
        """Read the raw HTML of a list of inlines, in place; `ends`: it is all of a line."""
        if any(is_html(node) for node in nodes):
            tree = self._tree(nodes)
            tree.inlines(nodes)
            nodes[:] = tidied(self.builder.line(tree.finish().children), ends=ends)

    def _within(self, line: list[Node]) -> None:
        """Read what stands in the inlines of a line, the innermost first."""
        for node in line:
            if node["t"] == "Note":
                self.blocks(node["c"], "Note")
                continue
            for inner in children(node):
                self._within(inner)
                self.inlines(inner)

    def _tree(self, nodes: list[Node]) -> Tree:
        return Tree(self.builder.report, closed_tags(_raws(nodes)))


def is_html(node: Node) -> bool:
    """Whether a node is raw HTML."""
    return node["t"] in RAW and node["c"][0].lower() in ("html", "html4", "html5")


def _raws(nodes: list[Node]) -> Iterator[tuple[int, Node]]:
    """Yield raw nodes, each with the number of the stretch of paragraphs that it stands in."""
    stretch = 0
    for node in nodes:
        if is_html(node):
            stretch += node["t"] == "RawBlock"
            yield stretch, node
        elif node["t"] in ("Para", "Plain"):
            yield from ((stretch, one) for one in node["c"] if is_html(one))
        elif node["t"] in ENDS:
            stretch += 1


def _opens_blocks(node: Node) -> bool:
    """Whether a block brings tags that reach beyond it, or blocks of HTML."""
    if is_html(node):
        return any(True for _ in read(node))
    if node["t"] not in ("Para", "Plain") or not any(map(is_html, node["c"])):
        return False
    tags = [t for one in node["c"] if is_html(one) for t in read(one) if isinstance(t, Tag)]
    if any(tag.name in elements.BLOCKS or tag.name == "hr" for tag in tags):
        return True
    return sum(_step(tag) for tag in tags) != 0


def _step(tag: Tag) -> int:
    return -1 if tag.closes else int(not tag.closed)
