"""The document's blocks, made of a tree of raw HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from octavo.book.markup import elements
from octavo.book.markup.attributes import attr_of, divided, spanned
from octavo.book.markup.running import BLANKS, BREAK, Running, is_block, trimmed
from octavo.book.markup.tables import Grid, grid_of, table
from octavo.book.markup.tree import Block, Child, Element, Words, text_of
from octavo.model.nodes import Node, stringify
from octavo.prose.links import identifier_of

NUMBERS = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}


@dataclass(slots=True)
class Builder(Running):
    """Makes blocks of elements, and of what stands bare between them."""

    def blocks(self, children: Iterable[Child], *, tight: bool = False) -> list[Node]:
        """Return the blocks of some children; what stands bare in them is a paragraph.

        With `tight` it is a Plain, as in an item or a cell.
        """
        made: list[Node] = []
        bare: list[Child] = []
        for child in children:
            if not is_block(child):
                bare.append(child)
                continue
            self._flush(bare, made, tight=tight)
            bare = []
            made += [child.node] if isinstance(child, Block) else self._element(child)
        self._flush(bare, made, tight=tight)
        return made

    def _flush(self, bare: list[Child], made: list[Node], *, tight: bool) -> None:
        nodes = trimmed(self.inlines(bare))
        if nodes:
            made.append({"t": "Plain" if tight else "Para", "c": nodes})

    def _element(self, child: Child) -> list[Node]:
        """Return the blocks of an element that is one, or holds some."""
        if not isinstance(child, Element) or child.name in elements.SILENT:
            return []
        make = self._maker_of(child.name)
        return make(child)

    def _maker_of(self, name: str) -> Callable[[Element], list[Node]]:
        make = self._block_kinds().get(name)
        if make is not None:
            return make
        if name in elements.HEADINGS:
            return self._heading
        if name in elements.LITERAL:
            return self._literal
        if name in elements.LISTS:
            return self._list
        return self._division if name in elements.BLOCKS else self._around_blocks

    def _block_kinds(self) -> dict[str, Callable[[Element], list[Node]]]:
        return {
            "p": self._paragraph,
            "blockquote": self._quotation,
            "ol": self._numbered,
            "dl": self._definitions,
            "hr": self._rule,
            "table": self._table,
            "figure": self._figure,
            "details": self._details,
            "summary": self._summary,
            "center": self._centred,
            "br": lambda _: [],
        }

    def _paragraph(self, element: Element) -> list[Node]:
        if element.is_paragraph and element.source is not None:
            nodes = trimmed(self.inlines(element.children))
            if any(is_block(child) for child in element.children):
                return self.blocks(element.children)
            element.source["c"] = nodes
            return [element.source] if nodes else []
        attr = attr_of(element, self.report)
        if any(is_block(child) for child in element.children):
            return divided(self.blocks(element.children), attr)
        nodes = trimmed(self.inlines(element.children))
        return [{"t": "Para", "c": spanned(nodes, attr)}] if nodes or attr[0] else []

    def _division(self, element: Element) -> list[Node]:
        attr = attr_of(element, self.report)
        return divided(self.blocks(element.children), attr)

    def _centred(self, element: Element) -> list[Node]:
        self.report.plain(element.tag)
        return self._division(element)

    def _around_blocks(self, element: Element) -> list[Node]:
        """Return the blocks in an element of running text: it is set around the words of each."""
        blocks = self.blocks(element.children)
        if element.name in elements.LOST or element.name in elements.UNSEEN:
            return blocks
        for number, block in enumerate(blocks):
            if block["t"] in ("Para", "Plain"):
                around = Element(element.name, element.tag, [Words(block["c"])])
                blocks[number] = {"t": block["t"], "c": self.inline(around)}
        return blocks

    def _heading(self, element: Element) -> list[Node]:
        attr = attr_of(element, self.report)
        nodes = trimmed(self.line(element.children))
        attr[0] = attr[0] or identifier_of(stringify(nodes))
        level = elements.HEADINGS[element.name]
        return [{"t": "Header", "c": [level, attr, nodes]}] if nodes else []

    def _literal(self, element: Element) -> list[Node]:
        attr = attr_of(element, self.report)
        inner = [child for child in element.children if isinstance(child, Element)]
        if len(inner) == 1 and inner[0].name in elements.CODE:
            attr[1] += [one for one in attr_of(inner[0], self.report)[1] if one not in attr[1]]
        text = text_of(element.children).removeprefix("\n").removesuffix("\n")
        return [{"t": "CodeBlock", "c": [attr, text]}] if text else []

    def _quotation(self, element: Element) -> list[Node]:
        blocks = self.blocks(element.children)
        quotation: list[Node] = [{"t": "BlockQuote", "c": blocks}] if blocks else []
        return divided(quotation, attr_of(element, self.report))

    def _rule(self, element: Element) -> list[Node]:
        return divided([{"t": "HorizontalRule"}], attr_of(element, self.report))

    def _items(self, element: Element) -> list[list[Node]]:
        """Return the items of a list; what stands outside them belongs to the one before."""
        items = [c for c in element.children if isinstance(c, Element) and c.name == "li"]
        return [self._item(item) for item in items]

    def _item(self, item: Element) -> list[Node]:
        blocks = self.blocks(item.children, tight=True)
        return divided(blocks, attr_of(item, self.report))

    def _list(self, element: Element) -> list[Node]:
        items = self._items(element)
        attr = attr_of(element, self.report)
        return divided([{"t": "BulletList", "c": items}] if items else [], attr)

    def _numbered(self, element: Element) -> list[Node]:
        items = self._items(element)
        attr = attr_of(element, self.report)
        start = element.attributes.get("start", "").strip()
        first = int(start) if start.isdecimal() and len(start) < 7 else 1
        style = NUMBERS.get(element.attributes.get("type", ""), "Decimal")
        numbering = [first, {"t": style}, {"t": "Period"}]
        return divided([{"t": "OrderedList", "c": [numbering, items]}] if items else [], attr)

    def _definitions(self, element: Element) -> list[Node]:
        entries: list[tuple[list[Node], list[list[Node]]]] = []
        for child in _entries(element):
            attr = attr_of(child, self.report)
            if child.name == "dt":
                term = spanned(trimmed(self.line(child.children)), attr)
                if entries and not entries[-1][1]:
                    entries[-1][0].extend([dict(BREAK), *term])
                else:
                    entries.append((term, []))
            else:
                if not entries:
                    entries.append(([], []))
                entries[-1][1].append(divided(self.blocks(child.children, tight=True), attr))
        attr = attr_of(element, self.report)
        made: list[Node] = [{"t": "DefinitionList", "c": [list(entry) for entry in entries]}]
        return divided(made if entries else [], attr)

    def _details(self, element: Element) -> list[Node]:
        self.report.plain(element.tag, "folds and unfolds on no page, and is printed open")
        return divided(self.blocks(element.children), attr_of(element, self.report))

    def _summary(self, element: Element) -> list[Node]:
        attr = attr_of(element, self.report)
        nodes = trimmed(self.line(element.children))
        strong: Node = {"t": "Strong", "c": nodes}
        return [{"t": "Para", "c": spanned([strong], attr)}] if nodes else []

    def _figure(self, element: Element) -> list[Node]:
        captions = [c for c in element.children if _is(c, "figcaption")]
        inside = [child for child in element.children if child not in captions]
        caption = self.blocks([c for one in captions for c in _children(one)], tight=True)
        for one in captions:
            if isinstance(one, Element):
                attr_of(one, self.report)
        blocks = self.blocks(inside, tight=True)
        attr = attr_of(element, self.report)
        if not caption:
            return divided(_as_paragraphs(blocks), attr)
        if len(blocks) == 1 and blocks[0]["t"] == "Table" and not blocks[0]["c"][1][1]:
            blocks[0]["c"][1][1] = caption
            return divided(blocks, attr)
        if not _is_picture(blocks):
            return divided([*_as_paragraphs(blocks), *_as_paragraphs(caption)], attr)
        *before, last = _pictures(blocks[0]["c"])
        figure = [attr, [None, caption], [{"t": "Plain", "c": [last]}]]
        return [*({"t": "Para", "c": [one]} for one in before), {"t": "Figure", "c": figure}]

    def _table(self, element: Element) -> list[Node]:
        grid = grid_of(element)
        captions = [c for one in grid.captions for c in one.children]
        caption = self.blocks(captions, tight=True)
        attr = attr_of(element, self.report)
        if not grid.rows:
            return divided(_as_paragraphs(caption), attr)
        for row in grid.every_row():
            attr_of(row, self.report)
        return [table(self._cells(grid), caption, attr)]

    def _cells(self, grid: Grid) -> Grid:
        for row in grid.rows:
            for cell in row.cells:
                cell.attr = attr_of(cell.element, self.report)
                cell.blocks = self.blocks(cell.element.children, tight=True)
        return grid


def _as_paragraphs(blocks: list[Node]) -> list[Node]:
    return [{"t": "Para", "c": b["c"]} if b["t"] == "Plain" else b for b in blocks]


def _is(child: Child, name: str) -> bool:
    return isinstance(child, Element) and child.name == name


def _children(child: Child) -> list[Child]:
    return child.children if isinstance(child, Element) else []


def _is_picture(blocks: list[Node]) -> bool:
    """Whether blocks are one paragraph of images."""
    if len(blocks) != 1 or blocks[0]["t"] not in ("Plain", "Para"):
        return False
    pictures = _pictures(blocks[0]["c"])
    return bool(pictures) and all(_in_link(node)["t"] == "Image" for node in pictures)


def _pictures(nodes: list[Node]) -> list[Node]:
    """Return what stands in a line beside spaces and line ends."""
    return [node for node in nodes if node["t"] not in BLANKS]


def _in_link(node: Node) -> Node:
    inside = node["c"][1] if node["t"] in ("Link", "Span") else []
    return inside[0] if len(inside) == 1 else node


def _entries(element: Element) -> list[Element]:
    """Return the terms and definitions of a list; HTML lets groups of them stand in a `div`."""
    made: list[Element] = []
    for child in element.children:
        if isinstance(child, Element):
            made += [child] if child.name in ("dt", "dd") else _entries(child)
    return made
