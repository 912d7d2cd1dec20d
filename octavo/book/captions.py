"""Prints below an image what edition.yaml records of it: caption, credit, licence, permission.

A caption and a line in smaller type belong to the image's Figure; an image in running text has them
below its paragraph. They are put into the document behind all filters, so that every format has
the same, in the words of edition.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from octavo.book import paths
from octavo.book.crossrefs.numbers import LABEL
from octavo.files import yaml
from octavo.model.edition import Edition, Image, Project
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import LEAVES, Document, Node, children, inlines, markup, string, stringify
from octavo.text.labels import labels_for

CREDIT = "image-credit"
"""The class of the line in smaller type."""

BETWEEN = " \N{MIDDLE DOT} "
"""The separator of a credit, a licence and a permission."""

RUNNING = frozenset(("Para", "Plain", "Header", "LineBlock"))
"""Blocks that hold inlines."""

PRINTED = ("caption", "credit", "licence", "permission")


def print_records(document: Document, project: Project) -> None:
    """Put what is recorded of images into a document, in place."""
    if any(_is_printed(image) for image in project.edition.images.values()):
        _Printer(project).blocks(document.blocks)


def check(document: Document, project: Project) -> list[Finding]:
    """Report what is recorded and cannot be printed: of no image, or a second caption."""
    edition = project.edition
    shown = {
        id(record)
        for node in (markup(document.blocks) if edition.images else ())
        if node["t"] == "Image" and (record := paths.recorded(project, node["c"][2][0]))
    }
    findings = [
        _finding(project, "image-unused", f"The text shows no image {name}.", name)
        for name, record in edition.images.items()
        if id(record) not in shown and record is not cover_record(edition)
    ]
    for figure in (node for node in markup(document.blocks) if node["t"] == "Figure"):
        findings += _second_captions(figure, project)
    return findings


def credit_line(image: Image) -> str:
    """Return the line of an image's credit, licence and permission; "" without them."""
    parts = (image.credit, image.licence, image.permission)
    return BETWEEN.join(part.strip() for part in parts if part.strip())


def cover_record(edition: Edition) -> Image | None:
    """Return what is recorded of the cover's image, by its path below source/ as for any image."""
    name = re.sub(r"^(\.\./)?source/", "", edition.cover)
    return edition.images.get(edition.cover) or edition.images.get(name)


def _is_printed(image: Image) -> bool:
    return any(getattr(image, key).strip() for key in PRINTED)


def _second_captions(figure: Node, project: Project) -> Iterator[Finding]:
    captions = figure["c"][1][1]
    if _is_only_number(captions):
        return
    texts = [
        stringify([node for node in block["c"] if not _is_number(node)])
        for block in captions
        if block["t"] in ("Para", "Plain")
    ]
    own = _letters(" ".join(texts))
    for record in _records(_shown(figure["c"][2], []), project):
        if own and record.caption and _letters(record.caption) != own:
            name = next(key for key, one in project.edition.images.items() if one is record)
            message = f"The caption of {name} is not printed: the image has another in the text."
            yield _finding(project, "image-caption", message, name, "caption")


def _finding(project: Project, rule: str, message: str, *key: str) -> Finding:
    record = yaml.read(project.root / paths.EDITION, paths.EDITION)
    place = record.place(("images", *key))
    hint = (
        "Keep one of the two."
        if key[1:]
        else "Correct its path, below source/, or take it out here."
    )
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, place, hint=hint)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _records(images: list[Node], project: Project) -> list[Image]:
    """Return what is recorded of some images, each once, in reading order."""
    records: dict[int, Image] = {}
    for image in images:
        record = paths.recorded(project, image["c"][2][0])
        if record is not None and _is_printed(record):
            records[id(record)] = record
    return list(records.values())


def _shown(nodes: list[Node], notes: list[Node]) -> list[Node]:
    """Return the images that some nodes show; their notes, which show images too, go to `notes`."""
    images = []
    for node in nodes:
        if node["t"] == "Image":
            images.append(node)  # what is in its description is not shown
        elif node["t"] == "Note":
            notes.append(node)
        elif node["t"] not in LEAVES:
            for inner in children(node):
                images += _shown(inner, notes)
    return images


class _Printer:
    """Walks the lists of blocks, and puts behind each what its images have."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.is_boxed = False
        """Whether this is the inside of a table or note, where no picture may float."""

    def blocks(self, blocks: list[Node]) -> None:
        printed: list[Node] = []
        for block in blocks:
            printed += self.block(block)
        blocks[:] = printed

    def block(self, block: Node) -> list[Node]:
        """Return a block, and what is printed below it."""
        kind = block["t"]
        if kind in LEAVES:
            return [block]
        if kind == "Figure":
            self.figure(block)
            return [block]
        if kind in RUNNING:
            return self.running(block)
        if kind == "DefinitionList":
            for term, definitions in block["c"]:
                below = self.below(term)
                definitions[0] = [*below, *definitions[0]]
                for definition in definitions:
                    self.blocks(definition)
            return [block]
        if kind == "Table":
            caption, *cells = children(block)
            below = self.below(caption)
            self.boxed(cells)
            return [block, *below]
        for inner in children(block):
            self.blocks(inner)
        return [block]

    def boxed(self, lists: Sequence[list[Node]]) -> None:
        outer, self.is_boxed = self.is_boxed, True
        for blocks in lists:
            self.blocks(blocks)
        self.is_boxed = outer

    def figure(self, figure: Node) -> None:
        captions = figure["c"][1][1]
        records = self.records(figure["c"][2])
        self.records(captions)
        recorded = [record.caption for record in records if record.caption]
        if not captions:
            captions += [_plain(caption) for caption in recorded]
        elif recorded and _is_only_number(captions):
            self.number(captions[0]["c"], recorded[0])
        captions += [_credit(line) for record in records if (line := credit_line(record))]

    def number(self, words: list[Node], caption: str) -> None:
        """Put a recorded caption behind the number that a figure has."""
        words[0]["c"][1].append(string(labels_for(self.project.edition.lang).end))
        words += [{"t": "Space"}, *inlines(caption)]

    def records(self, nodes: list[Node]) -> list[Image]:
        """Return what is recorded of the images of some nodes; those in notes have it there."""
        notes: list[Node] = []
        images = _shown(nodes, notes)
        self.boxed([note["c"] for note in notes])
        return _records(images, self.project)

    def running(self, block: Node) -> list[Node]:
        """Return a paragraph and what is printed below it; of an image alone, a Figure."""
        nodes = block["c"]
        is_paragraph = block["t"] in ("Para", "Plain") and not self.is_boxed
        if is_paragraph and len(nodes) == 1 and nodes[0]["t"] == "Image":
            if not _records(nodes, self.project):
                return [block]
            figure = {"t": "Figure", "c": [["", [], []], [None, []], [_plain_of(nodes)]]}
            self.figure(figure)
            return [figure]
        return [block, *self.below([block])]

    def below(self, nodes: list[Node]) -> list[Node]:
        """Return what is printed below the images in running text."""
        lines = [
            line
            for record in self.records(nodes)
            for line in (record.caption, credit_line(record))
            if line
        ]
        return [_credit(line) for line in lines]


def _is_only_number(captions: list[Node]) -> bool:
    """Whether a caption is the number that `octavo.book.crossrefs` gave it, without words."""
    words = captions[0]["c"] if captions and captions[0]["t"] in ("Para", "Plain") else []
    return len(words) == 1 and _is_number(words[0])


def _is_number(node: Node) -> bool:
    return bool(node["t"] == "Span" and LABEL in node["c"][0][1])


def _plain(text: str) -> Node:
    return _plain_of(inlines(text))


def _plain_of(nodes: list[Node]) -> Node:
    return {"t": "Plain", "c": nodes}


def _credit(line: str) -> Node:
    return {"t": "Div", "c": [["", [CREDIT], []], [_plain(line)]]}
