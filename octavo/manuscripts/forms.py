"""Proposes what a manuscript is made up as: a text of one division is no book.

UNESCO counts as a pamphlet what has from five to forty-eight pages (Recommendation concerning the
International Standardization of Statistics Relating to Book Production, 1964). What has fewer is
set as an article, with its title above the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from octavo.manuscripts.pieces import Manuscript
from octavo.model.edition import Form
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.text.citations.headings import heads_list

WORDS = 300
"""About how many words stand on a page."""

FEWEST, MOST = 5 * WORDS, 48 * WORDS
"""How many words a pamphlet has."""


def form_of(read: Sequence[Manuscript]) -> tuple[Form, int]:
    """Return what some manuscripts are made up as, and how many words they have."""
    chapters = [chapter for manuscript in read for chapter in manuscript.chapters]
    words = sum(len(chapter.markdown.split()) for chapter in chapters)
    divisions = [chapter for chapter in chapters if not heads_list(chapter.title)]
    if len(divisions) != 1 or words > MOST:
        return "book", words
    return ("article" if words < FEWEST else "pamphlet"), words


def findings(form: Form, words: int) -> list[Finding]:
    """Return what an editor is told of a form that is not a book's."""
    if form == "book":
        return []
    of_a = "an article" if form == "article" else "a pamphlet"
    message = f"A text of one division, with {words:,} words, is made up as {of_a}."
    hint = "If it is a book, write `form: book` in metadata/edition.yaml."
    place = Place("metadata/edition.yaml")
    after = f"form: {form}"
    return [
        Finding("import-form", message, Severity.INFO, Tier.AUTO, place, after=after, hint=hint)
    ]
