"""References to pages: a number on the page, the name of the place in every other format.

The text has a link with the words of what it leads to (`linknames`); in the PDF its page is set
between two marks without a shape. Who reads the PDF back puts the words there again, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from octavo.formats.pdf.survey import Survey
from octavo.model.nodes import Document, Node, children, stringify
from octavo.model.structure import PAGE_REFERENCE

MARK = "\N{WORD JOINER}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{WORD JOINER}"
"""What book.typ has at both ends of a page's number (`page-mark`)."""

NUMBER = re.compile("[0-9ivxlcdm]+")


@dataclass(slots=True)
class Waiting:
    """The words that have not been put in place yet, of the text and of its notes."""

    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    in_note: bool = False
    is_open: bool = False

    def put(self, text: str) -> str:
        """Return a text with words in place of a number between two marks; each comes by itself."""
        if MARK not in text:
            return self._next(text) if self.is_open else text
        parts = []
        for number, part in enumerate(text.split(MARK)):
            self.is_open ^= number > 0
            parts.append(self._next(part) if self.is_open else part)
        return "".join(parts)

    def _next(self, number: str) -> str:
        words = self.notes if self.in_note else self.body
        return words.pop(0) if words and NUMBER.fullmatch(number) else number


@dataclass(frozen=True, slots=True)
class References:
    """The words of the links that are numbers of pages, in order: of the text, and of its notes."""

    body: Sequence[str] = ()
    notes: Sequence[str] = ()

    def waiting(self) -> Waiting:
        """Return them as what waits to be put in place."""
        return Waiting(list(self.body), list(self.notes))


def references_of(document: Document, surveyed: Survey) -> References:
    """Return the references to pages of a text."""
    targets = surveyed.targets()
    if not any(is_reference(link, targets) for link in surveyed.of("Link")):
        return References()
    body: list[str] = []
    notes: list[str] = []
    for link, in_note in _links(document.blocks, in_note=False):
        if is_reference(link, targets):
            (notes if in_note else body).append(stringify(link["c"][1]))
    return References(body, notes)


def is_reference(link: Node, targets: frozenset[str]) -> bool:
    """Whether a link is the number of a page of this text."""
    (_, classes, _), _, (target, _) = link["c"]
    return PAGE_REFERENCE in classes and target[:1] == "#" and target[1:] in targets


def _links(nodes: list[Node], *, in_note: bool) -> Iterator[tuple[Node, bool]]:
    for node in nodes:
        if node["t"] == "Link":
            yield node, in_note
            continue
        for inner in children(node):
            yield from _links(inner, in_note=in_note or node["t"] == "Note")
