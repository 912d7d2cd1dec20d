"""Reports the endnotes of a Word file that has footnotes too: both are notes in the book."""

from __future__ import annotations

from octavo.manuscripts.word.notices import Notices, many
from octavo.ooxml.leaf import Kind, Leaf


def note(leaves: list[Leaf], notices: Notices) -> None:
    """Report how many of the notes were endnotes, where there are both."""
    references = [
        run.reference
        for leaf in leaves
        for run in leaf.runs
        if run.kind is Kind.NOTE and not leaf.note
    ]
    ends = sum(reference.startswith("endnote") for reference in references)
    if 0 < ends < len(references):
        message = f"{many(len(references) - ends, 'footnote')} and {many(ends, 'endnote')} became"
        message += " notes of one kind."
        notices.done("import-endnotes", message)
