"""Tidies what pandoc read from a word processor or a web page: words stay, typing aids go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from octavo.manuscripts.folder import edges, tables
from octavo.manuscripts.typed.verse import lines_of
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import (
    Document,
    Node,
    attr_of,
    children,
    join_strings,
    markup,
    stringify,
    walk,
)

MARKS = {
    "DoubleQuote": ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
    "SingleQuote": ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"),
}
LISTS = ("BulletList", "OrderedList", "DefinitionList")
SOFT = ("Space", "SoftBreak")
UNDESCRIBED = "image"
"""What pandoc calls an image that nobody described."""

SEPARATOR: Node = {"t": "RawBlock", "c": ["markdown", "<!-- -->"]}
"""An empty comment, written as it stands."""

KEPT_CLASSES = frozenset(
    (
        "underline",
        "smallcaps",
        "mark",
        "unnumbered",
        "poem",
        "verse",
        "epigraph",
        "line-block",
        "box",
        "index",
        "note",
        "listing",
        "dedication",
        "page",
    )
)
OURS = "octavo-"
"""What stands before a class that the import itself gave: it stays, without this."""
MEANINGLESS = frozenset((
    "level1", "level2", "level3", "level4", "level5", "level6", "section", "footnotes",
    "footnotes-end-of-document", "footnote-ref", "footnote-back", "footnote", "uri", "email",
    "body", "bodymatter", "titlepage", "title", "odd", "even", "header", "anchor",
))  # fmt: skip
"""Classes that pandoc and other programs add to every book, and no author chose."""


@dataclass(slots=True)
class Tidied:
    """What was left out: classes and how often, raw markup, sizes of images, levels, alignments."""

    linked: set[str]
    classes: Counter[str] = field(default_factory=Counter)
    raw: list[str] = field(default_factory=list)
    sizes: int = 0
    levels: list[str] = field(default_factory=list)
    cells: int = 0
    own: bool = False

    def findings(self, file: str) -> list[Finding]:
        """Report all that was left out."""
        findings = [_raw(file, text) for text in self.raw]
        if self.classes:
            names = ", ".join(f"{name} ({n})" for name, n in sorted(self.classes.items()))
            findings.append(_left(file, "import-style-dropped", f"Styles were left out: {names}."))
        if self.sizes:
            many = "one image" if self.sizes == 1 else f"{self.sizes} images"
            words = f"The sizes of {many}, made for another page, were left out."
            findings.append(_left(file, "import-image-size", words))
        if self.cells:
            many = "one cell" if self.cells == 1 else f"{self.cells} cells"
            words = f"The alignment of {many}, other than their columns', was left out."
            findings.append(_left(file, "import-table", words))
        if self.levels:
            message = f"Headings that skipped a level were moved up: {'; '.join(self.levels)}."
            findings.append(_left(file, "import-heading-level", message))
        return findings


def _left(file: str, rule: str, message: str) -> Finding:
    return Finding(rule, message, Severity.INFO, Tier.AUTO, Place(file))


def _raw(file: str, text: str) -> Finding:
    return Finding(
        "import-raw-markup",
        "Raw markup was left out: it would show in one format only.",
        Severity.WARNING,
        Tier.AUTO,
        Place(file),
        before=text,
    )


def tidy(document: Document, *, own: bool = False, alone: bool = True) -> Tidied:
    """Tidy a document in place; return what was left out.

    `own`: whether its classes and attributes are the author's own Markdown, which stay. `alone`:
    whether the document is the whole book: else its levels are those of its place.
    """
    links = (node["c"][2][0] for node in markup(document.blocks) if node["t"] == "Link")
    done = Tidied({url[1:] for url in links if url.startswith("#")}, own=own)
    document.blocks = _tidied(document.blocks, done)
    _level(document.blocks, done, alone=alone)
    return done


def describe_alone(blocks: list[Node]) -> None:
    """Describe images that stand alone in a paragraph or a cell, in place: they have no caption.

    Markdown would take them for figures. One may be alone only when a dead link around it is gone.
    """
    for node in markup(blocks):
        if node["t"] in ("Para", "Plain") and [one["t"] for one in node["c"]] == ["Image"]:
            _describe(node["c"][0])


def _tidied(nodes: list[Node], done: Tidied) -> list[Node]:
    made: list[Node] = []
    for node in nodes:
        for inner in children(node):
            inner[:] = _tidied(inner, done)
        for new in _one(node, done):
            if made and _must_part(made[-1], new):
                made.append(SEPARATOR)
            if made and new["t"] == made[-1]["t"] == "Code" and new["c"][0] == made[-1]["c"][0]:
                made[-1]["c"][1] += new["c"][1]
            else:
                made += edges.outside(new)
    join_strings(made)
    return edges.single_spaces(made)


def _must_part(before: Node, after: Node) -> bool:
    """Whether Markdown would read two neighbours as one: lists of a kind, codes, what is indented.

    Pandoc writes code and simple tables with an indent, which a list before them would swallow.
    """
    kinds = before["t"], after["t"]
    if kinds[0] in LISTS:
        return kinds[1] in ("CodeBlock", "Table", kinds[0])
    return kinds == ("CodeBlock", "CodeBlock")


def _one(node: Node, done: Tidied) -> list[Node]:
    kind = node["t"]
    if kind in ("RawInline", "RawBlock"):
        done.raw.append(node["c"][1])
        return []
    if kind == "Quoted":
        opening, closing = MARKS[node["c"][0]["t"]]
        return [{"t": "Str", "c": opening}, *node["c"][1], {"t": "Str", "c": closing}]
    if kind in ("Div", "Span"):
        return _wrapped(node, done)
    if kind == "Figure" and not any(inner["t"] == "Image" for inner in walk([node])):
        return _no_figure(node)
    if _is_empty(node, done):
        return []
    if kind in ("Header", "Image", "Link", "Figure", "Table", "CodeBlock", "Code"):
        _strip(node, done)
    if kind == "Figure":
        _name(node)
    if kind == "Table" and not done.own:
        _embody(node)
        done.cells += _align(node)
        tables.share(node)
    return [node]


def _is_empty(node: Node, done: Tidied) -> bool:
    """Whether a paragraph, or a quotation that is not the author's own Markdown, says nothing."""
    if node["t"] in ("Para", "Plain"):
        return not _says(node)
    return node["t"] == "BlockQuote" and not node["c"] and not done.own


def _no_figure(figure: Node) -> list[Node]:
    """Return what a figure without an image holds, and its caption unless that says the same."""
    content: list[Node] = figure["c"][2]
    caption: list[Node] = figure["c"][1][1]
    inside, below = ("".join(_texts(blocks)) for blocks in (content, caption))
    return content if below in inside else [*content, *caption]


def _texts(blocks: list[Node]) -> list[str]:
    return [stringify(node["c"]) for node in markup(blocks) if node["t"] in ("Para", "Plain")]


def _says(node: Node) -> bool:
    return any(inner["t"] not in ("Space", "SoftBreak", "LineBreak") for inner in node["c"])


def _wrapped(node: Node, done: Tidied) -> list[Node]:
    """Unwrap a Div or Span, unless it bears a language, a needed identifier or a known class."""
    if done.own:
        return [node]
    identifier, classes, pairs = node["c"][0]
    if not node["c"][1] and (identifier == "refs" or "references" in classes):
        return [node]  # the place of a bibliography
    if node["t"] == "Div" and identifier == "title-block-header":
        return []
    kept = [name for name in classes if name in KEPT_CLASSES]
    known = KEPT_CLASSES | MEANINGLESS
    done.classes.update(n for n in classes if n not in known and not n.startswith(OURS))
    lang = [[key, value] for key, value in pairs if key in ("lang", "dir")]
    if "octavo-page" in classes:
        kept, lang = ["page"], [pair for pair in pairs if pair[0] == "n"]
    if "index" in kept:
        lang = pairs
    needed = identifier if identifier in done.linked else ""
    if needed and node["t"] == "Div" and _names_heading(node, needed):
        needed = ""
    if "line-block" in kept:
        return _verse(node, needed, lang)
    if not (kept or lang or needed):
        inner: list[Node] = node["c"][1]
        return inner
    node["c"][0] = [needed, kept, lang]
    return [node]


def _verse(division: Node, identifier: str, pairs: list[list[str]]) -> list[Node]:
    """Make a line block of a Div of class `line-block`: so verse stands in web pages and EPUB."""
    blocks = division["c"][1]
    if any(block["t"] not in ("Para", "Plain") for block in blocks):
        division["c"][0] = [identifier, ["verse"], pairs]
        return [division]
    lines: list[list[Node]] = []
    for number, block in enumerate(blocks):
        lines += [[]] if number else []
        lines += lines_of(block["c"])
    verse: Node = {"t": "LineBlock", "c": lines}
    if not (identifier or pairs):
        return [verse]
    return [{"t": "Div", "c": [[identifier, [], pairs], [verse]]}]


def _names_heading(division: Node, identifier: str) -> bool:
    """Move the identifier of a section (as in EPUB) to its heading, if that has no identifier."""
    first = division["c"][1][:1]
    if not first or first[0]["t"] != "Header" or first[0]["c"][1][0]:
        return False
    first[0]["c"][1][0] = identifier
    return True


def _name(figure: Node) -> None:
    """Move to a figure the identifier that stands alone at the beginning of its caption."""
    attr, (_, caption), _ = figure["c"]
    words = caption[0]["c"] if caption and caption[0]["t"] in ("Para", "Plain") else []
    anchor = words[0] if words and words[0]["t"] == "Span" and not words[0]["c"][1] else None
    if anchor and not attr[0]:
        attr[0] = anchor["c"][0][0]
        del words[0]


def _embody(table: Node) -> None:
    """Make rows of a head that nothing stands below: Word calls the first row a head by itself."""
    _, _, _, head, bodies, foot = table["c"]
    if head[1] and not foot[1] and not any(body[2] or body[3] for body in bodies):
        table["c"][4] = [[["", [], []], 0, [], head[1]]]
        head[1] = []


def _align(table: Node) -> int:
    """Align columns as all their cells below the head are; return how many cells differ.

    Word aligns each cell by itself, Markdown only a whole column.
    """
    _, _, columns, head, bodies, foot = table["c"]
    below = [row for body in bodies for row in body[3]]
    for number, column in enumerate(columns):
        alike = {row[1][number][1]["t"] for row in below if number < len(row[1])}
        if column[0]["t"] == "AlignDefault" and len(alike) == 1:
            column[0] = {"t": alike.pop()}
    differ = 0
    for row in (*head[1], *(row for body in bodies for row in body[2]), *below, *foot[1]):
        for cell, column in zip(row[1], columns, strict=False):
            differ += cell[1]["t"] not in ("AlignDefault", column[0]["t"])
            cell[1] = {"t": "AlignDefault"}
    return differ


def _describe(image: Node) -> None:
    """Keep an image without a caption from getting one: its description becomes `alt`."""
    attr, words, _ = image["c"]
    description = stringify(words)
    image["c"][1] = []
    if description and description != UNDESCRIBED:
        attr[2] = [*attr[2], ["alt", description]]


def _strip(node: Node, done: Tidied) -> None:
    attr = attr_of(node)
    if attr is None:
        return
    if done.own:
        if node["t"] == "Header" and attr[0] == _automatic(stringify(node["c"][2])):
            attr[0] = ""
        return
    identifier, classes, pairs = attr
    if node["t"] not in ("Code", "CodeBlock"):
        ours = [name.removeprefix(OURS) for name in classes if name.startswith(OURS)]
        attr[1] = [*ours, *(name for name in classes if name in KEPT_CLASSES)]
        attr[2] = [[key, value] for key, value in pairs if key in ("lang", "dir", "alt")]
    if node["t"] == "Image" and stringify(node["c"][1]) == UNDESCRIBED:
        node["c"][1] = []
    if node["t"] == "Image":  # pandoc writes a title as it is, and a mark of quotation ends it
        node["c"][2][1] = node["c"][2][1].replace('"', "'")
    if node["t"] == "Image" and any(key in ("width", "height") for key, _ in pairs):
        done.sizes += 1
    if identifier not in done.linked:
        attr[0] = ""


def _automatic(words: str) -> str:
    """Return the identifier that pandoc makes of plain words: reading them again makes it again."""
    return "-".join("".join(c for c in words if c.isalnum() or c in "_-. ").lower().split())


def _level(blocks: list[Node], done: Tidied, *, alone: bool) -> None:
    """Move headings up so that no level is skipped, as WCAG's technique H42 and PDF/UA want."""
    headers = [block for block in blocks if block["t"] == "Header"]
    top = min((header["c"][0] for header in headers), default=1)
    stack: list[tuple[int, int]] = []
    for header in headers:
        typed = header["c"][0] - top + 1
        while stack and stack[-1][0] >= typed:
            stack.pop()
        level = stack[-1][1] + 1 if stack else 1
        stack.append((typed, level))
        if level != typed and not (len(stack) == 1 and level == 1):
            done.levels.append(stringify(header["c"][2]))
        header["c"][0] = level + (0 if alone else top - 1)
