"""What the form of an edition changes in its text, before any format is written."""

from __future__ import annotations

from octavo.book.leaves import settle_leaves
from octavo.model.edition import Edition
from octavo.model.nodes import Document


def settle_form(document: Document, edition: Edition) -> None:
    """Settle the leaves before the text; take the number off a pamphlet's one chapter, in place."""
    settle_leaves(document)
    headings = [block["c"][1] for block in document.blocks if block["t"] == "Header"]
    chapters = [attr for attr in headings if "chapter" in attr[1]]
    if not edition.is_book and len(chapters) == 1:
        chapters[0][2] = [pair for pair in chapters[0][2] if pair[0] != "number"]
