"""The words that a reader meets in a document, in order: the ground for comparing formats."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from octavo.model.artefact import Reading
from octavo.model.nodes import CONTAINERS, Document, Node, children

IGNORED = dict.fromkeys(
    map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}")
)
"""Characters without a shape, which a format may add or drop."""

LONG_DASHES = {
    ord("\N{TWO-EM DASH}"): "\N{EM DASH}" * 2,
    ord("\N{THREE-EM DASH}"): "\N{EM DASH}" * 3,
}
"""Dashes that few fonts have, and what is set for them."""

ALIKE: dict[int, str | None] = {**IGNORED, **LONG_DASHES}
WORD = re.compile(r"\S+")

REPLACED = tuple((chr(sign), other or "") for sign, other in ALIKE.items())


def words(text: str) -> tuple[str, ...]:
    """Split a text into words at white space (no-break spaces too), in Unicode's NFC."""
    if text.isascii():
        return tuple(text.split())
    for sign, other in REPLACED:  # measured: four times as quick as to translate
        text = text.replace(sign, other)
    return tuple(unicodedata.normalize("NFC", text).split())


def canon(path: Path) -> Reading:
    """Return what the text in a file of pandoc's JSON says: read once by each process."""
    return _canon(path, path.stat().st_mtime_ns)


def document(path: Path) -> Document:
    """Return the document in a file of pandoc's JSON, once for each process: not to be changed."""
    return _document(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _canon(path: Path, _: int) -> Reading:
    return read(document(path))


@lru_cache(maxsize=1)
def _document(path: Path, _: int) -> Document:
    return Document.loads(path.read_bytes())


def read(document: Document) -> Reading:
    """Return what the canonical text says, in reading order."""
    reader = _Reader()
    reader.blocks(document.blocks)
    return reader.reading()


def pieces(blocks: list[Node]) -> list[str]:
    """Return the text of some blocks in pieces, with their white space and without their notes."""
    reader = _Reader()
    reader.blocks(blocks)
    return reader.body


def streams(blocks: list[Node]) -> tuple[list[str], list[list[str]]]:
    """Return the running text of some blocks in pieces, and that of each of their notes."""
    reader = _Reader()
    reader.blocks(blocks)
    return reader.body, reader.in_notes


def spans(blocks: list[Node], css_class: str) -> tuple[list[str], list[tuple[Node, int, bool]]]:
    """Return the running text of some blocks in pieces, and each Span of a class.

    With a Span comes the number of the piece that it stands before, and whether it stands in a
    note: then the piece is the one behind the note's mark.
    """
    reader = _Marked(css_class)
    reader.blocks(blocks)
    return reader.body, reader.marks


def spaced(text: str) -> list[tuple[int, int]]:
    """Return where each word of a text begins and ends: the words are those of `words`."""
    return [one.span() for one in WORD.finditer(text) if one[0].translate(ALIKE)]


class Streams:
    """What is read, piece by piece, as it comes; the pieces keep their white space."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.body: list[str] = []
        self.notes: list[str] = []
        self.headings: list[str] = []
        self.images: list[str] = []

    def reading(self) -> Reading:
        """Return all that was read, as words."""
        return Reading(
            words("".join(self.body)),
            tuple(words(note) for note in self.notes),
            tuple(" ".join(words(heading)) for heading in self.headings),
            tuple(" ".join(words(image)) for image in self.images),
        )


class _Reader(Streams):
    """Walks a document once, filling the streams; `in_notes` holds the notes in pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.in_notes: list[list[str]] = []

    def blocks(self, blocks: list[Node]) -> None:
        for block in blocks:
            self.block(block)
            self.body.append("\n")

    def block(self, block: Node) -> None:
        kind = block["t"]
        if kind in ("Para", "Plain"):
            self.inlines(block["c"])
        elif kind == "Header":
            self.heading(block)
        elif kind == "LineBlock":
            self.lines(block["c"])
        elif kind == "CodeBlock":
            self.body.append(block["c"][1])
        elif kind == "DefinitionList":
            for term, definitions in block["c"]:
                self.lines([term])
                for definition in definitions:
                    self.blocks(definition)
        elif kind != "RawBlock":
            for inner in children(block):
                self.blocks(inner)

    def heading(self, block: Node) -> None:
        start = len(self.body)
        self.inlines(block["c"][2])
        self.headings.append("".join(self.body[start:]))

    def lines(self, lines: list[list[Node]]) -> None:
        for line in lines:
            self.inlines(line)
            self.body.append("\n")

    def inlines(self, nodes: list[Node]) -> None:
        for node in nodes:
            kind = node["t"]
            if kind == "Str":
                self.body.append(node["c"])
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                self.body.append(" ")
            elif kind == "Code":
                self.body.append(node["c"][1])
            elif kind == "Note":
                self.note(node)
            elif kind == "Image":
                self.image(node)
            elif kind in CONTAINERS:
                self.inlines(node["c"])
            elif kind in ("Span", "Link", "Quoted", "Cite"):
                self.inlines(node["c"][1])

    def note(self, node: Node) -> None:
        """A note is a stream of its own; a formula, raw markup and the mark give no words."""
        outer, self.body = self.body, []
        self.blocks(node["c"])
        self.notes.append("".join(self.body))
        self.in_notes.append(self.body)
        self.body = outer

    def image(self, node: Node) -> None:
        """A note or an image in the description is no part of it; a Figure's caption gives them."""
        alt = dict(node["c"][0][2]).get("alt")
        if alt is None:
            description = _Reader()
            description.inlines(node["c"][1])
            alt = "".join(description.body)
        self.images.append(alt)


class _Marked(_Reader):
    """Keeps where each Span of a class stands."""

    def __init__(self, css_class: str) -> None:
        super().__init__()
        self.css_class = css_class
        self.marks: list[tuple[Node, int, bool]] = []
        self.home: int | None = None

    def inlines(self, nodes: list[Node]) -> None:
        for node in nodes:
            if node["t"] == "Span" and self.css_class in node["c"][0][1]:
                at = len(self.body) if self.home is None else self.home
                self.marks.append((node, at, self.home is not None))
            super().inlines([node])

    def note(self, node: Node) -> None:
        outer, self.home = self.home, len(self.body) if self.home is None else self.home
        super().note(node)
        self.home = outer


def is_capitals(text: str) -> bool:
    """Tell whether a text is typed in capitals, of which there are several.

    Whoever marks such a text as small capitals means them small: `[ROPER]{.smallcaps}`.
    """
    return text.isupper() and sum(map(str.isupper, text)) > 1
