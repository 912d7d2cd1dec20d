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
from octavo.model.nodes import has_subheadings
from octavo.text.citations.headings import heads_list

WORDS = 300
"""About how many words stand on a page."""

FEWEST, MOST = 5 * WORDS, 48 * WORDS
"""How many words a pamphlet has."""

HEADLESS = 3_000
"""How many words an argument may have before its reader looks for a heading."""


def form_of(read: Sequence[Manuscript]) -> tuple[Form, int]:
    """Return what some manuscripts are made up as, and how many words they have."""
    chapters = [chapter for manuscript in read for chapter in manuscript.chapters]
    words = sum(len(chapter.markdown.split()) for chapter in chapters)
    divisions = [chapter for chapter in chapters if not heads_list(chapter.title)]
    if len(divisions) != 1 or words > MOST:
        return "book", words
    return ("article" if words < FEWEST else "pamphlet"), words


def findings(form: Form, words: int) -> list[Finding]:
    """Return a finding about a form other than a book's; none for a book."""
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


def headless(read: Sequence[Manuscript], form: Form, words: int) -> list[Finding]:
    """Return the question for headings, of a long text of one division that has none.

    It is for texts that cite: what cites nothing may be a story, which wants none.
    """
    chapters = [chapter for manuscript in read for chapter in manuscript.chapters]
    if form == "book" or words < HEADLESS or any(has_subheadings(c.blocks) for c in chapters):
        return []
    message = f"There is no heading in {words:,} words. Ask the author for some."
    hint = "A line that begins with `## ` is one; or leave it and say why."
    place = Place(read[0].name)
    return [Finding("import-no-headings", message, Severity.INFO, Tier.FLAG, place, hint=hint)]
