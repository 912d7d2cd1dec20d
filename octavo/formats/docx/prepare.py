"""Makes the document ready for pandoc's Word writer: styles by name, images with their texts."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.formats.docx import index
from octavo.formats.docx.zotero import Fields
from octavo.model import reading
from octavo.model.nodes import Document, Node, children, meta_value
from octavo.model.structure import FLUSH, OPENING_WORDS

DECORATIVE = "octavo:decorative"
"""Set as an ornament's title, which pandoc hands through; `docx_body` makes Word's mark of it."""

MARK_FORMULA = "Formula"
MARK_FLUSH, MARK_BODY, MARK_AGAIN = "Octavo Flush", "Octavo Body", "Octavo Again"
"""Styles that mark a flush paragraph, an indented one, and one within a quotation for `body`."""

DIVISIONS = ("part", "chapter", "frontmatter", "backmatter")
DIV_STYLES = {
    "epigraph": "Epigraph",
    "verse": "Verse",
    "references": "Bibliography",
    "image-credit": "Image Credit",
    "panel-caption": "Image Caption",
    "byline": "Byline",
    FLUSH: MARK_FLUSH,
}
BOXES = frozenset(("box", "note"))
BOXED = ("Box First", "Box Text")
LISTED = ("Listing First", "Listing Text")
"""The styles of a paragraph in a box, and beside the code of a listing: flush, and indented."""

QUOTED_VERSE = "Quoted Verse"
"""The style of verse in a quotation, which is no stanza of the text's own."""

QUOTED = "Quotation Within"
"""The style of a quotation within another."""

DEFINED = "Quoted Definition"
"""The style of a quotation in a definition."""

SPAN_STYLES = {OPENING_WORDS: "Opening Words"}
BOOK_TITLE, TITLE_STYLE = "book-title", "Book Title"
"""The class of a book's title, and the style of what is set in italics in it."""

GLUE = {"Space": " ", "SoftBreak": " "}
DASHES = ("\N{EM DASH}", "\N{EN DASH}", "\N{HORIZONTAL BAR}")
BLOCKS = frozenset(
    (
        *("Para", "Plain", "LineBlock", "CodeBlock", "RawBlock", "BlockQuote", "OrderedList"),
        *("BulletList", "DefinitionList", "Header", "HorizontalRule", "Table", "Figure", "Div"),
    )
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body: the class of its division, its chapter's number, or ""."""

    division: str
    number: str


def prepare(
    document: Document, lang: str, decorative: frozenset[str], fields: Fields | None = None
) -> list[Heading]:
    """Change a document in place for pandoc; return the body's headings in reading order.

    `decorative` holds the targets of images that the edition says are ornaments; `fields` makes
    Zotero's fields of the citations. The metadata is cut down to the language: pandoc would print
    the title, and write all the rest (paths too) into the file's properties.
    """
    document.meta = {"lang": meta_value(lang)}
    preparer = _Preparer(decorative, fields, index.Marks.of(document))
    preparer.visit(document.blocks)
    return preparer.headings


class _Preparer:
    def __init__(
        self, decorative: frozenset[str], fields: Fields | None, marks: index.Marks
    ) -> None:
        self.headings: list[Heading] = []
        self.marks = marks
        self.decorative = decorative
        self.fields = fields
        self.inside = ""
        self.quoted = False

    def visit(self, nodes: list[Node]) -> None:
        if not nodes:
            return
        if nodes[0]["t"] in BLOCKS:
            self.blocks(nodes)
        else:
            self.inlines(nodes)

    def below(self, node: Node, name: str = "") -> None:
        """Visit what a node holds; `name` says what surrounds it from here on."""
        outer, self.inside = self.inside, name or self.inside
        for inner in children(node):
            self.visit(inner)
        self.inside = outer

    def blocks(self, blocks: list[Node]) -> None:
        for number, block in enumerate(blocks):
            kind, name = block["t"], ""
            if kind == "Header" and self.inside != "Note":
                self.headings.append(_heading(block))
            elif kind == "Div":
                name = _style_div(block)
            elif kind == "LineBlock" and not self.inside:
                style = QUOTED_VERSE if self.quoted else "Verse"
                blocks[number] = _styled("Div", style, [block])
            elif kind == "BlockQuote" and self.inside == DEFINED:
                block["c"] = [_styled("Div", DEFINED, block["c"])]
            elif kind == "BlockQuote" and not self.inside:
                self._quotation(block)
            elif kind == "DefinitionList":
                name = DEFINED
            elif kind == "Para" and not self.inside and number and _ends_in_formula(blocks, number):
                blocks[number] = _styled("Div", MARK_BODY, [block])
            outer, self.quoted = self.quoted, self.quoted or kind == "BlockQuote"
            self.below(block, name)
            self.quoted = outer
            if self.fields and kind == "Div" and "references" in block["c"][0][1]:
                self.fields.mark_bibliography(block)

    def _quotation(self, block: Node) -> None:
        if self.quoted:
            block["c"] = [_styled("Div", QUOTED, block["c"])]
        else:
            _mark_again(block)

    def inlines(self, nodes: list[Node]) -> None:
        """Join words and spaces to one Str: pandoc then takes a third of the time."""
        joined: list[Node] = []
        text: list[str] = []
        for node in nodes:
            piece = node["c"] if node["t"] == "Str" else GLUE.get(node["t"])
            if piece is not None:
                text.append(piece)
                continue
            if text:
                joined.append({"t": "Str", "c": "".join(text)})
                text.clear()
            joined.append(self.inline(node))
        if text:
            joined.append({"t": "Str", "c": "".join(text)})
        nodes[:] = joined

    def inline(self, node: Node) -> Node:
        if node["t"] == "Math":
            return _styled("Span", MARK_FORMULA, [node])
        if index.is_mark(node):
            node["c"][1].insert(0, self.marks.field(node))
        if node["t"] == "Span":
            _style_span(node)
        if node["t"] == "Image":
            self.image(node)
        else:
            self.below(node, "Note" if node["t"] == "Note" else "")
        if self.fields and node["t"] == "Cite":
            self.fields.wrap(node)
        return node

    def image(self, node: Node) -> None:
        """Pandoc's Word writer takes the alternative text from the words in the brackets alone."""
        attr, text, target = node["c"]
        known = dict(attr[2]).get("alt")
        alt = " ".join(_words(text) if known is None else reading.words(known))
        node["c"][1] = [{"t": "Str", "c": alt}] if alt else []
        attr[2] = [[key, value] for key, value in attr[2] if key != "alt"]
        ornament = "decorative" in attr[1] or target[0] in self.decorative or known == ""
        if ornament and not alt:
            target[1] = DECORATIVE


def _mark_again(quotation: Node) -> None:
    """Mark each paragraph of a quotation after another, which is indented; none after a break."""
    inner: list[Node] = quotation["c"]
    for number in range(1, len(inner)):
        if inner[number]["t"] == "Para" and inner[number - 1]["t"] != "HorizontalRule":
            inner[number] = _styled("Div", MARK_AGAIN, [inner[number]])


def _ends_in_formula(blocks: list[Node], number: int) -> bool:
    """Whether the block before one ends in a displayed formula: pandoc takes it to go on."""
    before = blocks[number - 1]
    while before["t"] == "Div" and before["c"][1]:
        before = before["c"][1][-1]
    inlines: list[Node] = before["c"] if before["t"] == "Para" else []
    spans = [node for node in inlines[-1:] if node["t"] == "Span"]
    return any(["custom-style", MARK_FORMULA] in span["c"][0][2] for span in spans)


def _words(inlines: list[Node]) -> tuple[str, ...]:
    return reading.read(Document({}, [{"t": "Plain", "c": inlines}])).body


def _heading(block: Node) -> Heading:
    _, (_, classes, pairs), _ = block["c"]
    division = next((name for name in classes if name in DIVISIONS), "")
    return Heading(division, dict(pairs).get("number", ""))


def _styled(kind: str, name: str, nodes: list[Node]) -> Node:
    return {"t": kind, "c": [["", [], [["custom-style", name]]], nodes]}


def _style_div(block: Node) -> str:
    """Set the style of a Div whose class has one; return its name."""
    (_, classes, pairs), inner = block["c"]
    name = next((DIV_STYLES[c] for c in classes if c in DIV_STYLES), "")
    if name and "custom-style" not in dict(pairs):
        pairs.append(["custom-style", name])
    if BOXES.intersection(classes):
        inner[:] = [_apart(block, BOXED) for block in inner]
    elif "listing" in classes:
        inner[:] = [_apart(block, LISTED) for block in inner]
    if name == MARK_FLUSH:
        return ""
    if name == "Epigraph":
        inner[:] = _epigraph(inner)
    return name


def _apart(block: Node, styles: tuple[str, str]) -> Node:
    """Give a paragraph that is set apart its style: flush, or indented."""
    flush, indented = styles
    if block["t"] == "Para":
        return _styled("Div", indented, [block])
    if block["t"] == "Div" and FLUSH in block["c"][0][1]:
        block["c"][0][2].append(["custom-style", flush])
    return block


def _style_span(span: Node) -> None:
    _, classes, pairs = span["c"][0]
    pairs += [["custom-style", SPAN_STYLES[name]] for name in classes if name in SPAN_STYLES]
    if BOOK_TITLE in classes:
        span["c"][1] = [
            _styled("Span", TITLE_STYLE, [one]) if one["t"] == "Emph" else one
            for one in span["c"][1]
        ]


def _epigraph(blocks: list[Node]) -> list[Node]:
    """Take an epigraph's quotations out of their block quotations, and set each source apart."""
    return _sourced([part for block in blocks for part in _opened(block)])


def _opened(block: Node) -> list[Node]:
    """Return what a quotation holds, also in a division that only names a language."""
    if block["t"] == "Div" and not block["c"][0][1]:
        block["c"][1] = _epigraph(block["c"][1])
    return _epigraph(block["c"]) if block["t"] == "BlockQuote" else [block]


def _sourced(blocks: list[Node]) -> list[Node]:
    """Set apart the source that stands below a quotation."""
    if len(blocks) > 1 and _begins_with_dash(blocks[-1]):
        return [*blocks[:-1], _styled("Div", "Epigraph Source", [blocks[-1]])]
    return blocks


def _begins_with_dash(block: Node) -> bool:
    content: list[Node] = block["c"] if block["t"] in ("Para", "Plain") else []
    return bool(content) and content[0]["t"] == "Str" and content[0]["c"].startswith(DASHES)
