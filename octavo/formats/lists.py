"""The lists of figures and tables that stand behind the contents, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.book.crossrefs.listed import Numbered, numbered
from octavo.model.edition import Edition
from octavo.model.nodes import Document
from octavo.text.labels import labels_for

KINDS = {"figures": "figure", "tables": "table"}
"""What `lists` in design.yaml names, and the kind of each thing that it lists."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: what it lists, its title in the book's language, and its lines.

    What has no words has no line.
    """

    kind: str
    title: str
    things: tuple[Numbered, ...]


def lists_of(document: Document, edition: Edition) -> list[Listing]:
    """Return the lists that the design asks for, in its order; one without a line is left out.

    They stand behind the contents: an edition without contents has none.
    """
    asked = [KINDS[name] for name in edition.design.lists]
    if not asked or not edition.has_contents:
        return []
    things = list(numbered(document.blocks))
    titles = labels_for(edition.lang).lists
    made = (
        Listing(kind, titles[kind], tuple(t for t in things if t.kind == kind and t.title))
        for kind in dict.fromkeys(asked)
    )
    return [listing for listing in made if listing.things]
